package sim

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// Time is an instant of simulated time in nanoseconds since the run began.
// Spans between instants are [time.Duration]. A run starts at 0; negative
// instants exist only as arithmetic results and are never an engine's clock.
// Time is an integer so that two events meant for one instant really share it.
type Time int64

// Never is the instant after every other, about 292 years in. An event due at
// Never stays pending and fires only if a run is asked to go as far as Never.
const Never Time = math.MaxInt64

// earliest is the instant before every other, where saturating arithmetic ends.
const earliest Time = math.MinInt64

// Add returns the instant d after t. It saturates: what would lie beyond Never
// is Never, and Never plus any span is still Never.
func (t Time) Add(d time.Duration) Time {
	if t == Never {
		return Never
	}
	sum := t + Time(d)
	switch {
	case d > 0 && sum < t:
		return Never
	case d < 0 && sum > t:
		return earliest
	}
	return sum
}

// Sub returns the span from u to t, saturating at the ends of [time.Duration].
// It is negative where t is before u.
func (t Time) Sub(u Time) time.Duration {
	diff := t - u
	switch {
	case t > u && diff < 0:
		return math.MaxInt64
	case t < u && diff > 0:
		return math.MinInt64
	}
	return time.Duration(diff)
}

// Seconds returns t in seconds.
func (t Time) Seconds() float64 { return time.Duration(t).Seconds() }

// Hours returns t in hours.
func (t Time) Hours() float64 { return time.Duration(t).Hours() }

const day = 24 * time.Hour

// String prints t for people, exactly, and so that columns of instants of one
// run line up: "0s", "06.5s", "05m06s", "04h05m06s", "3d04h05m06.5s", "never".
func (t Time) String() string {
	switch {
	case t == Never:
		return "never"
	case t == 0:
		return "0s"
	case t < 0:
		return "-" + spell(-uint64(t))
	}
	return spell(uint64(t))
}

// spell writes ns as days, hours, minutes and seconds, leaving out the leading
// zero ones. It takes the magnitude unsigned because -MinInt64 is no int64.
func spell(ns uint64) string {
	days, ns := ns/uint64(day), ns%uint64(day)
	hours, ns := ns/uint64(time.Hour), ns%uint64(time.Hour)
	minutes, ns := ns/uint64(time.Minute), ns%uint64(time.Minute)
	seconds, ns := ns/uint64(time.Second), ns%uint64(time.Second)

	var b strings.Builder
	if days > 0 {
		b.WriteString(strconv.FormatUint(days, 10) + "d")
	}
	if days > 0 || hours > 0 {
		fmt.Fprintf(&b, "%02dh", hours)
	}
	if days > 0 || hours > 0 || minutes > 0 {
		fmt.Fprintf(&b, "%02dm", minutes)
	}
	fmt.Fprintf(&b, "%02d", seconds)
	if ns > 0 {
		b.WriteString(strings.TrimRight(fmt.Sprintf(".%09d", ns), "0"))
	}
	return b.String() + "s"
}
