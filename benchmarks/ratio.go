package benchmarks

import (
	"fmt"
	"runtime"
	"slices"
	"syscall"
	"time"
)

// Ratio is one row of the table: a workload done our way and the yardstick's.
// A row claims what its targets say; without one it only informs.
type Ratio struct {
	Name            string
	Ours, Yardstick float64 // processor ns per unit of work, medians of the rounds
	Ratio, Target   float64 // Yardstick ÷ Ours, median of the rounds; the least we claim, 0 for no claim

	AllocsPerOp float64 // of ours, a unit of work
	AllocsMost  float64 // that we claim; 0 for no claim

	BytesPerPending float64 // of ours: live heap per pending event, nodes and jobs included; 0 if not measured
	BytesMost       float64 // that we claim; 0 for no claim
}

// noAllocations is what allocations of growing storage may come to, a unit of
// work, where we claim none.
const noAllocations = 0.01

// Held reports whether all claims of the row hold.
func (r Ratio) Held() bool {
	within := func(v, most float64) bool { return most == 0 || v <= most }
	return r.Ratio >= r.Target && within(r.AllocsPerOp, r.AllocsMost) && within(r.BytesPerPending, r.BytesMost)
}

// program does n units of work in its steady state.
type program func(n int)

// side is one side of a comparison, with the units of work of a turn.
type side struct {
	run   program
	units int
}

// compare fills in a row, letting the two sides take turns. The ratio is of turns
// that follow each other, for what else the machine does comes and goes: the
// median over the rounds.
func (r Ratio) compare(ours, yardstick side, rounds int) Ratio {
	var as, bs, ratios []float64
	for range rounds {
		a, b := processorTime(ours.run, ours.units), processorTime(yardstick.run, yardstick.units)
		as, bs, ratios = append(as, a), append(bs, b), append(ratios, b/a)
	}
	r.Ours, r.Yardstick, r.Ratio = median(as), median(bs), median(ratios)
	return r
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
