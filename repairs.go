package clustersim

import (
	"math"
	"slices"
	"time"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/sim/rng"
)

// shop is who repairs, and with what: first come, first served.
type shop struct {
	crews  []bench // free hands
	stocks []bench // units in store
	seeds  []rng.Stream
}

// bench is a number of things to take, and the clocks of parts that wait for one.
type bench struct {
	free    int
	waiting []event
}

func (r *run) openShop() {
	for i := range r.Site.Crews {
		r.shop.crews = append(r.shop.crews, bench{free: r.Site.Crews[i].Size})
	}
	for i := range r.Site.Stocks {
		r.shop.stocks = append(r.shop.stocks, bench{free: r.Site.Stocks[i].Units})
		r.shop.seeds = append(r.shop.seeds, r.seed.Child("restock").Child(r.Site.Stocks[i].Name).Stream())
	}
}

// take takes one thing, or lets the part wait for it.
func (b *bench) take(e event) bool {
	if b.free == 0 {
		b.waiting = append(b.waiting, e)
		return false
	}
	b.free--
	return true
}

// give returns one thing, and the part that gets it if one waits.
func (b *bench) give() (next event, waits bool) {
	if len(b.waiting) == 0 {
		b.free++
		return event{}, false
	}
	next = b.waiting[0]
	b.waiting = slices.Delete(b.waiting, 0, 1)
	return next, true
}

// forget takes a part off the list of those who wait, and reports whether it was
// there.
func (b *bench) forget(e event) bool {
	before := len(b.waiting)
	b.waiting = slices.DeleteFunc(b.waiting, func(w event) bool { return w.of == e.of })
	return len(b.waiting) < before
}

// stageOf is the stage that the repair of a part has come to.
func (r *run) stageOf(e event) (int, *hardware.Stage) {
	i := int(r.clocks.parts[e.of]/oneStage) - 1
	return i, &r.clocks.hazards[e.hazard].Stages[i]
}

// awaitStage begins a stage of a repair as soon as there are spares and hands.
func (r *run) awaitStage(e event) {
	_, stage := r.stageOf(e)
	if stage.Spare != hardware.NoStock && !r.shop.stocks[stage.Spare].take(e) {
		return
	}
	r.awaitHands(e)
}

// awaitHands begins a stage that has the spares as soon as there are hands.
func (r *run) awaitHands(e event) {
	_, stage := r.stageOf(e)
	if stage.Spare != hardware.NoStock {
		restock := r.Site.Stocks[stage.Spare].Restock.Repair(&r.shop.seeds[stage.Spare])
		r.schedule(restock, prioRepair, restocked, event{of: int32(stage.Spare)})
	}
	if stage.Crew == hardware.NoCrew || r.shop.crews[stage.Crew].take(e) {
		r.beginStage(e)
	}
}

func (r *run) beginStage(e event) {
	i, stage := r.stageOf(e)
	r.emit(journal.Entry{Kind: journal.RepairBegan, Node: e.node, Ref: uint32(e.hazard), Value: int64(i)})
	work := stage.Time.Repair(&r.clocks.streams[e.of])
	if stage.Crew != hardware.NoCrew {
		now := time.Duration(r.engine.Now())
		work = r.Site.Crews[stage.Crew].Hours.Working(now, work) - now
	}
	r.schedule(work, prioRepair, stageEnds, e)
}

// stageEnds returns the part to service, or goes on with the next stage. What
// the last stage does not help is scrapped.
func (r *run) stageEnds(e event) {
	_, stage := r.stageOf(e)
	r.freeHands(stage)
	h := r.clocks.hazards[e.hazard]
	switch escalates := stage.Escalates > 0 && chance(&r.clocks.streams[e.of], stage.Escalates); {
	case !escalates:
		r.mend(e)
		r.mayCure(e.node, stage.Cures)
		r.renew(e)
	case int(r.clocks.parts[e.of]/oneStage) < len(h.Stages):
		r.clocks.parts[e.of] += oneStage
		r.awaitStage(e)
	default:
		r.retire(e.node)
	}
}

// freeHands lets the hands that a stage took begin the next repair that waits.
func (r *run) freeHands(stage *hardware.Stage) {
	if stage.Crew == hardware.NoCrew {
		return
	}
	if next, waits := r.shop.crews[stage.Crew].give(); waits {
		r.beginStage(next)
	}
}

// restocked puts a unit back into store, and on with the repair that waits for it.
func (r *run) restocked(stock int32) {
	if next, waits := r.shop.stocks[stock].give(); waits {
		r.awaitHands(next)
	}
}

// failsTooOften notes a failure that was seen and reports whether the rules of
// retirement say that it was one too many.
func (r *run) failsTooOften(id hardware.NodeID) bool {
	rule, i := r.Site.Nodes[id].Retirement, &r.individuals[id]
	if rule == nil || i.retired {
		return false
	}
	now := time.Duration(r.engine.Now()).Hours()
	if rule.Failures > 0 {
		i.seen = append(i.seen, now)
	}
	if rule.Within > 0 {
		i.seen = slices.DeleteFunc(i.seen, func(at float64) bool { return at < now-rule.Within.Hours() })
	}
	if rule.HalfLife > 0 {
		i.score = 1 + i.score*math.Exp2(-(now-i.scored)/rule.HalfLife.Hours())
		i.scored = now
	}
	many := rule.Failures > 0 && len(i.seen) >= rule.Failures
	high := rule.Score > 0 && i.score > rule.Score
	if rule.Both {
		return many && high
	}
	return many || high
}

// retire takes a machine away for good: a reason of its own to be out of service.
func (r *run) retire(id hardware.NodeID) {
	i := &r.individuals[id]
	i.retired = true
	r.state.LearnFault(id)
	r.emit(journal.Entry{Kind: journal.NodeRetired, Node: id})
	var busy []*hardware.Stage // whose hands are at work on the node
	r.eachClock(id, func(e event) {
		r.engine.Cancel(r.clocks.pending[e.of])
		if r.clocks.hazards[e.hazard].Stages == nil || r.clocks.parts[e.of] < oneStage {
			return
		}
		if _, stage := r.stageOf(e); !r.stopsWaiting(e) {
			busy = append(busy, stage)
		}
		r.clocks.parts[e.of] %= oneStage
	})
	for _, stage := range busy {
		r.freeHands(stage)
	}
	if rule := r.Site.Nodes[id].Retirement; rule != nil && rule.Replace != nil {
		r.schedule(rule.Replace.Repair(&i.streams), prioRepair, replaced, event{node: id})
	}
}

// stopsWaiting takes a part off all lists of those who wait, and reports whether
// it was on one.
func (r *run) stopsWaiting(e event) (waited bool) {
	for i := range r.shop.crews {
		waited = r.shop.crews[i].forget(e) || waited
	}
	for i := range r.shop.stocks {
		waited = r.shop.stocks[i].forget(e) || waited
	}
	return waited
}

// replace puts a new machine in the place of one that was retired.
func (r *run) replace(id hardware.NodeID) {
	r.drawIndividual(id)
	r.emit(journal.Entry{Kind: journal.NodeReplaced, Node: id})
	r.eachClock(id, func(e event) {
		r.mend(e)
		r.renew(e)
	})
	r.putBack(id)
}
