package scheduler_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/cluster"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/scheduler"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
	"github.com/clustersim/clustersim/workloads"
)

// waiting is a state with one node of 8 GPUs and jobs that wait, each for some
// of them for an hour.
func waiting(t *testing.T, gpus ...int) *cluster.State {
	gpu := &hardware.GPU{Name: "generic", Class: hardware.Generic, Dense16: 1, Efficiency: 1}
	n := hardware.Node{Name: "n0", Spec: &hardware.NodeSpec{Name: "box", GPU: gpu, GPUs: 8}, Domains: hardware.NoDomains()}
	site, err := hardware.NewSite(hardware.Site{Nodes: []hardware.Node{n}})
	require.NoError(t, err)
	s := cluster.NewState(site, rng.NewSeed(1))
	for i, g := range gpus {
		_, refusal := s.Submit(workloads.Job{
			Request: workloads.Request{
				ID: workloads.JobID(i), Kind: workloads.Batch, Estimate: time.Hour, Deadline: sim.Never,
				Groups: []workloads.TaskGroup{{Tasks: 1, Ask: workloads.Resources{GPUs: g}}},
			},
			Work: workloads.Fixed{Time: time.Hour}, Cancel: sim.Never,
		})
		require.Equal(t, cluster.Accepted, refusal)
	}
	return s
}

// first places a job of one task on the first node that has room.
func first(c *cluster.Candidates, _ *workloads.Request) bool {
	for node := range c.Nodes(0, cluster.ByNumber) {
		c.Take(0, node, 1)
		return true
	}
	return false
}

func TestPlanSeesWhatItStarted(t *testing.T) {
	s := waiting(t, 5, 5, 3)
	p := scheduler.NewPlan(s)
	on, ok := p.Fit(&s.Job(0).Request, first)
	require.True(t, ok)
	require.Equal(t, hardware.Placement{{Tasks: 1, GPUs: 0b11111}}, on)
	p.Start(&s.Job(0).Request, on)
	_, ok = p.Fit(&s.Job(1).Request, first)
	require.False(t, ok)
	p.Reserve(&s.Job(1).Request, first)
	on, ok = p.Fit(&s.Job(2).Request, first)
	require.True(t, ok, "it ends when the head can start")
	require.Equal(t, hardware.Placement{{Tasks: 1, GPUs: 0b11100000}}, on)
	p.Start(&s.Job(2).Request, on)
	require.Equal(t, []workloads.JobID{0, 2}, p.Started())
	require.NoError(t, p.Err())
	p.Reset()
	require.Empty(t, p.Started())
	require.False(t, s.Reserved())
	require.NoError(t, s.Check())
}

func TestPlanKeepsItsFirstError(t *testing.T) {
	for want, decide := range map[string]func(s *cluster.State, p *scheduler.Plan){
		"scheduler: fit job 0: it is running, not queued": func(s *cluster.State, p *scheduler.Plan) {
			_, ok := p.Fit(&s.Job(0).Request, first)
			require.False(t, ok)
		},
		"scheduler: plan: cluster: start job 0: it is running, not queued": func(s *cluster.State, p *scheduler.Plan) {
			p.Start(&s.Job(0).Request, nil)
			p.Start(&s.Job(1).Request, nil) // changes nothing any more
		},
		"scheduler: reserve for job 0: it is running, not queued": func(s *cluster.State, p *scheduler.Plan) {
			p.Reserve(&s.Job(0).Request, first)
		},
		"scheduler: reserve for job 2: the plan has a reservation already": func(s *cluster.State, p *scheduler.Plan) {
			p.Reserve(&s.Job(1).Request, first)
			p.Reserve(&s.Job(2).Request, first)
		},
	} {
		s := waiting(t, 8, 8, 8)
		p := scheduler.NewPlan(s)
		on, ok := p.Fit(&s.Job(0).Request, first)
		require.True(t, ok)
		p.Start(&s.Job(0).Request, on)
		decide(s, p)
		require.EqualError(t, p.Err(), want)
	}
}

func TestWakeIsTheEarliestAskedFor(t *testing.T) {
	p := scheduler.NewPlan(waiting(t))
	require.Equal(t, sim.Never, p.Wake())
	p.WakeAt(20)
	p.WakeAt(10)
	p.WakeAt(30)
	require.Equal(t, sim.Time(10), p.Wake())
	p.Reset()
	require.Equal(t, sim.Never, p.Wake())
}

func TestRetry(t *testing.T) {
	for attempts, want := range map[int]scheduler.Remedy{1: scheduler.Restart, 2: scheduler.Restart, 3: scheduler.GiveUp} {
		require.Equal(t, want, scheduler.Retry{From: scheduler.Restart, Limit: 2}.Recover(cluster.View{}, scheduler.Incident{Attempts: attempts}))
	}
	require.Equal(t, scheduler.GiveUp, scheduler.Retry{}.Recover(cluster.View{}, scheduler.Incident{Attempts: 1}), "no attempt after the first")
	require.Equal(t, scheduler.Resume, scheduler.Retry{Limit: -1}.Recover(cluster.View{}, scheduler.Incident{Attempts: 1000}))
}

func TestDeclaredDoesAsTheRequestSays(t *testing.T) {
	j := &workloads.Request{Checkpoint: workloads.Checkpoint{Interval: 10 * time.Minute}}
	require.Equal(t, 10*time.Minute, scheduler.Declared{}.Interval(cluster.View{}, j))
}
