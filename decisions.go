package clustersim

import (
	"fmt"
	"time"

	"github.com/clustersim/clustersim/cluster"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/sim"
)

// change notes that something a decision depends on has changed, and sees to it
// that a decision comes.
func (r *run) change() {
	r.changed = true
	switch r.Decide.When {
	case EachInstant:
		r.dueNow()
	case Periodically:
		r.due(nextMultiple(r.engine.Now(), sim.Time(r.Decide.Every)))
	}
}

// dueNow asks for a decision once this instant is settled.
func (r *run) dueNow() { r.due(r.engine.Now()) }

// due asks for a decision, unless an earlier one is due.
func (r *run) due(at sim.Time) {
	if r.deciding <= at || r.state.Waiting() == 0 {
		return
	}
	r.engine.Cancel(r.decision)
	r.deciding, r.decision = at, r.engine.At(at, prioDecide, event{kind: decide})
}

// nextMultiple is the first multiple of the period at or after t; sim.Never if
// that is beyond all time.
func nextMultiple(t, period sim.Time) sim.Time {
	if past := t % period; past > 0 {
		return t.Add(time.Duration(period - past))
	}
	return t
}

// decide asks the policy and carries out its plan. A decision that was due later
// is forgotten: what it was for has been seen, and its plan is out of date.
func (r *run) decide() {
	r.changed = false
	r.engine.Cancel(r.decision)
	r.deciding = sim.Never
	if r.state.Waiting() > 0 {
		r.state.Decide()
		r.Policy.Plan(r.state.View(), r.plan)
		if err := r.plan.Err(); err != nil {
			r.fail(fmt.Errorf("clustersim: run: policy %T: %w", r.Policy, err))
			return
		}
		for _, id := range r.plan.Started() {
			r.startAttempt(id)
		}
		if wake := r.plan.Wake(); r.engine.Now() < wake && wake < sim.Never {
			r.due(wake)
		}
		r.plan.Reset()
	}
	for _, id := range r.fresh {
		if r.state.Phase(id) == cluster.Queued {
			r.endJob(r.state.Job(id), journal.Dropped)
		}
	}
	r.fresh = r.fresh[:0]
}
