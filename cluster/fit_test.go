package cluster

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/sim/rng"
	"github.com/clustersim/clustersim/units"
	"github.com/clustersim/clustersim/workloads"
)

// The instances of an H100: compute in sevenths, memory in eighths.
func mig(sevenths, eighths uint16) hardware.Share {
	return hardware.Share{Compute: 1000 * sevenths / 7, Memory: 1000 * eighths / 8}
}

func TestInstancesOnOneGPU(t *testing.T) {
	one, three, four := mig(1, 1), mig(3, 4), mig(4, 4)
	for name, c := range map[string]struct {
		shares []hardware.Share
		fit    []bool
	}{
		"two 3g leave no room for a 1g": {[]hardware.Share{three, three, one}, []bool{true, true, false}},
		"a 4g and a 3g fill it":         {[]hardware.Share{four, three, one}, []bool{true, true, false}},
		"two 4g do not fit":             {[]hardware.Share{four, four, three}, []bool{true, false, true}},
		"seven 1g": {
			[]hardware.Share{one, one, one, one, one, one, one, one},
			[]bool{true, true, true, true, true, true, true, false},
		},
	} {
		s := newState(1)
		for i, share := range c.shares {
			require.Equal(t, c.fit[i], start(t, s, submit(t, s, sharing(1, share)), pack(FewestFree)), "%s: instance %d", name, i)
			require.NoError(t, s.Check(), name)
		}
		require.False(t, start(t, s, submit(t, s, gang(1, 1, time.Hour)), pack(FewestFree)), name)
	}
}

func TestSharedGPUsAreFilledBeforeFreeOnes(t *testing.T) {
	s := newState(2, 2)
	for range 4 {
		require.True(t, start(t, s, submit(t, s, sharing(1, mig(3, 4))), pack(FewestFree)))
	}
	require.True(t, start(t, s, submit(t, s, gang(1, 2, time.Hour)), pack(FewestFree)), "the second node is whole")
	require.NoError(t, s.Check())
}

// Whatever a picker builds, it is what the request asks for, and asking leaves
// no trace.
func TestFitProposesAndChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := newState(rapid.SliceOfN(rapid.IntRange(1, 8), 1, 6).Draw(t, "fleet")...)
		for range rapid.IntRange(1, 12).Draw(t, "jobs") {
			j := drawJob(t)
			j.ID = workloads.JobID(len(s.jobs.slotOf))
			stored, refusal := s.Submit(j)
			if refusal != Accepted {
				s.End(stored, Failed)
				continue
			}
			pick := pack(rapid.SampledFrom([]Order{FewestFree, MostFree, ByNumber}).Draw(t, "order"))
			on, ok := s.Fit(stored, pick)
			first := append(hardware.Placement(nil), on...)
			require.NoError(t, s.Check())
			again, okAgain := s.Fit(stored, pick)
			require.Equal(t, ok, okAgain)
			require.Equal(t, first, append(hardware.Placement(nil), again...), "the same state gives the same placement")
			if ok {
				require.NoError(t, s.Start(stored.ID, again))
				require.NoError(t, s.Check())
			}
		}
	})
}

func TestOrders(t *testing.T) {
	s := newState(4, 4, 2, 8)
	require.True(t, start(t, s, submit(t, s, gang(1, 3, time.Hour)), pack(ByNumber)))
	j := submit(t, s, gang(1, 1, time.Hour))
	for order, want := range map[Order][]hardware.NodeID{
		FewestFree: {0, 2, 1, 3}, MostFree: {3, 1, 2, 0}, ByNumber: {0, 1, 2, 3},
	} {
		var got []hardware.NodeID
		s.Fit(j, func(c *Candidates, _ *workloads.Request) bool {
			for node, room := range c.Nodes(0, order) {
				require.Equal(t, s.View().Node(node).Free, room)
				got = append(got, node)
			}
			return false
		})
		require.Equal(t, want, got, "order %d", order)
	}
}

func TestTasksWithoutGPUsNeedOnlyCPU(t *testing.T) {
	s := newState(1)
	ask := workloads.TaskGroup{Tasks: 2, Ask: workloads.Resources{CPU: 3000}}
	require.True(t, start(t, s, submit(t, s, gang(1, 1, time.Hour)), pack(FewestFree)))
	first := submit(t, s, asking(time.Hour, ask))
	require.True(t, start(t, s, first, pack(MostFree)), "8 CPUs hold twice 3")
	require.Zero(t, first.On[0].GPUs)
	second := submit(t, s, asking(time.Hour, ask))
	require.False(t, start(t, s, second, pack(ByNumber)))
	require.NoError(t, s.Check())
	s.End(first, Completed)
	require.True(t, start(t, s, second, pack(ByNumber)))
	require.NoError(t, s.Check())
}

