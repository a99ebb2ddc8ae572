package validation

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/hardware"
)

// quick are cases that take milliseconds.
func quick() []Case {
	return []Case{
		interval{up: 30, down: 10, length: 12, replications: 10}.asCase(),
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

// A simulator that started nodes new where the law speaks of stationary ones is
// found out, even at a small effort.
func TestAWrongModelDiffers(t *testing.T) {
	law := firstFailure{nodes: 16, shape: 0.6, mean: 500, age: hardware.Stationary}
	site, err := fleet(50*16, 1, host(law.law(), atOnce()), hardware.Fresh)
	require.NoError(t, err)
	g := gangs{site: site, count: 50, nodes: 16, gpus: 1, short: 5, long: 24}
	seed := seedOf(law.asCase())
	wrong, err := g.measure(context.Background(), 20, seed, law.expected(), law.survival)
	require.NoError(t, err)
	for _, m := range wrong {
		require.Equal(t, Differs, m.Verdict, m.Name)
		require.Less(t, m.Z, -10.0, m.Name)
	}
}
