package stats

import (
	"fmt"
	"math"
)

// Life is what is known of how long something lasted: longer than From, or just
// as long if the two are equal, and no longer than To.
type Life struct{ From, To float64 }

// Lasted is a life seen to its end. It must be positive.
func Lasted(x float64) Life { return Life{x, x} }

// Beyond is a life that went on when the observation ended after x (right
// censoring).
func Beyond(x float64) Life { return Life{x, math.Inf(1)} }

// Between is a life that ended after from and not after to (interval censoring),
// such as one of a histogram.
func Between(from, to float64) Life { return Life{from, to} }

// check panics unless the life can be: 0 <= From <= To, and not both 0 or +Inf.
func (l Life) check() {
	if !(l.From >= 0 && l.To >= l.From && l.To > 0 && !math.IsInf(l.From, 1)) {
		panic(fmt.Sprintf("stats: life between %v and %v", l.From, l.To))
	}
}

// exact tells whether the end was seen.
func (l Life) exact() bool { return l.From == l.To }

// censored tells whether the end was not seen at all.
func (l Life) censored() bool { return math.IsInf(l.To, 1) }
