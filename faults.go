package clustersim

import (
	"fmt"
	"math"
	"time"

	"github.com/clustersim/clustersim/cluster"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
)

// clocks are the failure clocks of all nodes, by number. Each has a random stream
// of its own that is keyed by the node's name, the part's and the part's number:
// what a part draws does not depend on anything else in the model.
type clocks struct {
	streams []rng.Stream
	parts   []part
	hazards []*hardware.Hazard // each once, however many nodes share it
	index   []uint32           // of such a hazard among its node's
}

// part is the health of what a clock belongs to.
type part uint8

const (
	broken part = 1 << iota // what is so
	known                   // that it is broken
)

// mostHazards is how many different hazards an event can name.
const mostHazards = math.MaxUint16

// startNodes defines the nodes and winds up their clocks.
func (r *run) startNodes() {
	c := &r.clocks
	total := 0
	for id := range r.Site.Nodes {
		for h := range r.Site.Nodes[id].Hazards {
			total += r.Site.Nodes[id].Hazards[h].Count
		}
	}
	c.streams, c.parts = make([]rng.Stream, 0, total), make([]part, total)
	shared := map[*hardware.Hazard]uint16{}
	seed := r.seed.Child("failure")
	for id := range r.Site.Nodes {
		for _, o := range r.observers {
			o.Define(journal.DefineNode(hardware.NodeID(id), &r.Site.Nodes[id]))
		}
		r.startNode(hardware.NodeID(id), seed.Child(r.Site.Nodes[id].Name), shared)
	}
}

func (r *run) startNode(id hardware.NodeID, seed rng.Seed, shared map[*hardware.Hazard]uint16) {
	c := &r.clocks
	for h := range r.Site.Nodes[id].Hazards {
		hazard := &r.Site.Nodes[id].Hazards[h]
		place, ok := shared[hazard]
		if !ok {
			if len(c.hazards) == mostHazards {
				r.fail(fmt.Errorf("clustersim: run: more than %d different hazards; let nodes of a kind share theirs", mostHazards))
				return
			}
			place = uint16(len(c.hazards))
			shared[hazard] = place
			c.hazards, c.index = append(c.hazards, hazard), append(c.index, uint32(h))
		}
		ofPart := seed.Child(hazard.Part)
		for k := range hazard.Count {
			c.streams = append(c.streams, ofPart.Index(uint64(k)).Stream())
			r.startClock(hazard, event{node: id, of: int32(len(c.streams) - 1), hazard: place})
		}
	}
}

// startClock puts a part into service, or into repair, as the node's age says.
func (r *run) startClock(h *hardware.Hazard, e event) {
	stream := &r.clocks.streams[e.of]
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
	h := r.clocks.hazards[e.hazard]
	r.breakPart(e, journal.SymptomReason(h.Symptom))
	r.schedule(h.Repair.Repair(&r.clocks.streams[e.of]), prioRepair, repair, e)
	if h.Detect == 0 {
		r.partIsChecked(e)
		return
	}
	r.schedule(h.Detect, prioFault, detect, e)
}

func (r *run) breakPart(e event, why journal.Reason) {
	r.clocks.parts[e.of] |= broken
	r.emit(journal.Entry{Kind: journal.FaultBegan, Node: e.node, Ref: r.clocks.index[e.hazard], Reason: why})
	if r.state.Break(e.node) && !r.state.Idle(e.node) {
		r.state.Tenants(e.node, func(j *cluster.Job) { r.stopWork(j, e.node) })
	}
}

// partIsChecked is the check that a fault causes. It sees the part as it is now:
// if the fault is over, nothing is learned of it, but the jobs that it stopped
// are found.
func (r *run) partIsChecked(e event) {
	if r.clocks.parts[e.of] == broken {
		r.learnOf(e)
	}
	if r.state.Idle(e.node) {
		return // the usual case in a large fleet
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
	r.clocks.parts[e.of] |= known
	if r.state.LearnFault(e.node) {
		r.emit(journal.Entry{Kind: journal.NodeDown, Node: e.node})
		r.change()
	}
}

// partReturns puts a repaired part into service as a new one.
func (r *run) partReturns(e event) {
	h, was := r.clocks.hazards[e.hazard], r.clocks.parts[e.of]
	r.clocks.parts[e.of] = 0
	r.state.Mend(e.node)
	r.emit(journal.Entry{Kind: journal.FaultEnded, Node: e.node, Ref: r.clocks.index[e.hazard]})
	if was&known != 0 && r.state.ForgetFault(e.node) {
		r.emit(journal.Entry{Kind: journal.NodeUp, Node: e.node})
		r.change()
	}
	r.schedule(h.Failure.Next(&r.clocks.streams[e.of], r.engine.Now(), 0), prioFault, fault, e)
}

// foresee touches what a coming fault will need: with many nodes, most of it has
// left the cache since the node's last event, and several misses at once cost
// little more than one.
func (r *run) foresee(e event) {
	if e.kind == fault {
		r.touched = r.clocks.streams[e.of] == rng.Stream{} || r.state.Broken(e.node)
	}
}

// schedule makes the event happen after a time, unless the run ends before it.
func (r *run) schedule(after time.Duration, p sim.Priority, k kind, e event) {
	e.kind = k
	if at := r.engine.Now().Add(after); at <= r.Until && at < sim.Never {
		r.engine.At(at, p, e)
	}
}
