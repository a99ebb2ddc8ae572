package metrics

import (
	"strconv"

	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/stats"
	"github.com/clustersim/clustersim/workloads"
)

// blastTable makes the table of blast radii: how many GPUs stop making progress,
// or being able to, by a fault that stops a working node. Those of the node
// count, idle or not, and those of the gangs that it stops; GPUs that another
// fault had idled before do not. The nodes that a shock strikes are one fault.
type blastTable struct {
	seed    string
	hazards hazards
	domains []string         // kinds
	struck  map[uint32]int64 // by hazard of a domain: which
	nodes   []blasted
	jobs    live[stalled]
	blasts  []blast
	open    bool // the last blast is still spreading
}

type blasted struct {
	milliGPUs int64
	idle      int64 // of these, leased to jobs that a fault has stopped
	outage    outage
}

type stalled struct {
	milliGPUs int64 // of the gang
	leases    leases
	stopped   bool
}

// blast is a fault, or a shock.
type blast struct {
	hazard    uint32
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

// Observe takes in an entry. A blast spreads while faults of one shock and the
// stops that they cause follow one another.
func (t *blastTable) Observe(e journal.Entry) {
	switch e.Kind {
	case journal.ShockBegan:
		if t.struck == nil {
			t.struck = map[uint32]int64{}
		}
		t.struck[e.Ref] = e.Value
		t.blasts, t.open = append(t.blasts, blast{hazard: e.Ref}), true
	case journal.FaultBegan:
		t.faultBegan(e)
	case journal.FaultEnded, journal.NodeRetired, journal.NodeReplaced:
		t.open = false
		t.nodes[e.Node].outage.change(e, t.hazards)
	case journal.WorkStopped:
		t.workStopped(t.jobs.of(e.Job), e)
	default:
		t.open = false
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
	n := &t.nodes[e.Node]
	stopped, _ := n.outage.change(e, t.hazards)
	if _, ofDomain := t.struck[e.Ref]; !ofDomain || !t.open {
		t.blasts, t.open = append(t.blasts, blast{hazard: e.Ref}), true
	}
	if b := &t.blasts[len(t.blasts)-1]; stopped && e.Reason != journal.InitiallyDown {
		b.hit = true
		b.milliGPUs += n.milliGPUs - n.idle
	}
}

// workStopped idles a gang. Its part on the node that broke has been counted. If
// no fault is spreading, it started on a node that had broken before.
func (t *blastTable) workStopped(j *stalled, e journal.Entry) {
	rest := j.milliGPUs
	for _, l := range j.leases {
		t.nodes[l.node].idle += l.milliGPUs
		if l.node == e.Node {
			rest -= l.milliGPUs
		}
	}
	j.stopped = true
	if t.open {
		t.blasts[len(t.blasts)-1].milliGPUs += rest
	}
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
		add("domain", kind, func(i uint32) bool { id, is := t.struck[i]; return is && t.domains[id] == kind })
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
