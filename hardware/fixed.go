package hardware

import (
	"time"

	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
)

// Fixed is the law of one certain time. As a [RepairModel] zero means that
// repairs are instant; as a [FailureModel] After must be positive, and a part
// older than that fails a nanosecond later.
type Fixed struct {
	After time.Duration // not negative
}

// Validate returns an error if the time is negative. That a failure needs a
// positive one is checked by [Hazard.Validate].
func (l Fixed) Validate() error {
	if l.After < 0 {
		return wrong("fixed", "after", l.After, "a duration of at least 0")
	}
	return nil
}

// Next is what is left of the life, whatever the hazard; see [FailureModel].
func (l Fixed) Next(_ float64, _ sim.Time, age time.Duration) time.Duration {
	return max(1, l.After-max(0, age))
}

// Hasten is the law itself: the hazard is endless at After and nothing before.
func (l Fixed) Hasten(float64) FailureModel { return l }

// Repair returns the time a repair takes.
func (l Fixed) Repair(r *rng.Stream) time.Duration {
	r.Exp()
	return l.After
}

// StationaryAge draws an age between 0 and After, all equally likely.
func (l Fixed) StationaryAge(r *rng.Stream) time.Duration { return l.part(r) }

// StationaryRest draws a rest between 0 and After, all equally likely.
func (l Fixed) StationaryRest(r *rng.Stream) time.Duration { return l.part(r) }

func (l Fixed) part(r *rng.Stream) time.Duration {
	return span((1 - survivors(r)) * float64(l.After))
}

// Mean is After.
func (l Fixed) Mean() time.Duration { return l.After }

// Survival is 1 before After and 0 from then on.
func (l Fixed) Survival(x time.Duration) float64 {
	if x < l.After {
		return 1
	}
	return 0
}

// StationarySurvival is the probability that a part found in service at a
// random instant is older than x; its rest has the same law.
func (l Fixed) StationarySurvival(x time.Duration) float64 {
	if x >= l.After {
		return 0
	}
	return 1 - float64(max(0, x))/float64(l.After)
}
