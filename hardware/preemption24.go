package hardware

import (
	"math"
	"time"

	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
)

// Preemption24 is the law of cloud machines that are taken back within a day:
// many soon, few for hours, and all that are left near the limit (Kadupitiya,
// Jadhao and Sharma, arXiv 1911.05160):
//
//	F(t) = Share·(1 - exp(-t/Early) + exp((t-Limit)/Late)),
//
// less its value at 0, which is next to nothing. F reaches 1, without a jump, at
// an age a little beyond Limit: no machine gets older. One that is older all the
// same, because a file says so, is taken back a nanosecond later. It is a
// [FailureModel] and a [RepairModel].
type Preemption24 struct {
	Share float64       // weight of both waves, within 0..1, ends excluded; typically 0.4..0.5
	Early time.Duration // time constant of the first wave; positive
	Late  time.Duration // time constant of the last wave; positive
	Limit time.Duration // about the greatest age; positive
}

// Validate returns an error unless the share is within 0..1, ends excluded, and
// the three times are positive.
func (l Preemption24) Validate() error {
	switch {
	case !(l.Share > 0 && l.Share < 1):
		return wrong("preemption24", "share", l.Share, "a number between 0 and 1 such as 0.45")
	case l.Early <= 0:
		return wrong("preemption24", "early", l.Early, "a positive duration such as 1h")
	case l.Late <= 0:
		return wrong("preemption24", "late", l.Late, "a positive duration such as 48m")
	case l.Limit <= 0:
		return wrong("preemption24", "limit", l.Limit, "a positive duration such as 24h")
	}
	return nil
}

// Hasten is the law of a machine whose hazard is factor times as high; see
// [FailureModel].
func (l Preemption24) Hasten(factor float64) FailureModel { return hasten(l, factor) }

// Repair draws the time a repair takes.
func (l Preemption24) Repair(r *rng.Stream) time.Duration {
	return l.Next(r.Exp(), 0, 0)
}

// StationaryAge draws the age of a machine found in service at a random instant.
func (l Preemption24) StationaryAge(r *rng.Stream) time.Duration { return span(l.stationary(r)) }

// StationaryRest draws what is left of a repair found under way.
func (l Preemption24) StationaryRest(r *rng.Stream) time.Duration { return span(l.stationary(r)) }

func (l Preemption24) stationary(r *rng.Stream) float64 {
	end := l.end()
	mean := l.lived(end)
	y := invert(survivors(r), func(y float64) (younger, older, slope float64) {
		x := mean * math.Exp(y)
		younger = min(1, l.lived(min(x, end))/mean)
		return younger, 1 - younger, math.Exp(y) * l.alive(x)
	})
	return mean * math.Exp(y)
}

// Mean is the integral of the survival function.
func (l Preemption24) Mean() time.Duration { return life(l.lived(l.end())) }

// Survival is the probability that a new machine outlives x.
func (l Preemption24) Survival(x time.Duration) float64 { return l.alive(float64(max(0, x))) }

// StationarySurvival is the probability that a machine found in service at a
// random instant is older than x; its rest has the same law.
func (l Preemption24) StationarySurvival(x time.Duration) float64 {
	end := l.end()
	return max(0, 1-l.lived(min(end, float64(max(0, x))))/l.lived(end))
}

// CumulativeHazard is what a machine runs up between two ages; see [Cumulative].
func (l Preemption24) CumulativeHazard(from, to time.Duration) float64 {
	hazard, _ := l.accrued(float64(max(0, from)), float64(to-max(0, from)))
	return hazard
}

// Next is the time in which a machine of that age runs up that hazard; see
// [FailureModel].
func (l Preemption24) Next(hazard float64, _ sim.Time, age time.Duration) time.Duration {
	from := float64(max(0, age))
	if l.alive(from) == 0 {
		return 1
	}
	return life(reach(hazard, float64(l.Early), func(x float64) (float64, float64) { return l.accrued(from, x) }))
}

// accrued is the hazard run up from an age within x, and its rate then.
func (l Preemption24) accrued(from, x float64) (hazard, rate float64) {
	early, late, limit := float64(l.Early), float64(l.Late), float64(l.Limit)
	last := math.Exp((from - limit) / late)
	if x < late {
		last *= math.Expm1(x / late)
	} else {
		last = math.Exp((from+x-limit)/late) - last
	}
	alive, taken := l.alive(from), l.Share*(last-math.Exp(-from/early)*math.Expm1(-x/early))
	if !(taken < alive) {
		return math.Inf(1), math.Inf(1)
	}
	_, slope := l.waves(from + x)
	return -math.Log1p(-taken / alive), l.Share * slope / (alive - taken)
}

// alive is the survival function, 0 from the greatest age on.
func (l Preemption24) alive(x float64) float64 {
	sum, _ := l.waves(x)
	return max(0, 1-l.Share*sum)
}

// lived is the integral of the survival function up to an age not beyond the
// greatest.
func (l Preemption24) lived(x float64) float64 {
	early, late, limit := float64(l.Early), float64(l.Late), float64(l.Limit)
	first := x + early*math.Expm1(-x/early)
	last := late*(math.Exp((x-limit)/late)-math.Exp(-limit/late)) - x*math.Exp(-limit/late)
	return x - l.Share*(first+last)
}

// waves is F(x)/Share and its slope.
func (l Preemption24) waves(x float64) (sum, slope float64) {
	early, late, limit := float64(l.Early), float64(l.Late), float64(l.Limit)
	first, last := math.Exp(-x/early), math.Exp((x-limit)/late)
	return last - math.Exp(-limit/late) - math.Expm1(-x/early), first/early + last/late
}

// end is the greatest age, where F is 1.
func (l Preemption24) end() float64 { return reach(1/l.Share, float64(l.Limit), l.waves) }
