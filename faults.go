package clustersim

import (
	"github.com/clustersim/clustersim/cluster"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/sim/rng"
)

// partFails breaks a part, or gives notice that it will go.
func (r *run) partFails(e event) {
	if notice := r.clocks.hazards[e.hazard].Notice; notice > 0 {
		r.goLater(e, notice)
		return
	}
	r.partGoes(e)
}

// partGoes breaks a part: what is so. That it is known comes later.
func (r *run) partGoes(e event) {
	h, announced := r.clocks.hazards[e.hazard], r.isLeaving(e)
	r.isGone(e)
	if h.Symptom != hardware.FalseAlarm {
		r.breakPart(e, journal.SymptomReason(h.Symptom))
	}
	if h.Repair != nil {
		r.schedule(h.Repair.Repair(&r.clocks.streams[e.of]), prioRepair, repair, e)
	}
	switch {
	case h.Symptom == hardware.FalseAlarm:
		r.alarm(e)
	case announced:
		r.evict(e.node) // nobody has to find out
	default:
		r.detectLater(e, &r.clocks.streams[e.of])
	}
}

// detectLater lets a fault be seen as late as its symptom is.
func (r *run) detectLater(e event, stream *rng.Stream) {
	h := r.clocks.hazards[e.hazard]
	if h.Detect == nil {
		r.partIsChecked(e)
		return
	}
	r.schedule(h.Detect.Repair(stream), prioFault, detect, e)
}

func (r *run) breakPart(e event, why journal.Reason) {
	r.clocks.parts[e.of] |= broken
	r.emit(journal.Entry{Kind: journal.FaultBegan, Node: e.node, Ref: uint32(e.hazard), Reason: why})
	if h := r.clocks.hazards[e.hazard]; !h.Symptom.Stops() {
		r.impair(e.node, h.Symptom, +1)
		return
	}
	if r.state.Break(e.node) && !r.state.Idle(e.node) {
		r.stopAll(e.node)
	}
}

// stopAll ends the progress of all jobs on a node that does not work any more.
func (r *run) stopAll(id hardware.NodeID) {
	r.state.Tenants(id, func(j *cluster.Job) {
		if !j.StandsBy(id) {
			j.Down++
			r.stopWork(j, id)
		}
	})
}

// partIsChecked is the check that a fault causes. It sees the part as it is now:
// if the fault is over, nothing is learned of it, but the jobs that it stopped
// are found.
func (r *run) partIsChecked(e event) {
	if r.clocks.parts[e.of]&(broken|known) == broken {
		if h := r.clocks.hazards[e.hazard]; h.Misled > 0 && r.blameAnother(e) {
			r.detectLater(e, &r.clocks.doubts[e.of])
			return
		}
		r.learnOf(e)
	}
	r.evict(e.node)
}

// evict ends the attempts that the node stopped, and all others on it if it is
// out of service.
func (r *run) evict(id hardware.NodeID) {
	if r.state.Idle(id) {
		return // the usual case in a large fleet
	}
	for j := r.lostOn(id); j != nil; j = r.lostOn(id) {
		if j.StandsBy(id) {
			r.dropSpare(j, id)
			continue
		}
		r.interrupt(j, id)
	}
}

// lostOn finds a job that cannot go on with the node.
func (r *run) lostOn(id hardware.NodeID) (found *cluster.Job) {
	r.state.Tenants(id, func(j *cluster.Job) {
		if !r.state.InService(id) || j.Stopped && j.Culprit == id {
			found = j
		}
	})
	return found
}

// learnOf takes a node out of service for a fault that is seen, and has it
// repaired if it does not come back by itself.
func (r *run) learnOf(e event) {
	r.setAside(e, journal.SymptomReason(r.clocks.hazards[e.hazard].Symptom))
	if r.individuals != nil && r.clocks.hazards[e.hazard].Class <= hardware.SoftwareFault && r.failsTooOften(e.node) {
		r.retire(e.node)
		return
	}
	r.beginRepair(e)
}

// setAside takes a node out of service for a part.
func (r *run) setAside(e event, why journal.Reason) {
	r.clocks.parts[e.of] |= known
	r.takeOut(e.node, e.hazard, why)
}

