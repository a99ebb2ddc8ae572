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

// Next draws the residual life, which does not depend on age.
func (l Exponential) Next(r *rng.Stream, _ sim.Time, _ time.Duration) time.Duration {
	return life(l.draw(r))
}

// Repair draws the time a repair takes.
func (l Exponential) Repair(r *rng.Stream) time.Duration { return span(l.draw(r)) }

// StationaryAge draws an age of the same law: the age found at a random instant
// is as long as a whole life.
func (l Exponential) StationaryAge(r *rng.Stream) time.Duration { return span(l.draw(r)) }

// StationaryRest draws what is left of a repair: as long as a whole one.
func (l Exponential) StationaryRest(r *rng.Stream) time.Duration { return span(l.draw(r)) }

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

// Endures is the time in which a part runs up that hazard; see [Cumulative].
func (l Exponential) Endures(_ time.Duration, hazard float64) time.Duration {
	return span(hazard * float64(l.MTBF))
}

func (l Exponential) draw(r *rng.Stream) float64 {
	return r.Exp() * float64(l.MTBF)
}
