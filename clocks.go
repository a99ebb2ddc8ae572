package clustersim

import (
	"fmt"
	"math"
	"time"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
	"github.com/clustersim/clustersim/workloads"
)

// clocks are the failure clocks of all nodes and domains, by number. Each has a
// random stream of its own that is keyed by the name of the node or domain, the
// part's and the part's number: what a part draws does not depend on anything
// else in the model.
type clocks struct {
	streams []rng.Stream
	parts   []part
	hazards []*hardware.Hazard // each once, however many nodes share it
	numbers map[*hardware.Hazard]uint16

	// What only some models need; nil in all others.
	first   []int32         // by node: its first clock; one more for the end
	pending []sim.Handle    // by clock: what it does next
	left    []time.Duration // by clock that runs in operating time: until it fails
	doubts  []rng.Stream    // by clock: of whom to blame, and of what follows from that
}

// part is the health of what a clock belongs to, and how far its repair has come.
type part uint8

const (
	broken   part = 1 << iota // what is so
	known                     // that it is out of order, or thought to be
	oneStage                  // of a repair that is in stages: counts them
)

// mostHazards is how many different hazards an event can name, and mostStages how
// many stages a repair can have.
const (
	mostHazards = math.MaxUint16
	mostStages  = math.MaxUint8 / int(oneStage)
)

// startNodes defines hazards, domains and nodes and winds up the clocks.
func (r *run) startNodes() {
	r.countClocks()
	for id := range r.Site.Domains {
		r.define(journal.DefineDomain(hardware.DomainID(id), &r.Site.Domains[id]))
	}
	r.drawIndividuals()
	if len(r.observers) > 0 {
		for id := range r.Site.Nodes {
			r.define(journal.DefineNode(hardware.NodeID(id), &r.Site.Nodes[id], r.isLemon(hardware.NodeID(id))))
		}
	}
	seed := r.seed.Child("failure")
	for id := range r.Site.Nodes {
		if r.clocks.first != nil {
			r.clocks.first = append(r.clocks.first, int32(len(r.clocks.streams)))
		}
		r.startNode(hardware.NodeID(id), seed.Child(r.Site.Nodes[id].Name))
	}
	if r.clocks.first != nil {
		r.clocks.first = append(r.clocks.first, int32(len(r.clocks.streams)))
	}
	r.startShocks(seed)
	r.startSupplies()
}

// countClocks numbers and defines the hazards, and makes room for their clocks.
func (r *run) countClocks() {
	c := &r.clocks
	total := 0
	c.numbers = map[*hardware.Hazard]uint16{}
	var last []hardware.Hazard // of the node before: most share theirs with it
	for id := range r.Site.Nodes {
		n := &r.Site.Nodes[id]
		same := len(n.Hazards) == len(last) && len(last) > 0 && &n.Hazards[0] == &last[0]
		for h := range n.Hazards {
			total += n.Hazards[h].Count
			if !same {
				r.number(&n.Hazards[h])
			}
		}
		last = n.Hazards
		r.startsUp = r.startsUp || n.StartUp != nil
		r.differ = r.differ || n.Frailty != nil || n.Factor != 0 || n.Retirement != nil
	}
	for i := range r.Site.Shocks {
		total += r.Site.Shocks[i].Hazard.Count
		r.number(r.Site.Shocks[i].Hazard)
	}
	for i := range r.Supply {
		total += len(r.Supply[i].Nodes)
		r.number(&r.Supply[i].Hazard)
	}
	c.streams, c.parts = make([]rng.Stream, 0, total), make([]part, total)
	operating, misled, notices, impairs := false, false, false, false
	for _, h := range c.hazards {
		notices = notices || h.Notice > 0
		misled = misled || h.Misled > 0
		operating = operating || h.Operating
		impairs = impairs || h.Symptom == hardware.Corruption || h.Symptom == hardware.Slowdown
		r.differ = r.differ || h.Scraps()
	}
	if operating || impairs || r.differ {
		c.first = make([]int32, 0, len(r.Site.Nodes)+1)
	}
	if r.differ || notices {
		c.pending = make([]sim.Handle, total)
	}
	if notices {
		r.going = make([]uint8, len(r.Site.Nodes))
	}
	if misled {
		c.doubts = make([]rng.Stream, 0, total)
	}
	if operating {
		c.left = make([]time.Duration, total)
		r.gangs = map[workloads.JobID]*gang{}
	}
}

// number gives a hazard its number, unless it has one.
func (r *run) number(h *hardware.Hazard) {
	c := &r.clocks
	if _, ok := c.numbers[h]; ok || r.err != nil {
		return
	}
	switch {
	case len(c.hazards) == mostHazards:
		r.fail(fmt.Errorf("clustersim: run: more than %d different hazards; let nodes of a kind share theirs", mostHazards))
		return
	case len(h.Stages) > mostStages:
		r.fail(fmt.Errorf("clustersim: run: hazard %s has %d stages of repair, at most %d can be", h.Part, len(h.Stages), mostStages))
		return
	}
	c.numbers[h] = uint16(len(c.hazards))
	r.define(journal.DefineHazard(len(c.hazards), h))
	c.hazards = append(c.hazards, h)
}

