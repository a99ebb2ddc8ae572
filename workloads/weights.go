package workloads

import (
	"fmt"
	"math"
	"sort"

	"github.com/clustersim/clustersim/sim/rng"
)

// weights draws an index with a probability proportional to its weight, by
// inversion: one uniform a draw.
type weights []float64 // running totals

func weigh[T any](items []T, weight func(*T) float64) weights {
	totals := make(weights, len(items))
	total := 0.0
	for i := range items {
		total += weight(&items[i])
		totals[i] = total
	}
	return totals
}

func (w weights) draw(seed rng.Seed) int {
	r := seed.Stream()
	u := r.OpenFloat64() * w[len(w)-1]
	i := sort.Search(len(w), func(i int) bool { return u < w[i] })
	return min(i, len(w)-1) // u may round up to the total
}

// checkWeights wants every weight finite and not negative, and some positive.
func checkWeights[T any](items []T, weight func(*T) float64) error {
	total := 0.0
	for i := range items {
		w := weight(&items[i])
		if !(w >= 0) {
			return fmt.Errorf("weight %d is %v, must be at least 0", i, w)
		}
		total += w
	}
	if !(total > 0) || math.IsInf(total, 1) {
		return fmt.Errorf("the weights add up to %v, must be positive and finite", total)
	}
	return nil
}
