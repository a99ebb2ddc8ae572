package metrics

import (
	"strconv"
	"time"

	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/units"
)

// nodesTable makes the table of nodes, in the order of the fleet.
type nodesTable struct {
	seed  string
	nodes []nodeRow
	jobs  []openAttempt // by job
	end   sim.Time
}

type nodeRow struct {
	journal.Definition
	broken   int // parts
	since    sim.Time
	failures int
	down     time.Duration
	leased   units.GPUTime
	revenue  units.Money
}

type openAttempt struct {
	start  sim.Time
	leases []lease
}

// Define takes in a node or a job.
func (t *nodesTable) Define(d journal.Definition) {
	switch d.Subject {
	case journal.NodeSubject:
		t.nodes = append(t.nodes, nodeRow{Definition: d})
	case journal.JobSubject:
		t.jobs = append(t.jobs, openAttempt{})
	}
}

// Observe takes in an entry.
func (t *nodesTable) Observe(e journal.Entry) {
	switch e.Kind {
	case journal.FaultBegan:
		t.nodes[e.Node].faultBegan(e)
	case journal.FaultEnded:
		t.nodes[e.Node].faultEnded(e.At)
	case journal.AttemptStarted:
		t.jobs[e.Job].start = e.At
	case journal.Leased:
		t.jobs[e.Job].leases = append(t.jobs[e.Job].leases, lease{e.Node, e.Value})
	case journal.AttemptEnded:
		t.attemptEnded(&t.jobs[e.Job], e.At)
	case journal.RunEnded:
		t.end = e.At
	}
}

func (n *nodeRow) faultBegan(e journal.Entry) {
	n.broken++
	if n.broken > 1 {
		return
	}
	n.since = e.At
	if e.Reason != journal.InitiallyDown {
		n.failures++
	}
}

func (n *nodeRow) faultEnded(at sim.Time) {
	n.broken--
	if n.broken == 0 {
		n.down += at.Sub(n.since)
	}
}

func (t *nodesTable) attemptEnded(a *openAttempt, end sim.Time) {
	for _, l := range a.leases {
		n := &t.nodes[l.node]
		held := units.GPUTimeOf(l.milliGPUs, end.Sub(a.start))
		n.leased = n.leased.Add(held)
		n.revenue += n.Price.Over(held)
	}
	a.leases = a.leases[:0]
}

// Table returns the rows.
func (t *nodesTable) Table() Table {
	table := Table{Name: "nodes", Columns: []string{
		"seed", "node", "pool", "spec", "gpu", "gpus", "failures", "down_s", "availability", "leased_gpu_h", "revenue_usd",
	}}
	for i := range t.nodes {
		n := t.nodes[i]
		if n.broken > 0 {
			n.down += t.end.Sub(n.since)
		}
		table.Rows = append(table.Rows, []string{
			t.seed, n.Name, n.Group, n.Kind, n.GPU, gpus(n.MilliGPUs), strconv.Itoa(n.failures), seconds(n.down),
			n.availability(t.end), number(n.leased.Hours()), usd(n.revenue),
		})
	}
	return table
}

// availability is empty for a run without length.
func (n *nodeRow) availability(length sim.Time) string {
	if length == 0 {
		return ""
	}
	return number(1 - n.down.Seconds()/length.Seconds())
}
