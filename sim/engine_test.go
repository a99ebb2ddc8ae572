package sim_test

import (
	"fmt"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/sim"
)

// recorder returns an engine that logs what fires and when.
func recorder() (*sim.Engine[string], *[]string) {
	var log []string
	var e *sim.Engine[string]
	e = sim.NewEngine(func(ev string) { log = append(log, fmt.Sprintf("%d %s", int64(e.Now()), ev)) })
	return e, &log
}

func TestOrderAtOneInstant(t *testing.T) {
	var log []string
	var e *sim.Engine[string]
	e = sim.NewEngine(func(ev string) {
		log = append(log, ev)
		if ev == "b2" {
			e.At(e.Now(), 2, "new2")
			e.At(e.Now(), 0, "new0")
			e.At(e.Now(), 3, "new3")
		}
	})
	for _, p := range []sim.Priority{3, 2, 15, 2} {
		e.At(7, p, fmt.Sprintf("%c%d", 'a'+rune(e.Pending()), p))
	}
	e.RunUntil(7)
	require.Equal(t, []string{"b2", "new0", "d2", "new2", "a3", "new3", "c15"}, log)
}

func TestScheduleBeforePeekedEvent(t *testing.T) {
	e, log := recorder()
	for i := range 100 {
		e.At(sim.Time(1000+i/50), 1, "late")
	}
	at, ok := e.NextTime()
	require.True(t, ok)
	require.Equal(t, sim.Time(1000), at)
	e.RunUntil(500)
	require.Equal(t, sim.Time(500), e.Now())
	e.At(500, 0, "now")
	e.At(1000, 0, "urgent")
	e.At(501, 0, "soon")
	e.RunUntil(1000)
	require.Equal(t, []string{"500 now", "501 soon", "1000 urgent", "1000 late"}, (*log)[:4])
	require.Equal(t, 50, e.Pending())
}

// A wide stretch of time is already open when many events are scheduled into it:
// they overflow into a rung of their own, and ties must not overtake each other.
func TestManyIntoOpenStretch(t *testing.T) {
	var log, want []int
	var e *sim.Engine[int]
	e = sim.NewEngine(func(i int) {
		if i < 0 {
			for i := range 700 {
				e.At(sim.Time(11+i%7), 0, i)
			}
			return
		}
		log = append(log, i)
	})
	e.At(10, 0, -1)
	e.At(1e6, 0, 700)
	e.RunUntil(1e6)
	for tick := range 7 {
		for i := tick; i < 700; i += 7 {
			want = append(want, i)
		}
	}
	require.Equal(t, append(want, 700), log)
}

func TestNever(t *testing.T) {
	e, log := recorder()
	e.At(sim.Never, 0, "end of time")
	e.After(1<<62, 0, "far")
	e.RunUntil(sim.Never - 1)
	require.Len(t, *log, 1)
	require.Equal(t, 1, e.Pending())
	e.After(1<<62, 0, "beyond")
	e.RunUntil(sim.Never)
	require.Equal(t, []string{"4611686018427387904 far", "9223372036854775807 end of time", "9223372036854775807 beyond"}, *log)
}

func TestCancel(t *testing.T) {
	e, log := recorder()
	a, b := e.At(1, 0, "a"), e.At(2, 0, "b")
	now := e.At(0, 0, "now")
	require.True(t, e.Cancel(a))
	require.True(t, e.Cancel(now))
	require.False(t, e.Cancel(a))
	require.False(t, e.Cancel(0))
	at, _ := e.NextTime()
	require.Equal(t, sim.Time(2), at)
	c := e.At(1, 0, "c") // after the handle of "now" has had its day
	require.False(t, e.Cancel(now))
	require.True(t, e.Step())
	require.True(t, e.Step())
	require.False(t, e.Step())
	require.False(t, e.Cancel(b))
	require.False(t, e.Cancel(c))
	require.Equal(t, []string{"1 c", "2 b"}, *log)
	_, ok := e.NextTime()
	require.False(t, ok)
}

func TestStop(t *testing.T) {
	var e *sim.Engine[int]
	e = sim.NewEngine(func(int) { e.Stop() })
	e.At(5, 0, 0)
	e.At(5, 0, 1)
	e.RunUntil(10)
	require.Equal(t, []any{sim.Time(5), 1}, []any{e.Now(), e.Pending()})
	e.RunUntil(10)
	require.Equal(t, []any{sim.Time(5), 0}, []any{e.Now(), e.Pending()})
	e.RunUntil(10)
	require.Equal(t, sim.Time(10), e.Now())
}

