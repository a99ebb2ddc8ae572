package stats_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/stats"
)

func TestPoissonTail(t *testing.T) {
	require.Equal(t, 1.0, stats.PoissonTail(0, 0))
	require.Equal(t, 0.0, stats.PoissonTail(1, 0))
	require.InDelta(t, 1-math.Exp(-2), stats.PoissonTail(1, 2), 1e-15)
	for _, k := range []int{1, 3, 10, 60} {
		require.InDelta(t, 1-poissonAtMost(k-1, 7.5), stats.PoissonTail(k, 7.5), 1e-12, k)
	}
	require.InEpsilon(t, math.Exp(-0.01)*math.Pow(0.01, 6)/720, stats.PoissonTail(6, 0.01), 2e-3, "far out, the first term")
	require.Panics(t, func() { stats.PoissonTail(-1, 1) })
}

// The example of Benjamini and Hochberg's paper: 15 p-values, of which the method rejects four at 5 %.
func TestFalseDiscoveryRates(t *testing.T) {
	ps := []float64{.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .324, .4262, .5719, .6528, .759, 1}
	rates := stats.FalseDiscoveryRates(ps)
	rejected := 0
	for _, q := range rates {
		if q <= 0.05 {
			rejected++
		}
	}
	require.Equal(t, 4, rejected)
	require.InDelta(t, .035625, rates[3], 1e-12)
	require.InDelta(t, .0298*15/7, rates[5], 1e-12, "a larger p of a better rank carries over")
	require.InDelta(t, 1, rates[14], 0)
	require.Equal(t, []float64{1, 0.02, 0.06}, stats.FalseDiscoveryRates([]float64{1, 0.02 / 3, 0.04}))
	require.Empty(t, stats.FalseDiscoveryRates(nil))
	require.Panics(t, func() { stats.FalseDiscoveryRates([]float64{math.NaN()}) })
}
