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
	seed    string
	hazards hazards
	nodes   []nodeRow
	leases  []leases // by job: of the attempt under way
	screen  screen
	end     sim.Time
}

type nodeRow struct {
	journal.Definition
	outage   outage
	machine  machine
	failures int
	down     time.Duration // in outages that are over
	leased   units.GPUTime
	revenue  units.Money
}

// Define takes in a definition.
func (t *nodesTable) Define(d journal.Definition) {
	switch d.Subject {
	case journal.HazardSubject:
		t.hazards.define(d)
	case journal.NodeSubject:
		t.nodes = append(t.nodes, nodeRow{Definition: d, machine: t.screen.define(d)})
	case journal.JobSubject:
		t.leases = append(t.leases, nil)
	}
}

// Observe takes in an entry.
func (t *nodesTable) Observe(e journal.Entry) {
	switch e.Kind {
	case journal.Leased:
		t.leases[e.Job].take(e)
	case journal.Released:
		t.charge(t.leases[e.Job].release(e.Node), e.At)
	case journal.AttemptEnded:
		for _, l := range t.leases[e.Job] {
			t.charge(l, e.At)
		}
		t.leases[e.Job] = t.leases[e.Job][:0]
	case journal.ShockBegan:
		t.screen.shock(e)
	case journal.FaultBegan, journal.FaultEnded, journal.NodeRetired, journal.NodeReplaced:
		t.change(&t.nodes[e.Node], e)
	case journal.RunEnded:
		t.end = e.At
	}
}

// change follows whether a node works.
func (t *nodesTable) change(n *nodeRow, e journal.Entry) {
	stopped, began := n.outage.change(e, t.hazards)
	if began {
		n.down += e.At.Sub(n.outage.since)
	}
	switch {
	case e.Kind == journal.NodeRetired:
		n.machine.retire(e.At)
	case e.Kind == journal.FaultBegan && e.Reason != journal.InitiallyDown:
		t.screen.fault(&n.machine, t.hazards.of(e), e)
		n.failures += indicator(stopped)
	}
}

// charge books a lease that ends.
func (t *nodesTable) charge(l lease, end sim.Time) {
	n := &t.nodes[l.node]
	held := l.held(end)
	n.leased = n.leased.Add(held)
	n.revenue += n.Price.Over(held)
}

// Table returns the rows.
func (t *nodesTable) Table() Table {
	table := Table{Name: "nodes", Columns: []string{
		"seed", "node", "pool", "spec", "gpu", "gpus", "failures", "down_s", "availability", "leased_gpu_h", "revenue_usd",
		"lemon", "suspect",
	}}
	suspects := t.screen.suspects(len(t.nodes), func(i int) *machine { return &t.nodes[i].machine }, t.end)
	for i := range t.nodes {
		n := t.nodes[i]
		n.down += n.outage.lasted(t.end)
		table.Rows = append(table.Rows, []string{
			t.seed, n.Name, n.Group, n.Kind, n.GPU, gpus(n.MilliGPUs), strconv.Itoa(n.failures), seconds(n.down),
			n.availability(t.end), number(n.leased.Hours()), usd(n.revenue),
			strconv.FormatBool(n.Lemon), strconv.FormatBool(suspects[i]),
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
