package units

import (
	"math"
	"strconv"
	"time"
)

// Frequency is how often something happens, in events per hour, at least 0 and finite.
type Frequency float64

// FailureRate is how often nodes fail, in failures per 1000 node-days, at least 0 and finite: the one unit in which
// published failure data can be compared.
type FailureRate float64

// pace is a unit of frequency: its events per hour as a fraction, so that 3/min and 12/h are read without rounding.
type pace struct {
	unit     string
	num, den float64
}

func paces() []pace { return []pace{{"/h", 1, 1}, {"/d", 1, 24}, {"/min", 60, 1}, {"/s", 3600, 1}} }

func frequencies() real {
	return real{noun: "a frequency", try: "12/h, 3/min, 0.5/d or 40/s", units: []prefix{{"/h", 0}}}
}

func failureRates() real {
	return real{
		noun: "a failure rate", try: "6.5 /1000 node-days", gap: " ",
		units: []prefix{{"/1000 node-days", 0}},
	}
}

// ParseFrequency reads events per day, hour, minute or second: 0.5/d, 12/h, 3/min, 40/s.
func ParseFrequency(s string) (Frequency, error) {
	q := frequencies()
	if len(s) > longestText {
		return 0, q.wrong(s, "too long")
	}
	number, unit := split(s)
	if number == "" {
		return 0, q.wrong(s, signFault(s))
	}
	for _, p := range paces() {
		if p.unit == unit {
			return q.frequency(s, number, p)
		}
	}
	return 0, q.wrong(s, unitFault(unit))
}

func (q real) frequency(s, number string, p pace) (Frequency, error) {
	value, err := q.number(s, number, 0)
	if err != nil {
		return 0, err
	}
	perHour := value * p.num / p.den
	if math.IsInf(perHour, 0) {
		return 0, q.wrong(s, "too large")
	}
	if perHour == 0 && value != 0 {
		return 0, q.wrong(s, "too small to differ from zero")
	}
	return Frequency(perHour), nil
}

// ParseFailureRate reads failures per 1000 node-days: 6.5 /1000 node-days. A rate so high that nodes would fail more
// than once a nanosecond is an error.
func ParseFailureRate(s string) (FailureRate, error) {
	v, err := failureRates().parse(s)
	if err == nil && 1000*float64(day)/v < 1 {
		return 0, failureRates().wrong(s, "too large")
	}
	return FailureRate(v), err
}

// Gap returns the mean time between events; the longest Duration for 0 and for gaps beyond it.
func (f Frequency) Gap() time.Duration { return saturated(float64(time.Hour) / float64(f)) }

// MTBF returns a node's mean time between failures, 1000 days divided by the rate; the longest Duration for 0 and for
// times beyond it.
func (r FailureRate) MTBF() time.Duration { return saturated(1000 * float64(day) / float64(r)) }

// saturated rounds to whole nanoseconds, and spans that do not fit to the longest Duration.
func saturated(ns float64) time.Duration {
	if ns >= math.MaxInt64 {
		return math.MaxInt64
	}
	return time.Duration(math.Round(ns))
}

// String prints f exactly, in the unit that makes the shortest text, per hour among equals: 12/h, 0.5/d, 40/s.
func (f Frequency) String() string {
	best := ""
	for _, p := range paces() {
		text := strconv.FormatFloat(float64(f)*p.den/p.num, 'g', -1, 64) + p.unit
		if best == "" || (len(text) < len(best) && f.is(text)) {
			best = text
		}
	}
	return best
}

// is reports whether text is read back as f.
func (f Frequency) is(text string) bool {
	same, err := ParseFrequency(text)
	return err == nil && same == f
}

// String prints r exactly: 6.5 /1000 node-days.
func (r FailureRate) String() string { return failureRates().format(float64(r)) }

// MarshalText prints f. Negative and non-finite values are errors.
func (f Frequency) MarshalText() ([]byte, error) {
	if _, err := frequencies().marshal(float64(f)); err != nil {
		return nil, err
	}
	return []byte(f.String()), nil
}

// UnmarshalText reads what [ParseFrequency] reads.
func (f *Frequency) UnmarshalText(text []byte) error { return assign(f, text, ParseFrequency) }

// MarshalText prints r. Negative and non-finite values are errors.
func (r FailureRate) MarshalText() ([]byte, error) { return failureRates().marshal(float64(r)) }

// UnmarshalText reads what [ParseFailureRate] reads.
func (r *FailureRate) UnmarshalText(text []byte) error { return assign(r, text, ParseFailureRate) }
