package sim_test

import (
	"cmp"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/clustersim/clustersim/sim"
)

// naive is the engine's specification: a list, sorted anew for every event.
type naive struct {
	now     sim.Time
	list    []naiveEvent
	handled func(id int)
}

type naiveEvent struct {
	at sim.Time
	p  sim.Priority
	id int // ids are given in order of scheduling, so they are the sequence
}

func (n *naive) at(t sim.Time, p sim.Priority, id int) {
	n.list = append(n.list, naiveEvent{t, p, id})
}

func (n *naive) cancel(id int) bool {
	before := len(n.list)
	n.list = slices.DeleteFunc(n.list, func(e naiveEvent) bool { return e.id == id })
	return len(n.list) < before
}

func (n *naive) first() int {
	best := 0
	for i, e := range n.list {
		b := n.list[best]
		if e.at < b.at || e.at == b.at && (e.p < b.p || e.p == b.p && e.id < b.id) {
			best = i
		}
	}
	return best
}

func (n *naive) runUntil(end sim.Time) {
	for len(n.list) > 0 {
		i := n.first()
		e := n.list[i]
		if e.at > end {
			break
		}
		n.list = slices.Delete(n.list, i, i+1)
		n.now = e.at
		n.handled(e.id)
	}
	n.now = end
}

// clock is what a scripted model needs, of either engine.
type clock struct {
	now     func() sim.Time
	at      func(t sim.Time, p sim.Priority, id int)
	cancel  func(id int) bool
	pending func() int
	next    func() (sim.Time, bool)
	run     func(end sim.Time)
}

// model schedules, cancels and logs by a random stream of its own, so that two
// runs in equal order see equal luck and print equal logs.
type model struct {
	clock  clock
	random uint64
	shape  shape
	ids    int
	log    []int64
}

// shape is how a random model behaves, drawn by rapid.
type shape struct {
	Delays     []time.Duration // delays are drawn from these
	Priorities int
	Children   int // chance that an event schedules one or two more, in percent
	Cancels    int // chance of a cancel per event, in percent
	Start      int
}

func (m *model) draw(n int) int {
	m.random ^= m.random << 13
	m.random ^= m.random >> 7
	m.random ^= m.random << 17
	return int(m.random >> 1 % uint64(n))
}

func (m *model) schedule() {
	span := m.shape.Delays[m.draw(len(m.shape.Delays))]
	delay := time.Duration(0)
	if span > 0 {
		delay = time.Duration(m.draw(int(min(span, math.MaxInt64-1)) + 1))
	}
	m.clock.at(m.clock.now().Add(delay), sim.Priority(m.draw(m.shape.Priorities)), m.ids)
	m.ids++
}

func (m *model) fire(id int) {
	m.log = append(m.log, int64(m.clock.now()), int64(id), int64(m.clock.pending()))
	if m.ids < 2000 && m.draw(100) < m.shape.Children {
		for range 1 + m.draw(2) {
			m.schedule()
		}
	}
	for m.draw(100) < m.shape.Cancels {
		m.cancel()
	}
}

func (m *model) cancel() {
	if m.clock.cancel(m.draw(m.ids)) {
		m.log = append(m.log, -1)
	}
}

// drive runs the model in steps of RunUntil, peeking and scheduling between.
func (m *model) drive(steps []time.Duration) []int64 {
	for range m.shape.Start {
		m.schedule()
	}
	for _, step := range steps {
		if at, ok := m.clock.next(); ok {
			m.log = append(m.log, -2, int64(at))
		}
		m.schedule()
		m.cancel()
		if at, ok := m.clock.next(); ok {
			m.log = append(m.log, -3, int64(at))
		}
		m.clock.run(m.clock.now().Add(step))
		m.log = append(m.log, -4, int64(m.clock.now()))
	}
	return m.log
}

