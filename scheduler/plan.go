package scheduler

import (
	"fmt"

	"github.com/clustersim/clustersim/cluster"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/workloads"
)

// Plan is what a policy decides at one moment. The runtime hands it out empty
// and carries it out when the policy returns.
type Plan struct {
	state   *cluster.State
	started []workloads.JobID
	wake    sim.Time
	err     error
}

// NewPlan returns an empty plan on a state.
func NewPlan(s *cluster.State) *Plan {
	p := &Plan{state: s}
	p.Reset()
	return p
}

// Reset empties the plan and lets go of its reservation.
func (p *Plan) Reset() {
	p.state.Release()
	p.started = p.started[:0]
	p.wake = sim.Never
	p.err = nil
}

// Fit asks a picker for a placement of a waiting job on what is free, less what
// the plan started and what its reservation needs. The placement is good until
// the next Fit or Bound.
func (p *Plan) Fit(j *workloads.Request, pick cluster.Picker) (hardware.Placement, bool) {
	job := p.state.Job(j.ID)
	if job == nil || job.Phase != cluster.Queued {
		p.fail(fmt.Errorf("scheduler: fit job %d: it is %v, not queued", j.ID, p.state.Phase(j.ID)))
		return nil, false
	}
	return p.state.Fit(job, pick)
}

// Start starts a waiting job on a placement. A placement that breaks a rule ends
// the run with an error that names the rule.
func (p *Plan) Start(j *workloads.Request, on hardware.Placement) {
	if p.err != nil {
		return
	}
	if err := p.state.Start(j.ID, on); err != nil {
		p.fail(fmt.Errorf("scheduler: plan: %w", err))
		return
	}
	p.started = append(p.started, j.ID)
}

// Reserve promises a waiting job that does not fit the earliest start that the
// estimates of the running jobs allow: no later Fit of this plan delays it. A
// plan has one reservation. For a gang of several task groups the promise is as
// good as its picker: see [cluster.State.Reserve].
func (p *Plan) Reserve(j *workloads.Request, pick cluster.Picker) {
	job := p.state.Job(j.ID)
	switch {
	case p.state.Reserved():
		p.fail(fmt.Errorf("scheduler: reserve for job %d: the plan has a reservation already", j.ID))
	case job == nil || job.Phase != cluster.Queued:
		p.fail(fmt.Errorf("scheduler: reserve for job %d: it is %v, not queued", j.ID, p.state.Phase(j.ID)))
	default:
		p.state.Reserve(job, pick)
	}
}

// Bound is what a job must keep within to have a chance to start now: what is
// free and, with a reservation, what ends before it or does without its nodes.
func (p *Plan) Bound() cluster.Bound { return p.state.Bound() }

// WakeAt asks for another decision at a later time, even if nothing happens
// until then. A decision in between forgets it; its plan may ask again.
func (p *Plan) WakeAt(t sim.Time) { p.wake = min(p.wake, t) }

// Started lists what the plan started, in order.
func (p *Plan) Started() []workloads.JobID { return p.started }

// Wake is the earliest time asked for with WakeAt; sim.Never for none.
func (p *Plan) Wake() sim.Time { return p.wake }

// Err is the first rule that the plan broke.
func (p *Plan) Err() error { return p.err }

func (p *Plan) fail(err error) {
	if p.err == nil {
		p.err = err
	}
}
