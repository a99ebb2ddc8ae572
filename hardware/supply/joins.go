package supply

import (
	"errors"
	"fmt"
	"time"

	"github.com/clustersim/clustersim/hardware"
)

// Joins makes nodes that join a market one after the other, as a Poisson process.
// Some are there from the start; the others take the places that follow, in
// order, so that min(Size-Present, Poisson(t/Every)) have joined by t.
//
// With a law of stays each node leaves for good after a time of its own. Those
// there at 0 are found at a random instant of a long history: they stay for what
// is left of their time. Where places are filled again, who comes takes the
// free place with the lowest number, and goes elsewhere if there is none. That is
// the queue M/G/∞, cut off at Size. If it never is, then of n nodes at 0 there are
//
//	Binomial(n, R(t)) + Poisson(ρ·(1-R(t))),  ρ = mean stay / Every
//
// at t, where R(t) is the probability that more than t is left of a stay found
// under way: in the long run a Poisson number of mean ρ (Little's law), whatever
// the law of stays. Cut off, it is that number given that it is at most Size
// (Erlang's loss system).
//
// What it does not have: hours of the day, prices, owners who come back, and
// nodes that join because others do or because there are few.
type Joins struct {
	Size    int                  // places: as many nodes as are ever there at once
	Present int                  // nodes that are there at 0, with the lowest numbers: 0 to Size
	Every   time.Duration        // mean time from one join to the next; positive
	Stay    hardware.RepairModel // from the join of a node until it leaves for good; nil for ever
	Refill  bool                 // whether a place that is left is free for others; with a law of stays
}

// Validate returns an error unless all fields are in range. Where places are
// filled again, ρ is at most 1,000,000.
func (j Joins) Validate() error {
	if err := j.check(); err != nil {
		return fmt.Errorf("supply: joins: %w", err)
	}
	return nil
}

func (j Joins) check() error {
	if err := checkNodes(j.Size); err != nil {
		return err
	}
	switch {
	case j.Present < 0 || j.Present > j.Size:
		return fmt.Errorf("%d nodes are present, want 0 to %d", j.Present, j.Size)
	case j.Every <= 0:
		return fmt.Errorf("one joins every %v, want a positive duration such as 6h", j.Every)
	case j.Stay != nil:
		return j.checkStay()
	case j.Refill:
		return errors.New("places are filled again and nobody leaves, want a law of stays")
	}
	return nil
}

// checkStay bounds the number of nodes that come to a full market before
// somebody leaves it: each takes a draw and changes nothing.
func (j Joins) checkStay() error {
	if law, ok := j.Stay.(interface{ Validate() error }); ok {
		if err := law.Validate(); err != nil {
			return fmt.Errorf("the stay: %w", err)
		}
	}
	switch mean := j.Stay.Mean(); {
	case mean <= 0:
		return fmt.Errorf("nodes stay for %v on average, want a law with a positive mean", mean)
	case j.Refill && j.load() > maxNodes:
		return fmt.Errorf("nodes that join every %v and stay for %v on average would be %.0f at once, want at most %d", j.Every, mean, j.load(), maxNodes)
	}
	return nil
}

// load is how many nodes would be there on average if places did not run out.
func (j Joins) load() float64 { return float64(j.Stay.Mean()) / float64(j.Every) }

// Nodes is the number of places.
func (j Joins) Nodes() int { return j.Size }

// Availability is the share of the places' time in which they are taken, in the
// long run: 1 if nobody leaves, 0 if all do, and where places are filled again
// ρ·(1-B)/Size with the probability B to find none, by Erlang's loss formula.
func (j Joins) Availability() float64 {
	switch {
	case j.Stay == nil:
		return 1
	case !j.Refill:
		return 0
	}
	load, lost := j.load(), 1.0
	for size := range j.Size {
		lost = load * lost / (float64(size+1) + load*lost)
	}
	return load * (1 - lost) / float64(j.Size)
}
