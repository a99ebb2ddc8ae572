package stats_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/clustersim/clustersim/stats"
)

// The intervals are printed in Newcombe, Two-sided confidence intervals for the single proportion, Statistics in
// Medicine 17 (1998), table I, methods 3 and 5.
func TestProportionsOfNewcombe(t *testing.T) {
	for _, c := range []struct {
		k, n          int
		wilson, exact [2]float64
	}{
		{81, 263, [2]float64{0.2553, 0.3662}, [2]float64{0.2527, 0.3676}},
		{15, 148, [2]float64{0.0624, 0.1605}, [2]float64{0.0578, 0.1617}},
		{0, 20, [2]float64{0, 0.1611}, [2]float64{0, 0.1684}},
		{1, 29, [2]float64{0.0061, 0.1718}, [2]float64{0.0009, 0.1776}},
	} {
		wilson, exact := stats.Proportion(c.k, c.n, 0.95), stats.ProportionExact(c.k, c.n, 0.95)
		require.InDeltaSlice(t, c.wilson[:], []float64{wilson.Lo, wilson.Hi}, 5e-5)
		require.InDeltaSlice(t, c.exact[:], []float64{exact.Lo, exact.Hi}, 5e-5)
		require.Equal(t, float64(c.k)/float64(c.n), wilson.Value)
	}
}

func TestProportionsAreSymmetricAndOrdered(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 2000).Draw(t, "n")
		k := rapid.IntRange(0, n).Draw(t, "k")
		for _, estimate := range []func(int, int, float64) stats.Estimate{stats.Proportion, stats.ProportionExact} {
			hit, miss := estimate(k, n, 0.9), estimate(n-k, n, 0.9)
			require.InDelta(t, 1-hit.Hi, miss.Lo, 1e-9)
			require.LessOrEqual(t, 0.0, hit.Lo)
			require.LessOrEqual(t, hit.Lo, hit.Value)
			require.LessOrEqual(t, hit.Value, hit.Hi)
			require.LessOrEqual(t, hit.Hi, 1.0)
		}
	})
}

// 419 failures of a cluster in 54 days: the mean time between them and its exact interval, in hours.
func TestPoissonRateOfAPublishedRun(t *testing.T) {
	e := stats.PoissonRate(419, 54*24, 0.95)
	require.InDelta(t, 3.0930788, 1/e.Value, 5e-8)
	require.InDelta(t, 2.8106, 1/e.Hi, 5e-5)
	require.InDelta(t, 3.4120, 1/e.Lo, 5e-5)
	perNode := stats.PoissonRate(419, 2048*54/1000.0, 0.95) // per 1000 node-days
	require.InDelta(t, 3.788701, perNode.Value, 5e-7)
}

func TestNoEventsStillBoundTheRate(t *testing.T) {
	e := stats.PoissonRate(0, 100, 0.95)
	require.True(t, e.Known())
	require.Equal(t, 0.0, e.Lo)
	require.InDelta(t, -math.Log(0.025)/100, e.Hi, 1e-9)
	require.InDelta(t, 3, 100*stats.PoissonRate(0, 100, 0.90).Hi, 0.005, "the rule of three, one-sided 95 %")
}

func TestPoissonEndsLeaveTheTails(t *testing.T) {
	// At the upper end, seeing so few events has probability 2.5 %; at the lower end, seeing so many.
	for _, k := range []int{1, 2, 7, 40} {
		e := stats.PoissonRate(k, 1, 0.95)
		require.InDelta(t, 0.025, poissonAtMost(k, e.Hi), 1e-9)
		require.InDelta(t, 0.975, poissonAtMost(k-1, e.Lo), 1e-9)
	}
}

func poissonAtMost(k int, mean float64) float64 {
	term := math.Exp(-mean)
	total := term
	for i := 1; i <= k; i++ {
		term *= mean / float64(i)
		total += term
	}
	return total
}

func TestClusteredRate(t *testing.T) {
	require.Equal(t, stats.PoissonRate(7, 3, 0.9), stats.ClusteredRate(7, 7, 3, 0.9))
	require.Equal(t, stats.PoissonRate(0, 3, 0.9), stats.ClusteredRate(0, 0, 3, 0.9))
	e, clusters := stats.ClusteredRate(50, 5, 2, 0.95), stats.PoissonRate(5, 2, 0.95)
	require.InDeltaSlice(t, []float64{25, 10 * clusters.Lo, 10 * clusters.Hi}, []float64{e.Value, e.Lo, e.Hi}, 1e-9)
	require.Equal(t, 5, e.N)
	for _, bad := range [][2]int{{3, 0}, {3, 4}, {3, -1}} {
		require.PanicsWithValue(t, fmt.Sprintf("stats: rate of %d events in %d clusters", bad[0], bad[1]), func() {
			stats.ClusteredRate(bad[0], bad[1], 1, 0.95)
		})
	}
}
