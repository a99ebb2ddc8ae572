package units

import (
	"math/big"
	"strings"
	"time"
)

// Duration is a span of time in nanoseconds, at most 292 years. Convert it with time.Duration(d).
type Duration time.Duration

const (
	day  = 24 * time.Hour
	week = 7 * day
	year = 365 * day
)

func durations() exact {
	return exact{
		noun: "a duration", step: "1ns", try: "30d, 12h, 1h30m or 250ms", usual: "s m h d",
		units: []scale{
			{"y", int64(year), 1},
			{"w", int64(week), 1},
			{"d", int64(day), 1},
			{"h", int64(time.Hour), 1},
			{"m", int64(time.Minute), 1},
			{"s", int64(time.Second), 1},
			{"ms", int64(time.Millisecond), 1},
			{"us", int64(time.Microsecond), 1},
			{"ns", 1, 1},
		},
	}
}

// ParseDuration reads a span such as 30d, 2w, 90m, 1.5h, 1d12h or 250ms. Units are y (365 days), w, d, h, m, s, ms,
// us (or µs) and ns; parts run from large to small, each unit once, without spaces. Negative spans and spans beyond
// 292 years are errors.
func ParseDuration(s string) (time.Duration, error) {
	q := durations()
	if len(s) > longestText {
		return 0, q.wrong(s, "too long")
	}
	total, rest, from := new(big.Rat), s, 0
	for rest != "" {
		number, unit, after := durationPart(rest)
		value, ok := decimal(number)
		index := q.index(unit)
		if !ok || index < 0 {
			return 0, notDuration(q, s)
		}
		if index < from {
			return 0, q.wrong(s, "parts must run from large to small units")
		}
		total.Add(total, value.Mul(value, big.NewRat(q.units[index].num, 1)))
		rest, from = after, index+1
	}
	if s == "" {
		return 0, q.wrong(s, "")
	}
	return q.span(s, total)
}

func (q exact) span(s string, total *big.Rat) (time.Duration, error) {
	steps, err := q.round(s, total)
	if err != nil {
		return 0, err
	}
	if !steps.IsInt64() {
		return 0, &ParseError{Text: s, Noun: q.noun, Why: "too large", Try: "at most 292y"}
	}
	return time.Duration(steps.Int64()), nil
}

func (q exact) index(unit string) int {
	for i, u := range q.units {
		if u.unit == unit {
			return i
		}
	}
	return -1
}

// durationPart cuts the first number and unit off s. Both micro signs are read as u.
func durationPart(s string) (number, unit, rest string) {
	n := lead(s)
	number, rest = s[:n], s[n:]
	end := strings.IndexAny(rest, "0123456789.")
	if end < 0 {
		end = len(rest)
	}
	unit, rest = rest[:end], rest[end:]
	if unit == "\u00b5s" || unit == "\u03bcs" {
		unit = "us"
	}
	return number, unit, rest
}

// notDuration words the error for s, and reads the long names of units to propose the short ones.
func notDuration(q exact, s string) error {
	wrong := &ParseError{Text: s, Noun: q.noun, Try: q.try}
	if strings.HasPrefix(s, "-") {
		wrong.Why = "negative"
		return wrong
	}
	number, unit := split(s)
	value, ok := decimal(number)
	if !ok {
		return wrong
	}
	if unit == "" {
		wrong.Why, wrong.Try = unitFault(""), q.proposal(number, "")
		return wrong
	}
	if q.index(unit) >= 0 { // only the space is wrong
		wrong.Try = number + unit
		return wrong
	}
	short, size := shortUnit(unit)
	if short == "" {
		return wrong
	}
	wrong.Try = number + short
	if hours := value.Mul(value, big.NewRat(int64(size), int64(time.Hour))); size >= day && hours.IsInt() {
		wrong.Try += " or " + hours.Num().String() + "h"
	}
	return wrong
}

// shortUnit returns the unit that a word means, and its size; "" for a word it does not know.
func shortUnit(word string) (string, time.Duration) {
	switch strings.TrimSuffix(strings.ToLower(word), "s") {
	case "y", "yr", "year":
		return "y", year
	case "w", "wk", "week":
		return "w", week
	case "d", "day":
		return "d", day
	case "h", "hr", "hour":
		return "h", time.Hour
	case "min", "minute":
		return "m", time.Minute
	case "", "sec", "second":
		return "s", time.Second
	}
	return "", 0
}

// FormatDuration prints d exactly: days, hours and minutes where they are not zero, then seconds with decimals
// (2d12h, 1h30m, 1m0.5s). Spans below a second use the largest of ms, us and ns. Zero is 0s.
func FormatDuration(d time.Duration) string {
	left, sign := uint64(d), ""
	if d < 0 {
		left, sign = -left, "-"
	}
	if left < uint64(time.Second) {
		return sign + formatShort(left)
	}
	var b strings.Builder
	b.WriteString(sign)
	for _, u := range []struct {
		size time.Duration
		name string
	}{{day, "d"}, {time.Hour, "h"}, {time.Minute, "m"}} {
		if n := left / uint64(u.size); n > 0 {
			b.WriteString(new(big.Int).SetUint64(n).String() + u.name)
			left %= uint64(u.size)
		}
	}
	if left > 0 {
		b.WriteString(point(new(big.Int).SetUint64(left), 9, 0) + "s")
	}
	return b.String()
}

func formatShort(ns uint64) string {
	n := new(big.Int).SetUint64(ns)
	switch {
	case ns == 0:
		return "0s"
	case ns < uint64(time.Microsecond):
		return n.String() + "ns"
	case ns < uint64(time.Millisecond):
		return point(n, 3, 0) + "us"
	default:
		return point(n, 6, 0) + "ms"
	}
}

// String prints d as [FormatDuration] does.
func (d Duration) String() string { return FormatDuration(time.Duration(d)) }

// MarshalText prints d. A negative span is an error, since ParseDuration refuses it.
func (d Duration) MarshalText() ([]byte, error) {
	if d < 0 {
		return nil, unprintable("a duration", d.String())
	}
	return []byte(d.String()), nil
}

// UnmarshalText reads what [ParseDuration] reads.
func (d *Duration) UnmarshalText(text []byte) error {
	span, err := ParseDuration(string(text))
	if err == nil {
		*d = Duration(span)
	}
	return err
}
