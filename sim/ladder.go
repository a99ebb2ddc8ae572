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
// Invariant: every entry of the present instant is in bottom.
type ladder struct {
	slots  slots
	chunks chunks

	bottom    bottom
	bottomEnd uint64

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
	bucketsMax = 512
	// spillMax is how far bottom may grow by insertions before it is turned
	// into a rung: large enough to make that rare, small enough to insert fast.
	spillMax = 4 * bottomMax
)

func (r *rung) bucket(at uint64) *bucket {
	return &r.buckets[min((at-r.base)>>r.shift, uint64(len(r.buckets)-1))]
}

// insert queues an entry that is due after the present instant.
func (l *ladder) insert(e entry) {
	if e.at < l.bottomEnd {
		l.bottom.insert(e)
		if l.bottom.len() > spillMax {
			l.spill()
		}
		return
	}
	for i := l.depth - 1; i >= 0; i-- {
		if r := &l.rungs[i]; e.at < r.end {
			l.chunks.put(r.bucket(e.at), e)
			return
		}
	}
	l.putTop(e)
}

func (l *ladder) putTop(e entry) {
	l.topMin, l.topMax = min(l.topMin, e.at), max(l.topMax, e.at)
	l.chunks.put(&l.top, e)
}

// spill turns what bottom holds beyond its first instant into a new finest rung.
// The first instant stays, because it may be the present one.
func (l *ladder) spill() {
	later := l.bottom.later()
	if len(later) <= spillMax {
		return
	}
	first, last := later[0].at, later[len(later)-1].at
	r := l.addRung(first, last, l.bottomEnd, len(later))
	for _, e := range later {
		l.chunks.put(r.bucket(e.at), e)
	}
	l.bottom.list = l.bottom.list[:len(l.bottom.list)-len(later)]
	l.bottomEnd = first
}

// refill opens buckets until bottom holds something to fire. It reports false
// if the ladder is empty. Bottom must be empty.
func (l *ladder) refill() bool {
	l.bottom.reset()
	for l.bottom.empty() {
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

// open empties a bucket that reaches to end and whose entries lie between from
// and to: into bottom if few or all of one instant, else into a finer rung.
func (l *ladder) open(b *bucket, from, to, end uint64) {
	switch {
	case b.count <= bottomMax:
		l.sortOut(b)
		l.bottomEnd = end
	case from == to:
		// Ties may be many: let bottom own no more than their instant, so that
		// nothing has to be inserted behind them.
		l.sortOut(b)
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

// sortOut moves the entries of b whose event is still to come into bottom.
func (l *ladder) sortOut(b *bucket) {
	for c := b.drain(); c.left > 0; l.chunks.release(&c) {
		l.bottom.list = append(l.bottom.list, l.chunks.peek(&c)...)
	}
	if l.slots.stale > 0 {
		l.bottom.sweep(&l.slots)
	}
	l.bottom.sort()
}

// split spreads the entries of b over a new finest rung.
func (l *ladder) split(b *bucket, from, to, end uint64) {
	r := l.addRung(from, to, end, int(b.count))
	for c := b.drain(); c.left > 0; l.chunks.release(&c) {
		for _, e := range l.chunks.peek(&c) {
			l.chunks.put(r.bucket(e.at), e)
		}
	}
}

// span returns the earliest and the latest instant in b.
func (l *ladder) span(b *bucket) (from, to uint64) {
	from = math.MaxUint64
	for c := b.walk(); c.left > 0; l.chunks.advance(&c) {
		for _, e := range l.chunks.peek(&c) {
			from, to = min(from, e.at), max(to, e.at)
		}
	}
	return from, to
}

// addRung appends a finest rung for count entries between from and to, which
// also owns what lies up to end.
func (l *ladder) addRung(from, to, end uint64, count int) *rung {
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

// sweep removes all entries whose event is gone. What is not in bottom goes
// back to the top, to be spread afresh, each instant's entries in their order.
func (l *ladder) sweep() {
	l.bottom.sweep(&l.slots)
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

// restore moves the entries of b whose event is still to come to the top.
func (l *ladder) restore(b *bucket) {
	for c := b.drain(); c.left > 0; l.chunks.release(&c) {
		for _, e := range l.chunks.peek(&c) {
			if l.slots.keep(e.h) {
				l.putTop(e)
			}
		}
	}
}

// reset empties the ladder and keeps its storage.
func (l *ladder) reset() {
	l.slots.reset()
	l.sweep() // no slot is owned any more: every chunk goes back to the free list
	l.slots.stale = 0
	l.bottomEnd = 0
}
