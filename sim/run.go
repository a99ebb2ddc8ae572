package sim

import "fmt"

// front returns the next item to fire and whether it waits in a lane, dropping
// cancelled ones on the way; nil if there is none. The ladder is refilled only
// once the lanes have drained: events of this instant may still schedule many
// for the next, and those are cheap to queue only as long as it has not been
// opened.
func (e *Engine[E]) front() (first *item[E], inLane bool) {
	l := &e.ladder
	for {
		if l.lanes.mask == 0 && l.bottom.empty() && !l.refill() {
			return nil, false
		}
		inLane = l.lanes.mask != 0
		if inLane {
			first = l.firstNow()
		}
		if !l.bottom.empty() && (!inLane || l.bottom.first().before(first.entry)) {
			first, inLane = l.bottom.first(), false
		}
		if l.alive.stale == 0 || l.alive.has(first.h) {
			return first, inLane
		}
		e.drop(first, inLane)
		l.alive.stale--
	}
}

// drop removes what front has returned, cleared so that the engine keeps nothing
// alive that the model has let go.
func (e *Engine[E]) drop(first *item[E], inLane bool) {
	var none E
	first.event = none
	if inLane {
		e.ladder.dropNow()
	} else {
		e.ladder.bottom.head++
	}
}

// fire moves the clock to what front has returned and handles it.
func (e *Engine[E]) fire(first *item[E], inLane bool) {
	e.now = Time(first.at)
	e.ladder.alive.remove(first.h)
	e.pending--
	ev := first.event
	e.drop(first, inLane)
	e.handle(ev)
}

// Step fires the next event and reports whether there was one.
func (e *Engine[E]) Step() bool {
	first, inLane := e.front()
	if first == nil {
		return false
	}
	e.fire(first, inLane)
	return true
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
		first, inLane := e.front()
		if first == nil || first.at > uint64(end) {
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
	first, _ := e.front()
	if first == nil {
		return 0, false
	}
	return Time(first.at), true
}
