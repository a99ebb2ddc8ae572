package validation

import (
	"context"
	"fmt"

	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/process"
	"github.com/clustersim/clustersim/sim/rng"
)

// breakdowns is a queue before one server that breaks only while it is busy and
// then goes on where it stopped.
type breakdowns struct {
	arrivals, service float64 // per hour
	breaks            float64 // per hour of work
	repair            float64 // mean, hours
	replications      int
}

func (l breakdowns) asCase() Case {
	return Case{
		ID: "T02b", Title: "M/M/1 queue with breakdowns", Through: throughProcess,
		About: "Customers queue for a server that breaks at a rate while it works, is repaired in exponential times and then resumes the " +
			"customer where it stopped. The time for which a customer holds the server takes the place of the service in the M/G/1 law.",
		Source: "D. P. Gaver, A waiting line with interrupted service, J. Royal Statistical Society B 24, 1962; B. Avi-Itzhak and P. Naor, " +
			"Operations Research 11(3), 1963: the moments of the completion time.",
		Parameters: fmt.Sprintf("λ=%g/h μ=%g/h, breaks %g/h, repair %g h", l.arrivals, l.service, l.breaks, l.repair),
		Run:        l.run,
	}
}

// held adds up what customers that arrive within a window go through.
type held struct {
	from, to                    sim.Time
	count, hold, squares, spent float64
}

func (h *held) add(arrived, served, left sim.Time) {
	if arrived < h.from || arrived >= h.to {
		return
	}
	x := left.Sub(served).Hours()
	h.count++
	h.hold += x
	h.squares += x * x
	h.spent += left.Sub(arrived).Hours()
}

func (l breakdowns) run(ctx context.Context, e Effort, seed rng.Seed) ([]Measurement, error) {
	runs, err := replicate(ctx, e.replications(l.replications), seed, func(seed rng.Seed) (held, error) { return l.play(seed), nil })
	if err != nil {
		return nil, err
	}
	mean := 1 / l.service
	first, second := completion(mean, 2*mean*mean, l.breaks, l.repair, 2*l.repair*l.repair)
	count := column(runs, func(h *held) float64 { return h.count })
	hold := column(runs, func(h *held) float64 { return h.hold })
	squares := column(runs, func(h *held) float64 { return h.squares })
	spent := column(runs, func(h *held) float64 { return h.spent })
	return []Measurement{
		ratio("mean completion time C", "h", first, hold, count),
		ratio("mean of C²", "h²", second, squares, count),
		ratio("mean sojourn", "h", first+pollaczek(l.arrivals, first, second), spent, count),
	}, nil
}

// play begins with an idle server, and stops looking at arrivals long before the
// end, so that all that it looks at leave.
func (l breakdowns) play(seed rng.Seed) held {
	env := process.NewEnv()
	defer env.Close()
	shop := workshop{server: env.NewResource(1), work: seed.Child("work").Stream(), repairs: seed.Child("repair").Stream()}
	shop.seen = held{from: instant(500), to: instant(20500)}
	arrive, fail := seed.Child("arrive").Stream(), seed.Child("fail").Stream()

	env.Go("door", func(p *process.Proc) {
		for {
			p.Sleep(hours(arrive.Exp() / l.arrivals))
			env.Go("customer", func(p *process.Proc) { shop.serve(p, l) })
		}
	})
	// The breaker's clock has no memory: it may run on while the server is idle or
	// under repair, and then hits nobody.
	env.Go("breaker", func(p *process.Proc) {
		for {
			p.Sleep(hours(fail.Exp() / l.breaks))
			if shop.busy != nil {
				shop.busy.Interrupt()
			}
		}
	})
	env.RunUntil(instant(22500))
	return shop.seen
}

// workshop is the server with its state and luck.
type workshop struct {
	server        *process.Resource
	busy          *process.Proc // the customer being worked on
	work, repairs rng.Stream
	seen          held
}

func (w *workshop) serve(p *process.Proc, l breakdowns) {
	arrived := p.Now()
	w.server.Acquire(p)
	served := p.Now()
	for left := hours(w.work.Exp() / l.service); left > 0; {
		w.busy = p
		left = p.Sleep(left)
		w.busy = nil
		if left > 0 {
			p.Sleep(hours(w.repairs.Exp() * l.repair))
		}
	}
	w.server.Release()
	w.seen.add(arrived, served, p.Now())
}
