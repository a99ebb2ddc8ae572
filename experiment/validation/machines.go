package validation

import (
	"context"
	"fmt"

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

func (l machines) run(ctx context.Context, e Effort, seed rng.Seed) ([]Measurement, error) {
	runs, err := replicate(ctx, e.replications(l.replications), seed, func(seed rng.Seed) (repairs, error) { return l.play(seed), nil })
	if err != nil {
		return nil, err
	}
	law := machinesDown(l.machines, l.repairers, l.fail, l.repair)
	down := expectation(law)
	broken := column(runs, func(r *repairs) float64 { return r.down.mean() })
	none := column(runs, func(r *repairs) float64 { return r.none.mean() })
	failures := column(runs, func(r *repairs) float64 { return r.failures / r.down.length().Hours() })
	return []Measurement{
		mean("P(all work)", "", law[0], none),
		mean("mean machines down", "", down, broken),
		ratio("mean time down", "h", down/(l.fail*(float64(l.machines)-down)), broken, failures),
	}, nil
}

func (l machines) play(seed rng.Seed) repairs {
	env := process.NewEnv()
	defer env.Close()
	from, to := instant(200), instant(4200)
	r := repairs{down: level{from: from, to: to}, none: level{from: from, to: to, height: 1}}
	crew := env.NewResource(l.repairers)
	change := func(p *process.Proc, by int64) {
		if r.down.height == 0 {
			r.none.step(p.Now(), -1)
		}
		r.down.step(p.Now(), by)
		if r.down.height == 0 {
			r.none.step(p.Now(), +1)
		}
	}
	for i := range l.machines {
		stream := seed.Index(uint64(i)).Stream()
		env.Go("machine", func(p *process.Proc) {
			for {
				p.Sleep(hours(stream.Exp() / l.fail))
				if p.Now() >= from {
					r.failures++
				}
				change(p, +1)
				crew.Acquire(p)
				p.Sleep(hours(stream.Exp() / l.repair))
				crew.Release()
				change(p, -1)
			}
		})
	}
	env.RunUntil(to)
	return r
}