func (r *run) define(d journal.Definition) {
	for _, o := range r.observers {
		o.Define(d)
	}
}

func (r *run) startNode(id hardware.NodeID, seed rng.Seed) {
	for h := range r.Site.Nodes[id].Hazards {
		hazard := &r.Site.Nodes[id].Hazards[h]
		ofPart := seed.Child(hazard.Part)
		number := r.clocks.numbers[hazard]
		for k := range hazard.Count {
			r.startClock(hazard, r.newClock(ofPart.Index(uint64(k)), event{node: id, hazard: number}))
		}
	}
}

// eachClock calls f with each clock of a node's own.
func (r *run) eachClock(id hardware.NodeID, f func(event)) {
	clock := r.clocks.first[id]
	for i := range r.Site.Nodes[id].Hazards {
		h := &r.Site.Nodes[id].Hazards[i]
		for range h.Count {
			f(event{node: id, of: clock, hazard: r.clocks.numbers[h]})
			clock++
		}
	}
}

// newClock adds a clock and returns the event that is its.
func (r *run) newClock(seed rng.Seed, e event) event {
	e.of = int32(len(r.clocks.streams))
	r.clocks.streams = append(r.clocks.streams, seed.Stream())
	if r.clocks.doubts != nil {
		r.clocks.doubts = append(r.clocks.doubts, seed.Child("diagnosis").Stream())
	}
	return e
}

// startClock puts a part into service, or into repair, as the node's age says.
func (r *run) startClock(h *hardware.Hazard, e event) {
	stream := &r.clocks.streams[e.of]
	age := r.Site.Nodes[e.node].Age
	switch age.Rule {
	case hardware.Fresh:
		r.wind(e, h.Failure.Next(r.strain(e), 0, 0))
	case hardware.Given:
		r.wind(e, h.Failure.Next(r.strain(e), 0, age.Of))
	case hardware.Stationary:
		law := r.lawOf(h, e.node)
		where, up := stream.Float64(), h.AvailabilityUnder(law)
		switch {
		case h.Operating || where < up && h.Notice == 0: // how much a part has worked is not known: it works
			r.wind(e, law.Next(stream.Exp(), 0, law.StationaryAge(stream)))
			return
		case where < up:
			r.startWithNotice(h, e, law, where/up)
			return
		}
		r.breakPart(e, journal.InitiallyDown)
		r.setAside(e, journal.InitiallyDown)
		r.beginRepair(e) // from its first stage
		if h.Repair != nil {
			r.schedule(h.Repair.StationaryRest(stream), prioRepair, repair, e)
		}
	}
}

// startWithNotice puts a part into service that gives notice before it goes: found
// at a share of the time from its return until it goes, which may be after its
// notice.
func (r *run) startWithNotice(h *hardware.Hazard, e event, law hardware.FailureModel, share float64) {
	stream, mean := &r.clocks.streams[e.of], float64(law.Mean())
	all := mean + float64(h.Notice)
	if given := share*all - mean; given >= 0 {
		r.goLater(e, h.Notice-time.Duration(given))
		return
	}
	r.wind(e, law.Next(stream.Exp(), 0, law.StationaryAge(stream)))
}

// lawOf is the law of failure of a node's part, as fast as the node's are.
func (r *run) lawOf(h *hardware.Hazard, id hardware.NodeID) hardware.FailureModel {
	if factor := r.factorOf(id); factor != 1 && !h.Alike {
		return h.Failure.Hasten(factor)
	}
	return h.Failure
}

// strain draws the hazard that a part endures until it fails, in terms of the
// hazard of its kind: nodes that are frail run it up sooner.
func (r *run) strain(e event) float64 {
	hazard := r.clocks.streams[e.of].Exp()
	if r.individuals != nil && !r.clocks.hazards[e.hazard].Alike {
		hazard /= r.individuals[e.node].factor
	}
	return hazard
}

// renew puts a part into service as a new one.
func (r *run) renew(e event) {
	h := r.clocks.hazards[e.hazard]
	if h.Failure == nil {
		return // a supply decides when it goes again
	}
	r.wind(e, h.Failure.Next(r.strain(e), r.engine.Now(), 0))
}

// wind lets a part fail after a time: of the wall clock, or of operation.
func (r *run) wind(e event, life time.Duration) {
	if r.clocks.left != nil && r.clocks.hazards[e.hazard].Operating {
		r.clocks.left[e.of] = life
		r.wearOn(e)
		return
	}
	r.schedule(life, prioFault, fault, e)
}

// schedule makes the event happen after a time, unless the run ends before it.
func (r *run) schedule(after time.Duration, p sim.Priority, k kind, e event) {
	e.kind = k
	if at := r.engine.Now().Add(after); at <= r.Until && at < sim.Never {
		handle := r.engine.At(at, p, e)
		if r.clocks.pending != nil && k.ofClock() {
			r.clocks.pending[e.of] = handle
		}
	}
}

// foresee touches what a coming fault will need: with many nodes, most of it has
// left the cache since the node's last event, and several misses at once cost
// little more than one.
func (r *run) foresee(e event) {
	if e.kind == fault {
		r.touched = r.clocks.streams[e.of] == rng.Stream{} || r.state.Broken(e.node)
	}
}
