package hardware

import (
	"math"
	"time"

	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
)

// LogNormal is the law of a time whose logarithm is normal: the usual law of
// repairs, with half of them below Median and a long tail above. It is a
// [FailureModel] and a [RepairModel].
type LogNormal struct {
	Median time.Duration // positive
	Sigma  float64       // standard deviation of the logarithm: 0.001..10
}

// The range of sigmas within which ages neither collapse to one nanosecond nor
// leave the range of a duration in bulk. Fits of repairs lie between 0.5 and 2.5.
const minSigma, maxSigma = 0.001, 10

// Validate returns an error unless the median is positive and sigma is within
// 0.001..10.
func (l LogNormal) Validate() error {
	if l.Median <= 0 {
		return wrong("lognormal", "median", l.Median, "a positive duration such as 6h")
	}
	if !(l.Sigma >= minSigma && l.Sigma <= maxSigma) {
		return wrong("lognormal", "sigma", l.Sigma, "a number within 0.001..10 such as 1.2")
	}
	return nil
}

// Next is the time in which a part of that age runs up that hazard; see
// [FailureModel].
func (l LogNormal) Next(hazard float64, _ sim.Time, age time.Duration) time.Duration {
	return life(l.residual(age, hazard))
}

// Hasten is the law of a part whose hazard is factor times as high; see
// [FailureModel].
func (l LogNormal) Hasten(factor float64) FailureModel { return hasten(l, factor) }

// Repair draws the time a repair takes.
func (l LogNormal) Repair(r *rng.Stream) time.Duration {
	return l.Next(r.Exp(), 0, 0)
}

// residual solves S(age+x) = exp(-hazard)·S(age) for x, in standard deviations of
// the logarithm, so that ages far in the tail lose no digits.
func (l LogNormal) residual(age time.Duration, hazard float64) float64 {
	if age <= 0 {
		return float64(l.Median) * math.Exp(l.Sigma*newScore(hazard))
	}
	return float64(age) * math.Expm1(l.Sigma*upperStep(l.score(age), hazard))
}

// StationaryAge draws the age of a part found in service at a random instant.
func (l LogNormal) StationaryAge(r *rng.Stream) time.Duration { return span(l.stationary(r)) }

// StationaryRest draws what is left of a repair found under way.
func (l LogNormal) StationaryRest(r *rng.Stream) time.Duration { return span(l.stationary(r)) }

// stationary inverts the equilibrium law, whose two sides are
// Φ(z-σ) + x/mean·Q(z) and Q(z-σ) - x/mean·Q(z).
func (l LogNormal) stationary(r *rng.Stream) float64 {
	y := invert(survivors(r), func(y float64) (younger, older, slope float64) {
		z := y/l.Sigma + l.Sigma/2
		slope = math.Exp(y) * upper(z)
		return upper(l.Sigma-z) + slope, upper(z-l.Sigma) - slope, slope
	})
	return l.mean() * math.Exp(y)
}

// Mean is Median·exp(Sigma²/2).
func (l LogNormal) Mean() time.Duration { return life(l.mean()) }

func (l LogNormal) mean() float64 {
	return float64(l.Median) * math.Exp(l.Sigma*l.Sigma/2)
}

// Survival is the probability that a new part outlives x.
func (l LogNormal) Survival(x time.Duration) float64 {
	if x <= 0 {
		return 1
	}
	return upper(l.score(x))
}

// StationarySurvival is the probability that a part found in service at a
// random instant is older than x; its rest has the same law. It is
// Q(z-σ) - x/mean·Q(z), the same form as the value of a call option.
func (l LogNormal) StationarySurvival(x time.Duration) float64 {
	if x <= 0 {
		return 1
	}
	z := l.score(x)
	return upper(z-l.Sigma) - float64(x)/l.mean()*upper(z)
}

// CumulativeHazard is what a part runs up between two ages; see [Cumulative].
func (l LogNormal) CumulativeHazard(from, to time.Duration) float64 {
	if to <= 0 {
		return 0
	}
	h := -logUpper(l.score(to))
	if from > 0 {
		h += logUpper(l.score(from))
	}
	return h
}

// score is how many sigmas the logarithm of x lies above that of the median.
func (l LogNormal) score(x time.Duration) float64 {
	return math.Log(float64(x)/float64(l.Median)) / l.Sigma
}

// upper is Q(z), the probability that a standard normal exceeds z.
func upper(z float64) float64 { return math.Erfc(z/math.Sqrt2) / 2 }
