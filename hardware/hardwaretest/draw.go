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

// disciplined checks how a draw treats its stream: one exponential, no
// allocation, nothing remembered.
func disciplined(t *testing.T, r *rng.Stream, next drawer) {
	t.Helper()
	for range 100 {
		again, skipped := *r, *r
		first := next(r)
		skipped.Exp()
		require.Equal(t, skipped, *r, "a draw must take exactly one exponential")
		require.Equal(t, first, next(&again), "equal streams must give equal draws")
	}
	require.Zero(t, testing.AllocsPerRun(100, func() { next(r) }), "allocations of a draw")
}

// increasing checks that larger exponentials never give shorter times. Neighbours may
// differ by rounding.
func increasing(t *testing.T, r *rng.Stream, next drawer) {
	t.Helper()
	type pair struct {
		hazard float64
		time   time.Duration
	}
	pairs := make([]pair, samples/5)
	for i := range pairs {
		same := *r
		pairs[i] = pair{same.Exp(), next(r)}
	}
	slices.SortFunc(pairs, func(a, b pair) int { return cmp.Compare(a.hazard, b.hazard) })
	for i := 1; i < len(pairs); i++ {
		shorter, longer := pairs[i-1], pairs[i]
		require.LessOrEqual(t, shorter.time, longer.time+slack(longer.time), "hazard %v after %v", longer.hazard, shorter.hazard)
	}
}

// slack is the rounding error allowed in a time: a part in ten thousand million.
func slack(d time.Duration) time.Duration { return d/1e10 + 1 }
