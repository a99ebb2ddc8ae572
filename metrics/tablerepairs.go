package metrics

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/clustersim/clustersim/journal"
)

// repairsTable makes the table of how often each stage of a repair began, part by
// part in order of definition. Stages count from 0, as in the journal. The class is
// empty where every alarm was false.
type repairsTable struct {
	seed    string
	hazards hazards
	begun   [][]int // by hazard and stage
}

// Define takes in a hazard.
func (t *repairsTable) Define(d journal.Definition) {
	if d.Subject == journal.HazardSubject {
		t.hazards.define(d)
		t.begun = append(t.begun, nil)
	}
}

// Observe takes in an entry.
func (t *repairsTable) Observe(e journal.Entry) {
	if e.Kind != journal.RepairBegan {
		return
	}
	stages := &t.begun[e.Ref]
	for len(*stages) <= int(e.Value) {
		*stages = append(*stages, 0)
	}
	(*stages)[e.Value]++
}

// Table returns the rows.
func (t *repairsTable) Table() Table {
	table := Table{Name: "repairs", Columns: []string{"seed", "part", "class", "stage", "began"}}
	for _, part := range t.hazards.distinct(func(h *hazard) string { return h.part }) {
		class, begun := "", []int(nil)
		for i := range t.hazards {
			if h := &t.hazards[i]; h.part == part {
				class = cmp.Or(h.blames(), class)
				begun = addEach(begun, t.begun[i])
			}
		}
		for stage, n := range begun {
			table.Rows = append(table.Rows, []string{t.seed, part, class, strconv.Itoa(stage), strconv.Itoa(n)})
		}
	}
	return table
}

// addEach adds the numbers of a list to those of another, place by place.
func addEach(sums, more []int) []int {
	if missing := len(more) - len(sums); missing > 0 {
		sums = append(sums, slices.Repeat([]int{0}, missing)...)
	}
	for i, n := range more {
		sums[i] += n
	}
	return sums
}
