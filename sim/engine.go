package sim

import (
	"fmt"
	"time"
)

// Engine fires events in the order (time, priority, sequence of scheduling).
// E is the model's own event, best a small value without pointers, of at most
// four fields, which Go keeps in registers. An engine is not safe for concurrent
// use; run one per goroutine.
//
// Scheduling, firing and cancelling allocate nothing once storage has grown to
// the largest number of events pending at once, which costs about 16 bytes each
// besides the event (33 to 37 in all for one of 16 bytes, from 10⁵ up; small
// engines take some 40 kB). A cancelled event may keep its place until it would
// have fired, so a third that are cancelled cost half as much again. An event
// that stays pending while many others come and go keeps up to 144 bytes, and
// the engine one byte for every 128 events scheduled meanwhile.
type Engine[E any] struct {
	handle func(E)

	now     Time
	pending int
	stopped bool

	ladder ladder[E]
}

// NewEngine returns an engine at time 0 with nothing pending. Each event that
// comes due is passed to handle, which may schedule, cancel and stop.
func NewEngine[E any](handle func(E)) *Engine[E] {
	e := &Engine[E]{handle: handle}
	e.Reset()
	return e
}

// Now returns the present instant: that of the event being fired, or of the
// last one, or the end of the last completed RunUntil.
func (e *Engine[E]) Now() Time { return e.now }

// Pending returns how many events are scheduled and neither fired nor cancelled.
func (e *Engine[E]) Pending() int { return e.pending }

// At schedules ev for instant t. It panics if t is before Now or p above 15. An
// event for the present instant fires in this instant, in the order of its
// priority among those still to fire. An event at [Never] fires only if
// the run is asked to go there.
func (e *Engine[E]) At(t Time, p Priority, ev E) Handle {
	if t < e.now {
		panic(fmt.Sprintf("sim: event at %v (%d ns) lies before now %v (%d ns)", t, int64(t), e.now, int64(e.now)))
	}
	if p >= prioritiesMax {
		panic(fmt.Sprintf("sim: event priority %d, the largest is %d", p, prioritiesMax-1))
	}
	l := &e.ladder
	h := handleOf(p, l.alive.add())
	e.pending++
	en := entry{uint64(t), h}
	inLane := t == e.now
	if l.lanes.mask != 0 {
		// They may hold a later instant that has been looked at already.
		inLane = en.at == l.lanes.at
	}
	if inLane {
		*l.placeNow(en) = ev
	} else {
		*l.place(en) = ev
	}
	return h
}

// After schedules ev for d from now, at [Never] if that is beyond all time. It
// panics if d is negative.
func (e *Engine[E]) After(d time.Duration, p Priority, ev E) Handle {
	return e.At(e.now.Add(d), p, ev)
}

// sweepMin keeps small queues from being swept all the time.
const sweepMin = 256

// Cancel removes the event named by h and reports whether it was still pending.
// It stays in the queue, out of sight, until it would have fired or cancelled
// events outnumber pending ones, so that cancelling is cheap and memory bounded.
func (e *Engine[E]) Cancel(h Handle) bool {
	a := &e.ladder.alive
	if !a.has(h) {
		return false
	}
	a.remove(h)
	e.pending--
	a.stale++
	if a.stale > e.pending+sweepMin {
		e.ladder.sweep()
	}
	return true
}

// Reset takes the engine back to time 0 with nothing pending, keeping its
// storage for the next run, which then goes as on a fresh engine, handles
// included. Handles from before must not be used any more.
func (e *Engine[E]) Reset() {
	e.now, e.pending, e.stopped = 0, 0, false
	e.ladder.reset()
}

// Foresee has f called for events that are about to become due, a few dozen at a
// time, in the order in which they stand. f must only read: it is there to bring
// what the handler will need into the cache while other misses are under way.
// An event may be foreseen and yet be cancelled, or fire without warning.
func (e *Engine[E]) Foresee(f func(E)) { e.ladder.foresee = f }
