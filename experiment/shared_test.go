package experiment_test

import (
	"fmt"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/scheduler"
	"github.com/clustersim/clustersim/scheduler/policies"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/workloads"
)

// market is a fleet of six machines that crash and leave, and jobs that queue for
// them longer than the run lasts.
func market(t require.TestingT, policy scheduler.Policy) clustersim.Model {
	gpu := &hardware.GPU{Name: "G", Class: hardware.Generic, Dense16: 1, Efficiency: 1}
	spec := &hardware.NodeSpec{Name: "box", GPU: gpu, GPUs: 8}
	hazards := []hardware.Hazard{
		{
			Part: "gpu", Count: 8, Failure: hardware.Weibull{Shape: 0.7, Scale: 300 * time.Hour}, Detect: hardware.Fixed{After: 5 * time.Minute},
			Repair: hardware.LogNormal{Median: 2 * time.Hour, Sigma: 1},
		},
		{
			Part: "owner", Count: 1, Symptom: hardware.Departure, Failure: hardware.Exponential{MTBF: 50 * time.Hour},
			Repair: hardware.Exponential{MTBF: 5 * time.Hour},
		},
	}
	var nodes []hardware.Node
	for i := range 6 {
		nodes = append(nodes, hardware.Node{
			Name: fmt.Sprintf("box-%d", i), Spec: spec, Price: 2_000_000, Hazards: hazards,
			Domains: hardware.NoDomains(),
		})
	}
	site, err := hardware.NewSite(hardware.Site{Nodes: nodes})
	require.NoError(t, err)
	return clustersim.Model{Site: site, Workload: jobs(200), Policy: policy, Until: sim.Time(100 * time.Hour)}
}

func jobs(n int) workloads.Mix {
	size := func(tasks int) workloads.Size {
		return workloads.Size{Weight: 1, Groups: []workloads.TaskGroup{{Tasks: tasks, Ask: workloads.Resources{GPUs: 1}}}}
	}
	return workloads.Mix{
		Arrivals: workloads.Poisson, Rate: 3, Count: n,
		Classes: []workloads.Class{{
			Name: "fit", Weight: 1, Kind: workloads.Training,
			Sizes:      []workloads.Size{size(1), size(8), size(24)},
			Length:     hardware.LogNormal{Median: 4 * time.Hour, Sigma: 1},
			Checkpoint: workloads.Checkpoint{Interval: time.Hour, Cost: time.Minute, Restart: 3 * time.Minute},
		}},
	}
}

func fcfs() scheduler.Policy { return policies.FCFS{Place: policies.Pack} }
func easy() scheduler.Policy { return policies.EASY{Place: policies.Spread} }

func seeds(n int) []uint64 {
	all := make([]uint64, n)
	for i := range all {
		all[i] = uint64(i + 1)
	}
	return all
}
