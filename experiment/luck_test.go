package experiment_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/scheduler"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
)

// luck is all of a run that chance decides: which jobs came and which parts broke.
type luck struct {
	jobs   []journal.Definition
	faults []journal.Entry
}

func (l *luck) Define(d journal.Definition) {
	if d.Subject == journal.JobSubject {
		l.jobs = append(l.jobs, d)
	}
}

func (l *luck) Observe(e journal.Entry) {
	if e.Kind == journal.FaultBegan || e.Kind == journal.FaultEnded {
		l.faults = append(l.faults, e)
	}
}

// Two policies that decide differently meet the same jobs and the same faults:
// common random numbers, without which paired comparisons would not be paired.
func TestPoliciesShareTheirLuck(t *testing.T) {
	play := func(seed uint64, policy scheduler.Policy) (*luck, [32]byte) {
		l, digest := &luck{}, journal.NewDigest()
		require.NoError(t, clustersim.Run(context.Background(), market(t, policy), rng.NewSeed(seed), l, digest))
		return l, digest.Sum()
	}
	for _, seed := range seeds(5) {
		first, how := play(seed, fcfs())
		second, otherwise := play(seed, easy())
		require.NotEqual(t, how, otherwise, "the policies must differ, or this shows nothing")
		require.NotEmpty(t, first.faults)
		require.Equal(t, first, second)
	}
}

// More nodes and other jobs leave the old nodes' faults alone.
func TestFaultsDependOnNothingElse(t *testing.T) {
	faults := func(change func(*clustersim.Model)) []journal.Entry {
		m := market(t, fcfs())
		change(&m)
		l := &luck{}
		require.NoError(t, clustersim.Run(context.Background(), m, rng.NewSeed(9), l))
		return l.faults
	}
	usual := faults(func(*clustersim.Model) {})
	require.Equal(t, usual, faults(func(m *clustersim.Model) { m.Workload = nil }))
	require.Equal(t, usual, faults(func(m *clustersim.Model) { m.Workload = jobs(400) }))
	require.NotEqual(t, usual, faults(func(m *clustersim.Model) { m.Until = sim.Time(m.Until / 2) }))
}
