package hardware

import (
	"fmt"
	"math"
	"sort"
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
// Next is exact: hazard is added up until it reaches an exponential variate, the
// same that the base law would use, so runs with and without a rhythm stay
// paired. An [Exponential] base finds the hour in a table of the week; over other
// bases a draw takes time in proportion to the hours that the part lives.
//
// Mean and StationaryAge are those of the base law. For an exponential base both
// are exact, averaged over the week. For others they are what the base law says
// without the rhythm: the mean is off by about a percent where lives last days
// and the factors vary by ±60 %, and ages at the start of a run do not know the
// hour. A run has forgotten that after some mean lives.
//
// Make one with [NewPeriodic].
type Periodic struct {
	Base   Cumulative
	Rhythm Rhythm
	sums   *weekSums
}

// weekSums is what the factors of the hours since Monday 0:00 add up to, scaled
// to 1 an hour on average.
type weekSums [hoursOfWeek + 1]float64

const hoursOfWeek = int(week / time.Hour)

// NewPeriodic returns the law, or an error if the rhythm is wrong or there is no
// base law.
func NewPeriodic(base Cumulative, rhythm Rhythm) (Periodic, error) {
	if base == nil {
		return Periodic{}, wrong("periodic", "base", "missing", "a law with a hazard, which fixed and empirical have not")
	}
	if err := rhythm.Validate(); err != nil {
		return Periodic{}, err
	}
	sums, mean := &weekSums{}, rhythm.mean()
	for hour := range hoursOfWeek {
		sums[hour+1] = sums[hour] + rhythm.at(hour)/mean
	}
	return Periodic{Base: base, Rhythm: rhythm, sums: sums}, nil
}

// Validate returns an error unless the law was made by [NewPeriodic].
func (l Periodic) Validate() error {
	if l.sums == nil {
		return wrong("periodic", "base", "missing", "a law with a hazard, which fixed and empirical have not")
	}
	return nil
}

// Next is the time in which a part of that age at now runs up that hazard; see
// [FailureModel].
func (l Periodic) Next(left float64, now sim.Time, age time.Duration) time.Duration {
	base := l.Base
	if faster, ok := base.(hastened); ok {
		base, left = faster.law, left/faster.factor
	}
	if constant, ok := base.(Exponential); ok {
		return life(l.sums.reach(l.Rhythm.timeOfWeek(now), left*float64(constant.MTBF)))
	}
	age = max(0, age)
	w := l.walk(now)
	for {
		if w.passed > math.MaxInt64-age-week {
			return math.MaxInt64
		}
		factor, width := w.next()
		hazard := accrued(base, age+w.passed, width, factor)
		if factor > 0 && hazard >= left {
			return w.passed + min(width, base.Next(left/factor, 0, age+w.passed))
		}
		left -= hazard
		w.passed += width
	}
}

// Hasten is the law over a base that is hastened; see [FailureModel].
func (l Periodic) Hasten(factor float64) FailureModel {
	return Periodic{Base: l.Base.Hasten(factor).(Cumulative), Rhythm: l.Rhythm, sums: l.sums}
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
	w, sum := l.walk(now), 0.0
	for w.passed < x {
		factor, width := w.next()
		width = min(width, x-w.passed)
		sum += accrued(l.Base, age+w.passed, width, factor)
		w.passed += width
	}
	return sum
}

// accrued is the hazard run up while one factor holds. Under a factor of 0 even
// a part at the end of its law lives on.
func accrued(base Cumulative, age, width time.Duration, factor float64) float64 {
	if factor == 0 {
		return 0
	}
	return factor * base.CumulativeHazard(age, age+width)
}

// timeOfWeek is the time since Monday 0:00.
func (m *Rhythm) timeOfWeek(now sim.Time) time.Duration {
	return (time.Duration(now)%week + m.Start) % week
}

// reach is how long after a time of the week the factors, over time, add up to a
// number of nanoseconds.
func (s *weekSums) reach(from time.Duration, ns float64) float64 {
	if !(ns < math.MaxInt64) {
		return math.MaxInt64
	}
	hour := int(from / time.Hour)
	past := float64(from%time.Hour) / float64(time.Hour)
	target := s[hour] + past*(s[hour+1]-s[hour]) + ns/float64(time.Hour)
	weeks := math.Floor(target / s[hoursOfWeek])
	target -= weeks * s[hoursOfWeek]
	// The last hour that begins no later; where factors are 0, several begin at once.
	at := max(0, sort.Search(hoursOfWeek, func(h int) bool { return s[h] > target })-1)
	hours := float64(at)
	if factor := s[at+1] - s[at]; factor > 0 {
		hours += min(1, (target-s[at])/factor)
	}
	return (weeks*float64(hoursOfWeek)+hours)*float64(time.Hour) - float64(from)
}

// walk is a way through the hours of the week.
type walk struct {
	rhythm *Rhythm
	sums   *weekSums
	from   time.Duration // time of the week at which it began
	passed time.Duration // since then
}

func (l *Periodic) walk(now sim.Time) walk {
	return walk{rhythm: &l.Rhythm, sums: l.sums, from: l.Rhythm.timeOfWeek(now)}
}

// next is the factor here and for how long it holds, or for a day of it.
func (w *walk) next() (factor float64, width time.Duration) {
	here := (w.from + w.passed%week) % week
	hour := int(here / time.Hour)
	factor, width = w.sums[hour+1]-w.sums[hour], time.Hour-here%time.Hour
	for at := w.rhythm.at(hour); width <= day-time.Hour && w.rhythm.at(hour+1) == at; hour++ {
		width += time.Hour
	}
	return factor, width
}
