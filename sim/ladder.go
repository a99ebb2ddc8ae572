package sim

import (
	"math"
	"math/bits"
)

// ladder is the queue of everything due after the present instant. See the
// package comment for the drawing. Its parts own adjoining intervals of time:
//
//	[0, bottomEnd)                 bottom, sorted
//	[.., rungs[depth-1].end)       the finest rung, buckets not yet opened
//	[.., rungs[0].end)             the coarsest rung
//	[.., ∞)                        top, one unsorted bucket
//
// and beside them the lanes own one instant, the present one or the next to be.
//
// Invariant: every item of the present instant is in bottom or in the lanes.
type ladder[E any] struct {
	alive  alive
	chunks chunks[E]

	lanes     lanes
	bottom    bottom[E]
	bottomEnd uint64
	foresee   func(E)

	rungs []rung // rungs[:depth] are in use; the others keep their storage
	depth int

	top            bucket
	topMin, topMax uint64
}

// rung is an array of unsorted buckets of equal width 2^shift from base on. The
// last one reaches to end, whatever the width.
type rung struct {
	base, end uint64
	shift     uint8
	next      uint32 // the buckets before it have been opened
	buckets   []bucket
}

const (
	bucketsMax = 1024
	// spillMax is how far bottom may grow by insertions before it is turned
	// into a rung: large enough to make that rare, small enough to insert fast.
	spillMax = 4 * bottomMax
	// siftMax is up to how many items a bucket is soon enough due for its
	// cancelled events to be looked for: all at once, which is cheap.
	siftMax = 4096
)

func (r *rung) bucket(at uint64) *bucket {
	return &r.buckets[min((at-r.base)>>r.shift, uint64(len(r.buckets)-1))]
}

// place queues an entry, which must not be of the lanes' instant, and returns
// where its event belongs.
func (l *ladder[E]) place(e entry) *E {
	if e.at < l.bottomEnd && l.bottom.len() > spillMax {
		l.spill()
	}
	if e.at < l.bottomEnd {
		return l.bottom.place(e)
	}
	for i := l.depth - 1; i >= 0; i-- {
		if r := &l.rungs[i]; e.at < r.end {
			return l.chunks.place(r.bucket(e.at), e)
		}
	}
	return l.placeTop(e)
}

func (l *ladder[E]) placeTop(e entry) *E {
	l.topMin, l.topMax = min(l.topMin, e.at), max(l.topMax, e.at)
	return l.chunks.place(&l.top, e)
}

// spill turns what bottom holds beyond its first instant into a new finest rung.
// The first instant stays, because it may be the present one.
func (l *ladder[E]) spill() {
	later := l.bottom.later()
	if len(later) <= spillMax {
		return
	}
	first, last := later[0].at, later[len(later)-1].at
	r := l.addRung(first, last, l.bottomEnd, len(later))
	for i := range later {
		*l.chunks.place(r.bucket(later[i].at), later[i].entry) = later[i].event
	}
	clear(later)
	l.bottom.list = l.bottom.list[:len(l.bottom.list)-len(later)]
	l.bottomEnd = first
}

// refill opens buckets until bottom or the lanes hold something to fire. It
// reports false if the ladder is empty. Bottom and lanes must be empty.
func (l *ladder[E]) refill() bool {
	l.bottom.reset()
	for l.bottom.empty() && l.lanes.mask == 0 {
		if l.depth == 0 {
			if l.top.count == 0 {
				return false
			}
			from, to, end := l.topMin, l.topMax, l.topMax+1
			l.topMin, l.topMax = math.MaxUint64, 0
			l.open(&l.top, from, to, end)
			continue
		}
		r := &l.rungs[l.depth-1]
		for r.next < uint32(len(r.buckets)) && r.buckets[r.next].count == 0 {
			r.next++
		}
		if r.next == uint32(len(r.buckets)) {
			l.depth--
			continue
		}
		b := &r.buckets[r.next]
		r.next++
		end := r.end
		if r.next < uint32(len(r.buckets)) {
			end = r.base + uint64(r.next)<<r.shift
		}
		from, to := uint64(0), uint64(math.MaxUint64)
		if b.count > bottomMax {
			from, to = l.span(b)
		}
		l.open(b, from, to, end)
	}
	return true
}

// open empties a bucket that reaches to end and whose items lie between from
// and to: into bottom if few, into the lanes if all of one instant, else
// into a finer rung.
func (l *ladder[E]) open(b *bucket, from, to, end uint64) {
	switch {
	case b.count <= bottomMax:
		l.sortOut(b)
		l.bottomEnd = end
	case from == to:
		// Bottom may own no more than this instant, so that nothing has to be
		// inserted before or behind many ties.
		l.tie(b)
		l.bottomEnd = end
		if from+1 < end {
			l.addRung(from+1, from+1, end, 1)
			l.bottomEnd = from + 1
		}
	default:
		l.split(b, from, to, end)
		l.bottomEnd = from
	}
}

