package stats_test

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/clustersim/clustersim/stats"
)

func upTo(n int) []float64 {
	xs := make([]float64, n)
	for i := range xs {
		xs[i] = float64(n - i) // descending: nobody may rely on order
	}
	return xs
}

// The ranks are those of the usual tables for the median at 95 %.
func TestMedianRanks(t *testing.T) {
	for n, ranks := range map[int][2]float64{6: {1, 6}, 10: {2, 9}, 20: {6, 15}, 25: {8, 18}, 100: {40, 61}} {
		e := stats.Quantile(upTo(n), 0.5, 0.95)
		require.Equal(t, ranks, [2]float64{e.Lo, e.Hi}, "n = %d", n)
		require.Equal(t, float64(n+1)/2, e.Value)
		require.Empty(t, e.Warnings)
	}
}

func TestHighQuantilesNeedManyObservations(t *testing.T) {
	short := stats.Quantile(upTo(71), 0.95, 0.95)
	require.False(t, short.Known())
	require.False(t, math.IsInf(short.Lo, 0))
	require.Equal(t, []string{"71 observations are too few to bound the 0.95-quantile; 72 would do"}, short.Warnings)
	require.Equal(t, 72.0, stats.Quantile(upTo(72), 0.95, 0.95).Hi)
}

func TestQuantilesInterpolate(t *testing.T) {
	xs := []float64{40, 10, 30, 20}
	require.Equal(t, []float64{10, 17.5, 25, 32.5, 40}, stats.Quantiles(xs, 0, 0.25, 0.5, 0.75, 1))
	require.Equal(t, []float64{40, 10, 30, 20}, xs)
	require.Nil(t, stats.Quantiles(nil, 0.5))
	never := []float64{1, math.Inf(1), math.Inf(1)}
	require.Equal(t, []float64{1, math.Inf(1), math.Inf(1)}, stats.Quantiles(never, 0, 0.25, 0.75))
	require.Equal(t, []float64{math.Inf(-1)}, stats.Quantiles([]float64{math.Inf(-1), math.Inf(1)}, 0.5))
}

func TestMomentsByHand(t *testing.T) {
	var m stats.Moments
	require.Equal(t, 0.0, m.Variance())
	for _, x := range []float64{2, 4, 4, 4, 5, 5, 7, 9} {
		m.Add(x)
	}
	require.Equal(t, 8, m.N())
	require.InDelta(t, 5, m.Mean(), 1e-15)
	require.InDelta(t, 32.0/7, m.Variance(), 1e-14)
	require.Equal(t, []float64{2, 9}, []float64{m.Min(), m.Max()})
}

func TestMomentsSurviveALargeOffset(t *testing.T) {
	var m stats.Moments
	for _, x := range []float64{4, 7, 13, 16} {
		m.Add(1e9 + x)
	}
	require.InDelta(t, 30, m.Variance(), 1e-9)
}

func TestMergedMomentsAreThoseOfAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		xs := rapid.SliceOf(rapid.Float64Range(-1e6, 1e6)).Draw(t, "xs")
		cut := rapid.IntRange(0, len(xs)).Draw(t, "cut")
		var all, left, right stats.Moments
		for i, x := range xs {
			all.Add(x)
			if i < cut {
				left.Add(x)
			} else {
				right.Add(x)
			}
		}
		left.Merge(right)
		require.Equal(t, all.N(), left.N())
		require.InDelta(t, all.Mean(), left.Mean(), 1e-6)
		require.InDelta(t, all.Variance(), left.Variance(), 1e-9*(1+all.Variance())+1e-6)
		require.Equal(t, []float64{all.Min(), all.Max()}, []float64{left.Min(), left.Max()})
	})
}

func exponential(x float64) float64 { return -math.Expm1(-x) }

func TestDistancesFromALawByHand(t *testing.T) {
	xs := []float64{2.2, 0.1, 0.25, 0.4, 0.8, 1.3}
	d, p := stats.KolmogorovSmirnov(xs, exponential)
	require.InDelta(t, 0.1703200, d, 5e-8)
	require.Greater(t, p, 0.9)
	require.InDelta(t, 0.1680332, stats.AndersonDarling(xs, exponential), 1e-7)
	require.Equal(t, math.Inf(1), stats.AndersonDarling([]float64{-1}, exponential))
	d, p = stats.KolmogorovSmirnov(nil, exponential)
	require.Equal(t, []float64{0, 1}, []float64{d, p})
}

// The 5 % points of D are those of Miller's table (1956), which is exact.
func TestKolmogorovSmirnovAtTheTabulatedPoints(t *testing.T) {
	for n, critical := range map[int]float64{10: 0.40925, 20: 0.29408, 50: 0.18841, 100: 0.13403} {
		xs := make([]float64, n)
		for i := range xs {
			xs[i] = min(1, float64(i+1)/float64(n)+critical-1/float64(n)) // shifted up by exactly the critical distance
		}
		slices.Reverse(xs)
		d, p := stats.KolmogorovSmirnov(xs, func(x float64) float64 { return x })
		require.InDelta(t, critical, d, 1e-9)
		require.InDelta(t, 0.05, p, 0.002, "n = %d", n)
	}
}
