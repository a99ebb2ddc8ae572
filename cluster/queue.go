package cluster

import (
	"math"
	"time"
)

// queue holds the jobs that wait, by priority and then in order of eligibility.
// A job keeps its place while it runs, so that one whose attempt failed returns
// to where it stood.
type queue struct {
	levels  []*level // highest priority first
	waiting int
}

// level is a tournament tree over the places of one priority: a node holds the
// least sizes and the least estimate below it, so the next job within a bound is
// found by descending where they can still match.
type level struct {
	priority int16
	slots    []int32 // by place: the job's slot; none once it has ended
	least    []least // the tree; leaves from len(least)/2 on
	live     int     // places of jobs that have not ended
}

type least struct {
	size     int64 // thousandths of a GPU, of jobs that can do with parts of nodes
	whole    int64 // the same, of jobs whose tasks each take all GPUs of a largest node
	estimate time.Duration
}

var nobody = least{math.MaxInt64, math.MaxInt64, math.MaxInt64}

// leastOf is the leaf of a job that waits.
func (s *State) leastOf(j *Job) least {
	l := least{size: j.MilliGPUs(), whole: math.MaxInt64, estimate: j.Remaining()}
	if len(j.Groups) == 1 && j.Groups[0].Ask.GPUs == s.nodes.index.largest {
		l.size, l.whole = l.whole, l.size
	}
	return l
}

// Bound is what a job must keep within to be worth a look: at most Spare, or at
// most Free while it takes at most Within. Capacities are in thousandths of a
// GPU; Within is compared with the estimate at nominal speed.
type Bound struct {
	Free, Spare int64
	Within      time.Duration

	freeScraps, spareScraps int64 // the parts that are no use to who needs whole nodes
}

// Anything is the bound that every job keeps within.
var Anything = Bound{Free: math.MaxInt64 - 1, Spare: math.MaxInt64 - 1, Within: math.MaxInt64 - 1}

func (b *Bound) admits(l least) bool {
	return l.size <= b.Spare || l.whole <= b.Spare-b.spareScraps ||
		l.estimate <= b.Within && (l.size <= b.Free || l.whole <= b.Free-b.freeScraps)
}

// holds reports whether a job may wait that keeps within the bound.
func (q *queue) holds(b *Bound) bool {
	for _, l := range q.levels {
		if b.admits(l.least[1]) {
			return true
		}
	}
	return false
}

// join gives the job in slot a new place at the end of its priority.
func (q *queue) join(priority int16, slot int32, moved func(slot, place int32)) (l *level, place int32) {
	l = q.at(priority)
	if len(l.slots) == len(l.least)/2 {
		l.grow(moved)
	}
	place = int32(len(l.slots))
	l.slots = append(l.slots, slot)
	l.live++
	return l, place
}

func (q *queue) at(priority int16) *level {
	i := 0
	for i < len(q.levels) && q.levels[i].priority > priority {
		i++
	}
	if i < len(q.levels) && q.levels[i].priority == priority {
		return q.levels[i]
	}
	l := &level{priority: priority}
	q.levels = append(q.levels, nil)
	copy(q.levels[i+1:], q.levels[i:])
	q.levels[i] = l
	return l
}

// grow closes the gaps that ended jobs left and, if that is not enough, doubles
// the tree.
func (l *level) grow(moved func(slot, place int32)) {
	size := max(64, len(l.least)/2)
	if l.live > size/2 {
		size *= 2
	}
	old, oldSlots := l.least, l.slots
	l.least = make([]least, 2*size)
	for i := range l.least {
		l.least[i] = nobody
	}
	l.slots = make([]int32, 0, size)
	for place, slot := range oldSlots {
		if slot == none {
			continue
		}
		l.least[size+len(l.slots)] = old[len(old)/2+place]
		moved(slot, int32(len(l.slots)))
		l.slots = append(l.slots, slot)
	}
	for i := size - 1; i > 0; i-- {
		l.least[i] = lesser(l.least[2*i], l.least[2*i+1])
	}
}

func lesser(a, b least) least {
	return least{min(a.size, b.size), min(a.whole, b.whole), min(a.estimate, b.estimate)}
}

// put says that the job at the place waits (or, with nobody, that it does not).
func (l *level) put(place int32, v least) {
	i := len(l.least)/2 + int(place)
	l.least[i] = v
	for i >>= 1; i > 0; i >>= 1 {
		up := lesser(l.least[2*i], l.least[2*i+1])
		if up == l.least[i] {
			return
		}
		l.least[i] = up
	}
}

// leave frees the place of a job that has ended.
func (l *level) leave(place int32) {
	l.slots[place] = none
	l.live--
}

// next returns the first place at or after from whose job waits and keeps
// within the bound; -1 for none.
func (l *level) next(from int, b *Bound) int {
	size := len(l.least) / 2
	if from >= len(l.slots) {
		return -1
	}
	i := size + from
	for {
		if b.admits(l.least[i]) {
			if i >= size {
				return i - size
			}
			i *= 2
			continue
		}
		for i&1 == 1 { // a right child: up, and on to the right of it
			i >>= 1
		}
		if i == 0 {
			return -1
		}
		i++
	}
}
