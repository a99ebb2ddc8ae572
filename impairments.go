package clustersim

import (
	"math"
	"time"

	"github.com/clustersim/clustersim/cluster"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/workloads"
)

// impair sees to the jobs of a node that works on, after a part of it that does
// not stop work broke or was mended.
func (r *run) impair(id hardware.NodeID, symptom hardware.Symptom, more int) {
	r.ailing += more
	r.state.Tenants(id, func(j *cluster.Job) {
		switch {
		case j.StandsBy(id):
		case symptom == hardware.Corruption:
			r.spoil(j, id)
		case workloads.RateOf(r.speedOf(id)) != paceOf(j): // else the gang goes as fast as this node already
			r.setPace(j)
		}
	})
}

// isCorrupt reports whether the node computes wrong results.
func (r *run) isCorrupt(id hardware.NodeID) bool {
	corrupt := false
	r.eachPart(id, broken, func(h *hardware.Hazard) { corrupt = corrupt || h.Symptom == hardware.Corruption })
	return corrupt
}

// isFoundCorrupt reports whether that is known.
func (r *run) isFoundCorrupt(id hardware.NodeID) bool {
	found := false
	r.eachPart(id, broken|known, func(h *hardware.Hazard) { found = found || h.Symptom == hardware.Corruption })
	return found
}

// speedOf is the share of its speed that a node has.
func (r *run) speedOf(id hardware.NodeID) float64 {
	speed := 1.0
	r.eachPart(id, broken, func(h *hardware.Hazard) {
		if h.Symptom == hardware.Slowdown {
			speed *= h.Speed
		}
	})
	return speed
}

// eachPart calls f with the hazard of each part of a node in that state.
func (r *run) eachPart(id hardware.NodeID, state part, f func(*hardware.Hazard)) {
	if r.clocks.first == nil {
		return
	}
	r.eachClock(id, func(e event) {
		if r.clocks.parts[e.of]&state == state {
			f(r.clocks.hazards[e.hazard])
		}
	})
}

// spoil marks an attempt whose results are wrong from now on.
func (r *run) spoil(j *cluster.Job, culprit hardware.NodeID) {
	if j.Spoiled || !r.isCorrupt(culprit) {
		return
	}
	j.Spoiled, j.SoundFor, j.Taint = true, r.elapsed(j), culprit
	r.emit(journal.Entry{Kind: journal.WorkSpoiled, Job: j.ID, Node: culprit, Ref: j.Attempts})
}

// inherit spoils an attempt that goes on from wrong results of earlier ones.
func (r *run) inherit(j *cluster.Job) {
	if j.Tainted {
		j.Spoiled, j.SoundFor = true, 0
		r.emit(journal.Entry{Kind: journal.WorkSpoiled, Job: j.ID, Node: j.Taint, Ref: j.Attempts})
	}
}

// setPace lets a gang go on as fast as its slowest node does.
func (r *run) setPace(j *cluster.Job) {
	slowest := 1.0
	for i := range j.Gang() {
		slowest = min(slowest, r.speedOf(j.On[i].Node))
	}
	pace := workloads.RateOf(slowest)
	if pace == paceOf(j) {
		return
	}
	j.Paced, j.PacedAt = r.elapsed(j), r.progressUntil(j)
	j.Pace = pace
	r.emit(journal.Entry{Kind: journal.WorkSlowed, Job: j.ID, Ref: j.Attempts, Value: int64(math.Round(slowest * 1e6))})
	if !j.Stopped {
		r.engine.Cancel(j.Finish)
		r.awaitFinish(j)
	}
}

// paceOf is how fast the timetable of a job passes.
func paceOf(j *cluster.Job) workloads.Rate {
	if j.Pace == 0 {
		return workloads.Full
	}
	return j.Pace
}

// elapsed is how far an attempt, or the last stretch of it, has come by its
// timetable.
func (r *run) elapsed(j *cluster.Job) time.Duration {
	until := r.progressUntil(j)
	if j.Pace == 0 {
		return until.Sub(j.Started)
	}
	return j.Paced + j.Pace.Done(until.Sub(j.PacedAt))
}

// progressUntil is now, or when the attempt stopped making progress.
func (r *run) progressUntil(j *cluster.Job) sim.Time {
	if j.Stopped {
		return j.Lost
	}
	return r.engine.Now()
}

// remaining is how long an attempt takes from now on if nothing happens to it.
func (r *run) remaining(j *cluster.Job) time.Duration {
	return paceOf(j).Time(max(0, j.Timetable.Wall()-r.elapsed(j)))
}

// kept is the productive time that an attempt leaves behind when it loses a node:
// all that was saved, or if that node is found to compute wrong results, what was
// saved before it began to.
func (r *run) kept(j *cluster.Job, lost hardware.NodeID) time.Duration {
	if j.Spoiled && r.isFoundCorrupt(lost) {
		return j.Timetable.Kept(min(j.SoundFor, r.elapsed(j)))
	}
	return j.Timetable.Kept(r.elapsed(j))
}
