package hardware

import (
	"fmt"
	"math"
	"time"

	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
)

// Rhythm is how a hazard varies over the week: by the hour of the day times by
// the day of the week. Factors count relative to each other: they are scaled so
// that their average over the week is 1. The law that they modulate thus says
// how often, and the rhythm when.
type Rhythm struct {
	Hours [24]float64   // from midnight on; at least 0, and not all 0
	Days  [7]float64    // from Monday on; likewise
	Start time.Duration // time of the week at which the run begins, from Monday 00:00 on
}

const day, week = 24 * time.Hour, 7 * 24 * time.Hour

// maxFactor bounds the ratio of the factors: a greater one is a mistake.
const maxFactor = 1e6

// Validate returns an error unless the factors are within 0..1000000 with one
// above 0 among hours and among days, and the start is within the week.
func (m *Rhythm) Validate() error {
	for what, factors := range m.all {
		most := 0.0
		for _, f := range factors {
			if !(f >= 0 && f <= maxFactor) {
				return fmt.Errorf("hardware: rhythm: factor of %s is %v, want a number within 0..1000000", what, f)
			}
			most = max(most, f)
		}
		if most == 0 {
			return fmt.Errorf("hardware: rhythm: factors of %ss are all 0, want one above 0", what)
		}
	}
	if m.Start < 0 || m.Start >= week {
		return fmt.Errorf("hardware: rhythm: start is %v, want a time within the week, 0s to less than 168h", m.Start)
	}
	return nil
}

// all yields the factors of an hour and of a day.
func (m *Rhythm) all(yield func(what string, factors []float64) bool) {
	_ = yield("hour", m.Hours[:]) && yield("day", m.Days[:])
}

// mean is the average over the week of the factors as given.
func (m *Rhythm) mean() float64 {
	mean := 1.0
	for _, factors := range m.all {
		sum := 0.0
		for _, f := range factors {
			sum += f
		}
		mean *= sum / float64(len(factors))
	}
	return mean
}

// at is the factor as given of an hour of the week.
func (m *Rhythm) at(hour int) float64 { return m.Hours[hour%24] * m.Days[hour/24%7] }

// Periodic is a failure law whose hazard also depends on the time of the week: a
// part of age a at the time t fails at the rate of the Base law at age a, times
// the factor of the hour that t lies in. It has no meaning for repairs, which do
// not know when they begin.
//
// Next is exact: hazard is added up hour by hour until it reaches an exponential
// variate, by the same uniform that the base law would use, so runs with and
// without a rhythm stay paired. A draw takes time in proportion to the hours that
// the part lives, except that an [Exponential] base skips whole weeks.
//
// Mean and StationaryAge are those of the base law. For an exponential base both
// are exact, averaged over the week. For others they are what the base law says
// without the rhythm: the mean is off by about a percent where lives last days
// and the factors vary by ±60 %, and ages at the start of a run do not know the
// hour. A run has forgotten that after some mean lives.
type Periodic struct {
	Base   Cumulative
	Rhythm Rhythm
}

// Validate returns an error unless the rhythm is right and there is a base law.
func (l Periodic) Validate() error {
	if l.Base == nil {
		return wrong("periodic", "base", "missing", "a law with a hazard, which fixed and empirical have not")
	}
	return l.Rhythm.Validate()
}

// Next draws the residual life of a part of that age at now.
func (l Periodic) Next(r *rng.Stream, now sim.Time, age time.Duration) time.Duration {
	age = max(0, age)
	w := l.Rhythm.walk(now)
	left := r.Exp()
	if base, ok := l.Base.(Exponential); ok {
		left = w.skip(left, float64(base.MTBF))
	}
	for {
		if w.passed > math.MaxInt64-age-week {
			return math.MaxInt64
		}
		factor, width := w.next()
		hazard := l.accrued(age+w.passed, width, factor)
		if factor > 0 && hazard >= left {
			return max(1, w.passed+min(width, l.Base.Endures(age+w.passed, left/factor)))
		}
		left -= hazard
		w.passed += width
	}
}

// StationaryAge draws an age of the base law; see [Periodic].
func (l Periodic) StationaryAge(r *rng.Stream) time.Duration { return l.Base.StationaryAge(r) }

// Mean is the mean life by the base law; see [Periodic].
func (l Periodic) Mean() time.Duration {
	if l.Base == nil {
		return 0
	}
	return l.Base.Mean()
}

// CumulativeHazard is what a part of that age at now runs up within x: the
// expected number of its failures if each were mended at once to the state it
// was in.
func (l Periodic) CumulativeHazard(now sim.Time, age, x time.Duration) float64 {
	age = max(0, age)
	w, sum := l.Rhythm.walk(now), 0.0
	for w.passed < x {
		factor, width := w.next()
		width = min(width, x-w.passed)
		sum += l.accrued(age+w.passed, width, factor)
		w.passed += width
	}
	return sum
}

// accrued is the hazard run up while one factor holds. Under a factor of 0 even
// a part at the end of its law lives on.
func (l Periodic) accrued(age, width time.Duration, factor float64) float64 {
	if factor == 0 {
		return 0
	}
	return factor * l.Base.CumulativeHazard(age, age+width)
}

// walk is a way through the hours of the week.
type walk struct {
	rhythm *Rhythm
	scale  float64       // 1 over the mean factor
	from   time.Duration // time of the week at which it began
	passed time.Duration // since then
}

func (m *Rhythm) walk(now sim.Time) walk {
	from := (time.Duration(now)%week + m.Start) % week
	return walk{rhythm: m, scale: 1 / m.mean(), from: from}
}

// next is the factor here and for how long it holds, or for a day of it.
func (w *walk) next() (factor float64, width time.Duration) {
	here := (w.from + w.passed%week) % week
	hour := int(here / time.Hour)
	factor, width = w.rhythm.at(hour), time.Hour-here%time.Hour
	for ; width <= day-time.Hour && w.rhythm.at(hour+1) == factor; hour++ {
		width += time.Hour
	}
	return factor * w.scale, width
}

// skip passes whole weeks, in each of which a part without memory runs up a
// week's worth of hazard, and returns what is left of the hazard.
func (w *walk) skip(hazard, mean float64) float64 {
	weeks := min(math.Floor(hazard*mean/float64(week)), float64(math.MaxInt64/week))
	w.passed = time.Duration(weeks) * week
	return max(0, hazard-weeks*float64(week)/mean)
}
