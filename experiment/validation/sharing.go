package validation

import (
	"context"
	"fmt"

	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
)

// sharing is a server that works on all customers at once, each at an equal share
// of its speed.
type sharing struct {
	rate         float64 // arrivals per hour
	mean, scv    float64 // of the work, hours at full speed
	probe        float64 // an amount of work, hours
	replications int
}

func (l sharing) asCase() Case {
	_, name := lengths(l.mean, l.scv)
	return Case{
		ID: "T04", Title: "M/G/1 queue with processor sharing", Through: throughSim,
		About: "A server works on all that are present at equal shares. The mean time of a customer that needs x is x/(1-load), whatever the law of " +
			"the others' work. It is measured on all that need x or more, as the time until they have got x.",
		Source: "M. Sakata, S. Noguchi and J. Oizumi 1969; L. Kleinrock, Queueing Systems, vol. 2, Wiley 1976, section 4.4: linear in x " +
			"and insensitive to the law of the work.",
		Parameters: fmt.Sprintf("λ=%g/h %s work, mean %g h, SCV %g", l.rate, name, l.mean, l.scv),
		Run:        l.run,
	}
}

func (l sharing) run(ctx context.Context, e Effort, seed rng.Seed) ([]Measurement, error) {
	runs, err := replicate(ctx, e.replications(l.replications), seed, func(seed rng.Seed) (shares, error) { return l.play(seed), nil })
	if err != nil {
		return nil, err
	}
	left := column(runs, func(s *shares) float64 { return s.left })
	spent := column(runs, func(s *shares) float64 { return s.spent })
	probes := column(runs, func(s *shares) float64 { return s.probes })
	probed := column(runs, func(s *shares) float64 { return s.probed })
	load := l.rate * l.mean
	all := []Measurement{ratio("mean time", "h", shared(l.mean, load), spent, left)}
	if average(probes) == 0 {
		return all, nil // nobody needs so much
	}
	return append(all, ratio(fmt.Sprintf("mean time for %g h of work", l.probe), "h", shared(l.probe, load), probed, probes)), nil
}

// play begins with an idle server and counts those that arrive within a window.
func (l sharing) play(seed rng.Seed) shares {
	s := shares{
		sharing: l, from: instant(1000), to: instant(21000),
		arrive: seed.Child("arrive").Stream(), work: seed.Child("work").Stream(),
	}
	s.engine = sim.NewEngine(s.handle)
	s.engine.After(hours(s.arrive.Exp()/l.rate), 0, arrives)
	s.engine.RunUntil(instant(24000)) // long enough for all that count to leave
	return s
}
