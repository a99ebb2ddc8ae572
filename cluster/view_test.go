package cluster

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/workloads"
)

// What a policy can read of jobs is what was asked and what is known: their
// estimates, their declared speeds, and what they have saved.
func TestViewShowsEstimatesAndNeverTheTruth(t *testing.T) {
	s := newState(4, 4) // models a and b, which is twice as fast
	j := gang(1, 4, time.Hour)
	j.Reference, j.Work = s.Site.Nodes[0].Spec.GPU, workloads.Fixed{Time: 50 * time.Hour}
	first := submit(t, s, j)
	second := submit(t, s, gang(2, 4, time.Hour))
	v := s.View()
	require.Equal(t, Progress{Phase: Queued}, v.Progress(first.ID))
	require.Empty(t, v.Placement(first.ID))
	require.Equal(t, int64(8000), v.Free())

	require.True(t, start(t, s, first, pack(FewestFree)))
	on := v.Placement(first.ID)
	require.Equal(t, hardware.Placement{{Node: 0, Tasks: 1, GPUs: 0b1111}}, on)
	require.Equal(t, int64(4000), v.Free())
	require.Equal(t, workloads.Full, v.Rate(&first.Request, on))
	require.Equal(t, 2*workloads.Full, v.Rate(&first.Request, hardware.Placement{{Node: 1, Tasks: 1, GPUs: 0b1111}}))
	for running := range v.Running() {
		require.Equal(t, first.ID, running.ID)
	}
	s.Advance(sim.Time(2 * time.Hour))
	require.Equal(t, Progress{Phase: Running, Attempts: 1}, v.Progress(first.ID))
	require.Equal(t, time.Hour, v.Remaining(first.ID), "of an attempt without saves nothing is sure")

	first.Kept = 20 * time.Minute
	s.Requeue(first)
	require.Equal(t, Progress{Phase: Queued, Attempts: 1, Kept: 20 * time.Minute}, v.Progress(first.ID))
	require.Equal(t, 40*time.Minute, v.Remaining(first.ID))
	var queue []workloads.JobID
	for waiting := range v.Queue() {
		queue = append(queue, waiting.ID)
	}
	require.Equal(t, []workloads.JobID{first.ID, second.ID}, queue, "it stands where it stood")

	s.End(first, Completed)
	require.Equal(t, Progress{}, v.Progress(first.ID))
	require.Zero(t, v.Remaining(first.ID))
	require.Nil(t, v.Placement(first.ID))

	s.Break(1)
	require.Equal(t, Node{&s.Site.Nodes[1], true, 4}, v.Node(1), "nobody knows yet")
	s.LearnFault(1)
	require.Equal(t, Node{&s.Site.Nodes[1], false, 4}, v.Node(1))
	require.Equal(t, int64(4000), v.Free())
}

// Draws of one decision are the same however often they are asked for.
func TestStreamsAreKeyedByDecision(t *testing.T) {
	draw := func(s *State, purpose string) uint64 {
		r := s.View().Stream(purpose)
		return r.Uint64()
	}
	s := newState(1)
	first := draw(s, "tie")
	require.Equal(t, first, draw(s, "tie"))
	require.NotEqual(t, first, draw(s, "other"))
	s.Decide()
	require.NotEqual(t, first, draw(s, "tie"))
}
