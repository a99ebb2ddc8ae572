package validation

import (
	"context"
	"fmt"
	"math"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/sim/rng"
)

// interruptions is a gang on nodes that fail at a constant rate.
type interruptions struct {
	nodes        int
	rate         float64 // failures per 1,000 node-days
	replications int     // of 1,000 interruptions
}

func (l interruptions) asCase() Case {
	return Case{
		ID: "T08", Title: "interruptions of a gang", Through: throughRuntime,
		About: "A training job holds n nodes and is interrupted whenever one of them fails; the node is back at once and the job starts over. " +
			"The rates of the nodes add up.",
		Source: "The minimum of independent exponential times, in any textbook of probability. Rate and size are those of A. Kokolis et al., " +
			"Revisiting Reliability in Large-Scale Machine Learning Research Clusters, HPCA 2025 (arXiv 2410.21680): 6.50 failures per " +
			"1,000 node-days on RSC-1, 1,024 GPUs.",
		Parameters: fmt.Sprintf("%d nodes, %g failures/1000 node-d", l.nodes, l.rate),
		Run:        l.run,
	}
}

func (l interruptions) run(ctx context.Context, e Effort, seed rng.Seed) ([]Measurement, error) {
	life := perThousandDays(l.rate)
	site, err := fleet(l.nodes, 8, host(hardware.Exponential{MTBF: life}, atOnce()), hardware.Fresh)
	if err != nil {
		return nil, err
	}
	mtti := life.Hours() / float64(l.nodes)
	g := gangs{site: site, count: 1, nodes: l.nodes, gpus: 8, retries: 999, short: 5, long: 24}
	return g.measure(ctx, e.replications(l.replications), seed, mtti, func(t float64) float64 { return math.Exp(-t / mtti) })
}

// without names the probability that a time passes without an interruption.
func without(hours float64) string { return fmt.Sprintf("P(%g h without one)", hours) }
