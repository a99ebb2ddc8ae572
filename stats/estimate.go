package stats

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Estimate is a value with a two-sided confidence interval. Its fields are never NaN.
type Estimate struct {
	Value      float64
	Lo, Hi     float64  // -Inf and +Inf where the data set no bound
	Confidence float64  // the probability, 0 to 1, with which such intervals cover the true value
	N          int      // observations, trials or events, as the estimator says
	Warnings   []string // why the interval deserves less trust than it claims; empty if nothing speaks against it
}

// Known reports whether the interval is finite on both sides.
func (e Estimate) Known() bool { return !math.IsInf(e.Lo, 0) && !math.IsInf(e.Hi, 0) }

// HalfWidth is half the length of the interval, +Inf if the interval is unbounded.
func (e Estimate) HalfWidth() float64 { return e.Hi/2 - e.Lo/2 }

// Contains reports whether x lies in the interval, its ends included.
func (e Estimate) Contains(x float64) bool { return e.Lo <= x && x <= e.Hi }

// about is the symmetric interval of half width around value; it is unbounded if the numbers left the floats' range.
func about(value, half, confidence float64, n int) Estimate {
	lo, hi := value-half, value+half
	if math.IsNaN(lo) || math.IsNaN(hi) {
		return unknown(confidence, n, "the observations are not all finite numbers")
	}
	return Estimate{Value: value, Lo: lo, Hi: hi, Confidence: confidence, N: n}
}

// unknown is the estimate of data that bound nothing.
func unknown(confidence float64, n int, why string) Estimate {
	return Estimate{Lo: math.Inf(-1), Hi: math.Inf(1), Confidence: confidence, N: n, Warnings: []string{why}}
}

// upperTail is (1 - confidence) / 2, the probability left out on each side.
func upperTail(confidence float64) float64 {
	checkConfidence(confidence)
	return (1 - confidence) / 2
}

func checkConfidence(confidence float64) {
	if !(0 < confidence && confidence < 1) {
		panic(fmt.Sprintf("stats: confidence %v is not between 0 and 1", confidence))
	}
}

// studentFactor is the two-sided critical value of Student's t.
func studentFactor(confidence, degrees float64) float64 {
	return distuv.StudentsT{Mu: 0, Sigma: 1, Nu: degrees}.Quantile(1 - upperTail(confidence))
}

// sameLength panics unless x and y pair up.
func sameLength(what string, x, y []float64) {
	if len(x) != len(y) {
		panic(fmt.Sprintf("stats: %s of %d and %d observations", what, len(x), len(y)))
	}
}
