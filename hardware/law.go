package hardware

import (
	"fmt"
	"math"
	"time"

	"github.com/clustersim/clustersim/sim/rng"
)

// The laws of this package share four rules.
//
// One exponential per variate: every draw takes exactly one standard exponential
// from its stream, even where the law has nothing to choose, so runs that differ
// in a law stay paired draw by draw (common random numbers). The life of a part
// takes none: whoever asks for it brings the exponential, and may share it out
// over a time in which the law changes.
//
// The exponential is a hazard to be run up: a life is the time in which a part of
// that age does, and exp(-hazard) is the probability to outlive it. A larger
// exponential is a longer time, under every law.
//
// Times saturate: what exceeds the range of [time.Duration], 292 years, is its
// largest value, never a wrapped one.
//
// A failure is at least one nanosecond away: a clock that fires at its own
// instant again and again would stop simulated time. A repair may take no time.

// survivors draws the share of parts that outlive what is drawn: uniform in (0, 1).
func survivors(r *rng.Stream) float64 { return math.Exp(-r.Exp()) }

// span turns nanoseconds into a duration, rounding to the nearest and
// saturating at both ends.
func span(ns float64) time.Duration {
	if 0 < ns && ns < 1<<52 {
		return time.Duration(ns + 0.5) // 52 days: nearly all draws, without the cost of Round
	}
	switch {
	case ns >= math.MaxInt64:
		return math.MaxInt64
	case ns <= 0:
		return 0
	case math.IsNaN(ns):
		panic(fmt.Sprintf("hardware: law: drew %v ns, want a number", ns))
	}
	return time.Duration(math.Round(ns))
}

// life is span for failures: at least a nanosecond.
func life(ns float64) time.Duration { return max(1, span(ns)) }

// wrong says that a law's parameter is out of range and what would be right.
func wrong(law, parameter string, value any, want string) error {
	return fmt.Errorf("hardware: %s law: %s is %v, want %s", law, parameter, value, want)
}
