package sim

import (
	"slices"
	"sort"
)

// bottom is the sorted end of the ladder, from which events fire: items in
// firing order, the first at head.
type bottom[E any] struct {
	list []item[E]
	head int
}

// bottomMax is how many items a bucket may hold to be sorted at once; a fuller
// one is split. Insertion sort is the best sort up to about this size.
const bottomMax = 48

func (b *bottom[E]) empty() bool     { return b.head == len(b.list) }
func (b *bottom[E]) len() int        { return len(b.list) - b.head }
func (b *bottom[E]) first() *item[E] { return &b.list[b.head] }

func (b *bottom[E]) reset() {
	clear(b.list[b.head:])
	b.list, b.head = b.list[:0], 0
}

// place makes room for e, looking from the end: the usual newcomer is late.
func (b *bottom[E]) place(e entry) *E {
	if b.head > 0 && len(b.list) == cap(b.list) {
		b.list = slices.Delete(b.list, 0, b.head)
		b.head = 0
	}
	b.list = append(b.list, item[E]{})
	i := len(b.list) - 1
	for ; i > b.head && e.before(b.list[i-1].entry); i-- {
		b.list[i] = b.list[i-1]
	}
	b.list[i].entry = e
	return &b.list[i].event
}

// sort orders what has been appended to the list.
func (b *bottom[E]) sort() {
	list := b.list
	for i := 1; i < len(list); i++ {
		if !list[i].before(list[i-1].entry) {
			continue
		}
		it, j := list[i], i
		for ; j > 0 && it.before(list[j-1].entry); j-- {
			list[j] = list[j-1]
		}
		list[j] = it
	}
}

// later returns the items due after the first one's instant.
func (b *bottom[E]) later() []item[E] {
	live := b.list[b.head:]
	return live[sort.Search(len(live), func(i int) bool { return live[i].at > live[0].at }):]
}

// sweep removes the items whose event is gone.
func (b *bottom[E]) sweep(a *alive) {
	kept := 0
	list := b.list[b.head:]
	for i := range list {
		b.list[kept] = list[i]
		if a.has(list[i].h) {
			kept++
		}
	}
	a.stale -= len(list) - kept
	clear(b.list[kept:])
	b.list, b.head = b.list[:kept], 0
}
