package benchmarks

import (
	"fmt"
	"runtime"
	"slices"
	"syscall"
	"time"
)

// Ratio is one claim on speed: a workload done our way and the yardstick's way.
type Ratio struct {
	Name            string
	Ours, Yardstick float64 // processor ns per event, medians of the rounds
	Ratio, Target   float64 // Yardstick ÷ Ours; the least we claim
	AllocsPerOp     float64 // of ours, in the steady state
	BytesPerPending float64 // of ours: live heap, the events included; 0 if not measured
}

// Held reports whether the claim holds.
func (r Ratio) Held() bool { return r.Ratio >= r.Target }

// program does n units of work in its steady state.
type program func(n int)

// rounds is how often the two sides take turns.
const rounds = 5

// sideBySide lets two programs take turns of n units and returns the median
// processor ns per unit of each.
func sideBySide(ours, yardstick program, n int) (a, b float64) {
	var as, bs []float64
	for range rounds {
		as = append(as, processorTime(ours, n))
		bs = append(bs, processorTime(yardstick, n))
	}
	return median(as), median(bs)
}

func median(v []float64) float64 {
	slices.Sort(v)
	return v[len(v)/2]
}

// processorTime returns the ns per unit that the process spent on n units.
// The garbage of the other side is collected first and not charged; the
// collector's work during the turn is, as it belongs to the program.
func processorTime(p program, n int) float64 {
	runtime.GC()
	start := processorNow()
	p(n)
	return float64(processorNow()-start) / float64(n)
}

// processorNow returns the user and system time of the process.
func processorNow() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(fmt.Sprintf("benchmarks: read processor time: %v", err))
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// allocations returns the allocations per unit of n units.
func allocations(p program, n int) float64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	p(n)
	runtime.ReadMemStats(&after)
	return float64(after.Mallocs-before.Mallocs) / float64(n)
}

// liveBytes returns the heap in use after a collection.
func liveBytes() float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc)
}
