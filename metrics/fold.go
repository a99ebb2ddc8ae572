package metrics

import (
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/sim"
)

// Fold turns the journal of one run into its [Summary]. It is a
// [journal.Observer].
type Fold struct {
	sum   Summary
	nodes []node
	jobs  live[job]
	ended bool
}

// NewFold returns a fold that has seen nothing.
func NewFold() *Fold {
	return &Fold{sum: Summary{FirstArrival: sim.Never}}
}

// Summary is what the run amounted to. It panics before the run has ended: half
// a summary is none.
func (f *Fold) Summary() *Summary {
	if !f.ended {
		panic("metrics: summary of a run that has not ended")
	}
	return &f.sum
}

// Define takes in a node or a job.
func (f *Fold) Define(d journal.Definition) {
	switch d.Subject {
	case journal.NodeSubject:
		f.defineNode(d)
	case journal.JobSubject:
		f.defineJob(d)
	}
}

// Observe takes in an entry.
func (f *Fold) Observe(e journal.Entry) {
	switch e.Kind {
	case journal.JobSubmitted:
		f.submitted(e)
	case journal.JobEligible:
		f.jobs.of(e.Job).eligible = e.At
	case journal.AttemptStarted:
		f.started(e)
	case journal.Leased:
		j := f.jobs.of(e.Job)
		j.leases = append(j.leases, lease{e.Node, e.Value})
	case journal.AttemptEnded:
		f.attemptEnded(e)
	case journal.WorkStopped:
		f.jobs.of(e.Job).stopped = e.At
	case journal.JobEnded:
		f.jobEnded(e)
	case journal.FaultBegan:
		f.faultBegan(e)
	case journal.FaultEnded:
		f.faultEnded(e)
	case journal.NodeDown:
		f.nodes[e.Node].out = e.At
	case journal.NodeUp:
		f.nodeUp(e)
	case journal.RunEnded:
		f.runEnded(e)
	}
}
