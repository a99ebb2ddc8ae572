package scheduler

import (
	"time"

	"github.com/clustersim/clustersim/cluster"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/workloads"
)

// Policy decides what starts now. It must decide the same for the same view, and
// draw only from the view's streams.
type Policy interface {
	Plan(v cluster.View, p *Plan)
}

// PolicyFunc is a function that is a [Policy].
type PolicyFunc func(v cluster.View, p *Plan)

// Plan implements [Policy].
func (f PolicyFunc) Plan(v cluster.View, p *Plan) { f(v, p) }

// Checkpointer decides how often a job saves its progress.
type Checkpointer interface {
	// Interval is the productive time between two saves of a job, asked for once,
	// when the job is submitted; 0 for no saves. It cannot be negative.
	Interval(v cluster.View, j *workloads.Request) time.Duration
}

// Declared is the [Checkpointer] that does as the request says.
type Declared struct{}

// Interval implements [Checkpointer].
func (Declared) Interval(_ cluster.View, j *workloads.Request) time.Duration {
	return j.Checkpoint.Interval
}

// Recovery decides what happens to a job whose attempt was ended by a failure.
type Recovery interface {
	Recover(v cluster.View, i Incident) Remedy
}

// Incident is a failure as the scheduler knows it.
type Incident struct {
	Job      *workloads.Request
	Attempts int      // started so far, the failed one included
	At       sim.Time // when the failure was detected
}

// Remedy is what to do with a job after an incident.
type Remedy uint8

// The remedies.
const (
	Resume  Remedy = iota // queue again; go on from the last completed save
	Restart               // queue again; begin from nothing
	GiveUp                // end the job
)

// Retry is the [Recovery] that tries again, up to a number of times.
type Retry struct {
	From  Remedy // Resume or Restart
	Limit int    // attempts after the first; negative for no limit
}

// Recover implements [Recovery].
func (r Retry) Recover(_ cluster.View, i Incident) Remedy {
	if r.Limit >= 0 && i.Attempts > r.Limit {
		return GiveUp
	}
	return r.From
}
