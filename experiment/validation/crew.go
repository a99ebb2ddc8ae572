package validation

import (
	"context"
	"fmt"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/sim/rng"
)

// crew is machines whose repairers are a crew of the site.
type crew struct{ machines }

func (l crew) asCase() Case {
	return Case{
		ID: "T03b", Title: "nodes that wait for a crew", Through: throughRuntime,
		About: "The same in the runtime: broken nodes are taken out of service and wait for one of the hands of a crew, first come, first " +
			"served. An exponential stage of repair brings them back.",
		Source:     "As T03: C. Palm 1947; D. R. Cox and W. L. Smith, Queues, Methuen 1961.",
		Parameters: fmt.Sprintf("%d nodes, crew of %d, fail %g/h, repair %g/h", l.machines.machines, l.repairers, l.fail, l.repair),
		Run:        l.run,
	}
}

// Define implements journal.Observer.
func (r *repairs) Define(journal.Definition) {}

// Observe implements journal.Observer.
func (r *repairs) Observe(e journal.Entry) {
	switch e.Kind {
	case journal.FaultBegan:
		r.change(e.At, +1)
	case journal.FaultEnded:
		r.change(e.At, -1)
	}
}

func (l crew) run(ctx context.Context, e Effort, seed rng.Seed) ([]Measurement, error) {
	const from, to = 200, 16200
	hazard := host(hardware.Exponential{MTBF: hours(1 / l.fail)}, nil)
	hazard.Stages = []hardware.Stage{{
		Name: "repair", Crew: 0, Spare: hardware.NoStock, Time: hardware.Exponential{MTBF: hours(1 / l.repair)},
	}}
	site, err := hardware.NewSite(hardware.Site{
		Nodes: alike(l.machines.machines, 1, hazard, hardware.Fresh),
		Crews: []hardware.Crew{{Name: "crew", Size: l.repairers}},
	})
	if err != nil {
		return nil, err
	}
	runs, err := replicate(ctx, e.replications(l.replications), seed, func(seed rng.Seed) (repairs, error) {
		r := repairsWithin(instant(from), instant(to))
		err := watch(ctx, site, to, seed, &r)
		return r, err
	})
	if err != nil {
		return nil, err
	}
	return l.compare(runs), nil
}
