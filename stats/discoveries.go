package stats

import (
	"cmp"
	"fmt"
	"slices"

	"gonum.org/v1/gonum/mathext"
)

// PoissonTail is the probability that a Poisson variable of that mean is at least k: 1 for k = 0. It panics if either
// is negative.
func PoissonTail(k int, mean float64) float64 {
	switch {
	case k < 0 || !(mean >= 0):
		panic(fmt.Sprintf("stats: Poisson tail from %d at a mean of %v", k, mean))
	case k == 0:
		return 1
	}
	return mathext.GammaIncReg(float64(k), mean)
}

// FalseDiscoveryRates turns the p-values of many tests into the least rates of false discoveries at which each counts
// as one: rejecting those of at most q makes, on average, a share of at most q of the rejections wrong, if the tests
// are independent or depend positively (Benjamini and Hochberg 1995). The p-values stay as they are. It panics unless
// they lie within 0 to 1.
func FalseDiscoveryRates(ps []float64) []float64 {
	order := make([]int, len(ps))
	for i, p := range ps {
		if !(0 <= p && p <= 1) {
			panic(fmt.Sprintf("stats: p-value %d of %d is %v", i, len(ps), p))
		}
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(ps[a], ps[b]) })
	rates := make([]float64, len(ps))
	least := 1.0
	for rank := len(order); rank > 0; rank-- {
		i := order[rank-1]
		least = min(least, ps[i]*float64(len(ps))/float64(rank))
		rates[i] = least
	}
	return rates
}
