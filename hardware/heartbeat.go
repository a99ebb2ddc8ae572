package hardware

import (
	"math"
	"time"

	"github.com/clustersim/clustersim/sim/rng"
)

// Heartbeat is the law of the time in which silence is noticed: a part gives a
// sign of life at every multiple of a period, breaks down at any time between
// two, and is taken for broken when the last of a number of signs in a row has
// failed to come. That is Misses-1 whole periods and part of one. It is a
// [RepairModel].
type Heartbeat struct {
	Every  time.Duration // period; positive
	Misses int           // signs in a row that must be missed: 1 to 1000000
}

const maxMisses = 1_000_000

// Validate returns an error unless the period is positive and 1 to 1000000 signs
// must be missed.
func (l Heartbeat) Validate() error {
	if l.Every <= 0 {
		return wrong("heartbeat", "every", l.Every, "a positive duration such as 30s")
	}
	if l.Misses < 1 || l.Misses > maxMisses {
		return wrong("heartbeat", "misses", l.Misses, "a whole number within 1..1000000 such as 3")
	}
	return nil
}

// Repair draws the time until the silence is noticed.
func (l Heartbeat) Repair(r *rng.Stream) time.Duration { return l.between().Repair(r) }

// StationaryRest draws what is left until a silence is noticed that is found
// under way.
func (l Heartbeat) StationaryRest(r *rng.Stream) time.Duration {
	return l.between().StationaryRest(r)
}

// Mean is (Misses - 1/2)·Every.
func (l Heartbeat) Mean() time.Duration { return l.between().Mean() }

// Survival is the probability that it takes longer than x.
func (l Heartbeat) Survival(x time.Duration) float64 { return l.between().Survival(x) }

// StationarySurvival is the probability that a silence found under way lasts
// longer than x from then on.
func (l Heartbeat) StationarySurvival(x time.Duration) float64 {
	return l.between().StationarySurvival(x)
}

func (l Heartbeat) between() Uniform {
	last := l.Every * time.Duration(min(int64(l.Misses), math.MaxInt64/int64(max(1, l.Every))))
	return Uniform{From: last - l.Every, To: last}
}
