package hardwaretest

import (
	"cmp"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/sim/rng"
)

// drawer is one way of drawing from a law.
type drawer func(*rng.Stream) time.Duration

func draw(r *rng.Stream, next drawer) []time.Duration {
	drawn := make([]time.Duration, samples)
	for i := range drawn {
		drawn[i] = next(r)
	}
	return drawn
}

func least(r *rng.Stream, next drawer) time.Duration { return slices.Min(draw(r, next)) }
func most(r *rng.Stream, next drawer) time.Duration  { return slices.Max(draw(r, next)) }

// disciplined checks how a draw treats its stream: one uniform, no allocation,
// nothing remembered.
func disciplined(t *testing.T, r *rng.Stream, next drawer) {
	t.Helper()
	for range 100 {
		again, skipped := *r, *r
		first := next(r)
		skipped.Uint64()
		require.Equal(t, skipped, *r, "a draw must take exactly one uniform")
		require.Equal(t, first, next(&again), "equal streams must give equal draws")
	}
	require.Zero(t, testing.AllocsPerRun(100, func() { next(r) }), "allocations of a draw")
}

// decreasing checks that larger uniforms never give longer times. Neighbours may
// differ by rounding.
func decreasing(t *testing.T, r *rng.Stream, next drawer) {
	t.Helper()
	type pair struct {
		u    float64
		time time.Duration
	}
	pairs := make([]pair, samples/5)
	for i := range pairs {
		same := *r
		pairs[i] = pair{same.OpenFloat64(), next(r)}
	}
	slices.SortFunc(pairs, func(a, b pair) int { return cmp.Compare(a.u, b.u) })
	for i := 1; i < len(pairs); i++ {
		longer, shorter := pairs[i-1], pairs[i]
		require.LessOrEqual(t, shorter.time, longer.time+slack(longer.time), "uniform %v after %v", shorter.u, longer.u)
	}
}

// slack is the rounding error allowed in a time: a part in ten thousand million.
func slack(d time.Duration) time.Duration { return d/1e10 + 1 }
