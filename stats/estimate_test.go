package stats_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/clustersim/clustersim/stats"
)

// x and y are two arms that shared their luck, and the intervals of their means were computed by hand.
var (
	armX = []float64{12.1, 11.4, 13.0, 12.7, 11.9, 12.5, 12.2, 11.8}
	armY = []float64{11.6, 11.1, 12.4, 12.3, 11.2, 12.1, 11.5, 11.5}
)

func ExamplePoissonRate() {
	e := stats.PoissonRate(419, 54*24, 0.95) // 419 failures in 54 days
	fmt.Printf("%.4f per hour (%.4f to %.4f), one in %.2f h\n", e.Value, e.Lo, e.Hi, 1/e.Value)
	// Output:
	// 0.3233 per hour (0.2931 to 0.3558), one in 3.09 h
}

func TestMeanByHand(t *testing.T) {
	e := stats.Mean(armX, 0.95)
	require.InDelta(t, 12.2, e.Value, 1e-12)
	require.InDelta(t, 0.4332585, e.HalfWidth(), 5e-8)
	require.Equal(t, []string{"8 observations are too few to check that they are normal"}, e.Warnings)
}

func TestPairingNarrowsTheInterval(t *testing.T) {
	paired := stats.PairedDifference(armX, armY, 0.95)
	require.InDelta(t, 0.4875, paired.Value, 1e-12)
	require.InDelta(t, 0.1372814, paired.HalfWidth(), 5e-8)
	apart := stats.Difference(armX, armY, 0.95)
	require.InDelta(t, 0.4875, apart.Value, 1e-12)
	require.InDelta(t, 0.5430683, apart.HalfWidth(), 5e-8)
	score, p := stats.PairedTest(armX, armY)
	require.InDelta(t, 8.397019, score, 5e-7)
	require.Less(t, p, 1e-4)
}

func TestPairedTestAgreesWithTheInterval(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 30).Draw(t, "n")
		numbers := rapid.SliceOfN(rapid.Float64Range(-10, 10), n, n)
		x, y := numbers.Draw(t, "x"), numbers.Draw(t, "y")
		_, p := stats.PairedTest(x, y)
		e := stats.PairedDifference(x, y, 0.9)
		if math.Abs(p-0.1) > 1e-6 && e.HalfWidth() > 1e-9 {
			require.Equal(t, p < 0.1, !e.Contains(0), "p %v, interval %v to %v", p, e.Lo, e.Hi)
		}
	})
}

func TestPairedTestOfConstantDifferences(t *testing.T) {
	score, p := stats.PairedTest([]float64{2, 3, 4}, []float64{1, 2, 3})
	require.Equal(t, []float64{math.Inf(1), 0}, []float64{score, p})
	score, p = stats.PairedTest(armX, armX)
	require.Equal(t, []float64{0, 1}, []float64{score, p})
	score, p = stats.PairedTest([]float64{1}, []float64{0})
	require.Equal(t, []float64{0, 1}, []float64{score, p})
}

func TestRatioIsOfTotals(t *testing.T) {
	e := stats.Ratio([]float64{1, 90}, []float64{10, 100}, 0.95)
	require.InDelta(t, 91.0/110, e.Value, 1e-15)
}

func TestRatioByHand(t *testing.T) {
	// Pseudo-values 3R - 2R(-i): R = 6/6, without each pair 5/5, 4/3, 3/4.
	pseudo := []float64{3 - 2*5.0/5, 3 - 2*4.0/3, 3 - 2*3.0/4}
	e := stats.Ratio([]float64{1, 2, 3}, []float64{1, 3, 2}, 0.9)
	require.InDelta(t, 1, e.Value, 1e-15)
	require.InDelta(t, stats.Mean(pseudo, 0.9).HalfWidth(), e.HalfWidth(), 1e-12)
}

