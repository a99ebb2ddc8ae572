package validation

import (
	"context"
	"fmt"
	"time"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
)

// windows is the uptime windows of a pool: how long k of its n nodes work.
type windows struct {
	pool
	length       float64 // hours that are to fit
	replications int
}

func (l windows) asCase() Case {
	return Case{
		ID: "T07", Title: "uptime windows of k of n nodes", Through: throughRuntime,
		About: "A window is a time in which k or more of n nodes work. Two laws must not be mixed up: how long a window lasts that begins, and for " +
			"how long one goes on from a random instant, which is likelier to lie in a long one.",
		Source: "W. J. Stewart, Probability, Markov Chains, Queues, and Simulation, Princeton 2009: the phase-type law of the time to " +
			"absorption, exp(Qt); R. E. Barlow and F. Proschan 1975: mean window and mean outage from the rate of crossings.",
		Parameters: fmt.Sprintf("%d of %d, MTTF %g h, MTTR %g h, fit %g h", l.k, l.n, l.up, l.down, l.length),
		Run:        l.run,
	}
}

// sightings folds the faults of pools into their windows. It observes the journal;
// nodes belong to pools in the order of the fleet, and all work at the start
// unless the journal says otherwise.
type sightings struct {
	k, n   int
	length time.Duration
	end    sim.Time
	works  []int      // nodes, by pool
	since  []sim.Time // that the pool has been up or down, by pool
	begun  []bool     // whether its window began during the run

	up, down float64 // hours
	ended    float64 // windows
	fits     float64 // hours at which a time of the length that begins there fits
	started  float64 // windows that begin early enough for the length
	lasted   float64 // those of them that last for it
	unbroken float64 // pools whose first window never ended
}

func sight(k, n, pools int, length, end float64) *sightings {
	s := &sightings{
		k: k, n: n, length: hours(length), end: instant(end),
		works: make([]int, pools), since: make([]sim.Time, pools), begun: make([]bool, pools),
	}
	for i := range s.works {
		s.works[i] = n
	}
	return s
}

// Define implements journal.Observer.
func (s *sightings) Define(journal.Definition) {}

// Observe implements journal.Observer.
func (s *sightings) Observe(e journal.Entry) {
	pool := int(e.Node) / s.n
	switch e.Kind {
	case journal.FaultBegan:
		if s.works[pool] == s.k && e.Reason != journal.InitiallyDown {
			s.endWindow(pool, e.At)
			s.ended++
		}
		s.works[pool]--
	case journal.FaultEnded:
		s.works[pool]++
		if s.works[pool] == s.k {
			s.beginWindow(pool, e.At)
		}
	case journal.RunEnded:
		s.cut(e.At)
	}
}

func (s *sightings) beginWindow(pool int, now sim.Time) {
	s.down += now.Sub(s.since[pool]).Hours()
	s.since[pool], s.begun[pool] = now, true
	if now.Add(s.length) <= s.end {
		s.started++
	}
}

func (s *sightings) endWindow(pool int, now sim.Time) {
	since := s.since[pool]
	lasted := now.Sub(since)
	s.up += lasted.Hours()
	s.since[pool] = now
	if lasted < s.length {
		return
	}
	s.fits += (lasted - s.length).Hours()
	if s.begun[pool] {
		s.lasted++
	}
}

// cut ends what is under way. What a window still had to come is beyond all
// instants that count.
func (s *sightings) cut(now sim.Time) {
	for pool, works := range s.works {
		if works < s.k {
			s.down += now.Sub(s.since[pool]).Hours()
			continue
		}
		s.endWindow(pool, now)
		if !s.begun[pool] {
			s.unbroken++
		}
	}
}

func (l windows) run(ctx context.Context, e Effort, seed rng.Seed) ([]Measurement, error) {
	pools := max(1, 1000/l.n)
	end := 40 * l.length
	runs, err := l.play(ctx, e, seed.Child("stationary"), pools, end, hardware.Stationary)
	if err != nil {
		return nil, err
	}
	full, err := l.play(ctx, e, seed.Child("full"), pools, l.length, hardware.Fresh)
	if err != nil {
		return nil, err
	}
	up := column(runs, func(s *sightings) float64 { return s.up })
	down := column(runs, func(s *sightings) float64 { return s.down })
	ended := column(runs, func(s *sightings) float64 { return s.ended })
	fits := column(runs, func(s *sightings) float64 { return s.fits })
	started := column(runs, func(s *sightings) float64 { return s.started })
	lasted := column(runs, func(s *sightings) float64 { return s.lasted })
	unbroken := column(full, func(s *sightings) float64 { return s.unbroken / float64(pools) })
	all := constant(float64(pools)*end, up)
	early := constant(float64(pools)*(end-l.length), up)
	return []Measurement{
		ratio("availability", "", l.available(), up, all),
		ratio("unavailability", "", 1-l.available(), down, all),
		ratio("mean window", "h", l.window(), up, ended),
		ratio("mean outage", "h", l.outage(), down, ended),
		ratio(fmt.Sprintf("P(%g h fit from a random instant)", l.length), "", l.fits(l.length), fits, early),
		ratio(fmt.Sprintf("P(new window of %g h)", l.length), "", l.lastsNew(l.length), lasted, started),
		mean(fmt.Sprintf("P(%g h from all up)", l.length), "", l.lastsFull(l.length), unbroken),
	}, nil
}

// play watches pools in independent replications.
func (l windows) play(ctx context.Context, e Effort, seed rng.Seed, pools int, end float64, age hardware.AgeRule) ([]sightings, error) {
	hazard := host(hardware.Exponential{MTBF: hours(l.up)}, hardware.Exponential{MTBF: hours(l.down)})
	site, err := fleet(pools*l.n, 1, hazard, age)
	if err != nil {
		return nil, err
	}
	return replicate(ctx, e.replications(l.replications), seed, func(seed rng.Seed) (sightings, error) {
		s := sight(l.k, l.n, pools, l.length, end)
		err := watch(ctx, site, end, seed, s)
		return *s, err
	})
}
