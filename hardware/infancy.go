package hardware

import (
	"fmt"
	"math"
	"time"

	"github.com/clustersim/clustersim/sim"
)

// Infancy is the law of parts that fail more often when they are new, or just
// repaired, than another law says: at age a, an extra hazard of
// (Factor-1)/mean·exp(-a/Fades), where mean is the mean life of that Law. A part
// of an exponential law thus begins at Factor times its rate. Make one with
// [NewInfancy]. It is a [FailureModel].
type Infancy struct {
	newness
	tabulated
}

// newness is the hazard of a law together with the extra one.
type newness struct {
	Law    Cumulative
	Factor float64
	Fades  time.Duration
}

// NewInfancy returns the law with an extra hazard that begins at factor-1 times
// the long-run rate of the law and falls to 37% within fades, and again. It is an
// error if the factor is not above 1 and at most 1000000, and if fades is not
// positive.
func NewInfancy(law Cumulative, factor float64, fades time.Duration) (Infancy, error) {
	l := Infancy{newness: newness{Law: law, Factor: factor, Fades: fades}}
	if err := l.Validate(); err != nil {
		return Infancy{}, err
	}
	l.tabulated = tabulate(l.newness, 1)
	return l, nil
}

// Validate returns an error unless there is a law, the factor is above 1 and at
// most 1000000, and the time in which it fades is positive.
func (l Infancy) Validate() error {
	switch {
	case l.Law == nil || l.Law.Mean() <= 0:
		return wrong("infancy", "law", "missing", "a law with a hazard, which fixed and empirical have not")
	case !(l.Factor > 1 && l.Factor <= maxFactor):
		return wrong("infancy", "factor", l.Factor, "a number above 1, at most 1000000, such as 3")
	case l.Fades <= 0:
		return wrong("infancy", "fades", l.Fades, "a positive duration such as 168h")
	}
	return nil
}

// String returns the law and what new parts are in for.
func (l Infancy) String() string {
	return fmt.Sprintf("{%T%v Factor:%v Fades:%v}", l.Law, l.Law, l.Factor, l.Fades)
}

// Next is the time in which a part of that age runs up that hazard; see
// [FailureModel].
func (l Infancy) Next(hazard float64, now sim.Time, age time.Duration) time.Duration {
	age = max(0, age)
	extra := l.extra(age)
	if extra < 1e-17*hazard {
		return l.Law.Next(hazard, now, age)
	}
	// Of two hazards together, one brings in half or more.
	low := min(float64(l.Law.Next(hazard/2, now, age)), l.lasts(extra, hazard/2))
	high := min(float64(l.Law.Next(hazard, now, age)), l.lasts(extra, hazard), float64(math.MaxInt64-age))
	return life(between(low, high, hazard, func(x float64) float64 { return l.CumulativeHazard(age, age+span(x)) }))
}

// Hasten is the law of a part whose hazard is factor times as high; see
// [FailureModel].
func (l Infancy) Hasten(factor float64) FailureModel { return hasten(l, factor) }

// CumulativeHazard is what a part runs up between two ages; see [Cumulative].
func (l newness) CumulativeHazard(from, to time.Duration) float64 {
	from = max(0, from)
	return l.Law.CumulativeHazard(from, to) - l.extra(from)*math.Expm1(-float64(to-from)/float64(l.Fades))
}

// extra is all the extra hazard that is ahead of a part of that age.
func (l newness) extra(age time.Duration) float64 {
	fades := float64(l.Fades)
	return (l.Factor - 1) * fades / float64(l.Law.Mean()) * math.Exp(-float64(age)/fades)
}

// lasts is the time in which a part runs up that much of the extra hazard.
func (l newness) lasts(extra, hazard float64) float64 {
	if hazard >= extra {
		return math.MaxInt64
	}
	return -float64(l.Fades) * math.Log1p(-hazard/extra)
}

// between returns the x within an interval at which the hazard that is run up
// comes to that given, to the nanosecond: by secants, in the manner of Illinois,
// on both logarithms, which are nearly linear in each other.
func between(low, high, hazard float64, runUp func(x float64) float64) float64 {
	excess := func(x float64) float64 { return math.Log(runUp(x) / hazard) }
	below, above := excess(low), excess(high)
	if below >= 0 {
		return low
	}
	if above <= 0 {
		return high
	}
	last := 0.0
	for range 200 {
		if high-low <= max(1, 1e-15*high) {
			break
		}
		x := low * math.Pow(high/low, below/(below-above))
		if !(x > low && x < high) {
			x = low + (high-low)/2
		}
		at := excess(x)
		switch {
		case at == 0:
			return x
		case at < 0 && last < 0:
			above /= 2 // the other end has stayed: draw the secant towards it
		case at > 0 && last > 0:
			below /= 2
		}
		if at < 0 {
			low, below = x, at
		} else {
			high, above = x, at
		}
		last = at
	}
	return low + (high-low)/2
}
