package sim

import (
	"fmt"
	"time"
)

// Engine fires events in the order (time, priority, sequence of scheduling).
// E is the model's own event, best a small value without pointers. An engine is
// not safe for concurrent use; run one per goroutine.
//
// Scheduling, firing and cancelling allocate nothing once storage has grown to
// the largest number of events pending at once, which costs 38 to 50 bytes each
// for a 16-byte event (from 10⁴ up; small engines take some 60 kB in all). At most 2²⁴-1 events may be pending and about 6.9×10¹⁰
// be scheduled in one run; the engine panics beyond.
type Engine[E any] struct {
	handle func(E)
	events []*[pageSlots]E // by slot

	now      Time
	sequence uint64
	pending  int
	stopped  bool

	ladder ladder
	lanes  lanes

	ahead ahead[E]
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
	h := e.admit(p, ev)
	if t == e.now {
		e.lanes.put(h)
	} else {
		e.ladder.insert(entry{uint64(t), h})
	}
	return h
}

// After schedules ev for d from now, at [Never] if that is beyond all time. It
// panics if d is negative.
func (e *Engine[E]) After(d time.Duration, p Priority, ev E) Handle {
	return e.At(e.now.Add(d), p, ev)
}

// admit stores the event and returns its handle.
func (e *Engine[E]) admit(p Priority, ev E) Handle {
	if e.sequence > sequenceMax {
		panic(fmt.Sprintf("sim: more than %d events scheduled in one run", sequenceMax-sequenceFirst+1))
	}
	slot := e.ladder.slots.take()
	if int(slot>>pageBits) == len(e.events) {
		e.events = append(e.events, new([pageSlots]E))
	}
	*e.event(slot) = ev
	h := handleOf(p, e.sequence, slot)
	e.ladder.slots.own(h)
	e.sequence++
	e.pending++
	return h
}

func (e *Engine[E]) event(slot uint32) *E {
	return &e.events[slot>>pageBits][slot&(pageSlots-1)]
}

// dismiss frees the slot of an event, cleared so that the engine keeps nothing
// alive that the model has let go.
func (e *Engine[E]) dismiss(h Handle) {
	var none E
	slot := h.slot()
	*e.event(slot) = none
	e.ladder.slots.release(slot)
	e.pending--
}

// sweepMin keeps small queues from being swept all the time.
const sweepMin = 256

// Cancel removes the event named by h and reports whether it was still pending.
// The entry stays in the queue until it comes up, or until cancelled entries
// outnumber pending events, so that cancelling is cheap and memory bounded.
func (e *Engine[E]) Cancel(h Handle) bool {
	s := &e.ladder.slots
	if !s.owned(h) {
		return false
	}
	e.dismiss(h)
	s.stale++
	if s.stale > e.pending+sweepMin {
		e.ladder.sweep()
		e.lanes.sweep(s)
	}
	return true
}

// Reset takes the engine back to time 0 with nothing pending, keeping its
// storage for the next run, which then goes as on a fresh engine, handles
// included. Handles from before must not be used any more.
func (e *Engine[E]) Reset() {
	for _, page := range e.events {
		clear(page[:])
	}
	e.now, e.sequence, e.pending, e.stopped = 0, sequenceFirst, 0, false
	e.ahead.left = 0
	e.ladder.reset()
	e.lanes.reset()
}
