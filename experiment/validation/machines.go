package validation

import (
	"context"
	"fmt"

	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/process"
	"github.com/clustersim/clustersim/sim/rng"
)

// machines is a number of machines that share a crew of repairers.
type machines struct {
	machines, repairers int
	fail, repair        float64 // per hour
	replications        int
}

func (l machines) asCase() Case {
	return Case{
		ID: "T03", Title: "machine repair", Through: throughProcess,
		About: "Machines fail at a constant rate and wait for a free repairer. The number of broken machines is a birth and death chain.",
		Source: "C. Palm 1947, the machine interference problem; D. R. Cox and W. L. Smith, Queues, Methuen 1961: the stationary law; mean " +
			"time down by Little's law.",
		Parameters: fmt.Sprintf("%d machines, %d repairer(s), fail %g/h, repair %g/h", l.machines, l.repairers, l.fail, l.repair),
		Run:        l.run,
	}
}

// repairs is what one run shows: machines down, times when all work, and the
// failures within the window.
type repairs struct {
	down, none level
	failures   float64
}

// repairsWithin begins with all machines at work.
func repairsWithin(from, to sim.Time) repairs {
	return repairs{down: level{from: from, to: to}, none: level{from: from, to: to, height: 1}}
}

// change takes in that one more machine is down, or one less.
func (r *repairs) change(now sim.Time, by int64) {
	if r.down.height == 0 {
		r.none.step(now, -1)
	}
	if by > 0 && now >= r.down.from {
		r.failures++
	}
	r.down.step(now, by)
	if r.down.height == 0 {
		r.none.step(now, +1)
	}
}

func (l machines) run(ctx context.Context, e Effort, seed rng.Seed) ([]Measurement, error) {
	runs, err := replicate(ctx, e.replications(l.replications), seed, func(seed rng.Seed) (repairs, error) { return l.play(seed), nil })
	if err != nil {
		return nil, err
	}
	return l.compare(runs), nil
}

// compare compares runs with the law.
func (l machines) compare(runs []repairs) []Measurement {
	law := machinesDown(l.machines, l.repairers, l.fail, l.repair)
	down := expectation(law)
	broken := column(runs, func(r *repairs) float64 { return r.down.mean() })
	none := column(runs, func(r *repairs) float64 { return r.none.mean() })
	failures := column(runs, func(r *repairs) float64 { return r.failures / r.down.length().Hours() })
	return []Measurement{
		mean("P(all work)", "", law[0], none),
		mean("mean machines down", "", down, broken),
		ratio("mean time down", "h", down/(l.fail*(float64(l.machines)-down)), broken, failures),
	}
}

func (l machines) play(seed rng.Seed) repairs {
	env := process.NewEnv()
	defer env.Close()
	to := instant(4200)
	r := repairsWithin(instant(200), to)
	crew := env.NewResource(l.repairers)
	for i := range l.machines {
		stream := seed.Index(uint64(i)).Stream()
		env.Go("machine", func(p *process.Proc) {
			for {
				p.Sleep(hours(stream.Exp() / l.fail))
				r.change(p.Now(), +1)
				crew.Acquire(p)
				p.Sleep(hours(stream.Exp() / l.repair))
				crew.Release()
				r.change(p.Now(), -1)
			}
		})
	}
	env.RunUntil(to)
	return r
}
