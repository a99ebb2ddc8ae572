package sim

// alive says which events are still to come: one bit for each sequence number,
// in blocks that exist only while one of their events is to come. That is a byte
// or two for each event pending, as long as few wait for ages, and the bits that
// are asked for stay in cache.
type alive struct {
	blocks []*block // a ring by block number, as long as a power of two
	oldest uint64   // block number; nothing before it is to come
	newest uint64   // block number; the block that is being filled
	next   uint64   // sequence number
	free   *block
	stale  int // items still in the queue whose event was cancelled
}

// block is the bits of consecutive sequence numbers.
type block struct {
	bits [blockEvents / 64]uint64
	live int
	next *block // in the free list
}

const (
	blockEvents = 1024
	pageBlocks  = 16
)

// number returns the block of sequence number s.
func number(s uint64) uint64 { return s / blockEvents }

// slot returns the place of block n in the ring.
func (a *alive) slot(n uint64) **block {
	return &a.blocks[n&uint64(len(a.blocks)-1)]
}

// add returns the next sequence number, whose event is now to come.
func (a *alive) add() uint64 {
	s := a.next
	if number(s) != a.newest {
		a.open(number(s))
	}
	a.next++
	b := *a.slot(a.newest)
	b.bits[s/64%(blockEvents/64)] |= 1 << (s % 64)
	b.live++
	return s
}

// has reports whether the event h is still to come: not fired, not cancelled.
func (a *alive) has(h Handle) bool {
	s := h.sequence()
	n := number(s)
	if n-a.oldest >= uint64(len(a.blocks)) {
		return false
	}
	b := *a.slot(n)
	return b != nil && b.bits[s/64%(blockEvents/64)]>>(s%64)&1 != 0
}

// remove ends the wait for h, which must be still to come.
func (a *alive) remove(h Handle) {
	s := h.sequence()
	b := *a.slot(number(s))
	b.bits[s/64%(blockEvents/64)] &^= 1 << (s % 64)
	b.live--
	if b.live == 0 && number(s) != a.newest {
		a.retire(number(s))
	}
}

// retire frees block n, all of whose events have come.
func (a *alive) retire(n uint64) {
	p := a.slot(n)
	(*p).next, a.free = a.free, *p
	*p = nil
}

// open starts block n, the one after the newest.
func (a *alive) open(n uint64) {
	if (*a.slot(a.newest)).live == 0 {
		a.retire(a.newest)
	}
	for a.oldest < n && *a.slot(a.oldest) == nil {
		a.oldest++
	}
	if n-a.oldest == uint64(len(a.blocks)) {
		a.grow()
	}
	a.newest = n
	*a.slot(n) = a.blank()
}

// blank returns a block without events. New ones are made by the page.
func (a *alive) blank() *block {
	if a.free == nil {
		page := new([pageBlocks]block)
		for i := range page {
			page[i].next, a.free = a.free, &page[i]
		}
	}
	b := a.free
	a.free, b.next = b.next, nil
	return b
}

// grow doubles the ring.
func (a *alive) grow() {
	old := *a
	a.blocks = make([]*block, 2*len(old.blocks))
	for n := old.oldest; n <= old.newest; n++ {
		*a.slot(n) = *old.slot(n)
	}
}

// keep reports whether the event of an item in the queue is still to come, and
// counts it off the stale ones if not: the caller then drops it.
func (a *alive) keep(h Handle) bool {
	if a.has(h) {
		return true
	}
	a.stale--
	return false
}

// reset forgets all events and starts again at sequence number 1, so that no
// handle is zero.
func (a *alive) reset() {
	for n := a.oldest; n <= a.newest && len(a.blocks) > 0; n++ {
		if b := *a.slot(n); b != nil {
			*b = block{}
			a.retire(n)
		}
	}
	if len(a.blocks) == 0 {
		a.blocks = make([]*block, 8)
	}
	a.oldest, a.newest, a.next, a.stale = 0, 0, 1, 0
	*a.slot(0) = a.blank()
}
