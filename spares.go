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

// swap lets spares take the place of the nodes that a gang lost, and reports
// whether there are enough. Where there are too few at hand, others are looked for.
func (r *run) swap(j *cluster.Job, lost hardware.NodeID, kept time.Duration) bool {
	if !r.wantsSpares(j) {
		return false
	}
	r.dropLostSpares(j)
	out, ok := r.lostWith(j, lost)
	if !ok {
		return false
	}
	pause := time.Duration(0)
	if j.Spares < len(out) {
		pause = r.Spares.Select + r.holdSpares(j, r.Spares.Count+len(out))
		if j.Spares < len(out) {
			return false
		}
	}
	r.stopWear(j)
	rate := j.Timetable.Rate
	j.Segment += kept
	j.Useful += kept
	j.Kept += rate.Done(kept)
	j.Swaps++
	for _, id := range out {
		if !r.swapNode(j, id) {
			rate = 0
		}
	}
	r.state.Continue(j, pause)
	if rate == 0 {
		rate = j.Work.Speed(r.Site, j.Gang())
	}
	j.Timetable.Rate, j.Timetable.Work = rate, j.Work.Size()-j.Kept
	r.emit(journal.Entry{Kind: journal.WorkResumed, Job: j.ID, Node: lost, Ref: j.Attempts, Value: int64(j.Timetable.Restart)})
	r.goOn(j)
	return true
}

// lostWith lists the nodes of a gang that are lost together with one of them. It
// reports whether each has one slice, which another node could take.
func (r *run) lostWith(j *cluster.Job, lost hardware.NodeID) (out []hardware.NodeID, ok bool) {
	out = append(r.out[:0], lost)
	if j.Down > 1 {
		for _, slice := range j.Gang() {
			if slice.Node != lost && !r.state.InService(slice.Node) {
				out = append(out, slice.Node)
			}
		}
	}
	r.out = out
	for _, id := range out {
		if r.state.LeasesOn(id, j) != 1 {
			return nil, false
		}
	}
	return out, true
}

// dropLostSpares gives spares back that went out of service with the node that
// they should stand in for.
func (r *run) dropLostSpares(j *cluster.Job) {
	for i := len(j.On) - 1; i >= len(j.Gang()); i-- {
		if id := j.On[i].Node; !r.state.InService(id) {
			r.dropSpare(j, id)
		}
	}
}

// swapNode lets the first spare take the place of a node, and reports whether it
// is of the same kind.
func (r *run) swapNode(j *cluster.Job, lost hardware.NodeID) (same bool) {
	r.detach(j, lost)
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
	if g := r.gangs[j.ID]; g != nil {
		r.attach(g, in)
		r.handOver(j, lost)
	}
	if r.state.InService(lost) {
		r.change() // somebody else may want it
	}
	return r.Site.Nodes[in].Spec == r.Site.Nodes[lost].Spec
}

// startUp draws how long a node takes from its lease to the beginning of work.
func (r *run) startUp(id hardware.NodeID) time.Duration {
	law := r.Site.Nodes[id].StartUp
	if law == nil {
		return 0
	}
	return law.Repair(&r.startUps[id])
}
