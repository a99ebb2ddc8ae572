package sim

import "math/bits"

// lanes holds the events scheduled for the very instant that is being fired:
// one queue per priority, first in first out, since sequence numbers only grow.
// Nothing here is ever sorted.
type lanes struct {
	mask uint16 // bit p is set while lane p holds something
	lane [prioritiesMax]ring
}

func (l *lanes) put(h Handle) {
	p := h.priority()
	l.lane[p].push(h)
	l.mask |= 1 << p
}

// first returns the most urgent entry. The mask must not be zero.
func (l *lanes) first() Handle {
	return l.lane[bits.TrailingZeros16(l.mask)].front()
}

// drop removes the most urgent entry.
func (l *lanes) drop() {
	p := bits.TrailingZeros16(l.mask)
	l.lane[p].pop()
	if l.lane[p].count == 0 {
		l.mask &^= 1 << p
	}
}

// sweep removes the entries whose event is gone.
func (l *lanes) sweep(s *slots) {
	for p := range l.lane {
		r := &l.lane[p]
		for range r.count {
			h := r.front()
			r.pop()
			if s.keep(h) {
				r.push(h)
			}
		}
		if r.count == 0 {
			l.mask &^= 1 << p
		}
	}
}

func (l *lanes) reset() {
	l.mask = 0
	for p := range l.lane {
		l.lane[p].head, l.lane[p].count = 0, 0
	}
}

// ring is a queue in a circular buffer whose size is a power of two.
type ring struct {
	buf         []Handle
	head, count int
}

func (r *ring) front() Handle { return r.buf[r.head] }

func (r *ring) push(h Handle) {
	if r.count == len(r.buf) {
		r.grow()
	}
	r.buf[(r.head+r.count)&(len(r.buf)-1)] = h
	r.count++
}

func (r *ring) pop() {
	r.head = (r.head + 1) & (len(r.buf) - 1)
	r.count--
}

func (r *ring) grow() {
	larger := make([]Handle, max(8, 2*len(r.buf)))
	n := copy(larger, r.buf[r.head:])
	copy(larger[n:], r.buf[:r.head])
	r.buf, r.head = larger, 0
}
