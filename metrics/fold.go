package metrics

import (
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/sim"
)

// Fold turns the journal of one run into its [Summary]. It is a
// [journal.Observer].
type Fold struct {
	sum     Summary
	hazards hazards
	nodes   []node
	latent  openFaults[sim.Time] // since when each fault has been so and not known; sim.Never once known
	screen  screen
	jobs    live[job]
	ended   bool
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

// Define takes in a definition.
func (f *Fold) Define(d journal.Definition) {
	switch d.Subject {
	case journal.HazardSubject:
		f.defineHazard(d)
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
		f.jobs.of(e.Job).leases.take(e)
	case journal.AttemptEnded:
		f.attemptEnded(e)
	case journal.WorkStopped:
		f.jobs.of(e.Job).stopped = e.At
	case journal.WorkSpoiled:
		f.jobs.of(e.Job).spoiled = true
	case journal.WorkResumed:
		f.workResumed(e)
	case journal.Released:
		f.charge(f.jobs.of(e.Job).leases.release(e.Node), e.At)
	case journal.JobEnded:
		f.jobEnded(e)
	case journal.RunEnded:
		f.runEnded(e)
	default:
		f.observeNode(e)
	}
}

// observeNode takes in an entry about a node.
func (f *Fold) observeNode(e journal.Entry) {
	switch e.Kind {
	case journal.ShockBegan:
		f.screen.shock(e)
	case journal.FaultBegan:
		f.faultBegan(e)
	case journal.FaultEnded:
		f.faultEnded(e)
	case journal.NodeDown:
		f.nodeDown(e)
	case journal.NodeUp:
		f.nodeUp(e)
	case journal.RepairBegan:
		f.repairBegan(e)
	case journal.NodeRetired:
		f.sum.Retired++
		f.nodes[e.Node].machine.retire(e.At)
		f.nodes[e.Node].outage.begin(e.At)
	case journal.NodeReplaced:
		f.sum.Replaced++
		f.outageEnds(e)
	}
}
