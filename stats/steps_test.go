package stats_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/clustersim/clustersim/stats"
)

// Out of 1000, down from 100 to 110 and from 200 to 205. The least availability is not monotone between 100 and 105.
func TestLeastMean(t *testing.T) {
	steps := []stats.Step{{0, 1}, {100, 0}, {110, 1}, {200, 0}, {205, 1}}
	for width, want := range map[float64]float64{
		10: 0, 20: .5, 50: .8, 100: .9, 105: .8571429, 200: .925, 1000: .985,
	} {
		require.InDelta(t, want, stats.LeastMean(steps, 1000, width), 5e-8, width)
	}
	require.Equal(t, 0.3, stats.LeastMean([]stats.Step{{0, 0.3}}, 10, 10))
	require.InDelta(t, .5, stats.LeastMean([]stats.Step{{0, 0}, {1, 1}}, 10, 2), 1e-12, "the first window")
	require.InDelta(t, .5, stats.LeastMean([]stats.Step{{0, 1}, {9, 0}}, 10, 2), 1e-12, "the last window")
	require.Panics(t, func() { stats.LeastMean([]stats.Step{{0, 1}}, 10, 11) })
	require.Panics(t, func() { stats.LeastMean([]stats.Step{{1, 1}}, 10, 5) })
}

// On a grid of whole numbers, windows that begin at whole numbers are enough.
func TestLeastMeanIsThatOfAllWindows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.IntRange(0, 5), 1, 60).Draw(t, "values")
		width := rapid.IntRange(1, len(values)).Draw(t, "width")
		var steps []stats.Step
		for at, v := range values {
			steps = append(steps, stats.Step{At: float64(at), Value: float64(v)})
		}
		least := 6.0
		for first := 0; first+width <= len(values); first++ {
			sum := 0
			for _, v := range values[first : first+width] {
				sum += v
			}
			least = min(least, float64(sum)/float64(width))
		}
		require.InDelta(t, least, stats.LeastMean(steps, float64(len(values)), float64(width)), 1e-12)
	})
}

func TestLeastMeanAllocatesNothing(t *testing.T) {
	steps := []stats.Step{{0, 1}, {100, 0}, {110, 1}}
	require.Zero(t, testing.AllocsPerRun(100, func() { stats.LeastMean(steps, 1000, 50) }))
}