// sortOut moves the items of b whose event is still to come into bottom.
func (l *ladder[E]) sortOut(b *bucket) {
	for c := b.drain(); c.left > 0; l.chunks.release(&c) {
		l.bottom.list = append(l.bottom.list, l.chunks.peek(&c)...)
	}
	if l.alive.stale > 0 {
		l.bottom.sweep(&l.alive)
	}
	l.bottom.sort()
	if l.foresee != nil {
		for i := range l.bottom.list {
			l.foresee(l.bottom.list[i].event)
		}
	}
}

// tie moves the items of b, all of one instant, into the lanes: for each
// priority they were put by increasing sequence, and what is yet to come for
// this instant follows them there.
func (l *ladder[E]) tie(b *bucket) {
	for c := b.drain(); c.left > 0; l.chunks.release(&c) {
		list := l.chunks.peek(&c)
		for i := range list {
			if l.alive.stale == 0 || l.alive.keep(list[i].h) {
				*l.placeNow(list[i].entry) = list[i].event
			}
		}
	}
}

// sift moves the items whose event is still to come to the front of the list
// and returns them. It asks first and moves then, without a branch on the answer,
// so that the trips to memory overlap.
func (l *ladder[E]) sift(list []item[E]) []item[E] {
	var live [chunkItems]bool
	n := 0
	for i := range list {
		live[i&(chunkItems-1)] = l.alive.has(list[i].h)
	}
	for i := range list {
		list[n] = list[i]
		if live[i&(chunkItems-1)] {
			n++
		}
	}
	l.alive.stale -= len(list) - n
	return list[:n]
}

// split spreads the items of b over a new finest rung.
func (l *ladder[E]) split(b *bucket, from, to, end uint64) {
	r := l.addRung(from, to, end, int(b.count))
	sift := l.alive.stale > 0 && b.count <= siftMax
	for c := b.drain(); c.left > 0; l.chunks.release(&c) {
		list := l.chunks.peek(&c)
		if sift {
			list = l.sift(list)
		}
		for i := range list {
			*l.chunks.place(r.bucket(list[i].at), list[i].entry) = list[i].event
		}
	}
}

// span returns the earliest and the latest instant in b.
func (l *ladder[E]) span(b *bucket) (from, to uint64) {
	from = math.MaxUint64
	for c := b.walk(); c.left > 0; l.chunks.advance(&c) {
		list := l.chunks.peek(&c)
		for i := range list {
			from, to = min(from, list[i].at), max(to, list[i].at)
		}
	}
	return from, to
}

// addRung appends a finest rung for count entries between from and to, which
// also owns what lies up to end.
func (l *ladder[E]) addRung(from, to, end uint64, count int) *rung {
	if l.depth == len(l.rungs) {
		l.rungs = append(l.rungs, rung{})
	}
	r := &l.rungs[l.depth]
	l.depth++
	width := uint64(bits.Len64((to - from) / bucketsFor(count)))
	n := int((to-from)>>width) + 1
	r.base, r.end, r.shift, r.next = from, end, uint8(width), 0
	if cap(r.buckets) < n {
		r.buckets = make([]bucket, n, max(n, 64))
	}
	r.buckets = r.buckets[:n]
	clear(r.buckets)
	return r
}

// bucketsFor returns into how many buckets count entries should be split. The
// coarse split of a large list uses few, since each half-filled chunk is
// memory; the last split aims at a handful of entries each, quick to sort.
func bucketsFor(count int) uint64 {
	if count > 2048 {
		return uint64(min(bucketsMax, count/64))
	}
	return uint64(max(2, count/12))
}

// sweep removes all items whose event is gone. What is not in bottom goes
// back to the top, to be spread afresh, each instant's items in their order.
func (l *ladder[E]) sweep() {
	l.bottom.sweep(&l.alive)
	l.sweepNow()
	old := l.top
	l.top, l.topMin, l.topMax = bucket{}, math.MaxUint64, 0
	for i := l.depth - 1; i >= 0; i-- {
		r := &l.rungs[i]
		for j := range r.buckets {
			l.restore(&r.buckets[j])
		}
	}
	l.depth = 0
	l.restore(&old)
}

// restore moves the items of b whose event is still to come to the top.
func (l *ladder[E]) restore(b *bucket) {
	for c := b.drain(); c.left > 0; l.chunks.release(&c) {
		list := l.chunks.peek(&c)
		for i := range list {
			if l.alive.keep(list[i].h) {
				*l.placeTop(list[i].entry) = list[i].event
			}
		}
	}
}

// reset empties the ladder and keeps its storage.
func (l *ladder[E]) reset() {
	l.alive.reset()
	l.chunks.reset()
	l.lanes = lanes{}
	l.bottom.reset()
	l.bottomEnd, l.depth = 0, 0
	l.top, l.topMin, l.topMax = bucket{}, math.MaxUint64, 0
}
