package clustersim

import (
	"time"

	"github.com/clustersim/clustersim/cluster"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
)

// leaving marks a part that has given notice. What gives notice comes back by
// itself, so the bit is not needed for stages.
const leaving = oneStage

// goLater gives the notice of a part that fails by a law.
func (r *run) goLater(e event, notice time.Duration) {
	r.schedule(notice, prioFault, goes, e)
	r.giveNotice(e, notice)
}

// giveNotice tells the scheduler that a part will go: no new work comes to the
// node. Jobs that can save all they have done before it goes do so and leave;
// others work until the end.
func (r *run) giveNotice(e event, notice time.Duration) {
	r.emit(journal.Entry{Kind: journal.NoticeGiven, Node: e.node, Ref: uint32(e.hazard), Value: int64(notice)})
	r.clocks.parts[e.of] |= leaving
	r.going[e.node]++
	r.state.Tenants(e.node, func(j *cluster.Job) { r.saveInTime(j, e.node, notice) })
	r.setAside(e, journal.SymptomReason(r.clocks.hazards[e.hazard].Symptom))
	for j := r.spareOn(e.node); j != nil; j = r.spareOn(e.node) {
		r.dropSpare(j, e.node)
	}
}

// isGone takes note that a notice is over: the part went, or thought better of it.
func (r *run) isGone(e event) {
	if r.isLeaving(e) {
		r.clocks.parts[e.of] &^= leaving
		r.going[e.node]--
	}
}

// isLeaving reports whether the part has given notice.
func (r *run) isLeaving(e event) bool {
	return r.clocks.hazards[e.hazard].Notice > 0 && r.clocks.parts[e.of]&leaving != 0
}

// saveInTime lets a job save what it has done by now, if that takes no longer than
// the notice.
func (r *run) saveInTime(j *cluster.Job, id hardware.NodeID, notice time.Duration) {
	if j.SaveEvery == 0 || j.Timetable.Stall > notice || j.Stopped || j.SavedAt > r.engine.Now() || j.StandsBy(id) {
		return
	}
	j.Snapshot, j.SavedAt = j.Timetable.Done(r.elapsed(j)), r.engine.Now().Add(j.Timetable.Stall)
	r.engine.At(j.SavedAt, prioRepair, event{kind: saved, node: id, of: int32(j.ID)})
}

// workIsSaved ends the attempt that was saved since the notice: it leaves the
// node, unless it has left it, lost what it was saving, or may stay after all.
func (r *run) workIsSaved(j *cluster.Job, id hardware.NodeID) {
	if j == nil || j.SavedAt != r.engine.Now() || j.Stopped || r.going[id] == 0 || r.state.LeasesOn(id, j) == 0 {
		return
	}
	r.interruptKeeping(j, id, max(j.Snapshot, j.Timetable.Kept(r.elapsed(j))))
}

// spareOn finds a job for which the node stands by.
func (r *run) spareOn(id hardware.NodeID) (found *cluster.Job) {
	r.state.Tenants(id, func(j *cluster.Job) {
		if j.StandsBy(id) {
			found = j
		}
	})
	return found
}
