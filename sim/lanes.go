package sim

import "math/bits"

// lanes holds events of one instant: one queue per priority, first in first out,
// since sequence numbers only grow. Nothing here is ever sorted.
type lanes struct {
	at   uint64 // the instant; meaningless while the mask is 0
	mask uint16 // bit p is set while lane p holds something
	lane [prioritiesMax]lane
}

// lane is a bucket that is emptied from the front.
type lane struct {
	bucket
	gone uint32 // items of the first chunk that have been taken
}

// urgent returns the lane whose turn it is. The mask must not be zero.
func (l *lanes) urgent() *lane {
	return &l.lane[bits.TrailingZeros16(l.mask)]
}

// placeNow appends an entry of the lanes' instant to its lane.
func (l *ladder[E]) placeNow(e entry) *E {
	p := e.h.priority()
	l.lanes.at = e.at
	l.lanes.mask |= 1 << p
	return l.chunks.place(&l.lanes.lane[p].bucket, e)
}

// firstNow returns the most urgent item of the lanes.
func (l *ladder[E]) firstNow() *item[E] {
	q := l.lanes.urgent()
	return &l.chunks.chunk(q.first)[q.gone]
}

// dropNow removes the most urgent item of the lanes.
func (l *ladder[E]) dropNow() {
	q := l.lanes.urgent()
	q.gone++
	switch q.gone {
	case q.count:
		l.chunks.recycle(q.first)
		*q = lane{}
		l.lanes.mask &= l.lanes.mask - 1
	case chunkItems:
		done := q.first
		q.first = l.chunks.next[done]
		l.chunks.recycle(done)
		q.count -= chunkItems
		q.gone = 0
	}
}

// sweepNow removes the items of the lanes whose event is gone.
func (l *ladder[E]) sweepNow() {
	for p := range l.lanes.lane {
		q := &l.lanes.lane[p]
		if q.count == 0 {
			continue
		}
		l.lanes.mask &^= 1 << p
		gone, c := q.gone, q.drain()
		*q = lane{}
		for ; c.left > 0; l.chunks.release(&c) {
			list := l.chunks.peek(&c)
			for i := gone; i < uint32(len(list)); i++ {
				if l.alive.keep(list[i].h) {
					*l.placeNow(list[i].entry) = list[i].event
				}
			}
			gone = 0
		}
	}
}