func TestWhatCanNeverStartIsRefused(t *testing.T) {
	s := newState(8, 8)
	for name, c := range map[string]struct {
		job  workloads.Job
		want Refusal
	}{
		"fits":             {gang(2, 8, time.Hour), Accepted},
		"tasks too large":  {gang(1, 9, time.Hour), TooLarge},
		"too many tasks":   {gang(5, 4, time.Hour), TooLarge},
		"too much of them": {sharing(113, mig(1, 1)), TooLarge},
		"all that share":   {sharing(112, mig(1, 1)), Accepted},
		"unknown model": {asking(time.Hour, workloads.TaskGroup{
			Tasks: 1, Ask: workloads.Resources{GPUs: 1}, GPU: []string{"c"},
		}), TooLarge},
		"too much memory": {asking(time.Hour, workloads.TaskGroup{
			Tasks: 1, Ask: workloads.Resources{GPUs: 1, Memory: 65 * units.Bytes(1<<30)},
		}), TooLarge},
	} {
		c.job.ID = workloads.JobID(len(s.jobs.slotOf))
		j, refusal := s.Submit(c.job)
		require.Equal(t, c.want, refusal, name)
		s.End(j, Failed)
		require.NoError(t, s.Check(), name)
	}
}

func TestStartRefusesWhatBreaksARule(t *testing.T) {
	s := newState(4, 4)
	running := submit(t, s, gang(1, 2, time.Hour))
	require.True(t, start(t, s, running, pack(FewestFree)))
	s.LearnFault(1)
	j := submit(t, s, gang(2, 1, time.Hour))
	for want, on := range map[string]hardware.Placement{
		"cluster: start job 1: task group 0 has 0 tasks placed, needs 2":                nil,
		"cluster: start job 1: task group 0 has 1 tasks placed, needs 2":                {{Tasks: 1, GPUs: 0b1000}},
		`cluster: start job 1: node "n0": slice has 1 GPUs, 2 tasks of 1 need 2`:        {{Tasks: 2, GPUs: 0b1000}},
		`cluster: start job 1: node "n1" is out of service`:                             {{Node: 1, Tasks: 2, GPUs: 0b11}},
		"cluster: start job 1: node 2 is not one of the site's 2":                       {{Node: 2, Tasks: 2, GPUs: 0b11}},
		"cluster: start job 1: slice 0 is for task group 1 of 1":                        {{Group: 1, Tasks: 2, GPUs: 0b11}},
		`cluster: start job 1: node "n0" has GPUs 2-3 free, needs 1-2`:                  {{Tasks: 2, GPUs: 0b110}},
		`cluster: start job 1: node "n0" has GPUs 3 free, needs 2`:                      {{Tasks: 1, GPUs: 0b100}, {Tasks: 1, GPUs: 0b100}},
		`cluster: start job 1: node "n0": slice has share {500 0}, task asks for {0 0}`: {{Tasks: 2, GPUs: 0b100, Share: hardware.Share{Compute: 500}}},
		`cluster: start job 1: node "n0" has GPUs 2-3 free, needs 4-5`:                  {{Tasks: 2, GPUs: 0b110000}},
	} {
		require.EqualError(t, s.Start(j.ID, on), want)
		require.NoError(t, s.Check())
	}
	require.EqualError(t, s.Start(running.ID, nil), "cluster: start job 0: it is running, not queued")
	require.EqualError(t, s.Start(7, nil), "cluster: start job 7: it is unknown, not queued")
	require.EqualError(t, s.Start(-1, nil), "cluster: start job -1: it is unknown, not queued")
}

// Nothing on the way of a decision allocates once storage has grown.
func TestSteadyStateAllocatesNothing(t *testing.T) {
	gpus := make([]int, 100)
	for i := range gpus {
		gpus[i] = 8
	}
	s := NewState(fleet(gpus...), rng.NewSeed(1))
	for i := range 400 {
		submit(t, s, gang(1+i%3, 1+i%4, time.Duration(1+i%50)*time.Minute))
	}
	following := gang(2, 3, time.Hour)
	pick, v := pack(FewestFree), s.View()
	reserve := func() {
		for request := range v.Queue() {
			if !start(t, s, s.Job(request.ID), pick) {
				s.Reserve(s.Job(request.ID), pick)
				break
			}
		}
		b := s.Bound()
		for request := range v.Fitting(&b) {
			if j := s.Job(request.ID); j != s.shadows.head && start(t, s, j, pick) {
				b = s.Bound()
			}
		}
		s.Release()
	}
	cycle := func() {
		reserve()
		for range 20 {
			s.Requeue(nthRunning(s, 10))
		}
		reserve()
		s.End(nthRunning(s, 0), Completed)
		following.ID = workloads.JobID(len(s.jobs.slotOf))
		s.Submit(following)
	}
	for range 1000 { // until every slot has held a placement
		cycle()
	}
	require.Zero(t, testing.AllocsPerRun(50, cycle))
	require.NoError(t, s.Check())
}

// nthRunning is the n-th running job by expected end.
func nthRunning(s *State, n int) *Job {
	for j := range s.RunningJobs() {
		if n == 0 {
			return j
		}
		n--
	}
	panic("fewer jobs run")
}
