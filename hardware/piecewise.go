package hardware

import (
	"math"
	"sort"
	"time"

	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
)

// Point is a point of a survival curve.
type Point struct {
	Age      time.Duration
	Survival float64 // share of new parts that outlive the age
}

// Piecewise is the law of a survival curve that is known at some ages, such as
// one read off a published figure. Between the ages, and from 0 to the first, the
// hazard is constant, so it is the logarithm of survival that is interpolated;
// after the last age the last hazard goes on. It is a [FailureModel] and a
// [RepairModel].
type Piecewise struct {
	Points []Point // 1 to 1000, of rising ages and of survival that never rises
}

const maxPoints = 1000

// Validate returns an error unless there are 1 to 1000 points, their ages are
// positive and rise, survival is above 0, at most 1 and never rises, and the
// last point lies lower than the one before, without which parts never die.
func (l Piecewise) Validate() error {
	if len(l.Points) < 1 || len(l.Points) > maxPoints {
		return wrong("piecewise", "number of points", len(l.Points), "1 to 1000")
	}
	before := l.at(0)
	for _, p := range l.Points {
		switch {
		case p.Age <= before.Age:
			return wrong("piecewise", "age", p.Age, "more than "+before.Age.String()+", where the curve has come to")
		case !(p.Survival > 0 && p.Survival <= 1):
			return wrong("piecewise", "survival", p.Survival, "a share above 0 and at most 1")
		case p.Survival > before.Survival:
			return wrong("piecewise", "survival", p.Survival, "at most that of the age before, as the dead do not rise")
		}
		before = p
	}
	if l.rate(len(l.Points)-1) == 0 {
		return wrong("piecewise", "last survival", before.Survival, "less than that of the age before, or the rest never dies")
	}
	return nil
}

// Hasten is the law of a part whose hazard is factor times as high; see
// [FailureModel].
func (l Piecewise) Hasten(factor float64) FailureModel {
	faster := Piecewise{Points: make([]Point, len(l.Points))}
	for i, p := range l.Points {
		faster.Points[i] = Point{Age: p.Age, Survival: math.Pow(p.Survival, factor)}
	}
	if faster.Validate() != nil {
		return hasten(l, factor) // survival that is no longer a number, or no longer below 1
	}
	return faster
}

// Repair draws the time a repair takes.
func (l Piecewise) Repair(r *rng.Stream) time.Duration {
	return l.Next(r.Exp(), 0, 0)
}

// StationaryAge draws the age of a part found in service at a random instant.
func (l Piecewise) StationaryAge(r *rng.Stream) time.Duration { return span(l.stationary(r)) }

// StationaryRest draws what is left of a repair found under way.
func (l Piecewise) StationaryRest(r *rng.Stream) time.Duration { return span(l.stationary(r)) }

// stationary walks to the piece in which the integral of S reaches its share;
// the last piece, which has no end, is measured from the other side.
func (l Piecewise) stationary(r *rng.Stream) float64 {
	u, mean, last := survivors(r), l.mean(), len(l.Points)-1
	rest := (1 - u) * mean
	for i := range last {
		from, rate := l.at(i), l.rate(i)
		whole := l.lived(i, l.width(i))
		switch {
		case rest > whole:
			rest -= whole
		case rate == 0:
			return float64(from.Age) + rest/from.Survival
		default:
			return float64(from.Age) - math.Log1p(-rest*rate/from.Survival)/rate
		}
	}
	from, rate := l.at(last), l.rate(last)
	return float64(from.Age) - math.Log(min(1, u*mean*rate/from.Survival))/rate
}

// Mean is the integral of the survival function.
func (l Piecewise) Mean() time.Duration { return life(l.mean()) }

func (l Piecewise) mean() float64 {
	last := len(l.Points) - 1
	mean := l.lived(last, math.Inf(1))
	for i := range last {
		mean += l.lived(i, l.width(i))
	}
	return mean
}

// Survival is the probability that a new part outlives x.
func (l Piecewise) Survival(x time.Duration) float64 { return math.Exp(-l.hazard(x)) }

// StationarySurvival is the probability that a part found in service at a
// random instant is older than x; its rest has the same law.
func (l Piecewise) StationarySurvival(x time.Duration) float64 {
	in, last := l.piece(x), len(l.Points)-1
	older := l.lived(last, math.Inf(1))
	for i := in; i < last; i++ {
		older += l.lived(i, l.width(i))
	}
	return (older - l.lived(in, float64(max(0, x)-l.at(in).Age))) / l.mean()
}

// CumulativeHazard is what a part runs up between two ages; see [Cumulative].
func (l Piecewise) CumulativeHazard(from, to time.Duration) float64 {
	return l.hazard(to) - l.hazard(from)
}

// Next is the time in which a part of that age runs up that hazard; see
// [FailureModel].
func (l Piecewise) Next(hazard float64, _ sim.Time, age time.Duration) time.Duration {
	total := l.hazard(age) + hazard
	i := sort.Search(len(l.Points)-1, func(i int) bool { return -math.Log(l.at(i+1).Survival) >= total })
	from, rate := l.at(i), l.rate(i)
	if i == l.piece(age) {
		return life(hazard / rate)
	}
	return life((total+math.Log(from.Survival))/rate + float64(from.Age-max(0, age)))
}

// hazard is the cumulative hazard of an age.
func (l Piecewise) hazard(x time.Duration) float64 {
	i := l.piece(x)
	return float64(max(0, x)-l.at(i).Age)*l.rate(i) - math.Log(l.at(i).Survival)
}

// piece tells the piece that an age lies in. Piece i begins at point i.
func (l Piecewise) piece(x time.Duration) int {
	return sort.Search(len(l.Points)-1, func(i int) bool { return l.at(i+1).Age > x })
}

// at is a point, with point 0 at age 0.
func (l Piecewise) at(i int) Point {
	if i == 0 {
		return Point{Survival: 1}
	}
	return l.Points[i-1]
}

func (l Piecewise) width(i int) float64 { return float64(l.at(i+1).Age - l.at(i).Age) }

// rate is the hazard of a piece.
func (l Piecewise) rate(i int) float64 {
	return math.Log(l.at(i).Survival/l.at(i+1).Survival) / l.width(i)
}

// lived is the integral of S over the first x nanoseconds of a piece.
func (l Piecewise) lived(i int, x float64) float64 {
	rate := l.rate(i)
	if rate == 0 {
		return l.at(i).Survival * x
	}
	return -math.Expm1(-rate*x) * l.at(i).Survival / rate
}
