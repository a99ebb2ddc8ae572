package metrics

import (
	"strconv"

	"github.com/clustersim/clustersim/sim"
)

// windowsTable makes the table of uptime windows, node by node in the order of
// the fleet. Windows that were open when the run began or ended are censored:
// their true lengths are at least what is shown.
type windowsTable struct {
	seed string
	uptime
}

// Table returns the rows.
func (t *windowsTable) Table() Table {
	table := Table{Name: "windows", Columns: []string{"seed", "node", "start_s", "end_s", "left_censored", "right_censored"}}
	for node, toggles := range t.perNode() {
		since, up, known := sim.Time(0), true, false
		for _, g := range toggles {
			if !g.up && g.at > since {
				table.Rows = append(table.Rows, t.row(node, since, g.at, !known, false))
			}
			since, up, known = g.at, g.up, true
		}
		if up && t.end > since {
			table.Rows = append(table.Rows, t.row(node, since, t.end, !known, true))
		}
	}
	return table
}

func (t *windowsTable) row(node int, start, end sim.Time, left, right bool) []string {
	return []string{
		t.seed, t.nodes[node].name, instant(start), instant(end), strconv.FormatBool(left), strconv.FormatBool(right),
	}
}
