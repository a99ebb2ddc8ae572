package workloads_test

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
	"github.com/clustersim/clustersim/workloads"
)

// mean is a law of exponential lengths with that mean, always is a constant one.
type (
	mean   time.Duration
	always time.Duration
)

func (m mean) Repair(r *rng.Stream) time.Duration {
	return time.Duration(math.Round(r.Exp() * float64(m)))
}
func (a always) Repair(*rng.Stream) time.Duration { return time.Duration(a) }

func gpus(tasks, each int) []workloads.TaskGroup {
	return []workloads.TaskGroup{{Tasks: tasks, Ask: workloads.Resources{GPUs: each}}}
}

// valid is a job that nothing is wrong with.
func valid(name string, arrive sim.Time, after ...workloads.JobID) workloads.Job {
	return workloads.Job{
		Request: workloads.Request{
			ID: 7, Name: name, Kind: workloads.Batch, Arrive: arrive, Groups: gpus(1, 1), After: after,
			Estimate: time.Hour, Deadline: sim.Never,
		},
		Work:   workloads.Fixed{Time: time.Hour},
		Cancel: sim.Never,
	}
}

// collect takes all jobs and checks what every generator promises.
func collect(t require.TestingT, g workloads.Generator, seed uint64) []workloads.Job {
	var jobs []workloads.Job
	for j, err := range g.Jobs(rng.NewSeed(seed)) {
		require.NoError(t, err)
		require.NoError(t, workloads.ValidateJob(&j))
		require.Equal(t, workloads.JobID(len(jobs)), j.ID)
		if len(jobs) > 0 {
			require.LessOrEqual(t, jobs[len(jobs)-1].Arrive, j.Arrive)
		}
		jobs = append(jobs, j)
	}
	return jobs
}

// failure is the error that ends the jobs of a generator.
func failure(t *testing.T, g workloads.Generator) error {
	t.Helper()
	var last error
	for _, err := range g.Jobs(rng.NewSeed(1)) {
		require.NoError(t, last, "nothing follows an error")
		last = err
	}
	return last
}
