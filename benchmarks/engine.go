package benchmarks

import (
	"fmt"
	"runtime"
)

func engineLoads() []load {
	return []load{{name: "hold"}, {name: "cancel", cancel: true}, {name: "ties", ticks: true}}
}

func engineSizes() []int { return []int{1e2, 1e4, 1e6} }

// engineTarget returns the least ratio claimed at n pending events. It grows
// with n because a heap of pointers misses the cache on every level and the
// ladder does not.
func engineTarget(n int) float64 {
	switch {
	case n <= 1e2:
		return 2.5
	case n <= 1e4:
		return 5
	}
	return 10
}

// EngineRatios measures the event engine against container/heap on every
// workload and size. It takes about a minute.
func EngineRatios() []Ratio {
	var table []Ratio
	for _, l := range engineLoads() {
		for _, n := range engineSizes() {
			table = append(table, l.ratio(n, max(1e6, n)))
		}
	}
	return table
}

// ratio measures one workload, each turn being the given number of events.
func (l load) ratio(n, events int) Ratio {
	r := Ratio{Name: fmt.Sprintf("%s n=%.0e", l.name, float64(n)), Target: engineTarget(n)}

	before := liveBytes()
	ours := l.runOurs(n)
	ours(3 * n) // to the steady state
	own := 8 * float64(tableSize+l.handles(n)) // the workload's, not the engine's
	r.BytesPerPending = (liveBytes() - before - own) / float64(n)
	r.AllocsPerOp = allocations(ours, events)

	yardstick := l.runYardstick(n)
	yardstick(n)
	r.Ours, r.Yardstick = sideBySide(ours, yardstick, events)
	r.Ratio = r.Yardstick / r.Ours
	runtime.KeepAlive(ours)
	return r
}
