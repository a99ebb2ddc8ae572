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
	job                 workloads.JobID
	number              uint32
	start, stopped, end sim.Time
	why                 journal.Reason
	milliGPUs           int64
	on                  []hardware.NodeID // once for each slice, while it runs
	nodes               int
	productive          time.Duration
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
		r := &t.rows[t.last[e.Job]]
		r.on = append(r.on, e.Node)
		r.milliGPUs += e.Value
	case journal.WorkStopped:
		t.rows[t.last[e.Job]].stopped = e.At
	case journal.AttemptEnded:
		t.rows[t.last[e.Job]].ended(e)
	}
}

// ended closes the row. A node that serves several slices counts once.
func (r *attemptRow) ended(e journal.Entry) {
	slices.Sort(r.on)
	r.nodes, r.on = len(slices.Compact(r.on)), nil
	r.end, r.why, r.productive = e.At, e.Reason, time.Duration(e.Value)
}

// Table returns the rows.
func (t *attemptsTable) Table() Table {
	table := Table{Name: "attempts", Columns: []string{
		"seed", "job_id", "attempt", "start_s", "end_s", "reason", "gpus", "nodes", "productive_s", "lost_s", "undetected_s", "gpu_h",
	}}
	for i := range t.rows {
		r := &t.rows[i]
		table.Rows = append(table.Rows, []string{
			t.seed, jobID(int(r.job), t.names[r.job]), strconv.Itoa(int(r.number)), instant(r.start), instant(r.end), r.why.String(),
			gpus(r.milliGPUs), strconv.Itoa(r.nodes), seconds(r.productive), seconds(r.end.Sub(r.start) - r.productive),
			r.undetected(), number(units.GPUTimeOf(r.milliGPUs, r.end.Sub(r.start)).Hours()),
		})
	}
	return table
}

// undetected is how long the attempt held its lease without making progress.
func (r *attemptRow) undetected() string {
	if r.stopped == sim.Never {
		return "0"
	}
	return seconds(r.end.Sub(r.stopped))
}