// beginRepair begins the repair of a part that does not come back by itself.
func (r *run) beginRepair(e event) {
	if r.clocks.hazards[e.hazard].Stages != nil && !r.isRetired(e.node) {
		r.clocks.parts[e.of] += oneStage
		r.awaitStage(e)
	}
}

// takeOut takes a node out of service, as far as is known.
func (r *run) takeOut(id hardware.NodeID, hazard uint16, why journal.Reason) {
	if r.state.LearnFault(id) {
		r.emit(journal.Entry{Kind: journal.NodeDown, Node: id, Ref: uint32(hazard), Reason: why})
		r.change()
	}
}

// putBack returns a node to service for one of the reasons that it was out for.
func (r *run) putBack(id hardware.NodeID) {
	if r.state.ForgetFault(id) {
		r.emit(journal.Entry{Kind: journal.NodeUp, Node: id})
		r.refillSpares()
		r.change()
	}
}

// partReturns puts a part that is whole again into service as a new one.
func (r *run) partReturns(e event) {
	r.mend(e)
	h := r.clocks.hazards[e.hazard]
	if r.isLemon(e.node) && h.Symptom != hardware.FalseAlarm && h.Class != hardware.OwnerFault {
		r.mayCure(e.node, r.Site.Nodes[e.node].Frailty.Lemons.Cured)
	}
	r.renew(e)
}

// mend makes a part whole, and what is known of it too.
func (r *run) mend(e event) {
	r.isGone(e)
	was := r.clocks.parts[e.of]
	r.clocks.parts[e.of] = 0
	if was&broken != 0 {
		r.emit(journal.Entry{Kind: journal.FaultEnded, Node: e.node, Ref: uint32(e.hazard)})
		if symptom := r.clocks.hazards[e.hazard].Symptom; symptom.Stops() {
			r.mendNode(e.node)
		} else {
			r.impair(e.node, symptom, -1)
		}
	}
	if was&known != 0 {
		r.putBack(e.node)
	}
}

// mendNode makes a node work again, unless something else of it is broken.
func (r *run) mendNode(id hardware.NodeID) {
	if r.state.Mend(id) && !r.state.Idle(id) {
		r.state.Tenants(id, func(j *cluster.Job) {
			if !j.StandsBy(id) {
				j.Down--
			}
		})
	}
}

// alarm takes a node out of service with which nothing is wrong.
func (r *run) alarm(e event) {
	r.setAside(e, journal.FalseAlarm)
	r.beginRepair(e)
	r.evict(e.node)
}

// blameAnother takes another node of a gang out of service in the culprit's
// place, with the probability that the hazard misleads, and reports whether it
// did. The culprit stays and will be noticed again.
func (r *run) blameAnother(e event) bool {
	h, stream := r.clocks.hazards[e.hazard], &r.clocks.doubts[e.of]
	misled, which := chance(stream, h.Misled), stream.Float64()
	j := r.tenantOf(e.node)
	if !misled || j == nil {
		return false
	}
	scapegoat, ok := mateOf(j, e.node, which)
	if !ok {
		return false
	}
	r.takeOut(scapegoat, e.hazard, journal.Blamed)
	inspection := h.Repair
	if h.Stages != nil {
		inspection = h.Stages[0].Time
	}
	r.schedule(inspection.Repair(stream), prioRepair, cleared, event{node: scapegoat, hazard: e.hazard})
	r.evict(scapegoat)
	return true
}

// mateOf picks one of the other nodes of a gang, by a number within 0..1.
func mateOf(j *cluster.Job, id hardware.NodeID, which float64) (mate hardware.NodeID, ok bool) {
	others := 0
	for _, slice := range j.Gang() {
		if slice.Node != id {
			others++
		}
	}
	skip := int(which * float64(others))
	for _, slice := range j.Gang() {
		switch {
		case slice.Node == id:
		case skip == 0:
			return slice.Node, true
		default:
			skip--
		}
	}
	return 0, false
}

// tenantOf is the job that has worked on the node for the shortest time; nil if
// none does.
func (r *run) tenantOf(id hardware.NodeID) (tenant *cluster.Job) {
	r.state.Tenants(id, func(j *cluster.Job) {
		if tenant == nil && !j.StandsBy(id) {
			tenant = j
		}
	})
	return tenant
}
