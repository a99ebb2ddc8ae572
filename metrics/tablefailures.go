package metrics

import (
	"strconv"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/sim"
)

// failuresTable makes the table of faults, in order of beginning.
type failuresTable struct {
	seed   string
	nodes  []faultyNode
	faults []faultRow
}

type faultyNode struct {
	name string
	down bool  // out of service, as far as is known
	open []int // rows of faults that have not ended, oldest first
}

type faultRow struct {
	node                   hardware.NodeID
	hazard                 uint32
	symptom                journal.Reason
	began, detected, ended sim.Time
}

// Define takes in a node.
func (t *failuresTable) Define(d journal.Definition) {
	if d.Subject == journal.NodeSubject {
		t.nodes = append(t.nodes, faultyNode{name: d.Name})
	}
}

// Observe takes in an entry.
func (t *failuresTable) Observe(e journal.Entry) {
	switch e.Kind {
	case journal.FaultBegan:
		t.began(e)
	case journal.FaultEnded:
		t.ended(e)
	case journal.NodeDown:
		t.detected(e)
	case journal.NodeUp:
		t.nodes[e.Node].down = false
	}
}

// began opens a row. A fault of a node that is out of service already is no news.
func (t *failuresTable) began(e journal.Entry) {
	n := &t.nodes[e.Node]
	row := faultRow{node: e.Node, hazard: e.Ref, symptom: e.Reason, began: e.At, detected: sim.Never, ended: sim.Never}
	if n.down {
		row.detected = e.At
	}
	n.open = append(n.open, len(t.faults))
	t.faults = append(t.faults, row)
}

func (t *failuresTable) detected(e journal.Entry) {
	n := &t.nodes[e.Node]
	n.down = true
	for _, row := range n.open {
		t.faults[row].detected = min(t.faults[row].detected, e.At)
	}
}

// ended closes the oldest open fault of the hazard: the journal does not tell
// equal parts apart.
func (t *failuresTable) ended(e journal.Entry) {
	n := &t.nodes[e.Node]
	for i, row := range n.open {
		if t.faults[row].hazard == e.Ref {
			t.faults[row].ended = e.At
			n.open = append(n.open[:i], n.open[i+1:]...)
			return
		}
	}
	panic("metrics: a fault of node " + n.name + " ended that had not begun")
}

// Table returns the rows.
func (t *failuresTable) Table() Table {
	table := Table{Name: "failures", Columns: []string{
		"seed", "node", "part", "reason", "began_s", "detected_s", "ended_s",
	}}
	for _, f := range t.faults {
		table.Rows = append(table.Rows, []string{
			t.seed, t.nodes[f.node].name, strconv.Itoa(int(f.hazard)), f.symptom.String(),
			instant(f.began), instant(f.detected), instant(f.ended),
		})
	}
	return table
}
