package validation

import (
	"context"
	"fmt"
	"math"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/sim/rng"
)

// bySize is a large job on nodes that fail at a published rate, by its size.
type bySize struct {
	gpus         int     // of the job, a multiple of 8
	rate         float64 // failures per 1,000 node-days
	replications int     // of 1,000 failures
}

func (l bySize) asCase() Case {
	return Case{
		ID: "T10", Title: "mean time to failure by size of the job", Through: throughRuntime,
		About: "A job on nodes of 8 GPUs holds a spare, which takes the place of each node that it loses; the lost one is the next spare. The time " +
			"between failures is the mean life of a node by the number of nodes.",
		Source: "A. Kokolis et al., Revisiting Reliability in Large-Scale Machine Learning Research Clusters, HPCA 2025 (arXiv 2410.21680): 6.50 " +
			"and 2.34 failures per 1,000 node-days on RSC-1 and RSC-2, projected to 1.8 h at 16,384 GPUs and 0.23 h at 131,072.",
		Parameters: fmt.Sprintf("%d GPUs, %g failures/1000 node-d", l.gpus, l.rate),
		Run:        l.run,
	}
}

// mttf is the law, in hours.
func (l bySize) mttf() float64 { return perThousandDays(l.rate).Hours() / float64(l.nodes()) }

func (l bySize) nodes() int { return l.gpus / 8 }

func (l bySize) run(ctx context.Context, e Effort, seed rng.Seed) ([]Measurement, error) {
	hazard := host(hardware.Exponential{MTBF: perThousandDays(l.rate)}, atOnce())
	site, err := fleet(l.nodes()+1, 8, hazard, hardware.Fresh)
	if err != nil {
		return nil, err
	}
	g := gangs{site: site, count: 1, nodes: l.nodes(), gpus: 8, spares: 1, retries: 999, short: l.mttf() / 2, long: 2 * l.mttf()}
	all, err := g.measure(ctx, e.replications(l.replications), seed, l.mttf(), func(t float64) float64 { return math.Exp(-t / l.mttf()) })
	if err != nil {
		return nil, err
	}
	return all[:1], nil
}
