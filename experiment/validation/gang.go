package validation

import (
	"context"
	"time"

	clustersim "github.com/clustersim/clustersim"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/scheduler"
	"github.com/clustersim/clustersim/scheduler/policies"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
	"github.com/clustersim/clustersim/workloads"
)

// attemptTimes folds how long attempts last until a node of theirs breaks. It
// observes the journal.
type attemptTimes struct {
	short, long time.Duration // thresholds
	started     []sim.Time    // by job, of the last attempt

	attempts, beyondShort, beyondLong float64
	hours                             float64
}

// Define implements journal.Observer.
func (a *attemptTimes) Define(d journal.Definition) {
	if d.Subject == journal.JobSubject {
		a.started = append(a.started, sim.Never)
	}
}

// Observe implements journal.Observer.
func (a *attemptTimes) Observe(e journal.Entry) {
	switch e.Kind {
	case journal.AttemptStarted:
		a.started[e.Job] = e.At
	case journal.WorkResumed: // a spare took over
		a.started[e.Job] = e.At.Add(time.Duration(e.Value))
	case journal.WorkStopped:
		a.count(e.At.Sub(a.started[e.Job]))
	}
}

func (a *attemptTimes) count(lasted time.Duration) {
	a.attempts++
	a.hours += lasted.Hours()
	if lasted > a.short {
		a.beyondShort++
	}
	if lasted > a.long {
		a.beyondLong++
	}
}

// gangs is jobs that all arrive at the start, take whole nodes and never end by
// themselves: only failures stop them.
type gangs struct {
	site        *hardware.Site
	count       int
	nodes, gpus int     // of each gang
	spares      int     // that stand by for each
	restart     float64 // before each attempt makes progress, hours
	retries     int     // of each gang, from the beginning; negative for no limit
	until       float64 // hours, unless the retries are limited
	short, long float64 // thresholds, hours
}

func (g gangs) run(ctx context.Context, seed rng.Seed) (attemptTimes, error) {
	a := attemptTimes{short: hours(g.short), long: hours(g.long)}
	err := g.play(ctx, seed, &a)
	return a, err
}

func (g gangs) play(ctx context.Context, seed rng.Seed, fold journal.Observer) error {
	const work = 200 * 365 * 24 * time.Hour
	job := workloads.Job{
		Request: workloads.Request{
			Name: "gang", Kind: workloads.Training, Groups: tasks(g.nodes, g.gpus), Estimate: work, Deadline: sim.Never,
			Checkpoint: workloads.Checkpoint{Restart: hours(g.restart)},
		},
		Work: workloads.Fixed{Time: work}, Cancel: sim.Never,
	}
	model := clustersim.Model{
		Site: g.site, Workload: workloads.List(workloads.Array(job, g.count)), Until: sim.Never,
		Policy:   policies.FCFS{Place: policies.FirstFit},
		Recovery: scheduler.Retry{From: scheduler.Resume, Limit: g.retries},
		Spares:   clustersim.Spares{Count: g.spares},
	}
	if g.until > 0 {
		model.Until = instant(g.until)
	}
	return clustersim.Run(ctx, model, seed, fold)
}

// measure plays the gangs in n replications and compares with the law of an
// attempt's length: its mean and its survival function.
func (g gangs) measure(ctx context.Context, n int, seed rng.Seed, mtti float64, survival func(t float64) float64) ([]Measurement, error) {
	runs, err := replicate(ctx, n, seed, func(seed rng.Seed) (attemptTimes, error) { return g.run(ctx, seed) })
	if err != nil {
		return nil, err
	}
	count := column(runs, func(a *attemptTimes) float64 { return a.attempts })
	total := column(runs, func(a *attemptTimes) float64 { return a.hours })
	short := column(runs, func(a *attemptTimes) float64 { return a.beyondShort })
	long := column(runs, func(a *attemptTimes) float64 { return a.beyondLong })
	return []Measurement{
		ratio("mean time to interruption", "h", mtti, total, count),
		ratio(without(g.short), "", survival(g.short), short, count),
		ratio(without(g.long), "", survival(g.long), long, count),
	}, nil
}
