package validation

import (
	"context"
	"fmt"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/sim/rng"
)

// interval is a node with exponential times that works when the run begins.
type interval struct {
	up, down, length float64 // hours
	replications     int
}

func (l interval) asCase() Case {
	return Case{
		ID: "T42", Title: "interval availability", Through: throughRuntime,
		About: "Nodes that all work at the start fail and are repaired in exponential times. Within a finite time they are in service for more " +
			"than their long-run share.",
		Source: "R. E. Barlow and F. Proschan, Mathematical Theory of Reliability, Wiley 1965: point and interval availability of the " +
			"two-state Markov process.",
		Parameters: fmt.Sprintf("MTTF %g h, MTTR %g h, over %g h", l.up, l.down, l.length),
		Run:        l.run,
	}
}

// ending is outages, and how many nodes are down when the run ends.
type ending struct {
	outages
	last float64
}

// Observe implements journal.Observer.
func (o *ending) Observe(e journal.Entry) {
	o.outages.Observe(e)
	if e.Kind == journal.RunEnded {
		o.last = float64(o.down.height)
	}
}

func (l interval) run(ctx context.Context, e Effort, seed rng.Seed) ([]Measurement, error) {
	const nodes = 2000
	hazard := host(hardware.Exponential{MTBF: hours(l.up)}, hardware.Exponential{MTBF: hours(l.down)})
	site, err := fleet(nodes, 1, hazard, hardware.Fresh)
	if err != nil {
		return nil, err
	}
	runs, err := replicate(ctx, e.replications(l.replications), seed, func(seed rng.Seed) (ending, error) {
		o := ending{outages: outages{down: level{to: instant(l.length)}}}
		err := watch(ctx, site, l.length, seed, &o)
		return o, err
	})
	if err != nil {
		return nil, err
	}
	share := column(runs, func(o *ending) float64 { return 1 - o.down.mean()/nodes })
	lost := column(runs, func(o *ending) float64 { return o.down.mean() / nodes })
	last := column(runs, func(o *ending) float64 { return 1 - o.last/nodes })
	law := intervalUp(l.length, l.up, l.down)
	return []Measurement{
		mean("interval availability", "", law, share),
		mean("interval unavailability", "", 1-law, lost),
		mean("availability at the end", "", pointUp(l.length, l.up, l.down), last),
	}, nil
}
