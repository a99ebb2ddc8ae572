package validation

import (
	"context"
	"fmt"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/sim/rng"
)

// elastic is what n nodes are worth to jobs that need all of them, some, or any.
type elastic struct {
	n, k         int     // nodes, and those that the middle one needs
	availability float64 // of a node
	replications int
}

func (l elastic) asCase() Case {
	return Case{
		ID: "T17", Title: "nodes' worth to elastic jobs and to gangs", Through: throughRuntime,
		About: "Nodes fail and are repaired. Single-node jobs, as many as nodes, stand for work that adapts to the nodes that there are; a gang of " +
			"all nodes, and one that leaves some of them in reserve, stop for every node they miss. Each makes so many nodes' progress on average.",
		Source:     "The mean of the binomial law and its tail, in any textbook: n·A; n·Aⁿ; k·P(k or more).",
		Parameters: fmt.Sprintf("%d nodes, availability %g, gang of %d", l.n, l.availability, l.k),
		Run:        l.run,
	}
}

// gang is what the nodes are worth, on average, to a gang of k.
func (l elastic) gang(k int) float64 { return float64(k) * atLeast(k, l.n, l.availability) }

func (l elastic) run(ctx context.Context, e Effort, seed rng.Seed) ([]Measurement, error) {
	const mttr = 5
	up := mttr * l.availability / (1 - l.availability)
	site, err := fleet(l.n, 1, host(hardware.Exponential{MTBF: hours(up)}, hardware.Exponential{MTBF: hours(mttr)}), hardware.Stationary)
	if err != nil {
		return nil, err
	}
	all := make([]Measurement, 0, 3)
	for _, of := range []struct {
		name        string
		jobs, nodes int
		law         float64
	}{
		{"elastic", l.n, 1, float64(l.n) * l.availability},
		{fmt.Sprintf("gang of %d", l.n), 1, l.n, l.gang(l.n)},
		{fmt.Sprintf("gang of %d", l.k), 1, l.k, l.gang(l.k)},
	} {
		g := gangs{site: site, count: of.jobs, nodes: of.nodes, gpus: 1, retries: -1, until: 10_000}
		runs, err := replicate(ctx, e.replications(l.replications), seed.Child(of.name), func(seed rng.Seed) (progress, error) {
			var p progress
			err := g.play(ctx, seed, &p)
			return p, err
		})
		if err != nil {
			return nil, err
		}
		worth := column(runs, func(p *progress) float64 { return p.hours * float64(of.nodes) / p.end })
		all = append(all, mean("nodes' worth, "+of.name, "", of.law, worth))
	}
	return all, nil
}
