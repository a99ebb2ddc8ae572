package validation

import (
	"context"
	"fmt"

	clustersim "github.com/clustersim/clustersim"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/scheduler"
	"github.com/clustersim/clustersim/scheduler/policies"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
	"github.com/clustersim/clustersim/workloads"
)

// fromScratch is jobs that save nothing on a node that fails.
type fromScratch struct {
	length, mtbf, delay float64 // hours; delay before every attempt after the first
	replications        int
}

func (l fromScratch) asCase() Case {
	return Case{
		ID: "T13", Title: "restart from scratch", Through: throughRuntime,
		About: "A job without checkpoints runs on a node that fails at a constant rate and is back at once. Every failure costs all the work so " +
			"far and a restart, which failures may hit too.",
		Source: "J. T. Daly, A higher order estimate of the optimum checkpoint interval for restart dumps, Future Generation Computer Systems " +
			"22(3), 2006: the exact completion time, in the limit without checkpoints.",
		Parameters: fmt.Sprintf("length %g h, MTBF %g h, restart %g h", l.length, l.mtbf, l.delay),
		Run:        l.run,
	}
}

// completions folds how long jobs take from their first start to their end. It
// observes the journal.
type completions struct {
	first                 []sim.Time // start, by job
	jobs, attempts, hours float64
}

// Define implements journal.Observer.
func (c *completions) Define(d journal.Definition) {
	if d.Subject == journal.JobSubject {
		c.first = append(c.first, sim.Never)
	}
}

// Observe implements journal.Observer.
func (c *completions) Observe(e journal.Entry) {
	switch e.Kind {
	case journal.AttemptStarted:
		c.first[e.Job] = min(c.first[e.Job], e.At)
		c.attempts++
	case journal.JobEnded:
		c.jobs++
		c.hours += e.At.Sub(c.first[e.Job]).Hours()
	}
}

func (l fromScratch) run(ctx context.Context, e Effort, seed rng.Seed) ([]Measurement, error) {
	site, err := fleet(1, 1, host(hardware.Exponential{MTBF: hours(l.mtbf)}, atOnce()), hardware.Fresh)
	if err != nil {
		return nil, err
	}
	runs, err := replicate(ctx, e.replications(l.replications), seed, func(seed rng.Seed) (completions, error) {
		return l.play(ctx, site, seed)
	})
	if err != nil {
		return nil, err
	}
	jobs := column(runs, func(c *completions) float64 { return c.jobs })
	total := column(runs, func(c *completions) float64 { return c.hours })
	tries := column(runs, func(c *completions) float64 { return c.attempts })
	return []Measurement{
		ratio("mean completion time", "h", restart(l.length, l.mtbf, l.delay), total, jobs),
		ratio("mean attempts", "", attempts(l.length, l.mtbf, l.delay), tries, jobs),
	}, nil
}

// play runs one job after the other: the node has no memory, so their times are
// independent.
func (l fromScratch) play(ctx context.Context, site *hardware.Site, seed rng.Seed) (completions, error) {
	const jobs = 200
	job := workloads.Job{
		Request: workloads.Request{
			Name: "job", Kind: workloads.Training, Groups: oneGPU(), Estimate: hours(l.length), Deadline: sim.Never,
			Checkpoint: workloads.Checkpoint{Restart: hours(l.delay)},
		},
		Work: workloads.Fixed{Time: hours(l.length)}, Cancel: sim.Never,
	}
	var c completions
	model := clustersim.Model{
		Site: site, Workload: workloads.List(workloads.Array(job, jobs)), Until: sim.Never,
		Policy:   policies.FCFS{Place: policies.FirstFit},
		Recovery: scheduler.Retry{From: scheduler.Restart, Limit: -1},
	}
	err := clustersim.Run(ctx, model, seed, &c)
	return c, err
}
