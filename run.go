package clustersim

import (
	"context"
	"fmt"

	"github.com/clustersim/clustersim/cluster"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/scheduler"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
	"github.com/clustersim/clustersim/workloads"
)

// event is what the engine carries: small, free of pointers, and with no more
// fields than fit into registers.
type event struct {
	kind   kind
	hazard uint16          // of the clock
	node   hardware.NodeID // whose clock it is
	of     int32           // the job, or the clock
}

type kind uint8

const (
	arrive kind = iota + 1
	finish
	giveUp
	decide

	// Of a clock.
	fault
	goes // after a notice
	repair
	stageEnds

	detect
	saved
	cleared
	restocked
	replaced
	wears
	supplyChanges
	supplyTells
	supplyReturns
	shock
	shockSeen
	shockPasses
)

// ofClock reports whether it is the one thing that a clock of a node does next.
func (k kind) ofClock() bool { return fault <= k && k <= stageEnds }

// Priorities of events at one instant, lower first.
const (
	prioForetold sim.Priority = iota
	prioArriveFirst
	prioFinish
	prioRepair
	prioFault
	prioArrive
	prioGiveUp
	prioDecide
)

// run is one run under way.
type run struct {
	Model
	seed     rng.Seed
	engine   *sim.Engine[event]
	state    *cluster.State
	clocks   clocks
	shocks   shocks
	supplies supplies
	shop     shop

	individuals []individual              // by node; nil where none differs from its kind
	ailing      int                       // broken parts that let their nodes work on
	gangs       map[workloads.JobID]*gang // of running jobs; nil where nothing wears by operation
	startsUp    bool                      // some nodes take time to start up
	differ      bool                      // nodes of a kind differ, or can be retired
	going       []uint8                   // by node, parts that have given notice; nil where none does
	out         []hardware.NodeID         // scratch of a swap
	startUps    []rng.Stream              // by node, then
	plan        *scheduler.Plan
	observers   []journal.Observer

	ctx      context.Context
	events   int
	next     workloads.Job // whose arrival is the next
	drained  bool          // the generator has no more jobs
	changed  bool          // since the last decision
	foretold bool          // the event under way is a completion that a plan has taken for granted
	deciding sim.Time      // for when a decision is due; sim.Never for none
	decision sim.Handle    // the event of that decision
	fresh    []workloads.JobID
	over     bool // the engine is not to go on
	err      error
	touched  bool // by foresee; of no meaning
}

// Run plays the model once. Observers get every record in order; nothing else
// comes out. It returns the context's error if that ends the run early, an
// error of the workload, or one that names the policy and the rule it broke.
func Run(ctx context.Context, m Model, seed rng.Seed, observers ...journal.Observer) error {
	m, err := m.checked()
	if err != nil {
		return err
	}
	r := &run{Model: m, seed: seed, observers: observers, ctx: ctx, deciding: sim.Never}
	r.engine = sim.NewEngine(r.handle)
	r.engine.Foresee(r.foresee)
	r.state = cluster.NewState(m.Site, seed.Child("policy"))
	r.plan = scheduler.NewPlan(r.state)
	r.openShop()
	defer r.endSupplies()
	if r.startNodes(); r.err != nil {
		return r.err
	}
	r.play()
	return r.err
}

// play submits the jobs one by one as they arrive, and then runs to the end.
func (r *run) play() {
	if r.Workload != nil {
		for job, err := range r.Workload.Jobs(r.seed.Child("workload")) {
			if err != nil {
				r.fail(err)
				return
			}
			if job.Arrive > r.Until { // there is more to come than the run lasts for
				r.engine.RunUntil(r.Until)
				r.finish()
				return
			}
			if err := r.awaitArrival(job); err != nil {
				r.fail(err)
				return
			}
			r.engine.RunUntil(r.Until) // handling the arrival stops it
			if r.err != nil {
				return
			}
		}
	}
	r.drained = true
	if r.Workload == nil || r.state.Live() > 0 {
		r.playOut()
	}
	r.finish()
}

