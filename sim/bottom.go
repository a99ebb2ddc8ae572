package sim

import (
	"slices"
	"sort"
)

// bottom is the sorted end of the ladder, from which events fire: entries in
// firing order, the first at head.
type bottom struct {
	list []entry
	head int
}

// bottomMax is how many entries a bucket may hold to be sorted at once; a fuller
// one is split. Insertion sort is the best sort up to about this size.
const bottomMax = 48

func (b *bottom) empty() bool  { return b.head == len(b.list) }
func (b *bottom) len() int     { return len(b.list) - b.head }
func (b *bottom) first() entry { return b.list[b.head] }
func (b *bottom) reset()       { b.list, b.head = b.list[:0], 0 }

// insert puts e in its place, looking from the end: the usual newcomer is late.
func (b *bottom) insert(e entry) {
	if b.head > 0 && len(b.list) == cap(b.list) {
		b.list = b.list[:copy(b.list, b.list[b.head:])]
		b.head = 0
	}
	b.list = append(b.list, e)
	i := len(b.list) - 1
	for ; i > b.head && e.before(b.list[i-1]); i-- {
		b.list[i] = b.list[i-1]
	}
	b.list[i] = e
}

// sort orders what has been appended to the list. Buckets of ties come sorted:
// they were filled by increasing sequence.
func (b *bottom) sort() {
	if len(b.list) > bottomMax {
		if !slices.IsSortedFunc(b.list, compare) {
			slices.SortFunc(b.list, compare)
		}
		return
	}
	list := b.list
	for i := 1; i < len(list); i++ {
		e, j := list[i], i
		for ; j > 0 && e.before(list[j-1]); j-- {
			list[j] = list[j-1]
		}
		list[j] = e
	}
}

// later returns the entries due after the first one's instant.
func (b *bottom) later() []entry {
	live := b.list[b.head:]
	return live[sort.Search(len(live), func(i int) bool { return live[i].at > live[0].at }):]
}

// sweep removes the entries whose event is gone.
func (b *bottom) sweep(s *slots) {
	kept := b.list[:0]
	for _, e := range b.list[b.head:] {
		if s.keep(e.h) {
			kept = append(kept, e)
		}
	}
	b.list, b.head = kept, 0
}
