package hardware

import (
	"math"
	"time"

	"github.com/clustersim/clustersim/sim/rng"
)

// Screen is the law of the time until a fault is found that shows in nothing but
// a check, such as silent corruption: checks are made at every multiple of a
// period, each finds the fault with the probability Coverage, and the fault
// begins at any time between two. That is part of a period and a whole one for
// every check that misses. It is a [RepairModel].
type Screen struct {
	Every    time.Duration // period of the checks; positive
	Coverage float64       // probability that a check finds the fault: above 0, at most 1
}

// Validate returns an error unless the period is positive and the coverage is
// above 0 and at most 1.
func (l Screen) Validate() error {
	if l.Every <= 0 {
		return wrong("screen", "every", l.Every, "a positive duration such as 24h")
	}
	if !(l.Coverage > 0 && l.Coverage <= 1) {
		return wrong("screen", "coverage", l.Coverage, "a probability above 0, at most 1, such as 0.7")
	}
	return nil
}

// Repair draws the time until the fault is found.
func (l Screen) Repair(r *rng.Stream) time.Duration {
	missed, found := l.split(r.Exp())
	return span(float64(l.Every) * (missed + found/l.Coverage))
}

// StationaryRest draws what is left until a fault is found that is there already.
func (l Screen) StationaryRest(r *rng.Stream) time.Duration {
	missed, found := l.split(r.Exp())
	q := (2 - l.Coverage) * found
	return span(float64(l.Every) * (missed + q/(1+math.Sqrt(1-q))/l.Coverage))
}

// split takes a hazard apart into the checks that it takes the fault past, each
// of which all but a share Coverage get past, and the share that is found within
// the period after those.
func (l Screen) split(hazard float64) (missed, found float64) {
	check := -math.Log1p(-l.Coverage) // +Inf if nothing gets past
	rest := math.Mod(hazard, check)
	return math.Round((hazard - rest) / check), -math.Expm1(-rest)
}

// Mean is half a period and (1-Coverage)/Coverage whole ones.
func (l Screen) Mean() time.Duration { return span(l.mean()) }

func (l Screen) mean() float64 { return float64(l.Every) * (1/l.Coverage - 0.5) }

// Survival is the probability that it takes longer than x.
func (l Screen) Survival(x time.Duration) float64 {
	past, part := l.period(x)
	return past * (1 - l.Coverage*part)
}

// StationarySurvival is the probability that a fault that is there already goes
// on for longer than x.
func (l Screen) StationarySurvival(x time.Duration) float64 {
	past, part := l.period(x)
	return past * (1 - float64(l.Every)*part*(1-l.Coverage*part/2)/l.mean())
}

// period is the probability to get past the checks within x, and the part of a
// period that comes after them.
func (l Screen) period(x time.Duration) (past, part float64) {
	x = max(0, x)
	return math.Pow(1-l.Coverage, float64(x/l.Every)), float64(x%l.Every) / float64(l.Every)
}
