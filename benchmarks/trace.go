package benchmarks

import (
	"iter"
	"math"
	"time"

	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
	"github.com/clustersim/clustersim/workloads"
)

// trace generates batch jobs as logs of clusters have them: gangs of 1 to 1024
// GPUs, in powers of two, a step up being as many times rarer as √2; lognormal
// runs; estimates of 1 to 5 times the run; Poisson arrivals at the rate that
// asks for load times what the GPUs can do.
type trace struct {
	jobs int
	load float64
	gpus int
}

const (
	traceShapes = 11 // 1, 2, 4 … 1024 GPUs
	traceMedian = 20 * time.Minute
	traceSigma  = 1.5
)

// shapes are the gangs: of one task up to a node, and of whole nodes beyond.
func (t trace) shapes() [traceShapes][]workloads.TaskGroup {
	var shapes [traceShapes][]workloads.TaskGroup
	for k := range shapes {
		size := 1 << k
		tasks := max(1, size/gpusPerNode)
		shapes[k] = gang(tasks, size/tasks)
	}
	return shapes
}

func gang(tasks, gpusEach int) []workloads.TaskGroup {
	return []workloads.TaskGroup{{Tasks: tasks, Ask: workloads.Resources{GPUs: gpusEach}}}
}

// weight is how frequent a shape is, relative to the smallest.
func (t trace) weight(k int) float64 { return math.Pow(2, -float64(k)/2) }

// gap is the mean time between arrivals.
func (t trace) gap() float64 {
	var weights, size float64
	for k := range traceShapes {
		weights += t.weight(k)
		size += t.weight(k) * float64(int(1)<<k)
	}
	run := float64(traceMedian) * math.Exp(traceSigma*traceSigma/2)
	return size / weights * run / (float64(t.gpus) * t.load)
}

// Jobs implements [workloads.Generator].
func (t trace) Jobs(seed rng.Seed) iter.Seq2[workloads.Job, error] {
	return func(yield func(workloads.Job, error) bool) {
		shapes, gap := t.shapes(), t.gap()
		draw := seed.Stream()
		at := sim.Time(0)
		for id := range t.jobs {
			at = at.Add(time.Duration(draw.Exp() * gap))
			if !yield(t.job(workloads.JobID(id), at, &shapes, &draw), nil) {
				return
			}
		}
	}
}

func (t trace) job(id workloads.JobID, at sim.Time, shapes *[traceShapes][]workloads.TaskGroup, draw *rng.Stream) workloads.Job {
	shape := t.shape(draw.Float64())
	run := max(time.Second, time.Duration(float64(traceMedian)*math.Exp(traceSigma*draw.Normal())))
	estimate := time.Duration(float64(run) * (1 + 4*draw.Float64()))
	return workloads.Job{
		Request: workloads.Request{
			ID: id, Kind: workloads.Batch, Arrive: at, Groups: shapes[shape], Estimate: estimate, Deadline: sim.Never,
		},
		Work:   workloads.Fixed{Time: run},
		Cancel: sim.Never,
	}
}

// shape inverts the cumulative weights.
func (t trace) shape(u float64) int {
	q := t.weight(1)
	k := int(math.Log(1-u*(1-math.Pow(q, traceShapes))) / math.Log(q))
	return min(k, traceShapes-1)
}
