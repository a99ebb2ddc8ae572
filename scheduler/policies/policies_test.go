package policies_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/clustersim/clustersim/cluster"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/scheduler/policies"
	"github.com/clustersim/clustersim/scheduler/schedulertest"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/workloads"
)

func TestConform(t *testing.T) {
	each(t, func(t *testing.T, pick cluster.Picker) {
		schedulertest.Conform(t, policies.FCFS{Place: pick})
		schedulertest.Conform(t, policies.EASY{Place: pick})
	})
}

func TestFCFSLetsNobodyOvertake(t *testing.T) {
	each(t, func(t *testing.T, pick cluster.Picker) {
		s := newState(4)
		submit(t, s, ask(1, 3, time.Hour), ask(1, 2, time.Hour), ask(1, 1, time.Minute))
		require.Equal(t, ids(0), started(t, s, policies.FCFS{Place: pick}))
	})
}

func TestEASYBackfills(t *testing.T) {
	each(t, func(t *testing.T, pick cluster.Picker) {
		s := newState(4)
		submit(t, s,
			ask(1, 3, time.Hour),
			ask(1, 4, time.Hour),
			ask(1, 1, 61*time.Minute), // would delay job 1 by a minute
			ask(1, 1, time.Hour),      // is gone when job 1 can start
			ask(1, 1, time.Minute),    // has no room any more
		)
		require.Equal(t, ids(0, 3), started(t, s, policies.EASY{Place: pick}))
	})
}

// The head needs one of two nodes: the other is free for a job of any length.
func TestEASYLeavesSpareNodes(t *testing.T) {
	each(t, func(t *testing.T, pick cluster.Picker) {
		s := newState(4, 4)
		submit(t, s, ask(1, 4, time.Hour), ask(1, 1, 2*time.Hour))
		require.Equal(t, ids(0, 1), started(t, s, policies.EASY{Place: pick}))

		s = newState(4, 4, 1)
		submit(t, s, ask(2, 4, time.Hour), ask(2, 3, time.Hour), ask(1, 1, 24*time.Hour))
		require.Equal(t, ids(0, 2), started(t, s, policies.EASY{Place: pick}))
	})
}

// A gang that wants a model waits for nodes of that model; the others are free.
func TestEASYKeepsOnlyNodesOfTheModel(t *testing.T) {
	each(t, func(t *testing.T, pick cluster.Picker) {
		s := newState(2, 2, 2, 2)
		fast := ask(2, 2, time.Hour)
		fast.Groups[0].GPU = []string{"fast"}
		submit(t, s, fast, fast, ask(2, 2, 24*time.Hour))
		require.Equal(t, ids(0, 2), started(t, s, policies.EASY{Place: pick}))
		require.Equal(t, hardware.NodeID(0), s.Job(2).On[0].Node)
		require.Equal(t, hardware.NodeID(2), s.Job(2).On[1].Node)
	})
}

// A gang of two groups waits as a whole, and so does what it needs.
func TestEASYWithGangsOfGroups(t *testing.T) {
	each(t, func(t *testing.T, pick cluster.Picker) {
		s := newState(4, 4)
		head := ask(1, 4, time.Hour)
		head.Groups = append(head.Groups, workloads.TaskGroup{Tasks: 1, Ask: workloads.Resources{GPUs: 2, CPU: 8000}})
		submit(t, s, ask(1, 4, time.Hour), head, ask(1, 2, 2*time.Hour), ask(1, 2, time.Hour))
		require.Equal(t, ids(0, 3), started(t, s, policies.EASY{Place: pick}))
	})
}

func TestPriorityGoesFirst(t *testing.T) {
	each(t, func(t *testing.T, pick cluster.Picker) {
		s := newState(2)
		urgent := ask(1, 1, time.Hour)
		urgent.Priority = 5
		submit(t, s, ask(1, 1, time.Hour), ask(1, 1, time.Hour), urgent)
		require.Equal(t, ids(2, 0), started(t, s, policies.FCFS{Place: pick}))
	})
}

func TestPickers(t *testing.T) {
	for name, want := range map[string][]hardware.NodeID{
		"pack": {1, 1, 0, 0}, "first fit": {0, 0, 0, 0}, "spread": {2, 0, 2, 0},
	} {
		s := newState(4, 2, 8)
		submit(t, s, ask(1, 3, time.Hour), ask(4, 1, time.Hour))
		s.LearnFault(0)
		s.LearnFault(1)
		require.Equal(t, ids(0, 1), started(t, s, policies.FCFS{Place: pickers()[name]}))
		require.Equal(t, hardware.NodeID(2), s.Job(0).On[0].Node)
		require.Equal(t, hardware.NodeID(2), s.Job(1).On[0].Node)

		s = newState(4, 2, 5)
		submit(t, s, ask(4, 1, time.Hour))
		require.Equal(t, ids(0), started(t, s, policies.FCFS{Place: pickers()[name]}))
		var got []hardware.NodeID
		for _, slice := range s.Job(0).On {
			for range slice.Tasks {
				got = append(got, slice.Node)
			}
		}
		require.Equal(t, want, got, name)
	}
}

