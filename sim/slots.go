package sim

import "fmt"

// slots says which event owns each slot. Owners are kept to five bytes a slot
// (a handle without its slot number) in pages that never move. A free slot
// holds the number of the next free one instead: sequences start at
// sequenceFirst, so such a number equals no owner. Slot 0 is never used: it
// ends the free list.
type slots struct {
	pages []*[pageSlots]tag
	used  uint32 // slots 1..used-1 have been handed out at least once
	free  uint32 // head of the list of free ones, 0 if none
	stale int    // entries still in the queue whose event was cancelled
}

const (
	pageBits  = 10
	pageSlots = 1 << pageBits

	// nobody owns slot 0, so that the zero Handle names no event.
	nobody = 1<<40 - 1
)

// tag is a 40-bit word, little-endian.
type tag [5]byte

func (t *tag) load() uint64 {
	return uint64(t[0]) | uint64(t[1])<<8 | uint64(t[2])<<16 | uint64(t[3])<<24 | uint64(t[4])<<32
}

func (t *tag) store(w uint64) {
	t[0], t[1], t[2], t[3], t[4] = byte(w), byte(w>>8), byte(w>>16), byte(w>>24), byte(w>>32)
}

func (s *slots) tag(slot uint32) *tag {
	return &s.pages[slot>>pageBits][slot&(pageSlots-1)]
}

// take returns a free slot, preferring the one freed last: it is still in cache.
func (s *slots) take() uint32 {
	if slot := s.free; slot != 0 {
		s.free = uint32(s.tag(slot).load())
		return slot
	}
	if s.used == slotsMax {
		panic(fmt.Sprintf("sim: more than %d events pending at once", slotsMax-1))
	}
	if int(s.used>>pageBits) == len(s.pages) {
		s.pages = append(s.pages, new([pageSlots]tag))
	}
	slot := s.used
	s.used++
	return slot
}

// own makes h the owner of its slot.
func (s *slots) own(h Handle) {
	s.tag(h.slot()).store(uint64(h >> slotBits))
}

// owned reports whether the event h is still to come: not fired, not cancelled.
func (s *slots) owned(h Handle) bool {
	slot := h.slot()
	return slot < s.used && s.tag(slot).load() == uint64(h>>slotBits)
}

// release ends the ownership of a slot.
func (s *slots) release(slot uint32) {
	s.tag(slot).store(uint64(s.free))
	s.free = slot
}

// reset frees all slots, to be handed out in the order of a fresh table.
func (s *slots) reset() {
	s.used, s.free, s.stale = 1, 0, 0
	if len(s.pages) == 0 {
		s.pages = append(s.pages, new([pageSlots]tag))
	}
	s.tag(0).store(nobody)
}

// keep reports whether an entry in the queue is still owned, and counts it off
// the stale ones if not: the caller then drops it.
func (s *slots) keep(h Handle) bool {
	if s.owned(h) {
		return true
	}
	s.stale--
	return false
}
