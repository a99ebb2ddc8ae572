package clustersim

import (
	"fmt"
	"time"

	"github.com/clustersim/clustersim/cluster"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/scheduler"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/workloads"
)

// jobArrives submits the job whose arrival was awaited, and stops the engine so
// that the next arrival can be awaited.
func (r *run) jobArrives() {
	r.engine.Stop()
	if len(r.observers) > 0 {
		d := journal.DefineJob(&r.next)
		for _, o := range r.observers {
			o.Define(d)
		}
	}
	r.emit(journal.Entry{Kind: journal.JobSubmitted, Job: r.next.ID})
	j, refusal := r.state.Submit(r.next)
	if j.SaveEvery = r.Checkpointer.Interval(r.state.View(), &j.Request); j.SaveEvery < 0 {
		r.fail(fmt.Errorf("clustersim: run: checkpointer %T: job %d %q: the interval is %v; 0 for no checkpoints",
			r.Checkpointer, j.ID, j.Name, j.SaveEvery))
		return
	}
	switch {
	case refusal == cluster.TooLarge:
		r.endJob(j, journal.NeverFits)
		return
	case refusal == cluster.Blocked:
		r.endJob(j, journal.DependencyFailed)
		return
	case j.Cancel < sim.Never:
		j.GiveUp = r.engine.At(j.Cancel, prioGiveUp, event{kind: giveUp, of: int32(j.ID)})
	}
	if j.Phase == cluster.Queued {
		r.jobIsEligible(j)
	}
}

func (r *run) jobIsEligible(j *cluster.Job) {
	r.emit(journal.Entry{Kind: journal.JobEligible, Job: j.ID})
	if r.Misfit == Drop {
		r.fresh = append(r.fresh, j.ID)
	}
	r.change()
}

// startAttempt sets the true course of an attempt that a plan started.
func (r *run) startAttempt(id workloads.JobID) {
	j := r.state.Job(id)
	r.emit(journal.Entry{Kind: journal.AttemptStarted, Job: id, Ref: j.Attempts, Value: int64(j.Timetable.Wall())})
	for i := range j.On {
		r.emitLease(j, &j.On[i], journal.NoReason)
	}
	j.Timetable.Rate = j.Work.Speed(r.Site, j.On)
	j.Timetable.Work = j.Work.Size() - j.Kept
	if r.startsUp {
		ready := time.Duration(0)
		for i := range j.On {
			ready = max(ready, r.startUp(j.On[i].Node))
		}
		j.Timetable.Prolong(ready)
	}
	if r.wantsSpares(j) {
		r.holdSpares(j, r.Spares.Count)
	}
	for i := range j.Gang() {
		if r.state.Broken(j.On[i].Node) {
			j.Down++
		}
	}
	r.startWear(j)
	r.goOn(j)
}

func (r *run) emitLease(j *cluster.Job, slice *hardware.Slice, as journal.Reason) {
	r.emit(journal.Entry{
		Kind: journal.Leased, Job: j.ID, Node: slice.Node, GPUs: uint16(slice.GPUs.Len()), Value: slice.MilliGPUs(), Reason: as,
	})
}

// goOn lets an attempt that starts or goes on after a loss take its true course
// from now on.
func (r *run) goOn(j *cluster.Job) {
	r.awaitFinish(j)
	r.runWear(j)
	r.inherit(j)
	if r.ailing > 0 {
		for i := range j.Gang() {
			r.spoil(j, j.On[i].Node)
		}
		r.setPace(j)
	}
	if j.Down > 0 {
		r.stopWork(j, r.firstDown(j))
	}
}

// firstDown is the first node of a gang that does not work.
func (r *run) firstDown(j *cluster.Job) hardware.NodeID {
	for i := range j.Gang() {
		if r.state.Broken(j.On[i].Node) {
			return j.On[i].Node
		}
	}
	panic(fmt.Sprintf("clustersim: job %d has 0 broken nodes, counted %d", j.ID, j.Down))
}

// awaitFinish awaits the end of the attempt under way, or of what is left of it.
func (r *run) awaitFinish(j *cluster.Job) {
	end := r.engine.Now().Add(r.remaining(j))
	priority := prioFinish
	if r.Order == ArrivalsFirst && end == j.Expected {
		priority = prioForetold
	}
	if end < sim.Never { // or it goes on for ever
		j.Finish = r.engine.At(end, priority, event{kind: finish, of: int32(j.ID)})
	}
}

