package stats

import "math"

// Ratio estimates the ratio of the means of num and den, observed in pairs, as the ratio of their totals; the
// interval is the jackknife's, value ± t(n-1) times the standard deviation of the pseudo-values over √n (Miller 1974).
// The mean of the single ratios would answer another question and is biased. It panics unless the slices are equally
// long.
func Ratio(num, den []float64, confidence float64) Estimate {
	sameLength("ratio", num, den)
	checkConfidence(confidence)
	n := len(num)
	if n == 0 {
		return unknown(confidence, 0, "there are no observations")
	}
	above, below := sum(num), sum(den)
	if below == 0 {
		return unknown(confidence, n, "the denominators add up to zero")
	}
	value := above / below
	pseudo := make([]float64, 0, n)
	for i := range num {
		rest := below - den[i]
		if rest == 0 {
			return about(value, math.Inf(1), confidence, n).warn("the ratio rests on a single observation")
		}
		pseudo = append(pseudo, float64(n)*value-float64(n-1)*(above-num[i])/rest)
	}
	spread := meanOf(momentsOf(pseudo), confidence)
	return about(value, spread.HalfWidth(), confidence, n).warn(doubts(pseudo))
}

func sum(xs []float64) float64 {
	total := 0.0
	for _, x := range xs {
		total += x
	}
	return total
}