// playOut runs to the end: Until, or without one the last event.
func (r *run) playOut() {
	if r.Until < sim.Never {
		r.engine.RunUntil(r.Until)
		return
	}
	for !r.over && r.engine.Step() {
	}
}

func (r *run) awaitArrival(job workloads.Job) error {
	if err := workloads.ValidateJob(&job); err != nil {
		return err
	}
	switch next := r.state.Submitted(); {
	case int(job.ID) != next:
		return fmt.Errorf("clustersim: run: the workload yields job %d %q, expected job %d", job.ID, job.Name, next)
	case job.Arrive < r.engine.Now():
		return fmt.Errorf("clustersim: run: job %d %q arrives at %v, before the job ahead of it at %v",
			job.ID, job.Name, job.Arrive, r.engine.Now())
	}
	priority := prioArrive
	if r.Order == ArrivalsFirst {
		priority = prioArriveFirst
	}
	r.next = job
	r.engine.At(job.Arrive, priority, event{kind: arrive, of: int32(job.ID)})
	return nil
}

// handle is the loop's only branch: each kind of event has one function.
func (r *run) handle(e event) {
	r.state.Advance(r.engine.Now())
	r.foretold = false
	switch e.kind {
	case arrive:
		r.jobArrives()
	case finish:
		r.jobFinishes(workloads.JobID(e.of))
	case giveUp:
		r.jobIsGivenUp(workloads.JobID(e.of))
	case fault:
		r.partFails(e)
	case detect:
		r.partIsChecked(e)
	case repair:
		r.partReturns(e)
	case decide:
		r.decide()
	default:
		r.handleRare(e)
	}
	for r.changed && r.Decide.When == EachEvent && !r.foretold {
		r.decide() // again if it dropped a job, which others may have waited behind
	}
	r.checkInvariants()
	if r.drained && r.state.Live() == 0 && r.Workload != nil {
		r.stop()
	}
	if r.events&1023 == 0 && r.ctx.Err() != nil {
		r.fail(r.ctx.Err())
	}
	r.events++
}

// handleRare is the branch of the events that only some models have.
func (r *run) handleRare(e event) {
	switch e.kind {
	case goes:
		r.partGoes(e)
	case stageEnds:
		r.stageEnds(e)
	case saved:
		r.workIsSaved(r.state.Job(workloads.JobID(e.of)), e.node)
	case cleared:
		r.putBack(e.node)
	case restocked:
		r.restocked(e.of)
	case replaced:
		r.replace(e.node)
	case wears:
		r.partWears(r.state.Job(workloads.JobID(e.of)))
	case supplyChanges:
		r.awaitChange(e.of)
	case supplyTells:
		r.nodeWillGo(e)
	case supplyReturns:
		r.mend(e)
	case shock:
		r.shockStrikes(e)
	case shockSeen:
		r.shockIsSeen(e)
	case shockPasses:
		r.shockPasses(e)
	}
}

// finish journals what the end of the run cuts short, unless an error did.
func (r *run) finish() {
	if r.err != nil {
		return
	}
	r.state.Advance(r.engine.Now())
	for j := range r.state.RunningJobs() {
		productive := j.Timetable.Done(r.elapsed(j))
		if j.Stopped {
			productive = j.Timetable.Kept(r.elapsed(j)) // the rest is gone, though nobody knows yet
		}
		r.endAttempt(j, journal.CutOff, j.Segment+productive)
	}
	r.emit(journal.Entry{Kind: journal.RunEnded})
}

// fail ends the run with its first error.
func (r *run) fail(err error) {
	if r.err == nil {
		r.err = err
	}
	r.stop()
}

func (r *run) stop() {
	r.over = true
	r.engine.Stop()
}

// emit stamps an entry and shows it to the observers.
func (r *run) emit(e journal.Entry) {
	if len(r.observers) == 0 {
		return
	}
	e.At = r.engine.Now()
	for _, o := range r.observers {
		o.Observe(e)
	}
}
