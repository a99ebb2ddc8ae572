package benchmarks

import "fmt"

func engineLoads() []load {
	return []load{
		{name: "hold", claims: claims{2.5, 5, 10}},
		{name: "cancel", cancel: true, claims: claims{2.5, 5, 10}},
		{name: "cancel, removed", cancel: true, remove: true, claims: claims{2.5, 5, 7}},
		{name: "ties", ticks: true, claims: claims{2.5, 5, 10}},
	}
}

// claims are the least ratios claimed, one for each of engineSizes. They grow
// with the number pending because a heap of pointers misses the cache on every
// level and the ladder does not.
type claims [3]float64

func engineSizes() []int { return []int{1e2, 1e4, 1e6} }

// EngineRatios measures the event engine against container/heap on every
// workload and size. It takes about a minute; quick leaves out the largest size.
func EngineRatios(quick bool) []Ratio {
	var table []Ratio
	for _, l := range engineLoads() {
		for i, n := range engineSizes() {
			if quick && n >= 1e6 {
				continue
			}
			r := l.ratio(n, 1e6)
			r.Target, r.AllocsMost = l.claims[i], noAllocations
			if n >= 1e5 && !l.cancel { // cancelled events may keep their place
				r.BytesMost = 40
			}
			table = append(table, r)
		}
	}
	return table
}

// ratio measures one workload, each turn being the given number of events.
func (l load) ratio(n, events int) Ratio {
	r := Ratio{Name: fmt.Sprintf("%s n=%.0e", l.name, float64(n))}

	before := liveBytes()
	ours := l.runOurs(n)
	ours(15 * n)                               // until none of the first is left: the steady state
	own := 8 * float64(tableSize+l.handles(n)) // the workload's, not the engine's
	r.BytesPerPending = (liveBytes() - before - own) / float64(n)
	r.AllocsPerOp = allocations(ours, events)

	yardstick := l.runYardstick(n)
	yardstick(n)
	return r.compare(side{ours, events}, side{yardstick, events}, 5)
}
