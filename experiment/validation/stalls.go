package validation

import (
	"context"
	"fmt"
	"math"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/sim/rng"
)

// stalls is a gang that stalls for a fixed time after every failure, by what its
// mean time between failures is a time of.
type stalls struct {
	nodes        int
	mtbf, stall  float64 // minutes
	replications int     // of 1,000 failures
}

func (l stalls) asCase() Case {
	return Case{
		ID: "T32", Title: "stalls after failures, by what the MTBF is a time of", Through: throughRuntime,
		About: "A gang stalls after every failure. If the MTBF is one of operating time, parts wear only while the gang works and it works for M of M + D. " +
			"If it was measured by the wall clock, failures come once in M in all and 1 - D/M is left. If nodes also fail during the stall, which " +
			"then begins anew, what is left is the chance that the last D passed without a failure.",
		Source: "The renewal reward theorem, S. M. Ross, Stochastic Processes, Wiley 1996. MTBF and stalls are those of fault-tolerant HSDP " +
			"(arXiv 2602.00277), whose effective shares of 44 % and 80 % are by the wall clock.",
		Parameters: fmt.Sprintf("%d nodes, MTBF %g min, stall %g min", l.nodes, l.mtbf, l.stall),
		Run:        l.run,
	}
}

// What is left of the time, by what the MTBF is a time of.
func (l stalls) byOperation() float64 { return l.mtbf / (l.mtbf + l.stall) }
func (l stalls) byWallClock() float64 { return 1 - l.stall/l.mtbf }
func (l stalls) ifHit() float64       { return math.Exp(-l.stall / l.mtbf) }

func (l stalls) run(ctx context.Context, e Effort, seed rng.Seed) ([]Measurement, error) {
	all := make([]Measurement, 0, 3)
	for _, of := range []struct {
		name      string
		mean      float64 // minutes
		operating bool
		law       float64
	}{
		{"share left, MTBF in operating time", l.mtbf, true, l.byOperation()},
		{"share left, MTBF by the wall clock", l.mtbf - l.stall, true, l.byWallClock()},
		{"share left, failures hit the stall", l.mtbf, false, l.ifHit()},
	} {
		runs, err := l.play(ctx, e, seed.Child(of.name), of.mean, of.operating)
		if err != nil {
			return nil, err
		}
		worked := column(runs, func(p *progress) float64 { return p.hours })
		all = append(all, ratio(of.name, "", of.law, worked, column(runs, func(p *progress) float64 { return p.end })))
	}
	return all, nil
}

// play runs whole cycles: stall, work and failure.
func (l stalls) play(ctx context.Context, e Effort, seed rng.Seed, minutes float64, operating bool) ([]progress, error) {
	hazard := host(hardware.Exponential{MTBF: hours(minutes / 60 * float64(l.nodes))}, atOnce())
	hazard.Operating = operating
	site, err := fleet(l.nodes, 8, hazard, hardware.Fresh)
	if err != nil {
		return nil, err
	}
	g := gangs{site: site, count: 1, nodes: l.nodes, gpus: 8, restart: l.stall / 60, retries: 999}
	return replicate(ctx, e.replications(l.replications), seed, func(seed rng.Seed) (progress, error) {
		p := progress{restart: hours(l.stall / 60)}
		err := g.play(ctx, seed, &p)
		return p, err
	})
}
