package validation

import (
	"context"
	"time"

	clustersim "github.com/clustersim/clustersim"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/scheduler/policies"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
	"github.com/clustersim/clustersim/units"
	"github.com/clustersim/clustersim/workloads"
)

// queue is a first-come-first-served queue of one-GPU jobs before a fleet of
// one-GPU nodes. Every run begins empty; jobs that arrive before warm are not
// looked at, by when what is left of the beginning is far below the tolerance.
type queue struct {
	servers      int
	rate         float64 // arrivals per hour
	length       workloads.Length
	mean, second float64 // moments of the length, hours
	late         float64 // a wait beyond this is late, hours
	warm, end    float64 // jobs that arrive between these count, hours
}

// waits is what one run of a queue shows. It observes the journal.
type waits struct {
	late     time.Duration
	queued   level
	eligible []sim.Time // by job

	jobs, waited, lates float64
	wait                float64 // hours, summed over the jobs

	work, squares float64 // first and second powers of the jobs' lengths, summed
}

// Define implements journal.Observer: it adds up what came in, for the controls.
func (w *waits) Define(d journal.Definition) {
	if d.Subject == journal.JobSubject && w.counts(d.Arrive) {
		x := d.Work.Hours()
		w.work += x
		w.squares += x * x
	}
}

// Observe implements journal.Observer.
func (w *waits) Observe(e journal.Entry) {
	switch e.Kind {
	case journal.JobEligible:
		w.eligible = append(w.eligible, e.At)
		w.queued.step(e.At, +1)
	case journal.AttemptStarted:
		w.queued.step(e.At, -1)
		if since := w.eligible[e.Job]; w.counts(since) {
			w.count(e.At.Sub(since))
		}
	}
}

func (w *waits) counts(arrival sim.Time) bool {
	return arrival >= w.queued.from && arrival < w.queued.to
}

func (w *waits) count(wait time.Duration) {
	w.jobs++
	w.wait += wait.Hours()
	if wait > 0 {
		w.waited++
	}
	if wait > w.late {
		w.lates++
	}
}

func (q queue) run(ctx context.Context, site *hardware.Site, seed rng.Seed) (waits, error) {
	w := waits{late: hours(q.late), queued: level{from: instant(q.warm), to: instant(q.end)}}
	model := clustersim.Model{
		Site:   site,
		Policy: policies.FCFS{Place: policies.FirstFit},
		Until:  sim.Never,
		Workload: workloads.Mix{
			Arrivals: workloads.Poisson, Rate: units.Frequency(q.rate), Until: instant(q.end),
			Classes: []workloads.Class{{
				Name: "job", Weight: 1, Kind: workloads.Batch, Length: q.length,
				Sizes: []workloads.Size{{Weight: 1, Groups: oneGPU()}},
			}},
		},
	}
	err := clustersim.Run(ctx, model, seed, &w)
	w.eligible = nil // not needed any more, and large
	return w, err
}

// replicate runs the queue, and returns with the runs how far the arrivals, the
// work and the squares of the work that came in are off their expectations.
func (q queue) replicate(ctx context.Context, n int, seed rng.Seed) ([]waits, [][]float64, error) {
	site, err := fleet(q.servers, 1, nil, hardware.Fresh)
	if err != nil {
		return nil, nil, err
	}
	runs, err := replicate(ctx, n, seed, func(seed rng.Seed) (waits, error) { return q.run(ctx, site, seed) })
	if err != nil {
		return nil, nil, err
	}
	controls := [][]float64{
		column(runs, func(w *waits) float64 { return w.jobs - q.rate*(q.end-q.warm) }),
		column(runs, func(w *waits) float64 { return w.work - q.mean*w.jobs }),
		column(runs, func(w *waits) float64 { return w.squares - q.second*w.jobs }),
	}
	if q.second == q.mean*q.mean {
		controls = controls[:1] // the work is certain
	}
	return runs, controls, nil
}
