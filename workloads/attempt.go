package workloads

import (
	"math"
	"time"
)

// Attempt is the timetable of one attempt if nothing interrupts it, as
// arithmetic: restart, then productive time cut by saves, each of which stalls
// the gang. No save follows the last stretch.
//
//	restart ├──interval──┤stall├──interval──┤stall├──rest──┤ end
type Attempt struct {
	Restart  time.Duration // before productive work begins
	Interval time.Duration // productive time from one save to the next; 0 for no saves
	Stall    time.Duration // of a save
	Rate     Rate          // speed on this placement
	Work     time.Duration // to do, at Full speed
}

// Productive is the time the work takes on this placement without restart and saves.
func (a *Attempt) Productive() time.Duration { return a.Rate.Time(a.Work) }

// Wall is the time from the start of the attempt to the end of the work; it
// saturates at the longest duration.
func (a *Attempt) Wall() time.Duration {
	productive := a.Productive()
	wall := saturate(a.Restart, productive)
	if a.Interval == 0 || productive == 0 {
		return wall
	}
	saves := (productive - 1) / a.Interval
	if a.Stall > 0 && saves > (math.MaxInt64-wall)/a.Stall {
		return math.MaxInt64
	}
	return wall + saves*a.Stall
}

// Done is the productive time spent within the first elapsed time of the attempt.
func (a *Attempt) Done(elapsed time.Duration) time.Duration {
	run := max(0, elapsed-a.Restart)
	if a.Interval == 0 {
		return min(run, a.Productive())
	}
	cycle := saturate(a.Interval, a.Stall)
	return min(run/cycle*a.Interval+min(run%cycle, a.Interval), a.Productive())
}

// Kept is the productive time whose work the last completed save holds, elapsed
// into the attempt; all of it once the work is done.
func (a *Attempt) Kept(elapsed time.Duration) time.Duration {
	if elapsed >= a.Wall() {
		return a.Productive()
	}
	run := elapsed - a.Restart
	if a.Interval == 0 || run <= 0 {
		return 0
	}
	return run / saturate(a.Interval, a.Stall) * a.Interval
}

// Prolong adds to the restart; it saturates at the longest duration.
func (a *Attempt) Prolong(by time.Duration) { a.Restart = saturate(a.Restart, by) }

func saturate(a, b time.Duration) time.Duration {
	if a > math.MaxInt64-b {
		return math.MaxInt64
	}
	return a + b
}
