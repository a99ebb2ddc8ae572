package stats

import "math"

// KolmogorovSmirnov returns the greatest distance d between the empirical distribution of xs and the continuous law
// with the given cumulative distribution function, and the probability p of a distance that large if xs came from
// that law. The law must be given in advance: with parameters fitted to xs, p is too large. p uses the limit law with
// the correction of Stephens (1970) for the sample size, which is within 0.002 of the
// exact tables at p = 0.05 from 10 observations on. Without observations
// d is 0 and p is 1. It panics on NaN.
func KolmogorovSmirnov(xs []float64, cdf func(float64) float64) (d, p float64) {
	if len(xs) == 0 {
		return 0, 1
	}
	n := float64(len(xs))
	for i, x := range ascending(xs) {
		law := cdf(x)
		d = max(d, law-float64(i)/n, float64(i+1)/n-law)
	}
	return d, kolmogorovTail((math.Sqrt(n) + 0.12 + 0.11/math.Sqrt(n)) * d)
}

// kolmogorovTail is the probability that the supremum of a Brownian bridge exceeds x (Kolmogorov 1933). Of the two
// series for it, each is used where four terms give all digits.
func kolmogorovTail(x float64) float64 {
	if x <= 0 {
		return 1
	}
	if x < 1.18 {
		below := 0.0
		for _, k := range []float64{1, 3, 5, 7} {
			below += math.Exp(-k * k * math.Pi * math.Pi / (8 * x * x))
		}
		return 1 - math.Sqrt(2*math.Pi)/x*below
	}
	above := 0.0
	for k, sign := 1.0, 1.0; k <= 4; k, sign = k+1, -sign {
		above += 2 * sign * math.Exp(-2*k*k*x*x)
	}
	return above
}

// AndersonDarling returns the statistic A² of xs against the continuous law with the given cumulative distribution
// function: a distance that weighs the tails more (Anderson and Darling 1954). It is +Inf if an observation is
// impossible under the law, and 0 without observations. It panics on NaN.
func AndersonDarling(xs []float64, cdf func(float64) float64) float64 {
	n := len(xs)
	if n == 0 {
		return 0
	}
	sorted, total := ascending(xs), 0.0
	for i := range sorted {
		low, high := cdf(sorted[i]), cdf(sorted[n-1-i])
		if low <= 0 || high >= 1 {
			return math.Inf(1)
		}
		total += float64(2*i+1) * (math.Log(low) + math.Log1p(-high))
	}
	return -float64(n) - total/float64(n)
}