// Spreading goes round as often as it takes.
func TestSpreadFillsOneGPUWithManySmallShares(t *testing.T) {
	s := newState(1)
	j := ask(1, 0, time.Hour)
	j.Groups = []workloads.TaskGroup{{Tasks: 50, Ask: workloads.Resources{Share: hardware.Share{Compute: 20}}}}
	submit(t, s, j)
	require.Equal(t, ids(0), started(t, s, policies.FCFS{Place: policies.Spread}))
}

func drawJob(t *rapid.T) workloads.Job {
	estimate := time.Duration(rapid.IntRange(1, 20).Draw(t, "estimate")) * time.Minute
	j := ask(rapid.IntRange(1, 3).Draw(t, "tasks"), rapid.IntRange(1, 4).Draw(t, "gpus"), estimate)
	if rapid.IntRange(0, 3).Draw(t, "choosy") == 0 {
		j.Groups[0].GPU = []string{rapid.SampledFrom([]string{"slow", "fast"}).Draw(t, "model")}
	}
	if rapid.IntRange(0, 3).Draw(t, "with CPU") == 0 {
		j.Groups[0].Ask.CPU = 2000
	}
	return j
}

// With exact estimates EASY starts the job at the head no later than when it was
// first promised, whatever is backfilled meanwhile.
func TestEASYKeepsItsPromiseToTheHead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pick := pickers()[rapid.SampledFrom([]string{"pack", "first fit", "spread"}).Draw(t, "picker")]
		s := newState(rapid.SliceOfN(rapid.IntRange(4, 8), 3, 5).Draw(t, "fleet")...)
		policy := policies.EASY{Place: pick}
		promised := map[workloads.JobID]sim.Time{}
		next := workloads.JobID(0)
		arrivals := rapid.IntRange(5, 20).Draw(t, "jobs")
		for now := sim.Time(0); arrivals > 0 || s.Live() > 0; now = now.Add(time.Minute) {
			s.Advance(now)
			endDue(s)
			for k := min(arrivals, rapid.IntRange(0, 3).Draw(t, "arrivals")); k > 0; k-- {
				j := drawJob(t)
				j.ID = next
				stored, refusal := s.Submit(j)
				if refusal != cluster.Accepted {
					s.End(stored, cluster.Failed)
				}
				next++
				arrivals--
			}
			for _, id := range started(t, s, policy) {
				if at, ok := promised[id]; ok {
					require.LessOrEqual(t, now, at, "job %d was promised a start at %v", id, at)
				}
			}
			for head := range s.View().Queue() {
				if _, ok := promised[head.ID]; !ok {
					promised[head.ID] = earliest(s, head.ID, pick)
				}
				break
			}
		}
	})
}

// earliest is when the job could start if nothing else were started from now on,
// by ending on a copy of time what runs.
func earliest(s *cluster.State, id workloads.JobID, pick cluster.Picker) sim.Time {
	s.Reserve(s.Job(id), pick)
	defer s.Release()
	b := s.Bound()
	return s.View().Now().Add(b.Within)
}

// endDue completes what is expected to have ended.
func endDue(s *cluster.State) {
	var due []*cluster.Job
	for j := range s.RunningJobs() {
		if j.Expected <= s.View().Now() {
			due = append(due, j)
		}
	}
	for _, j := range due {
		s.End(j, cluster.Completed)
	}
}

// Under FCFS, jobs of one priority start in the order in which they came.
func TestFCFSStartsInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := newState(rapid.SliceOfN(rapid.IntRange(4, 8), 3, 5).Draw(t, "fleet")...)
		last := map[int16]workloads.JobID{}
		for id := range workloads.JobID(rapid.IntRange(1, 20).Draw(t, "jobs")) {
			j := drawJob(t)
			j.ID, j.Priority = id, int16(rapid.IntRange(0, 2).Draw(t, "priority"))
			if stored, refusal := s.Submit(j); refusal != cluster.Accepted {
				s.End(stored, cluster.Failed)
			}
		}
		for now := sim.Time(0); s.Live() > 0; now = now.Add(time.Minute) {
			s.Advance(now)
			endDue(s)
			for _, id := range started(t, s, policies.FCFS{Place: policies.Pack}) {
				priority := s.Job(id).Priority
				require.GreaterOrEqual(t, id, last[priority])
				last[priority] = id
			}
		}
	})
}
