package validation

import (
	"context"
	"fmt"
	"math"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/sim/rng"
)

// coupons is the number of failures until so many nodes of a fleet have had one.
type coupons struct {
	n, k         int // nodes, and some of them
	replications int
}

const rounds = 200 // of a replication

func (l coupons) asCase() Case {
	return Case{
		ID: "T19", Title: "failures until every node has failed", Through: throughRuntime,
		About: "Failures strike equal nodes at random. Until each node has had one, many have had several: the last ones are slow to come.",
		Source: "W. Feller, An Introduction to Probability Theory and Its Applications, vol. 1, Wiley 1968, section IX.3: the coupon " +
			"collector, a sum of geometric waits.",
		Parameters: fmt.Sprintf("%d nodes", l.n),
		Run:        l.run,
	}
}

// collection folds failures into rounds, each until all nodes have failed. It
// observes the journal.
type collection struct {
	n, k     int
	law      float64 // mean failures of a round
	round    int     // from 1 on
	seen     []int   // round in which a node failed last
	distinct int     // nodes that failed in this round
	failures float64 // of this round

	rounds, some, all, squares float64 // squares of how far a round is off the law
}

// Define implements journal.Observer.
func (c *collection) Define(journal.Definition) {}

// Observe implements journal.Observer.
func (c *collection) Observe(e journal.Entry) {
	if e.Kind != journal.FaultBegan || c.rounds == rounds {
		return
	}
	c.failures++
	if c.seen[e.Node] == c.round {
		return
	}
	c.seen[e.Node] = c.round
	c.distinct++
	if c.distinct == c.k {
		c.some += c.failures
	}
	if c.distinct == c.n {
		c.rounds++
		c.all += c.failures
		c.squares += (c.failures - c.law) * (c.failures - c.law)
		c.round, c.distinct, c.failures = c.round+1, 0, 0
	}
}

func (l coupons) run(ctx context.Context, e Effort, seed rng.Seed) ([]Measurement, error) {
	// One failure an hour, for long enough to see all rounds but for a chance of one in
	// a million billion.
	all, deviation := collected(l.n, l.n)
	some, _ := collected(l.k, l.n)
	end := all*rounds + 8*math.Sqrt((deviation*deviation+all)*rounds)
	site, err := fleet(l.n, 1, host(hardware.Exponential{MTBF: hours(float64(l.n))}, atOnce()), hardware.Fresh)
	if err != nil {
		return nil, err
	}
	runs, err := replicate(ctx, e.replications(l.replications), seed, func(seed rng.Seed) (collection, error) {
		c := collection{n: l.n, k: l.k, law: all, round: 1, seen: make([]int, l.n)}
		err := watch(ctx, site, end, seed, &c)
		return c, err
	})
	if err != nil {
		return nil, err
	}
	count := column(runs, func(c *collection) float64 { return c.rounds })
	return []Measurement{
		ratio(fmt.Sprintf("failures until all %d have failed", l.n), "", all, column(runs, func(c *collection) float64 { return c.all }), count),
		deviates(ratio("their standard deviation", "", deviation*deviation, column(runs, func(c *collection) float64 { return c.squares }), count)),
		ratio(fmt.Sprintf("failures until %d of %d have failed", l.k, l.n), "", some, column(runs, func(c *collection) float64 { return c.some }), count),
	}, nil
}
