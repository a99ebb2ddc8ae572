package stats

import "fmt"

// Step is where a function of time that is constant between steps takes a value.
type Step struct{ At, Value float64 }

// LeastMean is the least mean that a function has over any window of a width within 0 to end: exactly, for the mean
// is piecewise linear in where the window begins and so is least where one of its ends is at a step. The steps are in
// order of time, the first at 0; of several at one time the last counts. Time is linear in the steps, and nothing is
// allocated. It panics unless 0 < width <= end and the first step is at 0.
func LeastMean(steps []Step, end, width float64) float64 {
	if !(0 < width && width <= end) || len(steps) == 0 || steps[0].At != 0 {
		panic(fmt.Sprintf("stats: least mean over windows of %v within %v, of %d steps from 0 on", width, end, len(steps)))
	}
	least := leastArea(steps, end-width, width, 0)
	return min(least, leastArea(steps, end-width, width, width)) / width
}

// leastArea is the least area over windows that begin a lead ahead of a step, or at the first or last place.
func leastArea(steps []Step, last, width, lead float64) float64 {
	left, right := area{steps: steps}, area{steps: steps}
	least := right.upTo(width)
	for _, s := range steps {
		if begin := s.At - lead; begin > 0 && begin < last {
			least = min(least, right.upTo(begin+width)-left.upTo(begin))
		}
	}
	return min(least, right.upTo(last+width)-left.upTo(last))
}

// area adds up a function from 0 on.
type area struct {
	steps []Step // the first is the one under way
	sum   float64
	at    float64
}

// upTo is the area from 0 to x, which must not decrease from call to call.
func (a *area) upTo(x float64) float64 {
	for len(a.steps) > 1 && a.steps[1].At <= x {
		a.sum += a.steps[0].Value * (a.steps[1].At - a.at)
		a.at = a.steps[1].At
		a.steps = a.steps[1:]
	}
	return a.sum + a.steps[0].Value*(x-a.at)
}
