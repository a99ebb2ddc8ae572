package clustersim_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/scheduler"
	"github.com/clustersim/clustersim/scheduler/policies"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/process"
	"github.com/clustersim/clustersim/sim/rng"
	"github.com/clustersim/clustersim/workloads"
)

// poisson is n jobs for one GPU that arrive and run for exponential times.
func poisson(n int, between, run time.Duration) workloads.List {
	r := rng.NewSeed(7).Child("poisson").Stream()
	jobs := make(workloads.List, n)
	var at sim.Time
	for i := range jobs {
		at = at.Add(time.Duration(r.Exp() * float64(between)))
		jobs[i] = batch("job", 1, 1, max(1, time.Duration(r.Exp()*float64(run))))
		jobs[i].Arrive = at
	}
	return jobs
}

// ends lists when each job completed.
func ends(t *testing.T, m clustersim.Model) []sim.Time {
	var times []sim.Time
	for _, r := range record(t, m, 1) {
		switch r.Entry.Kind {
		case journal.JobSubmitted:
			times = append(times, sim.Never)
		case journal.JobEnded:
			times[r.Entry.Job] = r.Entry.At
		}
	}
	return times
}

// A queue with three servers, written as processes: every job ends at the same
// nanosecond.
func TestQueueAgreesWithProcesses(t *testing.T) {
	jobs := poisson(5000, time.Hour, 150*time.Minute)
	want := make([]sim.Time, len(jobs))
	env := process.NewEnv()
	defer env.Close()
	servers := env.NewResource(3)
	env.Go("users", func(p *process.Proc) {
		for i, j := range jobs {
			p.Sleep(j.Arrive.Sub(p.Now()))
			env.Go("job", func(p *process.Proc) {
				servers.Acquire(p)
				p.Sleep(j.Work.Size())
				servers.Release()
				want[i] = p.Now()
			})
		}
	})
	env.RunUntil(sim.Time(10000 * time.Hour))
	m := clustersim.Model{
		Site: site(node("a", 2), node("b", 1)), Workload: jobs,
		Policy: policies.FCFS{Place: policies.Pack}, Until: sim.Never,
	}
	require.Equal(t, want, ends(t, m))
	m.Policy = policies.EASY{Place: policies.Spread} // jobs of one GPU leave nothing to backfill
	require.Equal(t, want, ends(t, m))
}

// One machine that fails and is repaired, worked out interval by interval: the
// machine's life is drawn from the stream that is named after it, and a job that
// does not fit into what is left of an interval begins anew in the next.
func TestMachineThatFailsAgreesWithArithmetic(t *testing.T) {
	jobs := poisson(2000, 4*time.Hour, time.Hour)
	hazard := hardware.Hazard{
		Part: "host", Count: 1,
		Failure: hardware.Exponential{MTBF: 5 * time.Hour}, Repair: hardware.Exponential{MTBF: 20 * time.Minute},
	}
	stream := rng.NewSeed(1).Child("failure").Child("machine").Child("host").Index(0).Stream()
	up, fails := sim.Time(0), sim.Time(hazard.Failure.Next(stream.Exp(), 0, 0))
	want := make([]sim.Time, len(jobs))
	var free sim.Time
	for i, j := range jobs {
		for free = max(free, j.Arrive, up); free.Add(j.Work.Size()) > fails; free = max(free, up) {
			up = fails.Add(hazard.Repair.Repair(&stream))
			fails = up.Add(hazard.Failure.Next(stream.Exp(), up, 0))
		}
		free = free.Add(j.Work.Size())
		want[i] = free
	}
	require.Equal(t, want, ends(t, clustersim.Model{
		Site: site(node("machine", 1, hazard)), Workload: jobs,
		Policy: policies.FCFS{Place: policies.Pack}, Until: sim.Never,
		Recovery: scheduler.Retry{From: scheduler.Restart, Limit: -1},
	}))
}
