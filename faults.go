package clustersim

import (
	"time"

	"github.com/clustersim/clustersim/cluster"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
)

// clocks are the failure clocks of all nodes, each a random stream of its own
// that is keyed by the node's name, the part's and the part's number: what a
// part draws does not depend on anything else in the model.
type clocks struct {
	first   []int32 // by node: its first clock
	streams []rng.Stream
	epoch   []uint16 // counts the faults of a clock; its top bit says that the present one is known
}

const known = 1 << 15

func (c *clocks) of(e event) int32 { return c.first[e.node] + int32(e.part) }

// stale reports whether the event belongs to a fault that is over.
func (c *clocks) stale(i int32, e event) bool { return uint32(c.epoch[i]&^known) != e.epoch }

// startNodes defines the nodes and winds up their clocks.
func (r *run) startNodes() {
	c := &r.clocks
	c.first = make([]int32, len(r.Site.Nodes))
	total := 0
	for id := range r.Site.Nodes {
		for h := range r.Site.Nodes[id].Hazards {
			total += r.Site.Nodes[id].Hazards[h].Count
		}
	}
	c.streams = make([]rng.Stream, 0, total)
	c.epoch = make([]uint16, total)
	seed := r.seed.Child("failure")
	for id := range r.Site.Nodes {
		for _, o := range r.observers {
			o.Define(journal.DefineNode(hardware.NodeID(id), &r.Site.Nodes[id]))
		}
		c.first[id] = int32(len(c.streams))
		r.startNode(hardware.NodeID(id), seed.Child(r.Site.Nodes[id].Name))
	}
}

func (r *run) startNode(id hardware.NodeID, seed rng.Seed) {
	part := uint16(0)
	for h := range r.Site.Nodes[id].Hazards {
		hazard := &r.Site.Nodes[id].Hazards[h]
		ofPart := seed.Child(hazard.Part)
		for k := range hazard.Count {
			r.clocks.streams = append(r.clocks.streams, ofPart.Index(uint64(k)).Stream())
			r.startClock(hazard, event{node: id, part: part})
			part++
		}
	}
}

// startClock puts a part into service, or into repair, as the node's age says.
func (r *run) startClock(h *hardware.Hazard, e event) {
	stream := &r.clocks.streams[r.clocks.of(e)]
	age := r.Site.Nodes[e.node].Age
	switch age.Rule {
	case hardware.Fresh:
		r.schedule(h.Failure.Next(stream, 0, 0), prioFault, fault, e)
	case hardware.Given:
		r.schedule(h.Failure.Next(stream, 0, age.Of), prioFault, fault, e)
	case hardware.Stationary:
		if stream.Float64() < h.Availability() {
			r.schedule(h.Failure.Next(stream, 0, h.Failure.StationaryAge(stream)), prioFault, fault, e)
			return
		}
		r.breakPart(e, journal.InitiallyDown)
		r.learnOf(e)
		r.schedule(h.Repair.StationaryRest(stream), prioRepair, repair, e)
	}
}

// hazard is the hazard that the event's clock belongs to, with its index.
func (r *run) hazard(e event) (*hardware.Hazard, uint32) {
	hazards := r.Site.Nodes[e.node].Hazards
	part := int(e.part)
	for h := range hazards {
		if part < hazards[h].Count {
			return &hazards[h], uint32(h)
		}
		part -= hazards[h].Count
	}
	panic("clustersim: event for a clock that its node does not have")
}

// partFails breaks a part: what is so. That it is known comes later.
func (r *run) partFails(e event) {
	h, _ := r.hazard(e)
	i := r.clocks.of(e)
	r.clocks.epoch[i] = (r.clocks.epoch[i] + 1) &^ known
	e.epoch = uint32(r.clocks.epoch[i])
	r.breakPart(e, journal.SymptomReason(h.Symptom))
	r.schedule(h.Repair.Repair(&r.clocks.streams[i]), prioRepair, repair, e)
	if h.Detect == 0 {
		r.faultIsDetected(e)
		return
	}
	r.schedule(h.Detect, prioFault, detect, e)
}

func (r *run) breakPart(e event, why journal.Reason) {
	_, index := r.hazard(e)
	r.emit(journal.Entry{Kind: journal.FaultBegan, Node: e.node, Ref: index, Reason: why})
	if r.state.Break(e.node) {
		r.state.Tenants(e.node, func(j *cluster.Job) { r.stopWork(j, e.node) })
	}
}

// faultIsDetected tells the scheduler of a fault, if it is still there, and of
// the jobs that it stopped, even if the node works again.
func (r *run) faultIsDetected(e event) {
	if i := r.clocks.of(e); !r.clocks.stale(i, e) && r.state.Broken(e.node) {
		r.learnOf(e)
	}
	for j := r.stoppedOn(e.node); j != nil; j = r.stoppedOn(e.node) {
		r.interrupt(j)
	}
}

// stoppedOn finds a job that lost its progress to the node.
func (r *run) stoppedOn(id hardware.NodeID) (found *cluster.Job) {
	r.state.Tenants(id, func(j *cluster.Job) {
		if j.Stopped && (j.Culprit == id || !r.state.InService(id)) {
			found = j
		}
	})
	return found
}

func (r *run) learnOf(e event) {
	r.clocks.epoch[r.clocks.of(e)] |= known
	if r.state.LearnFault(e.node) {
		r.emit(journal.Entry{Kind: journal.NodeDown, Node: e.node})
		r.change()
	}
}

// partReturns puts a repaired part into service as a new one.
func (r *run) partReturns(e event) {
	h, index := r.hazard(e)
	i := r.clocks.of(e)
	r.state.Mend(e.node)
	r.emit(journal.Entry{Kind: journal.FaultEnded, Node: e.node, Ref: index})
	if r.clocks.epoch[i]&known != 0 && r.state.ForgetFault(e.node) {
		r.emit(journal.Entry{Kind: journal.NodeUp, Node: e.node})
		r.change()
	}
	r.clocks.epoch[i] = (r.clocks.epoch[i] + 1) &^ known
	e.epoch = 0
	r.schedule(h.Failure.Next(&r.clocks.streams[i], r.engine.Now(), 0), prioFault, fault, e)
}

// schedule makes the event happen after a time; one beyond the end of time never does.
func (r *run) schedule(after time.Duration, p sim.Priority, k kind, e event) {
	e.kind = k
	if at := r.engine.Now().Add(after); at < sim.Never {
		r.engine.At(at, p, e)
	}
}
