package metrics

import (
	"strconv"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/sim"
)

// failuresTable makes the table of faults, in order of beginning.
type failuresTable struct {
	seed    string
	hazards hazards
	domains []string // names
	struck  strikes
	nodes   []faultyNode
	open    openFaults[int] // rows
	faults  []faultRow
}

type faultyNode struct {
	name string
	down bool // out of service, as far as is known
	open faultList
}

type faultRow struct {
	node                   hardware.NodeID
	hazard                 uint32
	domain                 string // that was struck
	why                    journal.Reason
	stages                 int64 // of the repair, that began
	began, detected, ended sim.Time
}

// Define takes in a definition.
func (t *failuresTable) Define(d journal.Definition) {
	switch d.Subject {
	case journal.HazardSubject:
		t.hazards.define(d)
	case journal.DomainSubject:
		t.domains = append(t.domains, d.Name)
	case journal.NodeSubject:
		t.nodes = append(t.nodes, faultyNode{name: d.Name})
	}
}

// Observe takes in an entry.
func (t *failuresTable) Observe(e journal.Entry) {
	switch e.Kind {
	case journal.ShockBegan:
		t.struck.note(e)
	case journal.FaultBegan:
		t.began(e)
	case journal.FaultEnded:
		t.faults[t.open.end(&t.nodes[e.Node].open, e)].ended = e.At
	case journal.NodeDown:
		t.nodes[e.Node].down = true
		t.open.each(t.nodes[e.Node].open, func(row *int) { t.faults[*row].detected = min(t.faults[*row].detected, e.At) })
	case journal.NodeUp:
		t.nodes[e.Node].down = false
	case journal.RepairBegan:
		t.repairBegan(e)
	}
}

// began opens a row. A fault of a node that is out of service already is no news.
func (t *failuresTable) began(e journal.Entry) {
	row := faultRow{node: e.Node, hazard: e.Ref, domain: t.struck.domain(e.Ref, t.domains), why: e.Reason, began: e.At, detected: sim.Never, ended: sim.Never}
	if t.nodes[e.Node].down {
		row.detected = e.At
	}
	t.open.begin(&t.nodes[e.Node].open, e, len(t.faults))
	t.faults = append(t.faults, row)
}

// repairBegan counts the stage with the oldest fault of the hazard that can have
// come to it. A false alarm has a repair and no fault.
func (t *failuresTable) repairBegan(e journal.Entry) {
	repaired := false
	t.open.each(t.nodes[e.Node].open, func(row *int) {
		if f := &t.faults[*row]; !repaired && f.hazard == e.Ref && f.stages == e.Value {
			f.stages++
			repaired = true
		}
	})
}

// Table returns the rows.
func (t *failuresTable) Table() Table {
	table := Table{Name: "failures", Columns: []string{
		"seed", "node", "part", "class", "symptom", "domain", "reason", "began_s", "detected_s", "ended_s", "repair_stages",
	}}
	for _, f := range t.faults {
		h := &t.hazards[f.hazard]
		table.Rows = append(table.Rows, []string{
			t.seed, t.nodes[f.node].name, h.part, h.class.String(), h.symptom.String(), f.domain, f.why.String(),
			instant(f.began), instant(f.detected), instant(f.ended), strconv.FormatInt(f.stages, 10),
		})
	}
	return table
}
