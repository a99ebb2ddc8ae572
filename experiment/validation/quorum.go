package validation

import (
	"context"
	"fmt"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/sim/rng"
)

// quorum is a group of n nodes of which k must work.
type quorum struct {
	k, n         int
	up           hardware.FailureModel
	down         hardware.RepairModel
	parameters   string
	replications int
}

func (l quorum) asCase() Case {
	return Case{
		ID: "T06", Title: "k of n nodes in service", Through: throughRuntime,
		About: "Groups of n nodes fail and are repaired independently; a group is in service while k or more of its nodes are. Its share of " +
			"time in service is binomial, whatever the laws of failure and repair.",
		Source: "R. E. Barlow and F. Proschan, Statistical Theory of Reliability and Life Testing, Holt, Rinehart and Winston 1975: " +
			"k-out-of-n structures.",
		Parameters: fmt.Sprintf("%d of %d, %s", l.k, l.n, l.parameters),
		Run:        l.run,
	}
}

// groups folds faults into the number of groups below their quorum. It observes
// the journal; nodes belong to groups in the order of the fleet.
type groups struct {
	k, n  int
	works []int // nodes, by group
	down  level // groups
}

// Define implements journal.Observer.
func (g *groups) Define(journal.Definition) {}

// Observe implements journal.Observer.
func (g *groups) Observe(e journal.Entry) {
	group := int(e.Node) / g.n
	switch e.Kind {
	case journal.FaultBegan:
		if g.works[group] == g.k {
			g.down.step(e.At, +1)
		}
		g.works[group]--
	case journal.FaultEnded:
		g.works[group]++
		if g.works[group] == g.k {
			g.down.step(e.At, -1)
		}
	}
}

func (l quorum) run(ctx context.Context, e Effort, seed rng.Seed) ([]Measurement, error) {
	const length = 500
	count := max(1, 1000/l.n)
	hazard := host(l.up, l.down)
	site, err := fleet(count*l.n, 1, hazard, hardware.Stationary)
	if err != nil {
		return nil, err
	}
	shares, err := replicate(ctx, e.replications(l.replications), seed, func(seed rng.Seed) (float64, error) {
		g := groups{k: l.k, n: l.n, works: make([]int, count), down: level{to: instant(length)}}
		for i := range g.works {
			g.works[i] = l.n
		}
		err := watch(ctx, site, length, seed, &g)
		return g.down.mean() / float64(count), err
	})
	if err != nil {
		return nil, err
	}
	law := atLeast(l.k, l.n, hazard.Availability())
	up := make([]float64, len(shares))
	for i := range up {
		up[i] = 1 - shares[i]
	}
	return []Measurement{
		mean("availability", "", law, up),
		mean("unavailability", "", 1-law, shares),
	}, nil
}
