package hardware

import (
	"math"
	"time"

	"github.com/clustersim/clustersim/sim/rng"
)

// Uniform is the law of a time between two ends, all equally likely. It is a
// [RepairModel].
type Uniform struct {
	From, To time.Duration // From is not negative, To is above it
}

// Validate returns an error unless 0 <= From < To.
func (l Uniform) Validate() error {
	if l.From < 0 {
		return wrong("uniform", "from", l.From, "a duration of at least 0")
	}
	if l.To <= l.From {
		return wrong("uniform", "to", l.To, "a duration above from, which is "+l.From.String())
	}
	return nil
}

// Repair draws the time a repair takes.
func (l Uniform) Repair(r *rng.Stream) time.Duration {
	return span(float64(l.From) + (1-survivors(r))*l.width())
}

// StationaryRest draws what is left of a repair found under way.
func (l Uniform) StationaryRest(r *rng.Stream) time.Duration {
	u := survivors(r)
	if x := (1 - u) * l.mean(); x <= float64(l.From) {
		return span(x)
	}
	return span(float64(l.To) - math.Sqrt(2*l.width()*l.mean()*u))
}

// Mean is half way between the ends.
func (l Uniform) Mean() time.Duration { return span(l.mean()) }

func (l Uniform) mean() float64 { return (float64(l.From) + float64(l.To)) / 2 }

// Survival is the probability that a repair takes longer than x.
func (l Uniform) Survival(x time.Duration) float64 {
	return min(1, max(0, float64(l.To-x)/l.width()))
}

// StationarySurvival is the probability that a repair found under way takes
// longer than x from then on.
func (l Uniform) StationarySurvival(x time.Duration) float64 {
	if x <= l.From {
		return 1 - float64(max(0, x))/l.mean()
	}
	rest := float64(max(0, l.To-x))
	return rest / l.width() * rest / l.mean() / 2
}

func (l Uniform) width() float64 { return float64(l.To - l.From) }
