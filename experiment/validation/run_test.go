package validation

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
)

// quick are cases that take milliseconds, and have few nodes, so that the race
// detector can look at the workers with all invariants checked.
func quick() []Case {
	return []Case{
		breakdowns{arrivals: 0.2, service: 1, breaks: 0.1, repair: 1, replications: 5}.asCase(),
		fromScratch{length: 6, mtbf: 4, delay: 0.25, replications: 10}.asCase(),
		machines{machines: 10, repairers: 3, fail: 0.1, repair: 1, replications: 5}.asCase(),
		interruptions{nodes: 8, rate: 100, replications: 5}.asCase(),
	}
}

func TestWorkersChangeNothing(t *testing.T) {
	one := Text(Run(context.Background(), quick(), 1, 1))
	require.Equal(t, one, Text(Run(context.Background(), quick(), 8, 1)))
	require.NotContains(t, one, "could not run")

	backwards := quick()
	backwards[0], backwards[3] = backwards[3], backwards[0]
	for _, o := range Run(context.Background(), backwards, 2, 1) {
		require.Contains(t, one, number(o.Measurements[0].Value), "a case does not depend on the others")
	}
}

func TestContextEndsTheRun(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	outcomes := Run(ctx, quick(), 2, 1)
	for _, o := range outcomes {
		require.ErrorIs(t, o.Err, context.Canceled)
	}
	require.False(t, Passed(outcomes))
	require.Contains(t, Text(outcomes), "0 quantities of 4 cases: 0 differ, and 4 cases could not run.")
}

func TestNothingIsNoPass(t *testing.T) {
	require.False(t, Passed(nil))
	require.False(t, Passed([]Outcome{{}}))
}
