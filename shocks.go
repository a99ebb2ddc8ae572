package clustersim

import (
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/sim/rng"
)

// shocks are the clocks of domains. The first of them has the number offset.
type shocks struct {
	offset int32
	of     []*hardware.Shock // by clock less offset
	struck []rng.Stream      // likewise: the draws of who was struck
}

// startShocks winds up the clocks of what strikes many nodes at once.
func (r *run) startShocks(seed rng.Seed) {
	r.shocks.offset = int32(len(r.clocks.streams))
	for i := range r.Site.Shocks {
		s := &r.Site.Shocks[i]
		domain := &r.Site.Domains[s.Domain]
		ofPart := seed.Child(domain.Kind.String()).Child(domain.Name).Child(s.Hazard.Part)
		for k := range s.Hazard.Count {
			e := r.newClock(ofPart.Index(uint64(k)), event{hazard: r.clocks.numbers[s.Hazard]})
			r.shocks.of = append(r.shocks.of, s)
			r.shocks.struck = append(r.shocks.struck, rng.Stream{})
			r.startShock(s, e)
		}
	}
}

// startShock lets a shock be as old as the first node that it can strike: none,
// some or all of it may be under way.
func (r *run) startShock(s *hardware.Shock, e event) {
	stream, law := &r.clocks.streams[e.of], s.Hazard.Failure
	age := r.Site.Nodes[s.Nodes[0]].Age
	switch age.Rule {
	case hardware.Fresh:
		r.schedule(law.Next(stream.Exp(), 0, 0), prioFault, shock, e)
	case hardware.Given:
		r.schedule(law.Next(stream.Exp(), 0, age.Of), prioFault, shock, e)
	case hardware.Stationary:
		if stream.Float64() < s.Hazard.Availability() {
			r.schedule(law.Next(stream.Exp(), 0, law.StationaryAge(stream)), prioFault, shock, e)
			return
		}
		r.strike(e, journal.InitiallyDown)
		r.eachStruck(e, func(id hardware.NodeID) { r.takeOut(id, e.hazard, journal.InitiallyDown) })
		r.clocks.parts[e.of] |= known
		r.schedule(s.Hazard.Repair.StationaryRest(stream), prioRepair, shockPasses, e)
	}
}

// shockStrikes breaks the nodes of a domain at one instant.
func (r *run) shockStrikes(e event) {
	h, stream := r.clocks.hazards[e.hazard], &r.clocks.streams[e.of]
	r.strike(e, journal.SymptomReason(h.Symptom))
	r.schedule(h.Repair.Repair(stream), prioRepair, shockPasses, e)
	if h.Detect == nil {
		r.shockIsSeen(e)
		return
	}
	r.schedule(h.Detect.Repair(stream), prioFault, shockSeen, e)
}

func (r *run) strike(e event, why journal.Reason) {
	s := r.shocks.of[e.of-r.shocks.offset]
	r.clocks.parts[e.of] |= broken
	r.emit(journal.Entry{Kind: journal.ShockBegan, Ref: uint32(e.hazard), Value: int64(s.Domain), Reason: why})
	// A stream of its own that is copied each time: who was struck can be drawn again.
	r.shocks.struck[e.of-r.shocks.offset] = rng.NewSeed(r.clocks.streams[e.of].Uint64()).Stream()
	r.eachStruck(e, func(id hardware.NodeID) {
		r.emit(journal.Entry{Kind: journal.FaultBegan, Node: id, Ref: uint32(e.hazard), Reason: why})
		if r.state.Break(id) && !r.state.Idle(id) {
			r.stopAll(id)
		}
	})
}

// eachStruck calls f with each node that the shock under way struck.
func (r *run) eachStruck(e event, f func(hardware.NodeID)) {
	s, stream := r.shocks.of[e.of-r.shocks.offset], r.shocks.struck[e.of-r.shocks.offset]
	for _, id := range s.Nodes {
		if s.Reach == 1 || stream.Float64() < s.Reach {
			f(id)
		}
	}
}

// shockIsSeen takes the nodes out of service, unless the shock has passed; the
// jobs that it, or one before it, stopped are found all the same.
func (r *run) shockIsSeen(e event) {
	if r.clocks.parts[e.of] == broken {
		r.clocks.parts[e.of] |= known
		why := journal.SymptomReason(r.clocks.hazards[e.hazard].Symptom)
		r.eachStruck(e, func(id hardware.NodeID) { r.takeOut(id, e.hazard, why) })
	}
	for _, id := range r.shocks.of[e.of-r.shocks.offset].Nodes {
		r.evict(id)
	}
}

// shockPasses returns the nodes that it struck.
func (r *run) shockPasses(e event) {
	was := r.clocks.parts[e.of]
	r.clocks.parts[e.of] = 0
	r.eachStruck(e, func(id hardware.NodeID) {
		r.emit(journal.Entry{Kind: journal.FaultEnded, Node: id, Ref: uint32(e.hazard)})
		r.mendNode(id)
	})
	if was&known != 0 {
		r.eachStruck(e, r.putBack)
	}
	law := r.clocks.hazards[e.hazard].Failure
	r.schedule(law.Next(r.clocks.streams[e.of].Exp(), r.engine.Now(), 0), prioFault, shock, e)
}
