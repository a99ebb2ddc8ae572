package hardware

import (
	"math"
	"time"

	"gonum.org/v1/gonum/mathext"

	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
)

// Gamma is the law of a time that is made of Shape exponential stages of mean
// Scale each, Shape not being whole necessarily: S(t) = Q(Shape, t/Scale), the
// regularised upper incomplete gamma function. Below shape 1 the hazard falls
// with age towards 1/Scale, above 1 it rises towards it. It is a [FailureModel]
// and a [RepairModel].
type Gamma struct {
	Shape float64       // 0.05..1000
	Scale time.Duration // of one stage; positive
}

// Validate returns an error unless the shape is within 0.05..1000 and the scale
// is positive.
func (l Gamma) Validate() error {
	if !(l.Shape >= minShape && l.Shape <= maxShape) {
		return wrong("gamma", "shape", l.Shape, "a number within 0.05..1000 such as 2")
	}
	if l.Scale <= 0 {
		return wrong("gamma", "scale", l.Scale, "a positive duration such as 50h")
	}
	return nil
}

// Hasten is the law of a part whose hazard is factor times as high; see
// [FailureModel].
func (l Gamma) Hasten(factor float64) FailureModel { return hasten(l, factor) }

// Repair draws the time a repair takes.
func (l Gamma) Repair(r *rng.Stream) time.Duration {
	return l.Next(r.Exp(), 0, 0)
}

// StationaryAge draws the age of a part found in service at a random instant.
func (l Gamma) StationaryAge(r *rng.Stream) time.Duration { return span(l.stationary(r)) }

// StationaryRest draws what is left of a repair found under way.
func (l Gamma) StationaryRest(r *rng.Stream) time.Duration { return span(l.stationary(r)) }

// stationary inverts the equilibrium law, whose two sides are P(a+1, x) +
// x/a·Q(a, x) and Q(a+1, x) - x/a·Q(a, x).
func (l Gamma) stationary(r *rng.Stream) float64 {
	a := l.Shape
	y := invert(survivors(r), func(y float64) (younger, older, slope float64) {
		x := a * math.Exp(y)
		slope = math.Exp(y) * gammaUpper(a, x)
		return mathext.GammaIncReg(a+1, x) + slope, gammaUpper(a+1, x) - slope, slope
	})
	return float64(l.Scale) * a * math.Exp(y)
}

// Mean is Shape·Scale.
func (l Gamma) Mean() time.Duration { return life(l.Shape * float64(l.Scale)) }

// Survival is the probability that a new part outlives x.
func (l Gamma) Survival(x time.Duration) float64 {
	return mathext.GammaIncRegComp(l.Shape, l.stages(x))
}

// StationarySurvival is the probability that a part found in service at a
// random instant is older than x; its rest has the same law.
func (l Gamma) StationarySurvival(x time.Duration) float64 {
	a, z := l.Shape, l.stages(x)
	return mathext.GammaIncRegComp(a+1, z) - z/a*mathext.GammaIncRegComp(a, z)
}

// CumulativeHazard is what a part runs up between two ages; see [Cumulative].
func (l Gamma) CumulativeHazard(from, to time.Duration) float64 {
	return gammaGrown(l.Shape, l.stages(from), l.stages(to)-l.stages(from))
}

// Next is the time in which a part of that age runs up that hazard; see
// [FailureModel].
func (l Gamma) Next(hazard float64, _ sim.Time, age time.Duration) time.Duration {
	return life(float64(l.Scale) * gammaLasts(l.Shape, l.stages(age), hazard))
}

// stages is an age in scales.
func (l Gamma) stages(x time.Duration) float64 { return float64(max(0, x)) / float64(l.Scale) }