func (r *run) jobFinishes(id workloads.JobID) {
	j := r.state.Job(id)
	r.foretold = r.Order == ArrivalsFirst && r.engine.Now() == j.Expected
	r.endAttempt(j, journal.Completed, j.Segment+j.Timetable.Productive())
	r.endJob(j, journal.Completed)
	if r.foretold {
		r.dueNow()
	}
}

func (r *run) jobIsGivenUp(id workloads.JobID) {
	j := r.state.Job(id)
	if j.Phase == cluster.Running {
		r.engine.Cancel(j.Finish)
		r.endAttempt(j, journal.Cancelled, j.Segment-j.Useful)
		j.Useful = 0
	}
	r.endJob(j, journal.Cancelled)
}

// endAttempt journals the end of an attempt, which leaves productive time behind.
func (r *run) endAttempt(j *cluster.Job, why journal.Reason, productive time.Duration) {
	r.endWear(j)
	r.emit(journal.Entry{
		Kind: journal.AttemptEnded, Job: j.ID, Ref: j.Attempts, Reason: why, Value: int64(productive),
	})
}

// endJob ends a job for good, and those that can never start without it.
func (r *run) endJob(j *cluster.Job, why journal.Reason) {
	phase, lost := cluster.Failed, j.Useful
	if why == journal.Completed {
		phase, lost = cluster.Completed, 0
	}
	if why != journal.Cancelled && j.Cancel < sim.Never {
		r.engine.Cancel(j.GiveUp)
	}
	r.emit(journal.Entry{Kind: journal.JobEnded, Job: j.ID, Reason: why, Value: -int64(lost)})
	for _, id := range r.state.End(j, phase) {
		d := r.state.Job(id)
		switch {
		case phase == cluster.Completed:
			r.jobIsEligible(d)
		case d != nil: // nil if it ended with another job that it depended on
			r.endJob(d, journal.DependencyFailed)
		}
	}
	r.change()
}

// interrupt ends an attempt, or lets it go on with another node, after the loss of
// a node was detected.
func (r *run) interrupt(j *cluster.Job, lost hardware.NodeID) {
	r.interruptKeeping(j, lost, r.kept(j, lost))
}

// interruptKeeping does as the recovery decides, with the productive time kept of
// the attempt, or of its last stretch.
func (r *run) interruptKeeping(j *cluster.Job, lost hardware.NodeID, kept time.Duration) {
	r.engine.Cancel(j.Finish)
	remedy := r.Recovery.Recover(r.state.View(), scheduler.Incident{
		Job: &j.Request, Attempts: int(j.Attempts + j.Swaps), At: r.engine.Now(),
	})
	if remedy == scheduler.Resume {
		j.Tainted = j.Tainted || j.Spoiled && kept > j.Timetable.Kept(j.SoundFor)
	} else {
		j.Tainted = false
	}
	switch {
	case remedy == scheduler.Resume && r.swap(j, lost, kept):
		return
	case remedy == scheduler.Resume:
		r.endAttempt(j, journal.NodeLost, j.Segment+kept)
		j.Useful += kept
		j.Kept += j.Timetable.Rate.Done(kept)
	default:
		r.endAttempt(j, journal.NodeLost, j.Segment-j.Useful)
		j.Useful, j.Kept = 0, 0
	}
	if remedy == scheduler.GiveUp {
		r.endJob(j, journal.GaveUp)
		return
	}
	r.state.Requeue(j)
	r.change()
}

// stopWork ends the progress of an attempt: a node of its gang does not work.
func (r *run) stopWork(j *cluster.Job, culprit hardware.NodeID) {
	if j.Stopped {
		return
	}
	j.Stopped, j.Lost, j.Culprit = true, r.engine.Now(), culprit
	r.stopWear(j)
	r.engine.Cancel(j.Finish)
	r.emit(journal.Entry{Kind: journal.WorkStopped, Job: j.ID, Node: culprit, Ref: j.Attempts, Reason: journal.NodeLost})
}
