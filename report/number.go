package report

import (
	"math"
	"strconv"

	"github.com/clustersim/clustersim/stats"
)

// number prints a value to as many decimals as its precision bears: two digits
// of the half-width where there is an interval, seven digits or so elsewhere.
func number(x, halfWidth float64) string {
	if x == math.Trunc(x) && math.Abs(x) < 1e15 && (halfWidth == 0 || math.IsInf(halfWidth, 0)) {
		return strconv.FormatFloat(x, 'f', 0, 64)
	}
	return strconv.FormatFloat(x, 'f', decimals(x, halfWidth), 64)
}

func decimals(x, halfWidth float64) int {
	scale := halfWidth
	digits := 1
	if scale == 0 || math.IsInf(scale, 0) {
		scale, digits = math.Abs(x), 6
		if scale >= 1000 {
			return 3
		}
	}
	if scale == 0 {
		return 0
	}
	return min(12, max(0, digits-int(math.Floor(math.Log10(scale)))))
}

// estimate prints a value with its interval: ± where it is symmetric, else its
// two ends. An interval that is not known is not shown.
func estimate(e stats.Estimate) string {
	if math.IsInf(e.Value, 1) {
		return "at least " + number(e.Lo, 0)
	}
	half := e.HalfWidth()
	if half < 1e-9*math.Abs(e.Value) {
		half = 0 // the width of a rounding error
	}
	value := number(e.Value, half)
	if !e.Known() {
		return value
	}
	off := math.Abs((e.Hi-e.Value)-(e.Value-e.Lo)) / 2
	if off <= half/50 {
		return value + " ± " + number(half, half)
	}
	return value + " [" + number(e.Lo, half) + ", " + number(e.Hi, half) + "]"
}
