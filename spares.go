package clustersim

import (
	"time"

	"github.com/clustersim/clustersim/cluster"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
)

// wantsSpares reports whether nodes stand by for the job.
func (r *run) wantsSpares(j *cluster.Job) bool { return r.Spares.Count > 0 && j.Replaceable() }

// holdSpares lets nodes that are free stand by for a job, as many as it is to
// have, and returns the time until the slowest of them is ready.
func (r *run) holdSpares(j *cluster.Job, most int) (ready time.Duration) {
	for j.Spares < most {
		slice, ok := r.state.AddSpare(j)
		if !ok {
			return ready
		}
		r.emitLease(j, slice, journal.Standby)
		ready = max(ready, r.startUp(slice.Node))
	}
	return ready
}

// refillSpares lets a node stand by for a job that lacks spares, the one expected
// to end first, after one came back.
func (r *run) refillSpares() {
	if r.Spares.Count == 0 {
		return
	}
	for j := range r.state.RunningJobs() {
		if r.wantsSpares(j) && j.Spares < r.Spares.Count && !j.Stopped {
			r.holdSpares(j, j.Spares+1)
			return
		}
	}
}

// dropSpare gives a spare back that went out of service.
func (r *run) dropSpare(j *cluster.Job, id hardware.NodeID) {
	r.state.DropSpare(j, id)
	r.emit(journal.Entry{Kind: journal.Released, Job: j.ID, Node: id, Ref: j.Attempts})
}

// swap lets a spare take the place of a node that a gang lost, and reports
// whether there was one. Without one at hand, others are looked for.
func (r *run) swap(j *cluster.Job, lost hardware.NodeID, kept time.Duration) bool {
	if !r.wantsSpares(j) || r.state.LeasesOn(lost, j) != 1 {
		return false
	}
	for i := len(j.On) - 1; i >= len(j.Gang()); i-- {
		if id := j.On[i].Node; !r.state.InService(id) {
			r.dropSpare(j, id) // the shock that took the node took its spare as well
		}
	}
	pause := time.Duration(0)
	if j.Spares == 0 {
		pause = r.Spares.Select + r.holdSpares(j, r.Spares.Count+1)
		if j.Spares == 0 {
			return false
		}
	}
	j.Segment += kept
	j.Useful += kept
	j.Kept += j.Timetable.Rate.Done(kept)
	j.Swaps++
	r.detach(j, lost)
	spec := r.Site.Nodes[lost].Spec
	slice, narrower := r.state.Swap(j, lost)
	in := slice.Node
	if r.state.Broken(lost) {
		j.Down--
	}
	if r.state.Broken(in) {
		j.Down++
	}
	r.emit(journal.Entry{Kind: journal.Released, Job: j.ID, Node: lost, Ref: j.Attempts})
	if narrower {
		r.emit(journal.Entry{Kind: journal.Released, Job: j.ID, Node: in, Ref: j.Attempts})
		r.emitLease(j, slice, journal.NoReason)
	}
	t := j.Timetable
	if r.Site.Nodes[in].Spec != spec {
		t.Rate = j.Work.Speed(r.Site, j.Gang())
	}
	t.Work = j.Work.Size() - j.Kept
	t.Restart = j.Checkpoint.Restart
	t.Prolong(pause)
	r.state.Continue(j, t)
	r.emit(journal.Entry{Kind: journal.WorkResumed, Job: j.ID, Node: lost, Ref: j.Attempts, Value: int64(t.Restart)})
	if g := r.gangs[j.ID]; g != nil {
		r.attach(g, in)
	}
	r.goOn(j)
	return true
}

// startUp draws how long a node takes from its lease to the beginning of work.
func (r *run) startUp(id hardware.NodeID) time.Duration {
	law := r.Site.Nodes[id].StartUp
	if law == nil {
		return 0
	}
	return law.Repair(&r.startUps[id])
}
