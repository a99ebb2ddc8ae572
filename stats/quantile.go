package stats

import (
	"fmt"
	"math"
	"slices"
	"sort"

	"gonum.org/v1/gonum/stat/distuv"
)

// Quantiles returns the quantiles of xs at the probabilities ps, 0 to 1, by linear interpolation between order
// statistics: at 1+(n-1)p, Hyndman and Fan's type 7 (1996). xs stays as it is and may hold infinities. The result is
// nil without observations. It panics on NaN and on other probabilities.
func Quantiles(xs []float64, ps ...float64) []float64 {
	if len(xs) == 0 {
		return nil
	}
	sorted := ascending(xs)
	values := make([]float64, len(ps))
	for i, p := range ps {
		if !(0 <= p && p <= 1) {
			panic(fmt.Sprintf("stats: quantile at probability %v", p))
		}
		values[i] = interpolated(sorted, p)
	}
	return values
}

func interpolated(sorted []float64, p float64) float64 {
	place := p * float64(len(sorted)-1)
	at := int(place)
	low, part := sorted[at], place-float64(at)
	if part == 0 || low == sorted[at+1] || math.IsInf(low, -1) {
		return low
	}
	return low*(1-part) + sorted[at+1]*part
}

// Quantile estimates the p-quantile of the law behind independent observations, whatever law it is. The value is that
// of [Quantiles]; the ends of the interval are the order statistics that bracket the quantile with at least the
// confidence by the binomial law, half of the doubt on each side (David and Nagaraja 2003, 7.1). Where the sample is
// too small for an end, that end is infinite. It panics on NaN and unless 0 < p < 1.
func Quantile(xs []float64, p, confidence float64) Estimate {
	if !(0 < p && p < 1) {
		panic(fmt.Sprintf("stats: quantile at probability %v", p))
	}
	tail, n := upperTail(confidence), len(xs)
	if n == 0 {
		return unknown(confidence, 0, "there are no observations")
	}
	sorted := ascending(xs)
	e := Estimate{Value: interpolated(sorted, p), Lo: math.Inf(-1), Hi: math.Inf(1), Confidence: confidence, N: n}
	below := distuv.Binomial{N: float64(n), P: p} // how many observations fall below the quantile
	lower := sort.Search(n, func(k int) bool { return below.CDF(float64(k)) > tail })
	if lower > 0 {
		e.Lo = sorted[lower-1]
	}
	upper := sort.Search(n, func(k int) bool { return below.CDF(float64(k)) >= 1-tail })
	if upper < n {
		e.Hi = sorted[upper]
	}
	if lower == 0 || upper == n {
		e = e.warn(fmt.Sprintf("%d observations are too few to bound the %v-quantile; %d would do", n, p, enough(p, tail)))
	}
	return e
}

// enough is the least sample size whose extremes bracket the p-quantile with tail doubt on each side.
func enough(p, tail float64) int {
	return int(math.Ceil(math.Log(tail) / math.Log(max(p, 1-p))))
}

// ascending returns a sorted copy of xs.
func ascending(xs []float64) []float64 {
	for i, x := range xs {
		if math.IsNaN(x) {
			panic(fmt.Sprintf("stats: observation %d of %d is NaN", i, len(xs)))
		}
	}
	sorted := slices.Clone(xs)
	slices.Sort(sorted)
	return sorted
}
