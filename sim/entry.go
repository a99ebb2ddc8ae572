package sim

// Priority orders events of one instant: lower fires first. Valid are 0 to 15.
type Priority uint8

// Handle names one scheduled event, for [Engine.Cancel]. The zero Handle names
// no event. A handle stays unique for the whole run, so one kept after its event
// has fired is harmless; [Engine.Reset] ends the life of all.
type Handle uint64

// A Handle is the sort word of its event:
//
//	 63  60 59                              24 23                    0
//	┌──────┬──────────────────────────────────┬───────────────────────┐
//	│ prio │ sequence                         │ slot                  │
//	└──────┴──────────────────────────────────┴───────────────────────┘
//
// so one integer is priority, tie-breaker, place of the event and proof that
// the place still belongs to it.
const (
	slotBits     = 24
	sequenceBits = 36

	slotsMax      = 1 << slotBits
	sequenceMax   = 1<<sequenceBits - 1
	prioritiesMax = 16

	// sequenceFirst leaves the words below it to mark free slots (see tags),
	// and makes sure that no handle is zero.
	sequenceFirst = slotsMax
)

func handleOf(p Priority, sequence uint64, slot uint32) Handle {
	return Handle(uint64(p)<<(sequenceBits+slotBits) | sequence<<slotBits | uint64(slot))
}

func (h Handle) priority() Priority { return Priority(h >> (sequenceBits + slotBits)) }
func (h Handle) slot() uint32       { return uint32(h & (slotsMax - 1)) }

// entry is what the queue sorts: 16 bytes, no pointer. The instant is unsigned
// so that the end of an interval that contains Never is representable.
type entry struct {
	at uint64
	h  Handle
}

// before is the one order of the engine: time, then priority, then sequence.
func (a entry) before(b entry) bool {
	return a.at < b.at || a.at == b.at && a.h < b.h
}

// compare is before in the form that package slices wants.
func compare(a, b entry) int {
	switch {
	case a.before(b):
		return -1
	case b.before(a):
		return 1
	}
	return 0
}
