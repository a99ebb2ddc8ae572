package hardware

import (
	"fmt"
	"math"
	"time"

	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
)

// Bathtub is the law of a part that three risks compete for: defects it was born
// with, which the survivors turn out not to have (a Weibull law of shape at most
// 1), chance (an exponential law), and wear (a Weibull law of shape at least 1).
// Hazards add up, so survival is the product of the three. Make one with
// [NewBathtub]. It is a [FailureModel] and a [RepairModel].
type Bathtub struct {
	infant, wear Weibull
	chance       Exponential
	found        ages
}

// NewBathtub returns the law of the three risks: infant, of shape 0.05..1,
// chance, with its mean, and wear, of shape 1..1000. Other shapes, and scales and
// means that are not positive, are errors.
func NewBathtub(infant Weibull, chance time.Duration, wear Weibull) (Bathtub, error) {
	l := Bathtub{infant: infant, chance: Exponential{MTBF: chance}, wear: wear}
	if err := l.Validate(); err != nil {
		return Bathtub{}, err
	}
	l.found = newAges(l.alive, l.smooth)
	return l, nil
}

// Validate returns an error unless the shapes are on their sides of 1 and in
// range, and scales and mean are positive.
func (l Bathtub) Validate() error {
	switch {
	case !(l.infant.Shape >= minShape && l.infant.Shape <= 1):
		return wrong("bathtub", "shape of infant", l.infant.Shape, "a number within 0.05..1 such as 0.5")
	case l.infant.Scale <= 0:
		return wrong("bathtub", "scale of infant", l.infant.Scale, "a positive duration such as 10000h")
	case l.chance.MTBF <= 0:
		return wrong("bathtub", "mean", l.chance.MTBF, "a positive duration such as 20000h")
	case !(l.wear.Shape >= 1 && l.wear.Shape <= maxShape):
		return wrong("bathtub", "shape of wear", l.wear.Shape, "a number within 1..1000 such as 3")
	case l.wear.Scale <= 0:
		return wrong("bathtub", "scale of wear", l.wear.Scale, "a positive duration such as 60000h")
	}
	return nil
}

// String returns the risks and their parameters.
func (l Bathtub) String() string {
	return fmt.Sprintf("{Infant:%+v Chance:%+v Wear:%+v}", l.infant, l.chance, l.wear)
}

// Hasten is the law of a part whose hazard is factor times as high; see
// [FailureModel].
func (l Bathtub) Hasten(factor float64) FailureModel {
	infant, slow := l.infant.hasten(factor)
	chance, ok := scaled(l.chance.MTBF, 1/factor)
	wear, fast := l.wear.hasten(factor)
	if !slow || !ok || !fast {
		return hasten(l, factor)
	}
	faster := Bathtub{infant: infant, chance: Exponential{MTBF: chance}, wear: wear}
	faster.found = newAges(faster.alive, faster.smooth)
	return faster
}

// Repair draws the time a repair takes.
func (l Bathtub) Repair(r *rng.Stream) time.Duration {
	return l.Next(r.Exp(), 0, 0)
}

// StationaryAge draws the age of a part found in service at a random instant.
func (l Bathtub) StationaryAge(r *rng.Stream) time.Duration {
	return span(l.found.outlived(survivors(r), l.alive))
}

// StationaryRest draws what is left of a repair found under way.
func (l Bathtub) StationaryRest(r *rng.Stream) time.Duration { return l.StationaryAge(r) }

// Mean is the integral of the survival function.
func (l Bathtub) Mean() time.Duration { return life(l.found.mean()) }

// Survival is the probability that a new part outlives x.
func (l Bathtub) Survival(x time.Duration) float64 { return l.alive(float64(max(0, x))) }

// StationarySurvival is the probability that a part found in service at a
// random instant is older than x; its rest has the same law.
func (l Bathtub) StationarySurvival(x time.Duration) float64 {
	return l.found.older(float64(max(0, x)), l.alive)
}

// CumulativeHazard is what a part runs up between two ages; see [Cumulative].
func (l Bathtub) CumulativeHazard(from, to time.Duration) float64 {
	return l.grown(float64(max(0, from)), float64(to-max(0, from)))
}

// Next is the time in which a part of that age runs up that hazard; see
// [FailureModel].
func (l Bathtub) Next(hazard float64, _ sim.Time, age time.Duration) time.Duration {
	from := float64(max(0, age))
	soonest := min(l.infant.residual(from, hazard), hazard*float64(l.chance.MTBF), l.wear.residual(from, hazard))
	return life(reach(hazard, soonest, func(x float64) (float64, float64) {
		return l.grown(from, x), l.rate(from + x)
	}))
}

func (l Bathtub) grown(age, x float64) float64 {
	return l.infant.grown(age, x) + x/float64(l.chance.MTBF) + l.wear.grown(age, x)
}

// rate is the hazard at an age.
func (l Bathtub) rate(age float64) float64 {
	return l.infant.rate(age) + 1/float64(l.chance.MTBF) + l.wear.rate(age)
}

func (l Bathtub) alive(x float64) float64 { return math.Exp(-l.grown(0, x)) }

// smooth tells whether the survival function bends so little from x to
// x·exp(step) that a quadrature takes it in one step.
func (l Bathtub) smooth(x, step float64) bool {
	worn := l.wear.grown(0, x*math.Exp(step))
	return step <= 0.5 && l.grown(x, x*math.Expm1(step)) <= 0.5 && (worn < young || step*l.wear.Shape <= 1)
}
