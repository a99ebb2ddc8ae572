package sim

import "fmt"

// front returns the next entry to fire and whether it waits in a lane, dropping
// cancelled ones on the way. Bottom is refilled only once the lanes have
// drained: events of this instant may still schedule many for the next, and
// those are cheap to queue only as long as it has not been opened.
func (e *Engine[E]) front() (first entry, inLane, ok bool) {
	l := &e.ladder
	for {
		inLane = e.lanes.mask != 0
		if l.bottom.empty() {
			if !inLane && !l.refill() {
				return entry{}, false, false
			}
		}
		if inLane {
			first = entry{uint64(e.now), e.lanes.first()}
		}
		if !l.bottom.empty() && (!inLane || l.bottom.first().before(first)) {
			first, inLane = l.bottom.first(), false
		}
		if l.slots.owned(first.h) {
			return first, inLane, true
		}
		e.drop(inLane)
		l.slots.stale--
	}
}

// drop removes what front has returned.
func (e *Engine[E]) drop(inLane bool) {
	if inLane {
		e.lanes.drop()
		return
	}
	if e.ahead.left--; e.ahead.left < 0 && len(e.events) > aheadPages {
		e.touch()
	}
	e.ladder.bottom.head++
}

// fire moves the clock to what front has returned and handles it. Its slot is
// free by then, for the first event that is scheduled in turn.
func (e *Engine[E]) fire(first entry, inLane bool) {
	e.drop(inLane)
	e.now = Time(first.at)
	ev := *e.event(first.h.slot())
	e.dismiss(first.h)
	e.handle(ev)
}

// Step fires the next event and reports whether there was one.
func (e *Engine[E]) Step() bool {
	first, inLane, ok := e.front()
	if ok {
		e.fire(first, inLane)
	}
	return ok
}

// RunUntil fires all events due at or before end, those scheduled meanwhile
// included, and then sets Now to end. If an event calls [Engine.Stop], it
// returns after that event with Now unchanged. It panics if end is before Now.
func (e *Engine[E]) RunUntil(end Time) {
	if end < e.now {
		panic(fmt.Sprintf("sim: run until %v (%d ns), before now %v (%d ns)", end, int64(end), e.now, int64(e.now)))
	}
	e.stopped = false
	for !e.stopped {
		first, inLane, ok := e.front()
		if !ok || first.at > uint64(end) {
			e.now = end
			return
		}
		e.fire(first, inLane)
	}
}

// Stop makes the running RunUntil return after the event being fired.
func (e *Engine[E]) Stop() { e.stopped = true }

// NextTime returns the instant of the next event, and false if none is pending.
// It equals Now as long as the present instant is not settled.
func (e *Engine[E]) NextTime() (Time, bool) {
	first, _, ok := e.front()
	return Time(first.at), ok
}
