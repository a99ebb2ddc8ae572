package hardware

import (
	"math"
	"time"

	"gonum.org/v1/gonum/mathext"

	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
)

// Weibull is the law S(t) = exp(-(t/Scale)^Shape). Below shape 1 the hazard
// falls with age (infant deaths, owners who leave early), above 1 it rises
// (wear). It is a [FailureModel] and a [RepairModel].
type Weibull struct {
	Shape float64       // 0.05..1000
	Scale time.Duration // the age that a share 1/e outlives; positive
}

// The range of shapes: beyond it lives leave the range of a duration or collapse
// to a single instant. Fits of machines lie between 0.3 and 10.
const minShape, maxShape = 0.05, 1000

// Validate returns an error unless the shape is within 0.05..1000 and the scale
// is positive.
func (l Weibull) Validate() error {
	if !(l.Shape >= minShape && l.Shape <= maxShape) {
		return wrong("weibull", "shape", l.Shape, "a number within 0.05..1000 such as 0.7")
	}
	if l.Scale <= 0 {
		return wrong("weibull", "scale", l.Scale, "a positive duration such as 97.6h")
	}
	return nil
}

// Next is the time in which a part of that age runs up that hazard; see
// [FailureModel].
func (l Weibull) Next(hazard float64, _ sim.Time, age time.Duration) time.Duration {
	return life(l.residual(float64(max(0, age)), hazard))
}

// Hasten is the law of a part whose hazard is factor times as high; see
// [FailureModel].
func (l Weibull) Hasten(factor float64) FailureModel {
	faster, ok := l.hasten(factor)
	if !ok {
		return hasten(l, factor)
	}
	return faster
}

// hasten tells whether the hastened law is of this kind too.
func (l Weibull) hasten(factor float64) (Weibull, bool) {
	scale, ok := scaled(l.Scale, math.Pow(factor, -1/l.Shape))
	return Weibull{Shape: l.Shape, Scale: scale}, ok
}

// Repair draws the time a repair takes.
func (l Weibull) Repair(r *rng.Stream) time.Duration {
	return l.Next(r.Exp(), 0, 0)
}

// residual solves H(age+x) = H(age) + e for x, where H(t) = (t/scale)^shape is
// the cumulative hazard and e the exponential variate. Where e is no more than
// a small part of H the two ages nearly cancel, so their ratio is computed
// instead of their difference.
func (l Weibull) residual(age, e float64) float64 {
	scale := float64(l.Scale)
	if age == 0 {
		return scale * math.Exp(math.Log(e)/l.Shape) // e to the power 1/shape, in half the time of Pow
	}
	h := math.Pow(age/scale, l.Shape)
	if e > h {
		return scale*math.Pow(h+e, 1/l.Shape) - age
	}
	return age * math.Expm1(math.Log1p(e/h)/l.Shape)
}

// StationaryAge draws the age of a part found in service at a random instant.
func (l Weibull) StationaryAge(r *rng.Stream) time.Duration { return span(l.stationary(r)) }

// StationaryRest draws what is left of a repair found under way.
func (l Weibull) StationaryRest(r *rng.Stream) time.Duration { return span(l.stationary(r)) }

// stationary inverts the equilibrium law: (t/scale)^shape is gamma-distributed
// with parameter 1/shape. Young ages are a plain share of the mean.
func (l Weibull) stationary(r *rng.Stream) float64 {
	u := survivors(r)
	a := 1 / l.Shape
	mean := math.Gamma(1 + a) // over scale
	if math.Pow((1-u)*mean, l.Shape) < young {
		return float64(l.Scale) * (1 - u) * mean
	}
	y := invert(u, func(y float64) (younger, older, slope float64) {
		h := math.Pow(mean*math.Exp(y), l.Shape)
		return mathext.GammaIncReg(a, h), mathext.GammaIncRegComp(a, h), math.Exp(y - h)
	})
	return float64(l.Scale) * mean * math.Exp(y)
}

// Mean is Scale·Γ(1+1/Shape).
func (l Weibull) Mean() time.Duration {
	return life(float64(l.Scale) * math.Gamma(1+1/l.Shape))
}

// Survival is the probability that a new part outlives x.
func (l Weibull) Survival(x time.Duration) float64 {
	return math.Exp(-l.hazard(x))
}

// StationarySurvival is the probability that a part found in service at a
// random instant is older than x; its rest has the same law.
func (l Weibull) StationarySurvival(x time.Duration) float64 {
	a, h := 1/l.Shape, l.hazard(x)
	if h < young {
		return 1 - float64(max(0, x))/float64(l.Scale)/math.Gamma(1+a)
	}
	return mathext.GammaIncRegComp(a, h)
}

// CumulativeHazard is what a part runs up between two ages; see [Cumulative].
func (l Weibull) CumulativeHazard(from, to time.Duration) float64 {
	return l.grown(float64(max(0, from)), float64(to-max(0, from)))
}

// grown is H(age+x) - H(age), without the loss of digits where x is a small part
// of the age.
func (l Weibull) grown(age, x float64) float64 {
	h := math.Pow(age/float64(l.Scale), l.Shape)
	if x >= age {
		return math.Pow((age+x)/float64(l.Scale), l.Shape) - h
	}
	return h * math.Expm1(l.Shape*math.Log1p(x/age))
}

// rate is the hazard per nanosecond at an age.
func (l Weibull) rate(age float64) float64 {
	return l.Shape / age * math.Pow(age/float64(l.Scale), l.Shape)
}

// young is the cumulative hazard below which survival is 1 to the last bit, so
// that the stationary law is uniform. The gamma functions fail where it
// underflows.
const young = 1e-16

// hazard is the cumulative hazard (x/Scale)^Shape.
func (l Weibull) hazard(x time.Duration) float64 {
	return math.Pow(float64(max(0, x))/float64(l.Scale), l.Shape)
}
