package benchmarks

import (
	"context"
	"fmt"

	"github.com/clustersim/clustersim"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/scheduler"
	"github.com/clustersim/clustersim/scheduler/policies"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
)

// batchNodes is 1e4 GPUs.
const batchNodes = 1e4 / gpusPerNode

// indexedEASY is the policy under test.
func indexedEASY() scheduler.Policy { return policies.EASY{Place: policies.Pack} }

// runBatch plays a trace of jobs to its end on 1e4 GPUs.
func runBatch(policy scheduler.Policy, jobs int, load float64, observers ...journal.Observer) {
	model := clustersim.Model{
		Site:     newFleet(batchNodes, nil),
		Workload: trace{jobs: jobs, load: load, gpus: batchNodes * gpusPerNode},
		Policy:   policy,
		Until:    sim.Never,
	}
	if err := clustersim.Run(context.Background(), model, rng.NewSeed(1), observers...); err != nil {
		panic(fmt.Sprintf("benchmarks: run batch trace: %v", err))
	}
}
