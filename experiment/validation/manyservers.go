package validation

import (
	"context"
	"fmt"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/sim/rng"
)

// manyServers is the M/M/c queue.
type manyServers struct {
	servers           int
	arrivals, service float64 // per hour; service of one server
	late              float64 // hours
	replications      int
}

func (l manyServers) asCase() Case {
	return Case{
		ID: "T01", Title: "M/M/c queue", Through: throughRuntime,
		About: "Jobs of one GPU arrive at random moments (Poisson) at a cluster of c one-GPU nodes, run for exponential times and " +
			"wait first come, first served. How many wait, and how long, follows from the load alone.",
		Source: "A. K. Erlang 1917 (the C formula); L. Kleinrock, Queueing Systems, vol. 1, Wiley 1975: the textbook derivation, with " +
			"the tail of the wait.",
		Parameters: fmt.Sprintf("c=%d λ=%g/h μ=%g/h", l.servers, l.arrivals, l.service),
		Run:        l.run,
	}
}

func (l manyServers) run(ctx context.Context, e Effort, seed rng.Seed) ([]Measurement, error) {
	mean := 1 / l.service
	q := queue{
		servers: l.servers, rate: l.arrivals, length: hardware.Exponential{MTBF: hours(mean)},
		mean: mean, second: 2 * mean * mean, late: l.late, warm: 500, end: 5500,
	}
	runs, controls, err := q.replicate(ctx, e.replications(l.replications), seed)
	if err != nil {
		return nil, err
	}
	waiting := erlangC(l.servers, l.arrivals/l.service)
	wait := waiting / (float64(l.servers)*l.service - l.arrivals)
	late := waitsLonger(l.late, l.servers, l.arrivals, l.service)

	jobs := column(runs, func(w *waits) float64 { return w.jobs })
	waited := column(runs, func(w *waits) float64 { return w.waited })
	total := column(runs, func(w *waits) float64 { return w.wait })
	lates := column(runs, func(w *waits) float64 { return w.lates })
	queued := column(runs, func(w *waits) float64 { return w.queued.mean() })
	return []Measurement{
		ratio("P(wait)", "", waiting, waited, jobs, controls...),
		ratio("mean wait", "h", wait, total, jobs, controls...),
		ratio("mean jobs waiting", "", l.arrivals*wait, queued, constant(1, queued), controls...),
		ratio(fmt.Sprintf("P(wait > %g h)", l.late), "", late, lates, jobs, controls...),
	}, nil
}