func ours(e *sim.Engine[int], m *model) {
	var handles []sim.Handle
	m.clock = clock{
		now: e.Now, pending: e.Pending, next: e.NextTime, run: e.RunUntil,
		at:     func(t sim.Time, p sim.Priority, id int) { handles = append(handles, e.At(t, p, id)) },
		cancel: func(id int) bool { return e.Cancel(handles[id]) },
	}
}

func theirs(m *model) {
	n := &naive{handled: m.fire}
	m.clock = clock{
		now: func() sim.Time { return n.now }, pending: func() int { return len(n.list) },
		at: n.at, cancel: n.cancel, run: n.runUntil,
		next: func() (sim.Time, bool) {
			if len(n.list) == 0 {
				return 0, false
			}
			return n.list[n.first()].at, true
		},
	}
}

// TestOrderIsThatOfASortedList lets random models run on the engine and on a
// naive list; they must not be able to tell the difference. The engine is used
// twice, so that Reset is held to giving a fresh one.
func TestOrderIsThatOfASortedList(t *testing.T) {
	span := rapid.SampledFrom([]time.Duration{
		0, 1, 3, 100, time.Microsecond, time.Second, time.Hour, 1e6 * time.Hour, math.MaxInt64,
	})
	rapid.Check(t, func(t *rapid.T) {
		s := shape{
			Delays:     rapid.SliceOfN(span, 1, 4).Draw(t, "delays"),
			Priorities: rapid.IntRange(1, 16).Draw(t, "priorities"),
			Children:   rapid.IntRange(50, 100).Draw(t, "children"),
			Cancels:    rapid.SampledFrom([]int{0, 10, 50, 80}).Draw(t, "cancels"),
			Start:      rapid.SampledFrom([]int{1, 10, 100, 1000}).Draw(t, "start"),
		}
		seed := rapid.Uint64Min(1).Draw(t, "seed")
		steps := rapid.SliceOfN(span, 1, 6).Draw(t, "steps")

		want := &model{random: seed, shape: s}
		theirs(want)
		log := want.drive(steps)

		var m *model
		engine := sim.NewEngine(func(id int) { m.fire(id) })
		for range 2 {
			m = &model{random: seed, shape: s}
			ours(engine, m)
			require.Equal(t, log, m.drive(steps))
			engine.Reset()
		}
	})
}

// TestManyAreSortedAndCancelled has enough events pending to reach every level
// of the ladder, cancels some before and some at half time, and lets a few wait
// so long that the bits of all others come and go.
func TestManyAreSortedAndCancelled(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(5000, 30000).Draw(t, "n")
		span := rapid.SampledFrom([]int{1, 10, 1000, 1e9}).Draw(t, "span")
		stride := rapid.IntRange(1, 10).Draw(t, "stride")
		m := &model{random: rapid.Uint64Min(1).Draw(t, "seed")}
		var got, want []naiveEvent
		var e *sim.Engine[naiveEvent]
		e = sim.NewEngine(func(ev naiveEvent) {
			require.Equal(t, ev.at, e.Now())
			got = append(got, ev)
		})
		handles := make([]sim.Handle, n)
		all := make([]naiveEvent, n)
		for i := range all {
			all[i] = naiveEvent{sim.Time(m.draw(span)), sim.Priority(m.draw(3)), i}
			if i%1000 == 0 {
				all[i].at = sim.Never
			}
			handles[i] = e.At(all[i].at, all[i].p, all[i])
		}
		gone := make([]bool, n)
		cancel := func(fired sim.Time) {
			for i := m.draw(stride); i < n; i += stride {
				due := all[i].at > fired && !gone[i]
				require.Equal(t, due, e.Cancel(handles[i]))
				gone[i] = gone[i] || due
			}
		}
		cancel(-1)
		e.RunUntil(sim.Time(span / 2))
		cancel(e.Now())
		e.RunUntil(sim.Never)
		for i := range all {
			if !gone[i] {
				want = append(want, all[i])
			}
		}
		slices.SortStableFunc(want, func(a, b naiveEvent) int {
			return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.p, b.p))
		})
		require.Equal(t, want, got)
		require.Zero(t, e.Pending())
	})
}
