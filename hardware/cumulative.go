package hardware

import (
	"math"
	"time"
)

// Cumulative is a failure law that tells how much hazard a part runs up as it
// ages, which lets something else, such as the time of day, speed it up and slow
// it down: see [Periodic]. All laws of this package that have a hazard are: all
// but [Fixed] and [Empirical], whose parts die at single ages. Hastened, such a
// law is one again.
type Cumulative interface {
	FailureModel
	// CumulativeHazard is what a part runs up between two ages: the logarithm of
	// S(from)/S(to). It is +Inf if no part gets that old. Next, which does not
	// depend on now, is its inverse.
	CumulativeHazard(from, to time.Duration) float64
}

// accrual is the hazard that a part runs up within x nanoseconds from its age
// on, and the rate at which it does at the end of them.
type accrual func(x float64) (hazard, rate float64)

// reach returns the x at which the accrual comes to hazard, by Newton's method
// on both logarithms, which for all our laws are nearly linear in each other,
// inside an interval that halves whenever Newton would leave it. It ends when
// steps are at the rounding error of x, or no longer shrink because they are at
// that of the accrual.
func reach(hazard, guess float64, at accrual) float64 {
	const bold = 8 // the longest step while an end is not known
	low, high := math.Inf(-1), math.Inf(1)
	target, y, before := math.Log(hazard), math.Log(guess), math.Inf(1)
	for range 200 {
		x := math.Exp(y)
		sum, rate := at(x)
		excess := math.Log(sum) - target
		if excess < 0 {
			low = y
		} else {
			high = y
		}
		next := y - excess*sum/(rate*x)
		sound := math.Abs(excess) < 1e-3 || math.Abs(next-y) > 1e-9 // not from where the accrual shoots up
		switch {
		case sound && next >= low && next <= high && math.Abs(next-y) <= bold:
		case math.IsInf(high, 1):
			next = y + bold
		case math.IsInf(low, -1):
			next = y - bold
		default:
			next = low + (high-low)/2
		}
		step := math.Abs(next - y)
		if step <= 1e-15*max(1, math.Abs(y)) || step < 1e-9 && step > before/2 {
			return math.Exp(next)
		}
		y, before = next, step
	}
	return math.Exp(y)
}
