package metrics

import (
	"strconv"
	"time"

	"github.com/clustersim/clustersim/stats"
	"github.com/clustersim/clustersim/units"
)

// jobSizeTable makes the table of how long gangs of more and more GPUs go on: as
// the rate of failures of single nodes lets expect, if nodes fail independently
// and at a constant rate, and as gangs of nodes that follow one another in the
// fleet really did.
type jobSizeTable struct {
	seed string
	uptime
}

// Sizes of gangs in the table, in GPUs.
const (
	leastJob = 8
	mostJob  = 131_072
)

// Table returns the rows: sizes are powers of two that the fleet can hold.
func (t *jobSizeTable) Table() Table {
	table := Table{Name: "job_size", Columns: []string{
		"seed", "gpus", "nodes", "mttf_s", "mttf_low_s", "mttf_high_s", "gangs", "failed", "first_failure_s",
	}}
	capacity := int64(0)
	for i := range t.nodes {
		capacity += t.nodes[i].milliGPUs / 1000
	}
	rate := t.nodeRate()
	for size := int64(leastJob); size <= min(mostJob, capacity); size *= 2 {
		// In a fleet of several kinds of nodes, those of an average one.
		nodes := int((size*int64(len(t.nodes)) + capacity - 1) / capacity)
		table.Rows = append(table.Rows, t.row(size, nodes, rate))
	}
	return table
}

func (t *jobSizeTable) row(size int64, nodes int, rate stats.Estimate) []string {
	w := t.windows(WindowSpec{K: nodes, Fixed: true})
	failed := 0
	for _, l := range w.first {
		failed += indicator(l.From == l.To)
	}
	mean := func(perNode float64) string { return finite(1 / (float64(nodes) * perNode)) }
	return []string{
		t.seed, strconv.FormatInt(size, 10), strconv.Itoa(nodes), mean(rate.Value), mean(rate.Hi), mean(rate.Lo),
		strconv.Itoa(len(w.first)), strconv.Itoa(failed), finite(stats.MeanLife(w.first)),
	}
}

// nodeRate is how often a node that works stops, per s.
func (t *jobSizeTable) nodeRate() stats.Estimate {
	var up units.GPUTime
	failures := 0
	for _, toggles := range t.perNode() {
		since, works := time.Duration(0), true
		for _, g := range toggles {
			at := g.at.Sub(0)
			if !g.up && at > since {
				up = up.Add(wallTime(at - since))
				failures++
			}
			since, works = at, g.up
		}
		if works {
			up = up.Add(wallTime(t.end.Sub(0) - since))
		}
	}
	return stats.PoissonRate(failures, up.Hours()*hour, confidence)
}
