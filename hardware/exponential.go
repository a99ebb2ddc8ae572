package hardware

import (
	"math"
	"time"

	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
)

// Exponential is the law without memory: S(t) = exp(-t/MTBF). A part fails at
// the same rate whatever its age. It is a [FailureModel] and a [RepairModel].
type Exponential struct {
	MTBF time.Duration // mean time between failures, or mean time to repair; positive
}

// Validate returns an error unless the mean is positive.
func (l Exponential) Validate() error {
	if l.MTBF <= 0 {
		return wrong("exponential", "mean", l.MTBF, "a positive duration such as 500h")
	}
	return nil
}

// Next is the time in which a part of any age runs up that hazard; see
// [FailureModel].
func (l Exponential) Next(hazard float64, _ sim.Time, _ time.Duration) time.Duration {
	return life(hazard * float64(l.MTBF))
}

// Hasten is the law of a part whose hazard is factor times as high; see
// [FailureModel].
func (l Exponential) Hasten(factor float64) FailureModel {
	mean, ok := scaled(l.MTBF, 1/factor)
	if !ok {
		return hasten(l, factor)
	}
	return Exponential{MTBF: mean}
}

// Repair draws the time a repair takes.
func (l Exponential) Repair(r *rng.Stream) time.Duration { return l.Next(r.Exp(), 0, 0) }

// StationaryAge draws an age of the same law: the age found at a random instant
// is as long as a whole life.
func (l Exponential) StationaryAge(r *rng.Stream) time.Duration { return l.Next(r.Exp(), 0, 0) }

// StationaryRest draws what is left of a repair: as long as a whole one.
func (l Exponential) StationaryRest(r *rng.Stream) time.Duration { return l.Next(r.Exp(), 0, 0) }

// Mean is MTBF.
func (l Exponential) Mean() time.Duration { return l.MTBF }

// Survival is the probability that a new part outlives x.
func (l Exponential) Survival(x time.Duration) float64 {
	return math.Exp(-float64(max(0, x)) / float64(l.MTBF))
}

// StationarySurvival is the probability that a part found in service at a
// random instant is older than x; its rest has the same law.
func (l Exponential) StationarySurvival(x time.Duration) float64 { return l.Survival(x) }

// CumulativeHazard is what a part runs up between two ages; see [Cumulative].
func (l Exponential) CumulativeHazard(from, to time.Duration) float64 {
	return float64(to-from) / float64(l.MTBF)
}
