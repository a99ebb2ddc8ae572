package metrics

import (
	"time"

	"github.com/clustersim/clustersim/stats"
)

// availabilityTable makes the table of windowed availability: the least share of
// time in which nodes work over any window of a length (Hauer and others,
// Meaningful Availability, NSDI 2020). It tells many short outages from few long
// ones, which the availability of the whole run does not.
type availabilityTable struct {
	seed string
	uptime
}

func availabilityWidths() []time.Duration {
	const day = 24 * time.Hour
	return []time.Duration{time.Hour, 4 * time.Hour, day, 7 * day, 30 * day, 90 * day}
}

// Table returns the rows: one for each width that the run is long enough for.
func (t *availabilityTable) Table() Table {
	table := Table{Name: "availability_windows", Columns: []string{
		"seed", "window_s", "fleet", "nodes_mean", "nodes_worst", "worst_node",
	}}
	if len(t.nodes) == 0 {
		return table
	}
	end, fleet, perNode := t.end.Seconds(), t.fleetSteps(), t.perNode()
	var steps []stats.Step
	for _, width := range availabilityWidths() {
		if width.Seconds() > end {
			break
		}
		sum, worst, at := 0.0, 2.0, 0
		for node := range t.nodes {
			steps = nodeSteps(steps[:0], perNode[node])
			least := stats.LeastMean(steps, end, width.Seconds())
			sum += least
			if least < worst {
				worst, at = least, node
			}
		}
		table.Rows = append(table.Rows, []string{
			t.seed, seconds(width), number(stats.LeastMean(fleet, end, width.Seconds())),
			number(sum / float64(len(t.nodes))), number(worst), t.nodes[at].name,
		})
	}
	return table
}

// nodeSteps appends whether a node works, as a function of time in s.
func nodeSteps(steps []stats.Step, toggles []toggle) []stats.Step {
	steps = append(steps, stats.Step{At: 0, Value: 1})
	for _, g := range toggles {
		steps = append(steps, stats.Step{At: g.at.Seconds(), Value: present(g.up)})
	}
	return steps
}

// fleetSteps is the share of the fleet's GPUs whose nodes work, as a function of
// time in s.
func (u *uptime) fleetSteps() []stats.Step {
	up := int64(0)
	for i := range u.nodes {
		up += u.nodes[i].milliGPUs
	}
	all := float64(up)
	steps := []stats.Step{{At: 0, Value: 1}}
	for _, g := range u.toggles {
		change := u.nodes[g.node].milliGPUs
		if !g.up {
			change = -change
		}
		up += change
		steps = append(steps, stats.Step{At: g.at.Seconds(), Value: float64(up) / all})
	}
	return steps
}
