package validation

import "math"

// atLeast is the probability that k or more of n independent parts work, each
// with probability p.
func atLeast(k, n int, p float64) float64 {
	sum := 0.0
	for j := k; j <= n; j++ {
		sum += math.Exp(logChoose(n, j) + float64(j)*math.Log(p) + float64(n-j)*math.Log1p(-p))
	}
	return sum
}

func logChoose(n, k int) float64 { return logFactorial(n) - logFactorial(k) - logFactorial(n-k) }

func logFactorial(n int) float64 {
	l, _ := math.Lgamma(float64(n) + 1)
	return l
}

// pointUp is the probability that a part with exponential times works at t if it
// worked at 0, and intervalUp the expected share of 0..t in which it works.
func pointUp(t, up, down float64) float64 {
	a := up / (up + down)
	return a + (1-a)*math.Exp(-t*(1/up+1/down))
}

func intervalUp(t, up, down float64) float64 {
	a, x := up/(up+down), t*(1/up+1/down)
	return a + (1-a)*-math.Expm1(-x)/x
}

// restart is the mean time to finish work of a length without saves, where every
// failure costs all of it and a delay before the next attempt, failures come with
// a mean of mtbf and may hit the delay too (Daly 2006, without checkpoints).
func restart(length, mtbf, delay float64) float64 {
	return mtbf * math.Exp(delay/mtbf) * math.Expm1(length/mtbf)
}

// attempts is the mean number of attempts that such work takes.
func attempts(length, mtbf, delay float64) float64 {
	return 1 + -math.Expm1(-length/mtbf)*math.Exp((length+delay)/mtbf)
}

// poissonUpTo is the probability of at most n events where mean are expected.
func poissonUpTo(n int, mean float64) float64 {
	sum := 0.0
	for k := 0; k <= n; k++ {
		sum += math.Exp(float64(k)*math.Log(mean) - mean - logFactorial(k))
	}
	return sum
}

// integral is the integral of f, which falls from f(0) to nothing, over 0..∞, by
// Simpson's rule after the substitution t = scale·x³/(1-x), which tames what is
// steep at 0 and long at infinity.
func integral(scale float64, f func(t float64) float64) float64 {
	const steps = 20000
	sum := 0.0
	for i := 1; i < steps; i++ {
		x := float64(i) / steps
		rest := 1 - x
		t := scale * x * x * x / rest
		slope := scale * x * x * (3 - 2*x) / (rest * rest)
		weight := 2.0
		if i%2 == 1 {
			weight = 4
		}
		sum += weight * f(t) * slope
	}
	return sum / (3 * steps)
}
