package metrics

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/stats"
	"github.com/clustersim/clustersim/units"
)

// reliabilityTable makes the table of rates, times between and to failures and
// repairs: of all faults, and by class, symptom, part and GPU model. False alarms
// are of no class.
//
// The bounds low and high are those of a rate of clusters times faults a cluster:
// see [stats.ClusteredRate]. The times mtbf_s and mttr_s are of faults that stop
// work, as in the metrics of these names, and empty where no fault does: in rows
// of slowdowns and corruption.
type reliabilityTable struct {
	seed string
	tallies
	culprits culprits
	end      sim.Time
}

// Define takes in a definition.
func (t *reliabilityTable) Define(d journal.Definition) {
	switch d.Subject {
	case journal.HazardSubject:
		t.culprits.hazards.define(d)
	case journal.NodeSubject:
		t.culprits.defineNode(t.defineNode(d))
	case journal.JobSubject:
		t.culprits.defineJob(d.ID)
	}
}

// Observe takes in an entry.
func (t *reliabilityTable) Observe(e journal.Entry) {
	if e.Kind == journal.RunEnded {
		t.end = e.At
		t.close(e.At)
		return
	}
	t.observe(e, t.culprits.hazards)
	t.culprits.observe(e)
}

// group is a row of the table.
type group struct {
	grouping, name string
	gpu            int32 // none for all
	has            func(cause) bool
}

// groups lists the rows: the names in order of definition.
func (t *reliabilityTable) groups() []group {
	all := []group{{"all", "", none, func(cause) bool { return true }}}
	for _, by := range []struct {
		grouping string
		name     func(*hazard) string
	}{
		{"class", (*hazard).blames},
		{"symptom", func(h *hazard) string { return h.symptom.String() }},
		{"part", func(h *hazard) string { return h.part }},
	} {
		for _, name := range t.culprits.hazards.distinct(by.name) {
			if name == "" {
				continue // false alarms have no class
			}
			all = append(all, group{by.grouping, name, none, func(c cause) bool {
				return c.hazard != none && by.name(&t.culprits.hazards[c.hazard]) == name
			}})
		}
	}
	for gpu, name := range t.gpus {
		all = append(all, group{"gpu", name, int32(gpu), func(c cause) bool { return c.gpu == int32(gpu) }})
	}
	return all
}

// Table returns the rows.
func (t *reliabilityTable) Table() Table {
	table := Table{Name: "reliability", Columns: []string{
		"seed", "grouping", "name", "faults", "node_days", "per_1000_node_days", "low", "high", "mtbf_s", "mttr_s",
		"detected", "detection_s", "interruptions", "mtti_s", "ettf_s",
	}}
	slices.SortStableFunc(t.culprits.lives, func(a, b jobLife) int { return cmp.Compare(a.seconds, b.seconds) })
	for _, g := range t.groups() {
		table.Rows = append(table.Rows, t.row(g))
	}
	return table
}

func (t *reliabilityTable) row(g group) []string {
	var sum, stops tally
	for hazard := range t.by {
		for gpu, tally := range t.by[hazard] {
			if g.has(cause{int32(hazard), int32(gpu)}) {
				sum.add(tally)
				if t.culprits.hazards[hazard].symptom.Stops() {
					stops.add(tally)
				}
			}
		}
	}
	losses := 0
	for _, by := range t.culprits.losses {
		losses += indicator(g.has(by))
	}
	time, up := t.exposure(g.gpu)
	rate := stats.ClusteredRate(sum.faults, t.clustersOf(g), time.Hours()/24/1000, confidence)
	return []string{
		t.seed, g.grouping, g.name, strconv.Itoa(sum.faults), number(time.Hours() / 24),
		number(rate.Value), number(rate.Lo), finite(rate.Hi), each(up, stops.faults), each(stops.lasted, stops.ended),
		strconv.Itoa(sum.detected), each(sum.detecting, sum.detected),
		strconv.Itoa(losses), each(t.culprits.running, losses), t.untilFirst(g),
	}
}

// clustersOf is how many clusters the faults of the group came in.
func (t *reliabilityTable) clustersOf(g group) int {
	n := 0
	for hazard := range t.by {
		switch {
		case g.gpu != none:
			n += t.by[hazard][g.gpu].clusters.n
		case g.has(cause{int32(hazard), none}):
			n += t.clusters[hazard].n
		}
	}
	return n
}

// exposure is the wall time of nodes with a GPU model, or of all, and that in
// which they worked.
func (t *reliabilityTable) exposure(gpu int32) (time, up units.GPUTime) {
	for i := range t.nodes {
		if n := &t.nodes[i]; gpu == none || n.gpu == gpu {
			time = time.Add(wallTime(t.end.Sub(0)))
			up = up.Add(wallTime(t.end.Sub(0))).Sub(n.down)
		}
	}
	return time, up
}

// untilFirst is the mean running time of jobs until the first interruption by the
// group: those by others, and ends without one, cut lives off.
func (t *reliabilityTable) untilFirst(g group) string {
	lives := make([]stats.Life, len(t.culprits.lives))
	for i, l := range t.culprits.lives {
		lives[i] = stats.Beyond(l.seconds)
		if l.interrupted && g.has(l.by) {
			lives[i] = stats.Lasted(l.seconds)
		}
	}
	return finite(stats.MeanLife(lives))
}

// each is a time in s for each of some events; empty without any.
func each(total units.GPUTime, events int) string {
	if events == 0 {
		return ""
	}
	return number(total.Hours() * hour / float64(events))
}
