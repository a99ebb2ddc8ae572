package metrics

import (
	"strconv"

	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/sim"
)

// windowsTable makes the table of uptime windows, node by node in the order of
// the fleet. Windows that were open when the run began or ended are censored:
// their true lengths are at least what is shown.
type windowsTable struct {
	seed  string
	nodes []upNode
	end   sim.Time
}

type upNode struct {
	name   string
	broken int      // parts
	since  sim.Time // it works, if none is
	known  bool     // the window's beginning was seen
	past   []window
}

type window struct {
	start, end sim.Time
	left       bool // censored
}

// Define takes in a node, which works until its journal says otherwise.
func (t *windowsTable) Define(d journal.Definition) {
	if d.Subject == journal.NodeSubject {
		t.nodes = append(t.nodes, upNode{name: d.Name})
	}
}

// Observe takes in an entry.
func (t *windowsTable) Observe(e journal.Entry) {
	switch e.Kind {
	case journal.FaultBegan:
		t.nodes[e.Node].faultBegan(e)
	case journal.FaultEnded:
		t.nodes[e.Node].faultEnded(e.At)
	case journal.RunEnded:
		t.end = e.At
	}
}

func (n *upNode) faultBegan(e journal.Entry) {
	n.broken++
	if n.broken == 1 && e.Reason != journal.InitiallyDown {
		n.past = append(n.past, window{n.since, e.At, !n.known})
	}
}

func (n *upNode) faultEnded(at sim.Time) {
	n.broken--
	if n.broken == 0 {
		n.since, n.known = at, true
	}
}

// Table returns the rows.
func (t *windowsTable) Table() Table {
	table := Table{Name: "windows", Columns: []string{"seed", "node", "start_s", "end_s", "left_censored", "right_censored"}}
	for i := range t.nodes {
		n := &t.nodes[i]
		for _, w := range n.past {
			table.Rows = append(table.Rows, t.row(n, w, false))
		}
		if n.broken == 0 {
			table.Rows = append(table.Rows, t.row(n, window{n.since, t.end, !n.known}, true))
		}
	}
	return table
}

func (t *windowsTable) row(n *upNode, w window, right bool) []string {
	return []string{t.seed, n.name, instant(w.start), instant(w.end), strconv.FormatBool(w.left), strconv.FormatBool(right)}
}