func TestMisusePanics(t *testing.T) {
	e, _ := recorder()
	e.RunUntil(sim.Time(time.Second))
	require.PanicsWithValue(t, "sim: event at 0s (0 ns) lies before now 01s (1000000000 ns)", func() { e.At(0, 0, "") })
	require.PanicsWithValue(t, "sim: event at 00.999999999s (999999999 ns) lies before now 01s (1000000000 ns)", func() { e.After(-1, 0, "") })
	require.PanicsWithValue(t, "sim: event priority 16, the largest is 15", func() { e.At(sim.Never, 16, "") })
	require.PanicsWithValue(t, "sim: run until 0s (0 ns), before now 01s (1000000000 ns)", func() { e.RunUntil(0) })
}

func TestResetIsAFreshEngine(t *testing.T) {
	e, log := recorder()
	run := func() (handles []sim.Handle) {
		for i := range 300 {
			handles = append(handles, e.At(sim.Time(i*i%97), sim.Priority(i%3), fmt.Sprint(i)))
		}
		e.RunUntil(50)
		return handles
	}
	handles := run()
	first := *log
	*log = nil
	e.Reset()
	require.Equal(t, []any{sim.Time(0), 0}, []any{e.Now(), e.Pending()})
	require.Equal(t, handles, run())
	require.Equal(t, first, *log)
}

// hold is a model that keeps n events pending and cancels one in three.
func hold(n int) *sim.Engine[[4]uint32] {
	var e *sim.Engine[[4]uint32]
	handles := make([]sim.Handle, n)
	x := uint64(1)
	draw := func() uint64 {
		x = x*6364136223846793005 + 1442695040888963407
		return x >> 33
	}
	schedule := func(entity uint32) {
		delay := draw() * (draw() & 3) // one in four is due at once
		handles[entity] = e.After(time.Duration(delay), sim.Priority(draw()&15), [4]uint32{entity})
	}
	e = sim.NewEngine(func(ev [4]uint32) {
		schedule(ev[0])
		if other := uint32(draw() % uint64(n)); draw()%3 == 0 && e.Cancel(handles[other]) {
			schedule(other)
		}
	})
	for i := range n {
		schedule(uint32(i))
	}
	return e
}

func TestSteadyStateAllocatesNothing(t *testing.T) {
	for _, n := range []int{1, 10, 1000} {
		e := hold(n)
		for range 200 * n {
			e.Step()
		}
		require.Zero(t, testing.AllocsPerRun(20*n, func() { e.Step() }), "n=%d", n)
		require.Equal(t, n, e.Pending())
	}
}

// Handles stay unique while the bits that prove them are used again for others.
func TestOldHandlesNameNothing(t *testing.T) {
	e := sim.NewEngine(func(int) {})
	first := e.At(1, 0, 0)
	e.RunUntil(1)
	never := e.At(sim.Never, 0, 0)
	old := make([]sim.Handle, 0, 50_000)
	for i := range cap(old) {
		old = append(old, e.At(sim.Time(2+i), 0, i))
		e.Step()
	}
	for _, h := range append(old, first) {
		require.False(t, e.Cancel(h))
	}
	require.True(t, e.Cancel(never))
	next := e.At(sim.Never, 0, 0)
	require.NotContains(t, old, next)
	require.True(t, e.Cancel(next))
}

// Timeouts that are set far ahead and nearly always cancelled must not pile up.
func TestCancelledEventsAreSwept(t *testing.T) {
	e := sim.NewEngine(func(int) {})
	keep := e.At(sim.Never, 0, 1)
	before := heapInUse()
	for i := range 1_000_000 {
		e.Cancel(e.At(sim.Time(1e9+i), 0, i))
		e.Cancel(e.At(e.Now(), 0, i))
	}
	require.Less(t, heapInUse()-before, 64e3)
	require.True(t, e.Cancel(keep))
}

func heapInUse() float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc)
}

// What fires from the sorted end of the queue was foreseen, in the same order;
// only the first event, which found the queue empty, was not.
func TestForesee(t *testing.T) {
	var foreseen, fired []int
	e := sim.NewEngine(func(i int) { fired = append(fired, i) })
	e.Foresee(func(i int) { foreseen = append(foreseen, i) })
	for i := range 1000 {
		e.At(sim.Time(i*7919%1000), 0, i)
	}
	e.RunUntil(sim.Never - 1)
	require.Len(t, fired, 1000)
	require.True(t, slices.Equal(fired[1:], foreseen))
}
