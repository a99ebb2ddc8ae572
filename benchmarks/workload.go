package benchmarks

import (
	"time"

	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
)

// load is a synthetic workload on an event engine.
type load struct {
	name   string
	ticks  bool // delays are whole ticks, with ties; otherwise exponential
	cancel bool // after every other event, cancel one and schedule it anew
	remove bool // the yardstick takes cancelled events out of its heap at once
	claims claims
}

// tables of delays are drawn beforehand: the engines are measured, not the
// variates. The size is a power of two, small enough for the cache.
const tableSize = 1 << 12

func (l load) delays() []int64 {
	r := rng.NewSeed(1).Child(l.name).Stream()
	table := make([]int64, tableSize)
	for i := range table {
		switch {
		case !l.ticks:
			table[i] = int64(r.Exp() * float64(time.Second))
		case r.Float64() < 0.3:
			table[i] = 0
		default:
			table[i] = int64(1+r.IntN(4)) * int64(time.Second)
		}
	}
	return table
}

// handles returns how many handles the workload has to keep for n entities.
func (l load) handles(n int) int {
	if l.cancel {
		return n
	}
	return 0
}

// dice yields the delays and choices of one run, equal for both engines.
type dice struct {
	table []int64
	next  int
	x     uint64
	hand  [16]uint32 // entities drawn to be cancelled
	dealt int        // of them
	read  int        // so that looking ahead is not optimized away
}

func (d *dice) delay() int64 {
	d.next++
	// The table is walked with an offset that changes each round, so that no
	// pattern of the table repeats in the queue.
	return d.table[(d.next+d.next>>12*977)&(tableSize-1)]
}

func (d *dice) coin() bool {
	d.x = d.x*6364136223846793005 + 1442695040888963407
	return int64(d.x) < 0
}

func (d *dice) pick(n int) uint32 {
	d.x = d.x*6364136223846793005 + 1442695040888963407
	return uint32((d.x >> 32) * uint64(n) >> 32)
}

// victim draws the entity to be cancelled next. A hand of them is drawn at once
// and their handles are read, so that the misses of this table, which no engine
// can help, overlap instead of hiding what the two sides do.
func victim[H comparable](d *dice, handles []H) uint32 {
	if d.dealt == 0 {
		var none H
		for i := range d.hand {
			d.hand[i] = d.pick(len(handles))
			if handles[d.hand[i]] != none {
				d.read++
			}
		}
		d.dealt = len(d.hand)
	}
	d.dealt--
	return d.hand[d.dealt]
}

// payload is an event as models have it: 16 bytes without a pointer.
type payload struct {
	entity uint32
	_      uint32
	_      float64
}

// newOurs prepares the workload with n pending events on our engine.
func (l load) newOurs(n int) *sim.Engine[payload] {
	var e *sim.Engine[payload]
	d := &dice{table: l.delays(), x: 1}
	handles := make([]sim.Handle, l.handles(n))
	schedule := func(entity uint32) {
		h := e.After(time.Duration(d.delay()), 0, payload{entity: entity})
		if l.cancel {
			handles[entity] = h
		}
	}
	e = sim.NewEngine(func(ev payload) {
		schedule(ev.entity)
		if l.cancel && d.coin() {
			other := victim(d, handles)
			e.Cancel(handles[other])
			schedule(other)
		}
	})
	for i := range n {
		schedule(uint32(i))
	}
	return e
}

// newYardstick is newOurs on container/heap.
func (l load) newYardstick(n int) *heapEngine {
	e := &heapEngine{remove: l.remove}
	d := &dice{table: l.delays(), x: 1}
	handles := make([]*closureEvent, l.handles(n))
	var schedule func(entity uint32)
	fire := func(entity uint32) {
		schedule(entity)
		if l.cancel && d.coin() {
			other := victim(d, handles)
			e.cancel(handles[other])
			schedule(other)
		}
	}
	schedule = func(entity uint32) {
		ev := e.after(d.delay(), func() { fire(entity) })
		if l.cancel {
			handles[entity] = ev
		}
	}
	for i := range n {
		schedule(uint32(i))
	}
	return e
}

func (l load) runOurs(n int) program {
	e := l.newOurs(n)
	return func(events int) {
		for range events {
			e.Step()
		}
	}
}

func (l load) runYardstick(n int) program {
	e := l.newYardstick(n)
	return func(events int) {
		for range events {
			e.step()
		}
	}
}
