package cluster

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/workloads"
)

// drawBusy is a state in which whole-GPU jobs run with estimates that are partly
// past, some nodes are out of service, and jobs wait.
func drawBusy(t *rapid.T) *State {
	s := newState(rapid.SliceOfN(rapid.IntRange(1, 8), 1, 8).Draw(t, "fleet")...)
	whole := func() workloads.Job {
		j := gang(rapid.IntRange(1, 5).Draw(t, "tasks"), rapid.IntRange(1, 8).Draw(t, "gpus"),
			time.Duration(rapid.IntRange(1, 20).Draw(t, "estimate"))*time.Minute)
		if rapid.IntRange(0, 2).Draw(t, "choosy") == 0 {
			j.Groups[0].GPU = []string{"a"}
		}
		return j
	}
	for range rapid.IntRange(0, 12).Draw(t, "jobs") {
		j := whole()
		j.ID = workloads.JobID(len(s.jobs.slotOf))
		stored, refusal := s.Submit(j)
		if refusal != Accepted {
			s.End(stored, Failed)
			continue
		}
		start(t, s, stored, pack(FewestFree))
		s.Advance(s.now.Add(time.Duration(rapid.IntRange(0, 3).Draw(t, "later")) * time.Minute))
	}
	for i := range s.Site.Nodes {
		if rapid.IntRange(0, 4).Draw(t, "down") == 0 {
			s.LearnFault(hardware.NodeID(i))
		}
	}
	return s
}

// shadow is when the head can start; Never without a reservation.
func shadow(s *State) sim.Time {
	if !s.Reserved() {
		return sim.Never
	}
	s.cast()
	return s.shadows.at
}

// Counting GPUs by node finds the time that trying placements finds.
func TestPlainShadowIsThatOfTrials(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawBusy(t)
		head := drawQueued(t, s)
		s.Reserve(head, pack(FewestFree))
		plain := shadow(s)
		s.castByTrial()
		require.Equal(t, s.shadows.at, plain)
	})
}

// The bound hides no job that would fit, with or without a reservation, and
// whatever starts does not delay the reservation.
func TestBoundHidesNothingThatFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawBusy(t)
		head := drawQueued(t, s)
		if rapid.Bool().Draw(t, "reserved") {
			s.Reserve(head, pack(FewestFree))
		}
		for range 2 {
			b := s.Bound()
			at := shadow(s)
			within := map[workloads.JobID]bool{}
			for request := range s.View().Fitting(&b) {
				within[request.ID] = true
			}
			for request := range s.View().Queue() {
				if request.ID == head.ID {
					continue
				}
				on, ok := s.Fit(s.Job(request.ID), pack(FewestFree))
				require.False(t, ok && !within[request.ID], "job %d fits on %v and is hidden", request.ID, on)
				if ok {
					require.NoError(t, s.Start(request.ID, on))
					break
				}
			}
			if s.Reserved() {
				require.LessOrEqual(t, shadow(s), at, "the reservation is put off")
				s.castByTrial()
				require.LessOrEqual(t, s.shadows.at, at, "a start delays the head")
				s.shadows.cast = false
			}
			require.NoError(t, s.Check())
		}
	})
}

// A head that waits for whole GPUs may wait for GPUs that are shared now.
func TestShadowSeesSharedGPUsComeFree(t *testing.T) {
	s := newState(1)
	require.True(t, start(t, s, submit(t, s, sharing(1, hardware.Share{Compute: 500})), pack(FewestFree)))
	s.Reserve(submit(t, s, gang(1, 1, time.Hour)), pack(FewestFree))
	require.Equal(t, sim.Time(time.Hour), shadow(s))
	_, ok := s.Fit(submit(t, s, asking(2*time.Hour, workloads.TaskGroup{Tasks: 1, Ask: workloads.Resources{Share: hardware.Share{Compute: 500}}})), pack(FewestFree))
	require.False(t, ok, "it would hold half of the GPU an hour too long")
}
