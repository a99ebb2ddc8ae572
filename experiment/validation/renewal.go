package validation

import (
	"context"
	"fmt"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/sim/rng"
)

// renewal is a node that works and is repaired by turns.
type renewal struct {
	up           hardware.FailureModel
	down         hardware.RepairModel
	parameters   string
	replications int
}

func (l renewal) asCase() Case {
	return Case{
		ID: "T05", Title: "alternating renewal", Through: throughRuntime,
		About: "Nodes fail and are repaired by laws that are not exponential, found at a random instant of a long history (stationary " +
			"ages, so there is nothing to warm up). The share of time in service depends on the two means alone.",
		Source: "D. R. Cox, Renewal Theory, Methuen 1962: the equilibrium of an alternating renewal process. The means are those of the " +
			"Weibull and the lognormal law.",
		Parameters: l.parameters,
		Run:        l.run,
	}
}

func (l renewal) run(ctx context.Context, e Effort, seed rng.Seed) ([]Measurement, error) {
	const nodes, length = 400, 2000
	site, err := fleet(nodes, 1, host(l.up, l.down), hardware.Stationary)
	if err != nil {
		return nil, err
	}
	runs, err := replicate(ctx, e.replications(l.replications), seed, func(seed rng.Seed) (outages, error) {
		return watchOutages(ctx, site, length, seed)
	})
	if err != nil {
		return nil, err
	}
	up, down := l.up.Mean().Hours(), l.down.Mean().Hours()
	cycle := up + down
	failures := column(runs, func(o *outages) float64 { return o.failures })
	lost := column(runs, func(o *outages) float64 { return o.down.mean() * length })
	total := constant(nodes*length, lost)
	worked := make([]float64, len(lost))
	for i := range worked {
		worked[i] = total[i] - lost[i]
	}
	return []Measurement{
		ratio("availability", "", up/cycle, worked, total),
		ratio("unavailability", "", down/cycle, lost, total),
		ratio("mean time between failures", "h", up, worked, failures),
		ratio("mean outage", "h", down, lost, failures),
		mean(fmt.Sprintf("failures of %d nodes in %d h", nodes, length), "", nodes*length/cycle, failures),
	}, nil
}
