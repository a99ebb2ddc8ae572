package clustersim

import (
	"errors"
	"fmt"
	"iter"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/hardware/supply"
	"github.com/clustersim/clustersim/journal"
)

// Supplied is nodes whose coming and going a supply decides: a trace, or a model
// of a market.
type Supplied struct {
	Supply supply.Supply
	Nodes  []hardware.NodeID // that the supply numbers from 0
	Hazard hardware.Hazard   // how a going shows: part, class, symptom, notice and detection; without laws of failure and repair
}

// Validate returns an error unless the supply has these nodes of a site and the
// hazard leaves the time to it.
func (s *Supplied) Validate(site *hardware.Site) error {
	h := &s.Hazard
	switch {
	case s.Supply == nil:
		return errors.New("clustersim: supply: it is missing")
	case s.Supply.Nodes() != len(s.Nodes):
		return fmt.Errorf("clustersim: supply: it is of %d nodes, given to %d", s.Supply.Nodes(), len(s.Nodes))
	case h.Part == "" || h.Failure != nil || h.Repair != nil || h.Stages != nil || h.Operating || h.Misled > 0 || h.Notice < 0 || !h.Symptom.Stops():
		return fmt.Errorf("clustersim: supply %q: want a part, a symptom that stops work, and no laws of failure and repair and no misdiagnosis", h.Part)
	case h.Detect != nil && h.Detect.Mean() < 0:
		return fmt.Errorf("clustersim: supply %q: detection takes %v, want at least 0s", h.Part, h.Detect.Mean())
	}
	for _, id := range s.Nodes {
		if id < 0 || int(id) >= len(site.Nodes) {
			return fmt.Errorf("clustersim: supply %q: node %d of %d", h.Part, id, len(site.Nodes))
		}
	}
	return nil
}

// supplies are the supplies under way.
type supplies struct {
	next  []func() (supply.Change, error, bool)
	stop  []func()
	first []int32 // of each: the clock of its first node
}

// startSupplies puts the nodes of supplies into their first state.
func (r *run) startSupplies() {
	for i := range r.Supply {
		s := &r.Supply[i]
		r.supplies.first = append(r.supplies.first, int32(len(r.clocks.streams)))
		seed := r.seed.Child("supply").Child(s.Hazard.Part).Index(uint64(i))
		for k := range s.Nodes {
			r.newClock(seed.Index(uint64(k)), event{})
		}
		next, stop := iter.Pull2(s.Supply.Changes(seed))
		r.supplies.next, r.supplies.stop = append(r.supplies.next, next), append(r.supplies.stop, stop)
		r.awaitChange(int32(i))
	}
}

func (r *run) endSupplies() {
	for _, stop := range r.supplies.stop {
		stop()
	}
}

// awaitChange schedules the next change of a supply and, as early as its notice
// may have to be given, a look at the one after it. Who is away when the run
// begins is known to be.
func (r *run) awaitChange(i int32) {
	for r.err == nil {
		c, err, ok := r.supplies.next[i]()
		switch {
		case err != nil:
			r.fail(fmt.Errorf("clustersim: run: supply %q: %w", r.Supply[i].Hazard.Part, err))
			return
		case !ok || c.At > r.Until.Add(r.Supply[i].Hazard.Notice):
			return
		case c.At == 0 && !c.Up:
			e := r.supplied(i, c.Node)
			r.breakPart(e, journal.InitiallyDown)
			r.setAside(e, journal.InitiallyDown)
			continue
		}
		r.scheduleChange(i, c)
		return
	}
}

func (r *run) scheduleChange(i int32, c supply.Change) {
	e, notice := r.supplied(i, c.Node), r.Supply[i].Hazard.Notice
	told := max(r.engine.Now(), c.At.Add(-notice))
	switch {
	case c.Up:
		e.kind = supplyReturns
		r.engine.At(c.At, prioRepair, e)
	case notice == 0:
		e.kind = goes
		r.engine.At(c.At, prioFault, e)
	default:
		e.kind = supplyTells
		r.engine.At(told, prioFault, e)
		e.kind = goes
		r.engine.At(c.At, prioFault, e)
	}
	r.engine.At(told, prioFault, event{kind: supplyChanges, of: i})
}

// supplied is the event of a node's clock of a supply.
func (r *run) supplied(i, node int32) event {
	s := &r.Supply[i]
	return event{node: s.Nodes[node], of: r.supplies.first[i] + node, hazard: r.clocks.numbers[&s.Hazard]}
}

// nodeWillGo gives the notice of a supply, unless the node is not there.
func (r *run) nodeWillGo(e event) {
	if r.clocks.parts[e.of]&broken == 0 {
		r.giveNotice(e, r.clocks.hazards[e.hazard].Notice)
	}
}
