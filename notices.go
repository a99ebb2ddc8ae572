package clustersim

import (
	"time"

	"github.com/clustersim/clustersim/cluster"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
)

// giveNotice tells the scheduler that a part will go. Jobs that can save all they
// have done before it goes do so and leave the node; others work until the end.
func (r *run) giveNotice(e event) {
	notice := r.clocks.hazards[e.hazard].Notice
	r.emit(journal.Entry{Kind: journal.NoticeGiven, Node: e.node, Ref: uint32(e.hazard), Value: int64(notice)})
	r.schedule(notice, prioFault, goes, e)
	if saving, some := r.savingTime(e.node, notice); some {
		e.kind = saved
		r.engine.After(saving, prioFault, e)
		return
	}
	r.clear(e)
}

// workIsSaved ends the attempts that were saved since the notice.
func (r *run) workIsSaved(e event) {
	notice := r.clocks.hazards[e.hazard].Notice
	saving, some := r.savingTime(e.node, notice)
	for some {
		j := r.saverOn(e.node, notice)
		if j == nil {
			break
		}
		r.interruptKeeping(j, e.node, j.Timetable.Done(r.soundly(j)-saving))
	}
	r.clear(e)
}

// clear keeps new work off a node that is about to go, once the old has left.
func (r *run) clear(e event) {
	if r.state.Idle(e.node) && r.clocks.parts[e.of]&(broken|known) == 0 {
		r.setAside(e, journal.SymptomReason(r.clocks.hazards[e.hazard].Symptom))
	}
}

// savingTime is how long the jobs on a node take to save what they have done, of
// those that can within the notice.
func (r *run) savingTime(id hardware.NodeID, notice time.Duration) (longest time.Duration, some bool) {
	r.state.Tenants(id, func(j *cluster.Job) {
		if canSave(j, id, notice) {
			longest, some = max(longest, j.Timetable.Stall), true
		}
	})
	return longest, some
}

func (r *run) saverOn(id hardware.NodeID, notice time.Duration) (found *cluster.Job) {
	r.state.Tenants(id, func(j *cluster.Job) {
		if canSave(j, id, notice) {
			found = j
		}
	})
	return found
}

func canSave(j *cluster.Job, id hardware.NodeID, notice time.Duration) bool {
	return j.SaveEvery > 0 && j.Timetable.Stall <= notice && !j.Stopped && !j.StandsBy(id)
}
