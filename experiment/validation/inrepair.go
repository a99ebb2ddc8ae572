package validation

import (
	"context"
	"fmt"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/sim/rng"
)

// inRepair is how many nodes of a fleet are out of service that is so large that
// it does not miss them: a queue with a server for everybody.
type inRepair struct {
	rate         float64 // failures of the fleet per hour
	down         hardware.RepairModel
	parameters   string
	common       int     // a number that is exceeded now and then
	length       float64 // of a replication, hours
	replications int
}

func (l inRepair) asCase() Case {
	return Case{
		ID: "T16b", Title: "nodes in repair at one time (M/G/∞)", Through: throughRuntime,
		About: "Nodes of a large fleet fail and are repaired independently. The number in repair is Poisson, whatever the law of repair: its mean is " +
			"failures per hour times hours of repair. 5,000 nodes stand for infinitely many; the law of so many is within 0.1 % of the Poisson law.",
		Source: "C. Palm 1943; L. Takács, Introduction to the Theory of Queues, Oxford 1962: M/G/∞. Rates of a 608-GPU part of NCSA Delta (arXiv " +
			"2503.11901: an error every 1.9 h, 2.2 h to recover) and of 640 nodes with an MTTF of 4,000 h and a day to repair.",
		Parameters: l.parameters,
		Run:        l.run,
	}
}

func (l inRepair) run(ctx context.Context, e Effort, seed rng.Seed) ([]Measurement, error) {
	const nodes = 5000
	load := l.rate * l.down.Mean().Hours()
	hazard := host(hardware.Exponential{MTBF: hours((nodes - load) / l.rate)}, l.down)
	site, err := fleet(nodes, 1, hazard, hardware.Stationary)
	if err != nil {
		return nil, err
	}
	runs, err := replicate(ctx, e.replications(l.replications), seed, func(seed rng.Seed) (tally, error) {
		var t tally
		err := watch(ctx, site, l.length, seed, &t)
		return t, err
	})
	if err != nil {
		return nil, err
	}
	law := func(k int) float64 { return poissonMoreThan(k, load) }
	exceeded := func(k int) []float64 { return column(runs, func(t *tally) float64 { return t.moreThan(k) }) }
	seen := enough(0.001, func(k int) float64 { return average(exceeded(k)) })
	return []Measurement{
		mean("mean in repair", "", load, column(runs, func(t *tally) float64 { return t.mean() })),
		mean(fmt.Sprintf("P(more than %d in repair)", l.common), "", law(l.common), exceeded(l.common)),
		whole("P99.9 of nodes in repair", "", enough(0.001, law), seen, len(runs)),
	}, nil
}
