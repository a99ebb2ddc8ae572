package hardware

import (
	"fmt"
	"math"
	"time"

	"github.com/clustersim/clustersim/sim"
)

// hastened is the law of a part whose hazard is factor times that of a law that
// has no word of its own for that.
type hastened struct {
	law    Cumulative
	factor float64
	tabulated
}

func hasten(law Cumulative, factor float64) hastened {
	return hastened{law: law, factor: factor, tabulated: tabulate(law, factor)}
}

// Hasten multiplies the factors.
func (l hastened) Hasten(factor float64) FailureModel { return hasten(l.law, factor*l.factor) }

// String returns the law and its factor.
func (l hastened) String() string { return fmt.Sprintf("{%T%v Factor:%v}", l.law, l.law, l.factor) }

func (l hastened) Next(hazard float64, now sim.Time, age time.Duration) time.Duration {
	return l.law.Next(max(math.SmallestNonzeroFloat64, hazard/l.factor), now, age)
}

func (l hastened) CumulativeHazard(from, to time.Duration) float64 {
	return l.factor * l.law.CumulativeHazard(from, to)
}

// scaled is a duration times a factor, if as a duration it is not so short that
// rounding would be felt, nor longer than any.
func scaled(d time.Duration, factor float64) (time.Duration, bool) {
	const short = 10 * time.Second
	ns := float64(d) * factor
	return span(ns), ns >= float64(min(short, d)) && ns < math.MaxInt64
}
