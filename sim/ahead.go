package sim

// ahead remembers how far the next events have been read before their time.
// What was read is stored, since a load that nobody uses would not be made.
type ahead[E any] struct {
	left  int // how many of the next events have been read
	event E
	owned int
}

const (
	// aheadPages is how many pages of events stay in cache anyway.
	aheadPages = 16
	// aheadEvents is how many events to read at once: about as many loads as a
	// core keeps in flight, and few enough to stay in the nearest cache.
	aheadEvents = 32
)

// touch reads the next few events and their owners. They lie in memory by slot
// and come due in another order, so with many pending each costs a trip to
// memory; read in one loop, the trips overlap.
func (e *Engine[E]) touch() {
	next := e.ladder.bottom.list[e.ladder.bottom.head:]
	next = next[:min(len(next), aheadEvents)]
	e.ahead.left = len(next) - 1
	for _, en := range next {
		e.ahead.event = *e.event(en.h.slot())
		if e.ladder.slots.owned(en.h) {
			e.ahead.owned++
		}
	}
	var none E
	e.ahead.event = none
}
