package metrics

import (
	"slices"
	"strconv"
	"time"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/units"
	"github.com/clustersim/clustersim/workloads"
)

// attemptsTable makes the table of attempts, in order of starting.
type attemptsTable struct {
	seed  string
	names []string // by job
	last  []int    // by job: the row of its last attempt
	rows  []attemptRow
}

type attemptRow struct {
	job        workloads.JobID
	number     uint32
	start, end sim.Time
	stopped    sim.Time // sim.Never while it makes progress
	undetected time.Duration
	why        journal.Reason
	milliGPUs  int64             // of the gang
	on         []hardware.NodeID // of the gang, once for each slice, while it runs
	nodes      int               // of the gang
	leases     leases            // while it runs
	held       units.GPUTime
	swaps      int // nodes that it lost and others replaced
	productive time.Duration
}

// Define takes in a job.
func (t *attemptsTable) Define(d journal.Definition) {
	if d.Subject == journal.JobSubject {
		t.names = append(t.names, d.Name)
		t.last = append(t.last, none)
	}
}

// Observe takes in an entry.
func (t *attemptsTable) Observe(e journal.Entry) {
	switch e.Kind {
	case journal.AttemptStarted:
		t.last[e.Job] = len(t.rows)
		t.rows = append(t.rows, attemptRow{job: e.Job, number: e.Ref, start: e.At, stopped: sim.Never, end: sim.Never})
	case journal.Leased:
		t.rows[t.last[e.Job]].leased(e)
	case journal.Released:
		r := &t.rows[t.last[e.Job]]
		r.gaveBack(r.leases.release(e.Node), e.At)
	case journal.WorkStopped:
		t.rows[t.last[e.Job]].stopped = e.At
	case journal.WorkResumed:
		r := &t.rows[t.last[e.Job]]
		r.swaps++
		r.endStop(e.At)
	case journal.AttemptEnded:
		t.rows[t.last[e.Job]].ended(e)
	}
}

func (r *attemptRow) leased(e journal.Entry) {
	r.leases.take(e)
	if e.Reason != journal.Standby {
		r.on = append(r.on, e.Node)
		r.milliGPUs += e.Value
	}
}

func (r *attemptRow) gaveBack(l lease, now sim.Time) { r.held = r.held.Add(l.held(now)) }

// endStop counts the time that the attempt held its lease without making progress.
func (r *attemptRow) endStop(now sim.Time) {
	if r.stopped != sim.Never {
		r.undetected += now.Sub(r.stopped)
		r.stopped = sim.Never
	}
}

// ended closes the row. A node that serves several slices counts once.
func (r *attemptRow) ended(e journal.Entry) {
	for _, l := range r.leases {
		r.gaveBack(l, e.At)
	}
	slices.Sort(r.on)
	r.nodes, r.on, r.leases = len(slices.Compact(r.on)), nil, nil
	r.endStop(e.At)
	r.end, r.why, r.productive = e.At, e.Reason, time.Duration(e.Value)
}

// Table returns the rows.
func (t *attemptsTable) Table() Table {
	table := Table{Name: "attempts", Columns: []string{
		"seed", "job_id", "attempt", "start_s", "end_s", "reason", "gpus", "nodes", "swaps", "productive_s", "lost_s",
		"undetected_s", "gpu_h",
	}}
	for i := range t.rows {
		r := &t.rows[i]
		table.Rows = append(table.Rows, []string{
			t.seed, jobID(int(r.job), t.names[r.job]), strconv.Itoa(int(r.number)), instant(r.start), instant(r.end), r.why.String(),
			gpus(r.milliGPUs), strconv.Itoa(r.nodes), strconv.Itoa(r.swaps), seconds(r.productive),
			seconds(r.end.Sub(r.start) - r.productive), seconds(r.undetected), number(r.held.Hours()),
		})
	}
	return table
}
