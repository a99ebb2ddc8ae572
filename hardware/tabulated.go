package hardware

import (
	"math"
	"time"

	"github.com/clustersim/clustersim/sim/rng"
)

// accruing is what tells how much hazard a part runs up between two ages.
type accruing interface {
	CumulativeHazard(from, to time.Duration) float64
}

// tabulated is what follows from a cumulative hazard, some times that of another,
// and has no closed form: survival, its integral, and the ages of parts that are
// found in service.
type tabulated struct {
	of    accruing
	times float64
	found ages
}

func tabulate(of accruing, times float64) tabulated {
	l := tabulated{of: of, times: times}
	l.found = newAges(l.alive, l.smooth)
	return l
}

// StationaryAge draws the age of a part found in service at a random instant.
func (l tabulated) StationaryAge(r *rng.Stream) time.Duration {
	return span(l.found.outlived(survivors(r), l.alive))
}

// Mean is the integral of the survival function.
func (l tabulated) Mean() time.Duration { return life(l.found.mean()) }

// Survival is the probability that a new part outlives x.
func (l tabulated) Survival(x time.Duration) float64 { return l.alive(float64(max(0, x))) }

// StationarySurvival is the probability that a part found in service at a
// random instant is older than x.
func (l tabulated) StationarySurvival(x time.Duration) float64 {
	return l.found.older(float64(max(0, x)), l.alive)
}

func (l tabulated) alive(x float64) float64 { return math.Exp(-l.times * runUp(l.of, x)) }

// smooth tells whether a part runs up so little hazard from age x to
// x·exp(step), and so evenly, that a quadrature takes it in one step: it would
// come to the same in two.
func (l tabulated) smooth(x, step float64) bool {
	middle, to := x*math.Exp(step/2), x*math.Exp(step)
	atMiddle := runUp(l.of, middle)
	first, second := atMiddle-runUp(l.of, x), runUp(l.of, to)-atMiddle
	hazard := l.times * (first + second)
	if hazard < 1e-10 {
		return true
	}
	if !(hazard <= 1 && second <= 3*first) {
		return false
	}
	once, twice := livedBetween(x, to, l.alive), livedBetween(x, middle, l.alive)+livedBetween(middle, to, l.alive)
	return math.Abs(once-twice) <= 1e-8*twice
}

// runUp is the hazard that a part has run up by an age that need not be a whole
// number of nanoseconds: between those, the rate is constant.
func runUp(of accruing, age float64) float64 {
	age = min(age, math.MaxInt64)
	whole := span(math.Floor(age))
	hazard, part := of.CumulativeHazard(0, whole), age-float64(whole)
	if part == 0 || age > 1<<42 || math.IsInf(hazard, 1) {
		return hazard // no law is so steep that an hour cares for a nanosecond
	}
	return hazard + part*of.CumulativeHazard(whole, whole+1)
}
