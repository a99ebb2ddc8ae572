package validation

import (
	"context"
	"fmt"
	"math"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/sim/rng"
)

// lemons is a fleet of which a share fails far more often until a repair cures it.
type lemons struct {
	share, factor float64
	cures         float64 // probability that a repair cures
	mtbf          float64 // of the others, hours
	length        float64 // hours
	replications  int
}

func (l lemons) asCase() Case {
	return Case{
		ID: "T47", Title: "lemons until they are cured", Through: throughRuntime,
		About: "A share of the nodes fails several times as often as the others. Each repair finds out why with some probability, and the node is like the " +
			"others from then on; so lemons are cured at their own rate of failure, times that probability.",
		Source: "Thinning of a Poisson process (S. M. Ross, Stochastic Processes, Wiley 1996): the cures of a lemon are a part of its failures, with " +
			"exp(-c·f·t/M) left after t; failures are the integral of the rate.",
		Parameters: fmt.Sprintf("%g lemons of factor %g, cured with %g, MTBF %g h, over %g h", l.share, l.factor, l.cures, l.mtbf, l.length),
		Run:        l.run,
	}
}

// curing is how many cures a lemon would get by the end if it stayed one.
func (l lemons) curing() float64 { return l.cures * l.factor * l.length / l.mtbf }

// left is the share of lemons that are not cured by the end.
func (l lemons) left() float64 { return math.Exp(-l.curing()) }

// failures is the mean number of failures of a node, lemon or not.
func (l lemons) failures() float64 {
	return l.length/l.mtbf + l.share*(l.factor-1)*-math.Expm1(-l.curing())/(l.cures*l.factor)
}

// sound is the share of nodes that never failed.
func (l lemons) sound() float64 {
	return (1-l.share)*math.Exp(-l.length/l.mtbf) + l.share*math.Exp(-l.factor*l.length/l.mtbf)
}

// cured folds failures and cures. It observes the journal.
type cured struct {
	failed []bool // by node

	failures, sound, lemons, cures float64
}

// Define implements journal.Observer.
func (c *cured) Define(d journal.Definition) {
	if d.Subject != journal.NodeSubject {
		return
	}
	c.failed = append(c.failed, false)
	c.sound++
	if d.Lemon {
		c.lemons++
	}
}

// Observe implements journal.Observer.
func (c *cured) Observe(e journal.Entry) {
	switch e.Kind {
	case journal.FaultBegan:
		c.failures++
		if !c.failed[e.Node] {
			c.failed[e.Node] = true
			c.sound--
		}
	case journal.NodeCured:
		c.cures++
	}
}

func (l lemons) run(ctx context.Context, e Effort, seed rng.Seed) ([]Measurement, error) {
	const count = 5000
	hazard := host(hardware.Exponential{MTBF: hours(l.mtbf)}, nil)
	hazard.Stages = onceKnown()
	hazard.Stages[0].Cures = l.cures
	frailty := &hardware.Frailty{Lemons: hardware.Lemons{Share: l.share, Factor: l.factor}}
	nodes := alike(count, 1, hazard, hardware.Fresh)
	for i := range nodes {
		nodes[i].Frailty = frailty
	}
	site, err := hardware.NewSite(hardware.Site{Nodes: nodes})
	if err != nil {
		return nil, err
	}
	runs, err := replicate(ctx, e.replications(l.replications), seed, func(seed rng.Seed) (cured, error) {
		var c cured
		err := watch(ctx, site, l.length, seed, &c)
		c.failed = nil // not needed any more
		return c, err
	})
	if err != nil {
		return nil, err
	}
	drawn := column(runs, func(c *cured) float64 { return c.lemons })
	return []Measurement{
		mean("share of lemons", "", l.share, column(runs, func(c *cured) float64 { return c.lemons / count })),
		ratio("share of lemons that are left", "", l.left(), column(runs, func(c *cured) float64 { return c.lemons - c.cures }), drawn),
		mean("failures of a node", "", l.failures(), column(runs, func(c *cured) float64 { return c.failures / count })),
		mean("P(no failure)", "", l.sound(), column(runs, func(c *cured) float64 { return c.sound / count })),
	}, nil
}