func TestRatioOverEqualDenominatorsIsTheMean(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		xs := rapid.SliceOfN(rapid.Float64Range(-100, 100), 2, 40).Draw(t, "xs")
		den := make([]float64, len(xs))
		for i := range den {
			den[i] = 4
		}
		ratio, mean := stats.Ratio(xs, den, 0.95), stats.Mean(xs, 0.95)
		require.InDelta(t, mean.Value/4, ratio.Value, 1e-9)
		require.InDelta(t, mean.HalfWidth()/4, ratio.HalfWidth(), 1e-9*(1+mean.HalfWidth()))
	})
}

func TestEstimatesOfTooLittle(t *testing.T) {
	one := []float64{3}
	for _, c := range []struct {
		e     stats.Estimate
		value float64
		why   string
	}{
		{stats.Mean(nil, 0.95), 0, "there are no observations"},
		{stats.Mean(one, 0.95), 3, "one observation has no interval"},
		{stats.Mean([]float64{1, math.NaN()}, 0.95), 0, "the observations are not all finite numbers"},
		{stats.Mean([]float64{1, math.Inf(1)}, 0.95), 0, "the observations are not all finite numbers"},
		{stats.Ratio(nil, nil, 0.95), 0, "there are no observations"},
		{stats.Ratio(one, []float64{0}, 0.95), 0, "the denominators add up to zero"},
		{stats.Ratio(one, []float64{4}, 0.95), 0.75, "the ratio rests on a single observation"},
		{stats.Difference(one, armX, 0.95), 0, "a sample of fewer than two observations has no variance"},
		{stats.Proportion(0, 0, 0.95), 0, "there are no trials"},
		{stats.ProportionExact(0, 0, 0.95), 0, "there are no trials"},
		{stats.PoissonRate(0, 0, 0.95), 0, "there was no exposure"},
		{stats.Quantile(nil, 0.5, 0.95), 0, "there are no observations"},
		{stats.Quantile(one, 0.5, 0.95), 3, "1 observations are too few to bound the 0.5-quantile; 6 would do"},
	} {
		require.False(t, c.e.Known(), c.why)
		require.True(t, math.IsInf(c.e.HalfWidth(), 1), c.why)
		require.Equal(t, c.value, c.e.Value, c.why)
		require.Equal(t, []string{c.why}, c.e.Warnings)
	}
}

func TestMeanWarns(t *testing.T) {
	equal := stats.Mean(make([]float64, 30), 0.95)
	require.True(t, equal.Known())
	require.Equal(t, []string{"all 30 observations are equal, which leaves the interval without width"}, equal.Warnings)
	skewed := make([]float64, 30)
	skewed[7] = 1
	require.Equal(t, []string{"the observations are skewed (5.2): 30 are too few for a t interval, which needs 676"},
		stats.Mean(skewed, 0.95).Warnings)
	var even []float64
	for i := range 30 {
		even = append(even, float64(i))
	}
	require.Empty(t, stats.Mean(even, 0.95).Warnings)
}

func TestMisusePanics(t *testing.T) {
	for want, misuse := range map[string]func(){
		"stats: confidence 95 is not between 0 and 1":      func() { stats.Mean(armX, 95) },
		"stats: confidence 0 is not between 0 and 1":       func() { stats.Proportion(0, 0, 0) },
		"stats: ratio of 8 and 7 observations":             func() { stats.Ratio(armX, armY[1:], 0.95) },
		"stats: paired difference of 8 and 7 observations": func() { stats.PairedDifference(armX, armY[1:], 0.95) },
		"stats: proportion of 3 successes in 2 trials":     func() { stats.Proportion(3, 2, 0.95) },
		"stats: rate of -1 events in an exposure of 1":     func() { stats.PoissonRate(-1, 1, 0.95) },
		"stats: quantile at probability 1":                 func() { stats.Quantile(armX, 1, 0.95) },
		"stats: quantile at probability 1.5":               func() { stats.Quantiles(armX, 1.5) },
		"stats: observation 1 of 2 is NaN":                 func() { stats.Quantiles([]float64{0, math.NaN()}, 0.5) },
	} {
		require.PanicsWithValue(t, want, misuse)
	}
}
