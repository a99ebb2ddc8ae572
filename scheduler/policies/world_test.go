package policies_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/cluster"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/scheduler"
	"github.com/clustersim/clustersim/scheduler/policies"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
	"github.com/clustersim/clustersim/workloads"
)

func pickers() map[string]cluster.Picker {
	return map[string]cluster.Picker{"pack": policies.Pack, "first fit": policies.FirstFit, "spread": policies.Spread}
}

// newState is an idle fleet with nodes of the given numbers of GPUs; models alternate.
func newState(gpus ...int) *cluster.State {
	models := [2]*hardware.GPU{
		{Name: "slow", Class: hardware.Generic, Dense16: 100, Efficiency: 1},
		{Name: "fast", Class: hardware.Generic, Dense16: 200, Efficiency: 1},
	}
	nodes := make([]hardware.Node, len(gpus))
	for i, n := range gpus {
		spec := &hardware.NodeSpec{Name: "box", GPU: models[i%2], GPUs: n, CPU: 8000}
		nodes[i] = hardware.Node{Name: fmt.Sprintf("n%d", i), Spec: spec, Domains: hardware.NoDomains()}
	}
	site, err := hardware.NewSite(hardware.Site{Nodes: nodes})
	if err != nil {
		panic(err)
	}
	return cluster.NewState(site, rng.NewSeed(1))
}

// ask is a job that wants tasks of some GPUs each.
func ask(tasks, gpus int, estimate time.Duration) workloads.Job {
	return workloads.Job{
		Request: workloads.Request{
			Kind: workloads.Batch, Estimate: estimate, Deadline: sim.Never,
			Groups: []workloads.TaskGroup{{Tasks: tasks, Ask: workloads.Resources{GPUs: gpus}}},
		},
		Work: workloads.Fixed{Time: estimate}, Cancel: sim.Never,
	}
}

func submit(t require.TestingT, s *cluster.State, jobs ...workloads.Job) {
	for i := range jobs {
		jobs[i].ID = workloads.JobID(i)
		_, refusal := s.Submit(jobs[i])
		require.Equal(t, cluster.Accepted, refusal, "job %d", i)
	}
}

// started is what the policy starts now.
func started(t require.TestingT, s *cluster.State, policy scheduler.Policy) []workloads.JobID {
	plan := scheduler.NewPlan(s)
	s.Decide()
	policy.Plan(s.View(), plan)
	require.NoError(t, plan.Err())
	ids := append([]workloads.JobID{}, plan.Started()...)
	plan.Reset()
	return ids
}

func ids(n ...workloads.JobID) []workloads.JobID { return append([]workloads.JobID{}, n...) }

func each(t *testing.T, check func(t *testing.T, pick cluster.Picker)) {
	for name, pick := range pickers() {
		t.Run(name, func(t *testing.T) { check(t, pick) })
	}
}
