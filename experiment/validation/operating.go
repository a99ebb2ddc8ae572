package validation

import (
	"context"
	"fmt"

	clustersim "github.com/clustersim/clustersim"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/scheduler/policies"
	"github.com/clustersim/clustersim/sim/rng"
	"github.com/clustersim/clustersim/units"
	"github.com/clustersim/clustersim/workloads"
)

// operating is a node that is busy for a part of the time and fails by the hours
// that it works, or by those that pass.
type operating struct {
	rate, length float64 // of jobs, per hour and hours
	mtbf         float64 // hours
	replications int
}

func (l operating) asCase() Case {
	return Case{
		ID: "T46", Title: "failures by operating time and by the wall clock", Through: throughRuntime,
		About: "Jobs without checkpoints come at random to a node and start over when it fails. By operating time, a node that is busy for a share of " +
			"the time fails that share as often as by the wall clock. Work that is repeated counts as busy.",
		Source: "J. T. Daly 2006: the time to finish without checkpoints, M·(exp(L/M) - 1); times the rate of jobs, it is the share of time that a " +
			"single server is busy (Little's law).",
		Parameters: fmt.Sprintf("λ=%g/h, length %g h, MTBF %g h", l.rate, l.length, l.mtbf),
		Run:        l.run,
	}
}

// busy is the share of time that the node works.
func (l operating) busy() float64 { return l.rate * restart(l.length, l.mtbf, 0) }

// labour folds how much a node works and how often it fails. It observes the
// journal.
type labour struct {
	busy     level
	failures float64
}

// Define implements journal.Observer.
func (w *labour) Define(journal.Definition) {}

// Observe implements journal.Observer.
func (w *labour) Observe(e journal.Entry) {
	switch e.Kind {
	case journal.AttemptStarted:
		w.busy.step(e.At, +1)
	case journal.AttemptEnded:
		w.busy.step(e.At, -1)
	case journal.FaultBegan:
		if e.At >= w.busy.from {
			w.failures++
		}
	}
}

func (l operating) run(ctx context.Context, e Effort, seed rng.Seed) ([]Measurement, error) {
	byWork, err := l.play(ctx, e, seed.Child("operating"), true)
	if err != nil {
		return nil, err
	}
	byTime, err := l.play(ctx, e, seed.Child("wall"), false)
	if err != nil {
		return nil, err
	}
	busy := func(w *labour) float64 { return w.busy.mean() }
	perHour := func(w *labour) float64 { return w.failures / w.busy.length().Hours() }
	return []Measurement{
		mean("share of time busy, by operating time", "", l.busy(), column(byWork, busy)),
		mean("failures, by operating time", "1/h", l.busy()/l.mtbf, column(byWork, perHour)),
		ratio("failures per busy hour", "1/h", 1/l.mtbf, column(byWork, perHour), column(byWork, busy)),
		mean("share of time busy, by the wall clock", "", l.busy(), column(byTime, busy)),
		mean("failures, by the wall clock", "1/h", 1/l.mtbf, column(byTime, perHour)),
	}, nil
}

func (l operating) play(ctx context.Context, e Effort, seed rng.Seed, byWork bool) ([]labour, error) {
	const warm, end = 1000, 51_000
	hazard := host(hardware.Exponential{MTBF: hours(l.mtbf)}, atOnce())
	hazard.Operating = byWork
	site, err := fleet(1, 1, hazard, hardware.Fresh)
	if err != nil {
		return nil, err
	}
	model := clustersim.Model{
		Site: site, Policy: policies.FCFS{Place: policies.FirstFit}, Until: instant(end),
		Workload: workloads.Mix{
			Arrivals: workloads.Poisson, Rate: units.Frequency(l.rate), Until: instant(end),
			Classes: []workloads.Class{{
				Name: "job", Weight: 1, Kind: workloads.Batch, Length: hardware.Fixed{After: hours(l.length)},
				Sizes: []workloads.Size{{Weight: 1, Groups: oneGPU()}},
			}},
		},
	}
	return replicate(ctx, e.replications(l.replications), seed, func(seed rng.Seed) (labour, error) {
		w := labour{busy: level{from: instant(warm), to: instant(end)}}
		err := clustersim.Run(ctx, model, seed, &w)
		return w, err
	})
}
