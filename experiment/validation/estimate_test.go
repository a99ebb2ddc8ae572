package validation

import (
	"context"
	"errors"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/sim/rng"
)

func TestVerdicts(t *testing.T) {
	for _, c := range []struct {
		what string
		m    Measurement
		want Verdict
	}{
		{"close", sampled("x", "", 100, 101, 0.5, 30), Agrees},
		{"five standard errors off, though by 1 % only", sampled("x", "", 100, 101, 0.2, 30), Differs},
		{"a wide interval hides nothing", sampled("x", "", 100, 103, 10, 30), Differs},
		{"samples that do not vary", sampled("x", "", 100, 100.1, 0, 30), Differs},
		{"samples that do not vary and are right cannot be judged", sampled("x", "", 100, 100, 0, 30), Differs},
		{"not a number", sampled("x", "", 100, math.NaN(), 1, 30), Differs},
		{"a whole number", whole("x", "", 4, 4, 30), Agrees},
		{"another whole number", whole("x", "", 100, 101, 30), Differs},
		{"a published figure", published("x", "", 100, 101), Agrees},
		{"a published figure missed", published("x", "", 100, 103), Differs},
		{"arithmetic", exact("x", "", 2, 2.000001), Agrees},
		{"arithmetic off", exact("x", "", 2, 2.00001), Differs},
	} {
		require.Equal(t, c.want, c.m.Verdict, c.what)
	}
}

// Totals of 12 over 4 and, replication by replication, residuals -1, 0, 1 of a
// denominator with mean 4/3.
func TestRatioIsOfTotals(t *testing.T) {
	m := ratio("x", "h", 3, []float64{2, 3, 7}, []float64{1, 1, 2})
	require.InDelta(t, 3, m.Value, 1e-12)
	require.InDelta(t, 1/math.Sqrt(3)/(4.0/3), m.StandardError, 1e-12)
	require.Equal(t, 3, m.N)
}

// Two thirds of the variance of the samples come from what the control shows.
func TestControlsNarrowTheIntervalAndMoveNoMean(t *testing.T) {
	const runs, n = 400, 50
	r := rng.NewSeed(1).Stream()
	var plain, controlled, covered float64
	for range runs {
		xs, control := make([]float64, n), make([]float64, n)
		for i := range xs {
			control[i] = r.Normal()
			xs[i] = 10 + math.Sqrt2*control[i] + r.Normal()
		}
		ones := constant(1, xs)
		plain += ratio("x", "", 10, xs, ones).StandardError
		m := ratio("x", "", 10, xs, ones, control)
		controlled += m.StandardError
		if math.Abs(m.Z) < 2.01 { // Student's t at 95 %
			covered++
		}
	}
	require.InDelta(t, 1/math.Sqrt(3), controlled/plain, 0.02)
	require.InDelta(t, 0.95, covered/runs, 0.04)
}

// The slope of the function carries the standard error over.
func TestTransformedMeasurements(t *testing.T) {
	m := sampled("variance", "h²", 4, 4.4, 0.1, 30)
	root := deviates(m)
	require.InDelta(t, math.Sqrt(4.4), root.Value, 1e-12)
	require.InDelta(t, 2, root.Expected, 1e-12)
	require.InDelta(t, 0.05/math.Sqrt(4.4), root.StandardError, 1e-12)
	require.Equal(t, Differs, root.Verdict, "4.9 % off")

	p := power("P(none)", sampled("", "", 0.5, 0.501, 0.002, 30), 8)
	require.InDelta(t, math.Pow(0.501, 8), p.Value, 1e-12)
	require.InDelta(t, 8*math.Pow(0.501, 7)*0.002, p.StandardError, 1e-12)
	require.InDelta(t, 0.5, p.Z, 0.01, "as many standard errors off as before, nearly")
}

func TestUselessControls(t *testing.T) {
	xs := []float64{1, 2, 4, 3, 5, 3, 2, 4, 1, 5}
	ones := constant(1, xs)
	require.Equal(t, ratio("x", "", 3, xs, ones).Value, ratio("x", "", 3, xs, ones, constant(0, xs)).Value, "one that never varies")
	require.Equal(t, ratio("x", "", 2, xs[:4], ones[:4]), ratio("x", "", 2, xs[:4], ones[:4], xs[:4]), "too few replications")
}

func TestReplicationsStop(t *testing.T) {
	broken := errors.New("broken")
	_, err := replicate(context.Background(), 3, rng.NewSeed(1), func(rng.Seed) (int, error) { return 0, broken })
	require.ErrorIs(t, err, broken)

	ctx, cancel := context.WithCancel(context.Background())
	ran := 0
	_, err = replicate(ctx, 3, rng.NewSeed(1), func(rng.Seed) (int, error) { ran++; cancel(); return 0, nil })
	require.ErrorIs(t, err, context.Canceled)
	require.Equal(t, 1, ran)
}
