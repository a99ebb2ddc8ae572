package benchmarks

import (
	"context"
	"fmt"

	"github.com/clustersim/clustersim"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/metrics"
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
func runBatch(policy scheduler.Policy, jobs int, load float64, seed uint64, observers ...journal.Observer) {
	model := clustersim.Model{
		Site:     newFleet(batchNodes, nil),
		Workload: trace{jobs: jobs, load: load, gpus: batchNodes * gpusPerNode},
		Policy:   policy,
		Until:    sim.Never,
	}
	if err := clustersim.Run(context.Background(), model, rng.NewSeed(seed), observers...); err != nil {
		panic(fmt.Sprintf("benchmarks: run batch trace: %v", err))
	}
}

// wholeRun is a side that plays the first jobs of the trace at load 1.05, with
// what every run has on: placement, the digest of the journal and the metrics.
func wholeRun(policy func() scheduler.Policy, jobs int) side {
	return side{func(jobs int) { runBatch(policy(), jobs, 1.05, 1, journal.NewDigest(), metrics.NewFold()) }, jobs}
}

// shortRuns is a side that plays ten traces of that many jobs, each with its own
// luck: what one such trace costs depends on the few large jobs in it.
func shortRuns(policy func() scheduler.Policy, jobs int) side {
	const traces = 10
	return side{func(int) {
		for seed := range uint64(traces) {
			runBatch(policy(), jobs, 1.05, seed+1, journal.NewDigest(), metrics.NewFold())
		}
	}, traces * jobs}
}

// BatchRatios measures FCFS with EASY backfilling on a trace of 1e6 jobs. The
// yardstick plays the first tenth: the longer the trace, the longer the queue
// and the slower a scan of it, so the ratio of the whole would be larger. It
// takes about a minute; quick takes traces ten times shorter, of which nothing
// is claimed.
func BatchRatios(quick bool) []Ratio {
	jobs, target := 1_000_000, 1.0
	if quick {
		jobs, target = 100_000, 0
	}
	ours := wholeRun(indexedEASY, jobs)
	scan := wholeRun(func() scheduler.Policy { return &scanEASY{} }, jobs/10)
	easy := Ratio{Name: fmt.Sprintf("EASY, %.0e jobs", float64(jobs)), Target: 3 * target, AllocsMost: 1.5}
	easy.AllocsPerOp = allocations(ours.run, ours.units)
	easy = easy.compare(ours, scan, 3)

	// Flat: a job of the long trace costs at most 1.5 times one of the short.
	flat := Ratio{Name: fmt.Sprintf("EASY, %.0e jobs against 1e4", float64(jobs)), Target: target / 1.5}
	flat = flat.compare(ours, shortRuns(indexedEASY, 1e4), 5)
	return []Ratio{easy, flat}
}
