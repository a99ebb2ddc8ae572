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
	all     []clock
	hazards []*hardware.Hazard // each once, however many nodes share it
	index   []uint32           // of such a hazard among its node's
}

type clock struct {
	stream rng.Stream
	hazard uint32 // place in clocks.hazards
	epoch  uint16 // counts the faults; its top bit says that the present one is known
}

const known = 1 << 15

func (c *clocks) of(e event) *clock { return &c.all[e.of] }

// hazard is the hazard that a clock belongs to, with its index among its node's.
func (c *clocks) hazard(k *clock) (*hardware.Hazard, uint32) {
	return c.hazards[k.hazard], c.index[k.hazard]
}

// stale reports whether the event belongs to a fault that is over.
func (k *clock) stale(e event) bool { return k.epoch&^known != e.epoch }

// startNodes defines the nodes and winds up their clocks.
func (r *run) startNodes() {
	c := &r.clocks
	total := 0
	for id := range r.Site.Nodes {
		for h := range r.Site.Nodes[id].Hazards {
			total += r.Site.Nodes[id].Hazards[h].Count
		}
	}
	c.all = make([]clock, 0, total)
	shared := map[*hardware.Hazard]uint32{}
	seed := r.seed.Child("failure")
	for id := range r.Site.Nodes {
		for _, o := range r.observers {
			o.Define(journal.DefineNode(hardware.NodeID(id), &r.Site.Nodes[id]))
		}
		r.startNode(hardware.NodeID(id), seed.Child(r.Site.Nodes[id].Name), shared)
	}
}

func (r *run) startNode(id hardware.NodeID, seed rng.Seed, shared map[*hardware.Hazard]uint32) {
	c := &r.clocks
	for h := range r.Site.Nodes[id].Hazards {
		hazard := &r.Site.Nodes[id].Hazards[h]
		place, ok := shared[hazard]
		if !ok {
			place = uint32(len(c.hazards))
			shared[hazard] = place
			c.hazards, c.index = append(c.hazards, hazard), append(c.index, uint32(h))
		}
		ofPart := seed.Child(hazard.Part)
		for k := range hazard.Count {
			c.all = append(c.all, clock{stream: ofPart.Index(uint64(k)).Stream(), hazard: place})
			r.startClock(hazard, event{node: id, of: int32(len(c.all) - 1)})
		}
	}
}

// startClock puts a part into service, or into repair, as the node's age says.
func (r *run) startClock(h *hardware.Hazard, e event) {
	stream := &r.clocks.of(e).stream
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

// partFails breaks a part: what is so. That it is known comes later.
func (r *run) partFails(e event) {
	k := r.clocks.of(e)
	h, _ := r.clocks.hazard(k)
	k.epoch = (k.epoch + 1) &^ known
	e.epoch = k.epoch
	r.breakPart(e, journal.SymptomReason(h.Symptom))
	r.schedule(h.Repair.Repair(&k.stream), prioRepair, repair, e)
	if h.Detect == 0 {
		r.faultIsDetected(e)
		return
	}
	r.schedule(h.Detect, prioFault, detect, e)
}

func (r *run) breakPart(e event, why journal.Reason) {
	_, index := r.clocks.hazard(r.clocks.of(e))
	r.emit(journal.Entry{Kind: journal.FaultBegan, Node: e.node, Ref: index, Reason: why})
	if r.state.Break(e.node) {
		r.state.Tenants(e.node, func(j *cluster.Job) { r.stopWork(j, e.node) })
	}
}

// faultIsDetected tells the scheduler of a fault, if it is still there, and of
// the jobs that it stopped, even if the node works again.
func (r *run) faultIsDetected(e event) {
	if !r.clocks.of(e).stale(e) {
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
	r.clocks.of(e).epoch |= known
	if r.state.LearnFault(e.node) {
		r.emit(journal.Entry{Kind: journal.NodeDown, Node: e.node})
		r.change()
	}
}

// partReturns puts a repaired part into service as a new one.
func (r *run) partReturns(e event) {
	k := r.clocks.of(e)
	h, index := r.clocks.hazard(k)
	r.state.Mend(e.node)
	r.emit(journal.Entry{Kind: journal.FaultEnded, Node: e.node, Ref: index})
	if k.epoch&known != 0 && r.state.ForgetFault(e.node) {
		r.emit(journal.Entry{Kind: journal.NodeUp, Node: e.node})
		r.change()
	}
	k.epoch = (k.epoch + 1) &^ known
	e.epoch = 0
	r.schedule(h.Failure.Next(&k.stream, r.engine.Now(), 0), prioFault, fault, e)
}

// schedule makes the event happen after a time; one beyond the end of time never does.
func (r *run) schedule(after time.Duration, p sim.Priority, k kind, e event) {
	e.kind = k
	if at := r.engine.Now().Add(after); at < sim.Never {
		r.engine.At(at, p, e)
	}
}
