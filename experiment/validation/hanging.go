package validation

import (
	"context"
	"fmt"
	"math"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/sim/rng"
)

// hanging is a gang whose losses all show as silence, which is noticed after a
// time-out.
type hanging struct {
	nodes        int
	mtti         float64 // time of the wall clock from one interruption to the next, hours
	detect       float64 // minutes
	replications int     // of 1,000 interruptions
}

func (l hanging) asCase() Case {
	return Case{
		ID: "T30", Title: "time lost to hangs", Through: throughRuntime,
		About: "A node of a gang hangs, nobody notices before the time-out, and then the node is swapped and the gang goes on. If interruptions come once " +
			"in an MTTI of the wall clock, the time-out is that share of it: parts then wear only while the gang works. If nodes go on failing while " +
			"the gang hangs, time-outs overlap and cost less.",
		Source: "Time lost over time passed, by definition of the MTTI; for overlapping time-outs, all n nodes of availability A at once: 1 - Aⁿ. The " +
			"MTTI is that of Llama 3 (arXiv 2407.21783), the time-outs are those of NCCL (10 min) and Gloo (30 min).",
		Parameters: fmt.Sprintf("%d nodes, MTTI %.7g h, noticed after %g min", l.nodes, l.mtti, l.detect),
		Run:        l.run,
	}
}

// lost is the share of time that is lost, and lostMeanwhile that if nodes go on
// failing while the gang hangs.
func (l hanging) lost() float64 { return l.detect / 60 / l.mtti }

func (l hanging) lostMeanwhile() float64 {
	nodes := float64(l.nodes)
	return 1 - math.Pow(1+l.lost()/nodes, -nodes)
}

func (l hanging) run(ctx context.Context, e Effort, seed rng.Seed) ([]Measurement, error) {
	const cycles = 1000
	one, err := l.play(ctx, e, seed.Child("operating"), l.mtti-l.detect/60, gangs{retries: cycles - 1})
	if err != nil {
		return nil, err
	}
	all, err := l.play(ctx, e, seed.Child("wall"), l.mtti, gangs{retries: -1, until: cycles * l.mtti})
	if err != nil {
		return nil, err
	}
	idle := func(p *progress) float64 { return p.end - p.hours }
	total := func(p *progress) float64 { return p.end }
	return []Measurement{
		ratio("time between interruptions", "h", l.mtti, column(one, total), column(one, func(p *progress) float64 { return p.stops })),
		ratio("share of time lost", "", l.lost(), column(one, idle), column(one, total)),
		ratio("share lost if nodes fail meanwhile", "", l.lostMeanwhile(), column(all, idle), column(all, total)),
	}, nil
}

// play lets nodes hang so often that the gang does once in a mean time: of its
// work if its retries are limited, and else of the wall clock.
func (l hanging) play(ctx context.Context, e Effort, seed rng.Seed, mean float64, g gangs) ([]progress, error) {
	hazard := host(hardware.Exponential{MTBF: hours(mean * float64(l.nodes))}, nil)
	hazard.Symptom, hazard.Detect, hazard.Stages = hardware.Hang, hardware.Fixed{After: hours(l.detect / 60)}, onceKnown()
	hazard.Operating = g.retries >= 0
	site, err := fleet(l.nodes, 8, hazard, hardware.Fresh)
	if err != nil {
		return nil, err
	}
	g.site, g.count, g.nodes, g.gpus = site, 1, l.nodes, 8
	return replicate(ctx, e.replications(l.replications), seed, func(seed rng.Seed) (progress, error) {
		var p progress
		err := g.play(ctx, seed, &p)
		return p, err
	})
}
