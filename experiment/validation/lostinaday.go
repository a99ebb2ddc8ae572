package validation

import (
	"context"
	"fmt"
	"math"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/sim/rng"
)

// lostInADay is how many of the nodes of a fleet fail within a day, each with
// the same probability.
type lostInADay struct {
	nodes        int
	chance       float64 // of a node, in a day
	replications int     // of 20,000 days
}

const daysOfLosses = 20_000

func (l lostInADay) asCase() Case {
	return Case{
		ID: "T16", Title: "spares for the losses of a day", Through: throughRuntime,
		About: "Nodes fail at a constant rate and are back at once. The number of different nodes that fail within a day is binomial; its " +
			"99th percentile is how many spares last for a day.",
		Source: "The binomial law, in any textbook. ByteRobust (SOSP 2025, arXiv 2509.16293) sets its spares by this percentile and arrives at 4 " +
			"nodes for 1,024.",
		Parameters: fmt.Sprintf("%d nodes, %g per day", l.nodes, l.chance),
		Run:        l.run,
	}
}

// losses folds on how many days how many different nodes failed. It observes the
// journal.
type losses struct {
	day    int
	last   []int // day of the last failure of a node
	lost   int   // nodes, today
	counts []int // days, by nodes lost
}

// Define implements journal.Observer.
func (l *losses) Define(d journal.Definition) {
	if d.Subject == journal.NodeSubject {
		l.last = append(l.last, -1)
	}
}

// Observe implements journal.Observer.
func (l *losses) Observe(e journal.Entry) {
	if e.Kind != journal.FaultBegan && e.Kind != journal.RunEnded {
		return
	}
	for today := int(e.At.Hours() / 24); l.day < today; l.day++ {
		for len(l.counts) <= l.lost {
			l.counts = append(l.counts, 0)
		}
		l.counts[l.lost]++
		l.lost = 0
	}
	if e.Kind == journal.FaultBegan && l.last[e.Node] < l.day {
		l.last[e.Node] = l.day
		l.lost++
	}
}

// moreThan is the share of days on which more than k nodes were lost.
func (l *losses) moreThan(k int) float64 {
	days := 0
	for i := k + 1; i < len(l.counts); i++ {
		days += l.counts[i]
	}
	return float64(days) / float64(l.day)
}

func (l lostInADay) run(ctx context.Context, e Effort, seed rng.Seed) ([]Measurement, error) {
	hazard := host(hardware.Exponential{MTBF: hours(-24 / math.Log1p(-l.chance))}, atOnce())
	site, err := fleet(l.nodes, 1, hazard, hardware.Fresh)
	if err != nil {
		return nil, err
	}
	runs, err := replicate(ctx, e.replications(l.replications), seed, func(seed rng.Seed) (losses, error) {
		var days losses
		err := watch(ctx, site, 24*daysOfLosses, seed, &days)
		return days, err
	})
	if err != nil {
		return nil, err
	}
	law := func(k int) float64 { return moreThan(k, l.nodes, l.chance) }
	spares := enough(0.01, law)
	all := make([]Measurement, 0, 3)
	for _, k := range []int{spares - 1, spares} {
		all = append(all, mean(fmt.Sprintf("P(more than %d lost in a day)", k), "", law(k),
			column(runs, func(days *losses) float64 { return days.moreThan(k) })))
	}
	seen := enough(0.01, func(k int) float64 {
		return average(column(runs, func(days *losses) float64 { return days.moreThan(k) }))
	})
	return append(all, whole("P99 of nodes lost in a day", "", spares, seen, len(runs))), nil
}
