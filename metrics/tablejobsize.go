package metrics

import (
	"math"
	"strconv"

	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/stats"
	"github.com/clustersim/clustersim/units"
)

// jobSizeTable makes the table of how long gangs of more and more GPUs go on: as
// the rate of failures of single nodes lets expect, if nodes fail independently
// and at a constant rate, and as gangs of nodes that follow one another in the
// fleet really did. Bounds rest on clusters of failures, see [stats.ClusteredRate]:
// nodes that stop at the same instant are one. A time that the run does not bound
// is unknown and empty: without a failure, mttf_s and mttf_high_s; in a run in
// which no node ever works, mttf_low_s too.
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
	mean := func(perNode float64) string {
		if math.IsInf(perNode, 1) {
			return ""
		}
		return finite(1 / (float64(nodes) * perNode))
	}
	return []string{
		t.seed, strconv.FormatInt(size, 10), strconv.Itoa(nodes), mean(rate.Value), mean(rate.Hi), mean(rate.Lo),
		strconv.Itoa(len(w.first)), strconv.Itoa(failed), finite(stats.MeanLife(w.first)),
	}
}

// nodeRate is how often a node that works stops, per s.
func (t *jobSizeTable) nodeRate() stats.Estimate {
	var up units.GPUTime
	var bursts clusters
	failures := 0
	since, down := make([]sim.Time, len(t.nodes)), make([]bool, len(t.nodes))
	for _, g := range t.toggles {
		if !g.up && g.at > since[g.node] {
			up = up.Add(wallTime(g.at.Sub(since[g.node])))
			failures++
			bursts.count(g.at)
		}
		since[g.node], down[g.node] = g.at, !g.up
	}
	for i := range t.nodes {
		if !down[i] {
			up = up.Add(wallTime(t.end.Sub(since[i])))
		}
	}
	return stats.ClusteredRate(failures, bursts.n, up.Hours()*hour, confidence)
}
