package workloads_test

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/clustersim/clustersim/workloads"
)

func TestAttempt(t *testing.T) {
	// Restart 1 h, then 10 h of work in stretches of 4 h with saves of 1 h: 1+4+1+4+1+2.
	a := workloads.Attempt{Restart: time.Hour, Interval: 4 * time.Hour, Stall: time.Hour, Rate: workloads.Full, Work: 10 * time.Hour}
	require.Equal(t, 13*time.Hour, a.Wall())
	for _, c := range []struct{ elapsed, done, kept float64 }{
		{0, 0, 0},
		{1, 0, 0},
		{3, 2, 0},
		{5, 4, 0},      // the stretch is done, its save is not
		{5.9, 4, 0},    // while it saves
		{6, 4, 4},      // saved
		{10, 8, 4},     // second stretch
		{11, 8, 8},     // saved
		{12.5, 9.5, 8}, // nothing is saved at the end …
		{13, 10, 10},   // … the work is done
		{20, 10, 10},
	} {
		elapsed := time.Duration(c.elapsed * float64(time.Hour))
		require.InDelta(t, c.done, a.Done(elapsed).Hours(), 1e-9, "done after %v", elapsed)
		require.InDelta(t, c.kept, a.Kept(elapsed).Hours(), 1e-9, "kept after %v", elapsed)
	}
}

func TestAttemptWithoutSaves(t *testing.T) {
	a := workloads.Attempt{Rate: workloads.Full / 2, Work: time.Hour}
	require.Equal(t, 2*time.Hour, a.Wall())
	require.Equal(t, time.Hour, a.Done(time.Hour))
	require.Zero(t, a.Kept(2*time.Hour-1))
	require.Equal(t, 2*time.Hour, a.Kept(2*time.Hour))
}

func TestAttemptSaturates(t *testing.T) {
	a := workloads.Attempt{Interval: time.Hour, Stall: math.MaxInt64, Rate: workloads.Full, Work: 3 * time.Hour}
	require.Equal(t, time.Duration(math.MaxInt64), a.Wall())
	require.Equal(t, time.Hour, a.Done(1000*time.Hour))
	require.Zero(t, a.Kept(1000*time.Hour))
	a.Prolong(time.Hour)
	a.Prolong(math.MaxInt64)
	require.Equal(t, time.Duration(math.MaxInt64), a.Restart)
}

// Progress never goes back, is never more than what was done, and is whole at the end.
func TestAttemptIsMonotone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		span := rapid.Int64Range(0, int64(100*time.Hour))
		// Saves no closer than a second: no timetable here saturates.
		interval := rapid.OneOf(rapid.Just(int64(0)), rapid.Int64Range(int64(time.Second), int64(100*time.Hour)))
		a := workloads.Attempt{
			Restart: time.Duration(span.Draw(t, "restart")), Interval: time.Duration(interval.Draw(t, "interval")),
			Stall: time.Duration(rapid.Int64Range(0, int64(time.Hour)).Draw(t, "stall")), Rate: workloads.Rate(rapid.Uint64Range(1<<30, 1<<34).Draw(t, "rate")),
			Work: time.Duration(span.Draw(t, "work")),
		}
		x := time.Duration(rapid.Int64Range(0, int64(a.Wall())).Draw(t, "early"))
		y := time.Duration(rapid.Int64Range(int64(x), int64(a.Wall())).Draw(t, "late"))
		require.LessOrEqual(t, a.Done(x), a.Done(y))
		require.LessOrEqual(t, a.Kept(x), a.Kept(y))
		require.LessOrEqual(t, a.Kept(x), a.Done(x))
		require.LessOrEqual(t, a.Done(x), x)
		require.Equal(t, a.Productive(), a.Kept(a.Wall()))
		require.Equal(t, a.Productive(), a.Done(a.Wall()))
	})
}
