package validation

import "math"

// moreThan is the probability that more than k of n independent things happen,
// each with probability p.
func moreThan(k, n int, p float64) float64 { return atLeast(k+1, n, p) }

// poissonMoreThan is the probability of more than k events where mean are
// expected.
func poissonMoreThan(k int, mean float64) float64 { return 1 - poissonUpTo(k, mean) }

// enough is the smallest number that is exceeded with a probability of at most
// rare.
func enough(rare float64, exceeded func(k int) float64) int {
	k := 0
	for exceeded(k) > rare {
		k++
	}
	return k
}

// collected is the mean and the standard deviation of the number of draws, each of
// one of n kinds, until k kinds have been seen: a sum of geometric waits.
func collected(k, n int) (mean, deviation float64) {
	variance := 0.0
	for seen := range k {
		isNew := float64(n-seen) / float64(n)
		mean += 1 / isNew
		variance += (1 - isNew) / (isNew * isNew)
	}
	return mean, math.Sqrt(variance)
}

// betaBinomial is the probability that k of n things happen whose common
// probability has a beta law with that mean, which makes rho the correlation of
// any two (J. G. Skellam, J. Royal Statistical Society B 10, 1948).
func betaBinomial(k, n int, mean, rho float64) float64 {
	a, b := mean*(1-rho)/rho, (1-mean)*(1-rho)/rho
	return math.Exp(logChoose(n, k) + logBeta(float64(k)+a, float64(n-k)+b) - logBeta(a, b))
}

func logBeta(a, b float64) float64 {
	of := func(x float64) float64 { l, _ := math.Lgamma(x); return l }
	return of(a) + of(b) - of(a+b)
}
