package stats

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// few is the number of observations below which a t interval rests on normality that nobody can check.
const few = 10

// Mean estimates the mean of independent observations: mean ± t(n-1) s/√n. A single observation has no interval.
// It warns of few, equal or skewed observations.
func Mean(xs []float64, confidence float64) Estimate {
	return meanOf(momentsOf(xs), confidence).warn(doubts(xs))
}

// PairedDifference estimates the mean of x[i]-y[i], for arms whose i-th replications share their luck. It panics
// unless the slices are equally long.
func PairedDifference(x, y []float64, confidence float64) Estimate {
	return Mean(differences(x, y), confidence)
}

// PairedTest returns Student's t of the differences x[i]-y[i] and the two-sided p of t that large if both arms had
// the same mean. Differences that are all equal give an infinite t and p 0, or t 0 and p 1 if they are zero; so do
// fewer than two.
func PairedTest(x, y []float64) (t, p float64) {
	m := momentsOf(differences(x, y))
	if m.N() < 2 || m.Mean() == 0 {
		return 0, 1
	}
	t = m.Mean() / math.Sqrt(m.Variance()/float64(m.N()))
	return t, 2 * distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(m.N() - 1)}.CDF(-math.Abs(t))
}

// Difference estimates mean(x) - mean(y) of independent samples whose variances may differ (Welch 1947). N counts
// both samples.
func Difference(x, y []float64, confidence float64) Estimate {
	checkConfidence(confidence)
	a, b := momentsOf(x), momentsOf(y)
	n := a.N() + b.N()
	if a.N() < 2 || b.N() < 2 {
		return unknown(confidence, n, "a sample of fewer than two observations has no variance")
	}
	partA, partB := a.Variance()/float64(a.N()), b.Variance()/float64(b.N())
	value := a.Mean() - b.Mean()
	if partA+partB == 0 {
		return about(value, 0, confidence, n).warn(doubts(x)).warn(doubts(y))
	}
	degrees := (partA + partB) * (partA + partB) /
		(partA*partA/float64(a.N()-1) + partB*partB/float64(b.N()-1))
	half := studentFactor(confidence, degrees) * math.Sqrt(partA+partB)
	return about(value, half, confidence, n).warn(doubts(x)).warn(doubts(y))
}

func differences(x, y []float64) []float64 {
	sameLength("paired difference", x, y)
	apart := make([]float64, len(x))
	for i := range x {
		apart[i] = x[i] - y[i]
	}
	return apart
}

func meanOf(m Moments, confidence float64) Estimate {
	checkConfidence(confidence)
	switch m.N() {
	case 0:
		return unknown(confidence, 0, "there are no observations")
	case 1:
		return about(m.Mean(), math.Inf(1), confidence, 1).warn("one observation has no interval")
	}
	half := studentFactor(confidence, float64(m.N()-1)) * math.Sqrt(m.Variance()/float64(m.N()))
	return about(m.Mean(), half, confidence, m.N())
}

// warn appends a warning, if there is one, unless the estimate has it.
func (e Estimate) warn(why string) Estimate {
	for _, known := range e.Warnings {
		if known == why {
			return e
		}
	}
	if why != "" {
		e.Warnings = append(e.Warnings, why)
	}
	return e
}

// doubts says why a t interval of xs may cover less often than it claims, or returns "". The rule for skewness is
// Cochran's: n should exceed 25 times its square (Sampling Techniques, 3rd ed. 1977, 2.15).
func doubts(xs []float64) string {
	n := len(xs)
	m := momentsOf(xs)
	switch {
	case n < 2 || math.IsNaN(m.Variance()):
		return "" // the missing interval says it
	case m.Min() == m.Max():
		return fmt.Sprintf("all %d observations are equal, which leaves the interval without width", n)
	case n < few:
		return fmt.Sprintf("%d observations are too few to check that they are normal", n)
	}
	skew := skewness(xs, m)
	if need := 25 * skew * skew; need > float64(n) {
		return fmt.Sprintf("the observations are skewed (%.2g): %d are too few for a t interval, which needs %.0f",
			skew, n, math.Ceil(need))
	}
	return ""
}

// skewness is the third central moment over the cubed standard deviation.
func skewness(xs []float64, m Moments) float64 {
	cubes := 0.0
	sd := math.Sqrt(m.Variance() * float64(len(xs)-1) / float64(len(xs)))
	for _, x := range xs {
		z := (x - m.Mean()) / sd
		cubes += z * z * z
	}
	return cubes / float64(len(xs))
}
