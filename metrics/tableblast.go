package metrics

import (
	"strconv"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/stats"
	"github.com/clustersim/clustersim/workloads"
)

// blastTable makes the table of blast radii: how many GPUs stop making progress,
// or being able to, by a fault that stops a working node. Those of the node
// count, idle or not, and those of the gangs that it stops; GPUs that another
// fault had idled before do not. Faults of one hazard that begin at the same
// instant are one: the nodes that a shock strikes, a zone that collapses, what an
// owner takes back at a time.
type blastTable struct {
	seed    string
	hazards hazards
	domains []string // kinds
	struck  strikes
	nodes   []blasted
	jobs    live[stalled]
	blasts  []blast
	latest  []int // by hazard: its last blast, counted from 1; 0 for none
	current int   // the blast that spreads, likewise
}

type blasted struct {
	milliGPUs int64
	idle      int64 // of these, leased to jobs that a fault has stopped
	outage    outage
	blast     int   // the last one that idled some, counted from 1
	spent     int64 // what was idle before it and what it idled
}

type stalled struct {
	milliGPUs int64 // of the gang
	leases    leases
	stopped   bool
}

// blast is the faults of a hazard that begin at one instant.
type blast struct {
	hazard    uint32
	at        sim.Time
	hit       bool  // a node that worked
	milliGPUs int64 // idled
}

// Define takes in a definition.
func (t *blastTable) Define(d journal.Definition) {
	switch d.Subject {
	case journal.HazardSubject:
		t.hazards.define(d)
	case journal.DomainSubject:
		t.domains = append(t.domains, d.Kind)
	case journal.NodeSubject:
		t.nodes = append(t.nodes, blasted{milliGPUs: d.MilliGPUs})
	case journal.JobSubject:
		j := t.jobs.add(workloads.JobID(d.ID))
		*j = stalled{milliGPUs: d.MilliGPUs, leases: j.leases[:0]}
	}
}

// Observe takes in an entry. A blast spreads while the stops that a fault causes
// follow it.
func (t *blastTable) Observe(e journal.Entry) {
	switch e.Kind {
	case journal.ShockBegan:
		t.struck.note(e)
	case journal.FaultBegan:
		t.faultBegan(e)
	case journal.FaultEnded, journal.NodeRetired, journal.NodeReplaced:
		t.current = 0
		t.nodes[e.Node].outage.change(e, t.hazards)
	case journal.WorkStopped:
		t.workStopped(t.jobs.of(e.Job), e)
	default:
		t.current = 0
		t.observeJob(e)
	}
}

func (t *blastTable) observeJob(e journal.Entry) {
	switch e.Kind {
	case journal.Leased:
		j := t.jobs.of(e.Job)
		j.leases.take(e)
		if j.stopped {
			t.nodes[e.Node].idle += e.Value
		}
	case journal.Released:
		j := t.jobs.of(e.Job)
		if l := j.leases.release(e.Node); j.stopped {
			t.nodes[e.Node].idle -= l.milliGPUs
		}
	case journal.WorkResumed:
		t.goOn(t.jobs.of(e.Job))
	case journal.AttemptEnded:
		j := t.jobs.of(e.Job)
		t.goOn(j)
		j.leases = j.leases[:0]
	case journal.JobEnded:
		t.jobs.remove(e.Job)
	}
}

func (t *blastTable) faultBegan(e journal.Entry) {
	stopped, _ := t.nodes[e.Node].outage.change(e, t.hazards)
	t.current = t.blastOf(e)
	if stopped && e.Reason != journal.InitiallyDown {
		t.blasts[t.current-1].hit = true
		t.idle(e.Node, t.nodes[e.Node].milliGPUs)
	}
}

// blastOf is the blast that a fault belongs to, a new one if need be.
func (t *blastTable) blastOf(e journal.Entry) int {
	for len(t.latest) <= int(e.Ref) {
		t.latest = append(t.latest, 0)
	}
	if b := t.latest[e.Ref]; b != 0 && t.blasts[b-1].at == e.At {
		return b
	}
	t.blasts = append(t.blasts, blast{hazard: e.Ref, at: e.At})
	t.latest[e.Ref] = len(t.blasts)
	return len(t.blasts)
}

// idle adds GPUs of a node to the current blast, as far as neither an earlier one
// nor this one has idled them: jobs that it stopped can have left by now.
func (t *blastTable) idle(id hardware.NodeID, milliGPUs int64) {
	n := &t.nodes[id]
	if n.blast != t.current {
		n.blast, n.spent = t.current, n.idle
	}
	more := min(milliGPUs, n.milliGPUs-n.spent)
	n.spent += more
	t.blasts[t.current-1].milliGPUs += more
}

// workStopped idles a gang. Its part on the node that broke has been counted, and
// spares that stand by are no part of it. If no fault is spreading, it started on
// a node that had broken before.
func (t *blastTable) workStopped(j *stalled, e journal.Entry) {
	rest := j.milliGPUs
	for _, l := range j.leases {
		if l.node == e.Node {
			rest -= l.milliGPUs
		}
	}
	for _, l := range j.leases {
		if t.current != 0 && l.node != e.Node {
			part := min(l.milliGPUs, rest)
			rest -= part
			t.idle(l.node, part)
		}
		t.nodes[l.node].idle += l.milliGPUs
	}
	j.stopped = true
}

// goOn ends the stop of a job, if it is stopped.
func (t *blastTable) goOn(j *stalled) {
	if !j.stopped {
		return
	}
	j.stopped = false
	for _, l := range j.leases {
		t.nodes[l.node].idle -= l.milliGPUs
	}
}

// Table returns the rows.
func (t *blastTable) Table() Table {
	table := Table{Name: "blast_radius", Columns: []string{
		"seed", "grouping", "name", "faults", "gpus_mean", "gpus_p95", "gpus_max",
	}}
	add := func(grouping, name string, has func(uint32) bool) {
		if row, some := t.row(grouping, name, has); some {
			table.Rows = append(table.Rows, row)
		}
	}
	add("all", "", func(uint32) bool { return true })
	for _, class := range t.hazards.distinct(func(h *hazard) string { return h.class.String() }) {
		add("class", class, func(i uint32) bool { return t.hazards[i].class.String() == class })
	}
	for _, part := range t.hazards.distinct(func(h *hazard) string { return h.part }) {
		add("part", part, func(i uint32) bool { return t.hazards[i].part == part })
	}
	for _, kind := range distinctWords(t.domains) {
		add("domain", kind, func(i uint32) bool { return t.struck.domain(i, t.domains) == kind })
	}
	return table
}

// row is that of the blasts of some hazards, if there were any.
func (t *blastTable) row(grouping, name string, has func(hazard uint32) bool) (row []string, some bool) {
	var sizes []float64
	sum := 0.0
	for _, b := range t.blasts {
		if b.hit && has(b.hazard) {
			size := float64(b.milliGPUs) / 1000
			sizes = append(sizes, size)
			sum += size
		}
	}
	if len(sizes) == 0 {
		return nil, false
	}
	q := stats.Quantiles(sizes, 0.95, 1)
	return []string{
		t.seed, grouping, name, strconv.Itoa(len(sizes)), number(sum / float64(len(sizes))), number(q[0]), number(q[1]),
	}, true
}
