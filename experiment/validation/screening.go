package validation

import (
	"context"
	"fmt"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
)

// screening is corruption that shows in nothing but a check, which is made every
// so often and misses some.
type screening struct {
	period       float64 // hours
	coverage     float64 // probability that a check finds it
	replications int
}

func (l screening) asCase() Case {
	return Case{
		ID: "T31", Title: "corruption until a screen finds it", Through: throughRuntime,
		About: "Nodes begin to compute wrong results at random moments and go on until a check finds them and they are taken out of service: half a " +
			"period on average, and a whole one for every check that misses.",
		Source: "A uniform phase and a geometric number of checks, in any textbook: T/2 + T·(1-c)/c. H. D. Dixit et al., Silent Data Corruptions at " +
			"Scale, 2021 (arXiv 2102.11245): tests of a fleet for corruption.",
		Parameters: fmt.Sprintf("every %g h, coverage %g", l.period, l.coverage),
		Run:        l.run,
	}
}

// expected is the mean time until a check finds the fault, in hours.
func (l screening) expected() float64 { return l.period/2 + l.period*(1-l.coverage)/l.coverage }

// found folds for how long nodes are broken before it is known. It observes the
// journal.
type found struct {
	period      float64
	until       sim.Time   // faults that begin later are not looked at
	began       []sim.Time // by node
	faults      float64
	hours       float64 // until they were known
	later, late float64 // faults known later than one period, and than two
}

// Define implements journal.Observer.
func (f *found) Define(d journal.Definition) {
	if d.Subject == journal.NodeSubject {
		f.began = append(f.began, sim.Never)
	}
}

// Observe implements journal.Observer.
func (f *found) Observe(e journal.Entry) {
	switch e.Kind {
	case journal.FaultBegan:
		f.began[e.Node] = e.At
	case journal.NodeDown:
		if f.began[e.Node] < f.until {
			f.count(e.At.Sub(f.began[e.Node]).Hours())
		}
	}
}

func (f *found) count(delay float64) {
	f.faults++
	f.hours += delay
	if delay > f.period {
		f.later++
	}
	if delay > 2*f.period {
		f.late++
	}
}

// run stops looking at new faults long before the end, so that all that it looks
// at are found.
func (l screening) run(ctx context.Context, e Effort, seed rng.Seed) ([]Measurement, error) {
	const nodes, until = 200, 10_000
	hazard := host(hardware.Exponential{MTBF: hours(500)}, nil)
	hazard.Symptom, hazard.Stages = hardware.Corruption, onceKnown()
	hazard.Detect = hardware.Screen{Every: hours(l.period), Coverage: l.coverage}
	site, err := fleet(nodes, 1, hazard, hardware.Fresh)
	if err != nil {
		return nil, err
	}
	runs, err := replicate(ctx, e.replications(l.replications), seed, func(seed rng.Seed) (found, error) {
		f := found{period: l.period, until: instant(until)}
		err := watch(ctx, site, until+60*l.period, seed, &f)
		return f, err
	})
	if err != nil {
		return nil, err
	}
	missed := 1 - l.coverage
	faults := column(runs, func(f *found) float64 { return f.faults })
	return []Measurement{
		ratio("mean time until found", "h", l.expected(), column(runs, func(f *found) float64 { return f.hours }), faults),
		ratio(fmt.Sprintf("P(not found within %g h)", l.period), "", missed, column(runs, func(f *found) float64 { return f.later }), faults),
		ratio(fmt.Sprintf("P(not found within %g h)", 2*l.period), "", missed*missed, column(runs, func(f *found) float64 { return f.late }), faults),
	}, nil
}
