package metrics

import (
	"strconv"
	"time"

	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/units"
)

// jobsTable makes the table of jobs, in order of submission.
type jobsTable struct {
	seed   string
	prices []units.MoneyPerHour // by node
	jobs   []jobRow             // by job
}

type jobRow struct {
	journal.Definition
	submitted, eligible, first, end sim.Time
	leases                          leases // of the attempt under way
	attempts, interruptions         int
	spoiled                         bool           // the results of the attempt under way, or of the last one
	last                            journal.Reason // of the last attempt
	how                             journal.Reason // of the job's end; none if it was cut off
	productive                      time.Duration
	held                            units.GPUTime
	cost                            units.Money
}

// Define takes in a node or a job.
func (t *jobsTable) Define(d journal.Definition) {
	switch d.Subject {
	case journal.NodeSubject:
		t.prices = append(t.prices, d.Price)
	case journal.JobSubject:
		t.jobs = append(t.jobs, jobRow{
			Definition: d, submitted: sim.Never, eligible: sim.Never, first: sim.Never, end: sim.Never,
		})
	}
}

// Observe takes in an entry.
func (t *jobsTable) Observe(e journal.Entry) {
	switch e.Kind {
	case journal.JobSubmitted:
		t.jobs[e.Job].submitted = e.At
	case journal.JobEligible:
		t.jobs[e.Job].eligible = e.At
	case journal.AttemptStarted:
		j := &t.jobs[e.Job]
		j.first, j.spoiled = min(j.first, e.At), false
		j.attempts++
	case journal.Leased:
		t.jobs[e.Job].leases.take(e)
	case journal.Released:
		j := &t.jobs[e.Job]
		t.charge(j, j.leases.release(e.Node), e.At)
	case journal.WorkSpoiled:
		t.jobs[e.Job].spoiled = true
	case journal.WorkResumed:
		t.jobs[e.Job].interruptions++
		t.jobs[e.Job].spoiled = false
	case journal.AttemptEnded:
		t.attemptEnded(&t.jobs[e.Job], e)
	case journal.JobEnded:
		t.jobs[e.Job].end, t.jobs[e.Job].how = e.At, e.Reason
	}
}

func (t *jobsTable) attemptEnded(j *jobRow, e journal.Entry) {
	for _, l := range j.leases {
		t.charge(j, l, e.At)
	}
	j.leases = j.leases[:0]
	j.productive += time.Duration(e.Value)
	j.last = e.Reason
	if e.Reason == journal.NodeLost {
		j.interruptions++
	}
}

func (t *jobsTable) charge(j *jobRow, l lease, end sim.Time) {
	held := l.held(end)
	j.held = j.held.Add(held)
	j.cost += t.prices[l.node].Over(held)
}

// Table returns the rows.
func (t *jobsTable) Table() Table {
	table := Table{Name: "jobs", Columns: []string{
		"seed", "job_id", "name", "tenant", "kind", "gpus", "submit_s", "eligible_s", "start_s", "end_s", "state",
		"attempts", "interruptions", "wait_s", "productive_s", "gpu_h", "cost_usd", "corrupted",
	}}
	for i := range t.jobs {
		j := &t.jobs[i]
		table.Rows = append(table.Rows, []string{
			t.seed, jobID(i, j.Name), j.Name, j.Group, j.Kind, gpus(j.MilliGPUs),
			instant(j.submitted), instant(j.eligible), instant(j.first), instant(j.end), j.state(),
			strconv.Itoa(j.attempts), strconv.Itoa(j.interruptions), j.wait(), seconds(j.kept()),
			number(j.held.Hours()), usd(j.cost), strconv.FormatBool(j.corrupted()),
		})
	}
	return table
}

// state is how the job ended, or where the end of the run found it.
func (j *jobRow) state() string {
	switch {
	case j.how != journal.NoReason:
		return j.how.String()
	case j.last == journal.CutOff:
		return "running"
	case j.eligible != sim.Never:
		return "queued"
	}
	return "waiting"
}

func (j *jobRow) wait() string {
	if j.first == sim.Never {
		return ""
	}
	return seconds(j.first.Sub(j.submitted))
}

// kept is the productive time that the job leaves behind: none unless it
// completed or was cut off.
func (j *jobRow) kept() time.Duration {
	if j.how != journal.NoReason && j.how != journal.Completed {
		return 0
	}
	return j.productive
}

// corrupted reports whether the job completed with wrong results.
func (j *jobRow) corrupted() bool { return j.how == journal.Completed && j.spoiled }
