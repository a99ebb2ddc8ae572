package validation

import (
	"context"

	clustersim "github.com/clustersim/clustersim"
	"github.com/clustersim/clustersim/cluster"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/scheduler"
	"github.com/clustersim/clustersim/sim/rng"
)

// outages folds the faults of a run without jobs. It observes the journal.
type outages struct {
	failures float64 // not counting nodes that were down from the start
	down     level   // nodes that do not work
}

// Define implements journal.Observer.
func (o *outages) Define(journal.Definition) {}

// Observe implements journal.Observer.
func (o *outages) Observe(e journal.Entry) {
	switch e.Kind {
	case journal.FaultBegan:
		o.down.step(e.At, +1)
		if e.Reason != journal.InitiallyDown {
			o.failures++
		}
	case journal.FaultEnded:
		o.down.step(e.At, -1)
	}
}

// watch plays a site without jobs until a time and folds what breaks.
func watch(ctx context.Context, site *hardware.Site, end float64, seed rng.Seed, fold journal.Observer) error {
	idle := scheduler.PolicyFunc(func(cluster.View, *scheduler.Plan) {})
	return clustersim.Run(ctx, clustersim.Model{Site: site, Policy: idle, Until: instant(end)}, seed, fold)
}

func watchOutages(ctx context.Context, site *hardware.Site, end float64, seed rng.Seed) (outages, error) {
	o := outages{down: level{to: instant(end)}}
	err := watch(ctx, site, end, seed, &o)
	return o, err
}
