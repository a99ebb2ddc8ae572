package benchmarks

import "container/heap"

// closureEvent is an event as most Go simulators write it.
type closureEvent struct {
	at    int64
	seq   uint64
	index int // place in the heap, for removal
	fire  func()
}

// closureHeap implements heap.Interface.
type closureHeap []*closureEvent

func (h closureHeap) Len() int { return len(h) }

func (h closureHeap) Less(i, j int) bool {
	return h[i].at < h[j].at || h[i].at == h[j].at && h[i].seq < h[j].seq
}

func (h closureHeap) Swap(i, j int) {
	h[i], h[j] = h[j], h[i]
	h[i].index, h[j].index = i, j
}

func (h *closureHeap) Push(x any) {
	e := x.(*closureEvent)
	e.index = len(*h)
	*h = append(*h, e)
}

func (h *closureHeap) Pop() any {
	old := *h
	last := len(old) - 1
	e := old[last]
	old[last] = nil
	*h = old[:last]
	return e
}

// heapEngine is the smallest engine on top of container/heap.
type heapEngine struct {
	now    int64
	seq    uint64
	heap   closureHeap
	remove bool // cancelled events at once; otherwise they are passed over when due
}

func (e *heapEngine) after(d int64, fire func()) *closureEvent {
	ev := &closureEvent{at: e.now + d, seq: e.seq, fire: fire}
	e.seq++
	heap.Push(&e.heap, ev)
	return ev
}

// cancel forgets what the event would do, as most programs have it, or takes the
// event out, as those do that keep each event's place up to date.
func (e *heapEngine) cancel(ev *closureEvent) {
	if e.remove {
		heap.Remove(&e.heap, ev.index)
		return
	}
	ev.fire = nil
}

func (e *heapEngine) step() {
	ev := heap.Pop(&e.heap).(*closureEvent)
	for ev.fire == nil {
		ev = heap.Pop(&e.heap).(*closureEvent)
	}
	e.now = ev.at
	ev.fire()
}
