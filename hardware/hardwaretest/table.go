package hardwaretest

import (
	"math"
	"sort"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// table is a survival function on a grid, with its running integral. The grid is
// so fine that on every interval the trapezoid rule is within a ten-millionth
// of the mean, whatever a falling function does between the two ends: the
// error is at most half the width times the fall.
type table struct {
	x, survival, integral []float64 // ns, probability, ns
}

const fine = 1e-7

// tabulate tabulates survival up to where its tail no longer adds to the mean.
func tabulate(survival func(time.Duration) float64, mean time.Duration) *table {
	b := &table{x: []float64{0}, survival: []float64{survival(0)}, integral: []float64{0}}
	width := float64(mean)
	for low, high := 0.0, width; high < math.MaxInt64/2; low, high = high, 2*high {
		b.extend(survival, low, high, fine*width)
		if high*survival(time.Duration(high)) < fine*width {
			break
		}
	}
	return b
}

// extend appends the interval from low to high, halved until it is fine enough.
func (b *table) extend(survival func(time.Duration) float64, low, high, tolerance float64) {
	from, to := b.survival[len(b.survival)-1], survival(time.Duration(high))
	if (high-low)*(from-to) > tolerance && high-low > 1 {
		middle := low + (high-low)/2
		b.extend(survival, low, middle, tolerance)
		b.extend(survival, middle, high, tolerance)
		return
	}
	area := (high - low) * (from + to) / 2
	b.x = append(b.x, high)
	b.survival = append(b.survival, to)
	b.integral = append(b.integral, b.integral[len(b.integral)-1]+area)
}

// mean is the integral of the survival function.
func (b *table) mean() float64 { return b.integral[len(b.integral)-1] }

// agrees checks the law's mean against the integral of its survival function.
func (b *table) agrees(t *testing.T, mean time.Duration) {
	t.Helper()
	require.InEpsilon(t, b.mean(), float64(mean), 1e-4, "mean against the integral of the survival function")
}

// stationary is the probability that the age, or the rest, found at a random
// instant exceeds x.
func (b *table) stationary(x time.Duration) float64 {
	at := float64(x)
	i := sort.SearchFloat64s(b.x, at)
	if i == len(b.x) {
		return 0
	}
	if i == 0 {
		return 1
	}
	share := (at - b.x[i-1]) / (b.x[i] - b.x[i-1])
	below := b.integral[i-1] + share*(b.integral[i]-b.integral[i-1])
	return 1 - below/b.mean()
}

// moments checks mean and variance of drawn times, cut off where only one in a
// thousand is longer: beyond, the moments of heavy-tailed laws are ruled by a
// handful of draws and may not exist.
func (b *table) moments(t *testing.T, drawn []time.Duration) {
	t.Helper()
	cut := sort.Search(len(b.x)-1, func(i int) bool { return b.survival[i] <= 1e-3 })
	mean, square := b.integral[cut], 0.0
	for i := 1; i <= cut; i++ {
		square += (b.x[i] - b.x[i-1]) * (b.x[i]*b.survival[i] + b.x[i-1]*b.survival[i-1])
	}
	centred := make([]float64, len(drawn))
	squares := make([]float64, len(drawn))
	for i, d := range drawn {
		centred[i] = (min(float64(d), b.x[cut]) - mean) / mean
		squares[i] = centred[i] * centred[i]
	}
	near(t, "mean", centred, 0)
	near(t, "variance", squares, square/mean/mean-1)
}

// near checks that the average of values is want within four standard errors,
// and the error of the table.
func near(t *testing.T, what string, values []float64, want float64) {
	t.Helper()
	sum, squares := 0.0, 0.0
	for _, v := range values {
		sum += v - want
		squares += (v - want) * (v - want)
	}
	n := float64(len(values))
	off := sum / n
	spread := math.Sqrt(max(0, squares/n-off*off) / n)
	require.LessOrEqual(t, math.Abs(off), 4*spread+1e-5, "%s of %d draws is off by %v, relative to the mean", what, len(values), off)
}
