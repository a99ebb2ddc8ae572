package hardware_test

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
)

// Laws that have a word for their hastened parts use it.
func TestHastenedLawsOfTheSameKind(t *testing.T) {
	require.Equal(t, hardware.Exponential{MTBF: 100 * hour}, hardware.Exponential{MTBF: 500 * hour}.Hasten(5))
	require.Equal(t, hardware.Weibull{Shape: .5, Scale: 100 * hour}, hardware.Weibull{Shape: .5, Scale: 400 * hour}.Hasten(2))
	require.Equal(t,
		hardware.Piecewise{Points: []hardware.Point{{hour, .25}, {2 * hour, .0625}}},
		hardware.Piecewise{Points: []hardware.Point{{hour, .5}, {2 * hour, .25}}}.Hasten(2))
	require.Equal(t, hardware.Fixed{After: hour}, hardware.Fixed{After: hour}.Hasten(3))
	b := bathtub(hardware.Weibull{Shape: .5, Scale: 100 * hour}, 40*hour, hardware.Weibull{Shape: 2, Scale: 60 * hour})
	require.Equal(t, bathtub(hardware.Weibull{Shape: .5, Scale: 1600 * hour}, 160*hour, hardware.Weibull{Shape: 2, Scale: 120 * hour}), b.Hasten(.25))
}

// Parts that are hastened out of the range of their law's parameters follow their
// law all the same: a mean of ten thousand years does not become one of 292.
func TestHastenedBeyondParameters(t *testing.T) {
	const year = 365 * 24 * hour
	for _, c := range []struct {
		law    hardware.Cumulative
		factor float64
	}{
		{hardware.Exponential{MTBF: 10 * year}, 1e-3},
		{hardware.Exponential{MTBF: time.Second}, 1e6},
		{hardware.Weibull{Shape: .05, Scale: hour}, .3},
		{hardware.Weibull{Shape: .05, Scale: hour}, 30},
		{bathtub(hardware.Weibull{Shape: .2, Scale: year}, year, hardware.Weibull{Shape: 2, Scale: year}), 1e-6},
		{hardware.Piecewise{Points: []hardware.Point{{hour, .5}, {2 * hour, .1}}}, 1e5},
		{hardware.Piecewise{Points: []hardware.Point{{hour, .5}, {2 * hour, .1}}}, 1e-17},
		{hardware.LogNormal{Median: hour, Sigma: 1}, 1e9},
		{hardware.LogNormal{Median: hour, Sigma: .1}, 1e-4},
		{hardware.LogNormal{Median: hour, Sigma: .01}, 1e-7},
		{hardware.Gamma{Shape: 3, Scale: hour}, 1e-6},
		{mix(.5, .5), 1e-5},
		{hardware.Hyperexponential{Phases: []hardware.Phase{{Weight: .5, Mean: hour}, {Weight: .5, Mean: time.Minute}}}, 1e-5},
	} {
		faster := c.law.Hasten(c.factor).(hardware.Cumulative)
		require.Positive(t, faster.Mean())
		r := rng.NewSeed(1).Child("beyond").Stream()
		for range 200 {
			e, age := r.Exp(), time.Duration(r.Float64()*float64(c.law.Mean()))
			x := faster.Next(e, 0, age)
			require.Equal(t, c.law.Next(e/c.factor, 0, age), x)
			if x > 1000 && x < math.MaxInt64 {
				require.InEpsilon(t, e, faster.CumulativeHazard(age, age+x), 1e-3, "%v", faster)
			}
			require.GreaterOrEqual(t, faster.StationaryAge(&r), time.Duration(0))
		}
	}
	slow := hardware.Exponential{MTBF: 10 * year}.Hasten(1e-3)
	mean := 10_000 * float64(year)
	require.InEpsilon(t, -mean*math.Expm1(-math.MaxInt64/mean), float64(slow.Mean()), 1e-9, "lives end with time")
	simulatedShare(t, -math.Expm1(-.01), func(r *rng.Stream) bool { return slow.Next(r.Exp(), 0, 0) <= 100*year })
}

// Survival to the power of the factor, from closed forms of other laws: the least
// of n lives, and a lognormal law by the normal tables.
func TestHastenedLawIsThatOfTheFirstOfMany(t *testing.T) {
	type survives interface {
		Survival(x time.Duration) float64
	}
	two := hardware.LogNormal{Median: hour, Sigma: 1}.Hasten(2)
	require.InEpsilon(t, .25, two.(survives).Survival(hour), 1e-12)
	require.InEpsilon(t, .1586552539314571*.1586552539314571, two.(survives).Survival(hours(math.E)), 1e-9)
	// The lesser of two such times: mean 2·exp(1/2)·Q(1/√2).
	require.InEpsilon(t, 2*math.Exp(.5)*math.Erfc(.5)/2, two.Mean().Hours(), 1e-9)
	// Two stages: S² = (1+x)²·exp(-2x), of mean 5/4.
	require.InEpsilon(t, 1.25, hardware.Gamma{Shape: 2, Scale: hour}.Hasten(2).Mean().Hours(), 1e-9)
	// Two exponentials a and b with weight p: p²/2a + 2p(1-p)/(a+b) + (1-p)²/2b.
	mixed := hardware.Hyperexponential{Phases: []hardware.Phase{{Weight: .25, Mean: hour}, {Weight: .75, Mean: 3 * hour}}}
	require.InEpsilon(t, .0625/2+.375/(4./3)+.5625*1.5, mixed.Hasten(2).Mean().Hours(), 1e-9)
}

// A rhythm goes on at the same hours, faster or slower.
func TestHastenedPeriodicLaw(t *testing.T) {
	for _, base := range cumulative() {
		l := periodic(base, wave(.6, .5))
		faster := l.Hasten(3).(hardware.Periodic)
		r := rng.NewSeed(8).Child("hastened periodic").Stream()
		for range 50 {
			e, now, age := r.Exp(), sim.Time(r.Float64()*1e15), time.Duration(r.Float64()*float64(base.Mean()))
			x := faster.Next(e, now, age)
			require.InDelta(t, float64(l.Next(e/3, now, age)), float64(x), 2+1e-9*float64(x+age), "%T%v", base, base)
			require.InDelta(t, 3*l.CumulativeHazard(now, age, x/2), faster.CumulativeHazard(now, age, x/2), 1e-9)
		}
	}
}
