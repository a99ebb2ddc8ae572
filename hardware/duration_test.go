package hardware_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/hardware/hardwaretest"
	"github.com/clustersim/clustersim/sim/rng"
)

// duration is what the laws that are for repairs only offer.
type duration interface {
	hardwaretest.Repair
	Validate() error
	StationarySurvival(x time.Duration) float64
}

func durations() []duration {
	return []duration{
		hardware.Screen{Every: 24 * hour, Coverage: .7},
		hardware.Screen{Every: 10 * time.Minute, Coverage: .05},
		hardware.Screen{Every: hour, Coverage: 1},
		hardware.Heartbeat{Every: 30 * time.Second, Misses: 1},
		hardware.Heartbeat{Every: 30 * time.Second, Misses: 3},
		hardware.Uniform{To: hour},
		hardware.Uniform{From: 10 * time.Minute, To: 15 * time.Minute},
	}
}

func TestDurationsConform(t *testing.T) {
	for _, l := range durations() {
		name := fmt.Sprintf("%T%v", l, l)
		require.NoError(t, l.Validate(), name)
		hardwaretest.ConformRepair(t, name, l)
		for i := range 40 { // the rest by its closed form is the integral of survival
			x, step := l.Mean()/10*time.Duration(i), l.Mean()/1000
			fall := l.StationarySurvival(x) - l.StationarySurvival(x+step)
			middle := l.Survival(x+step/2) * float64(step) / float64(l.Mean())
			require.InDelta(t, middle, fall, 1e-6+2e-3*middle, "%s at %v", name, x)
		}
	}
	require.NoError(t, hardware.Never{}.Validate())
	hardwaretest.ConformRepair(t, "never", hardware.Never{})
}

// Checks every 24 h that find 70% of what there is to find.
func TestScreenFindsLate(t *testing.T) {
	l := hardware.Screen{Every: 24 * hour, Coverage: .7}
	require.InDelta(t, 22.285714, l.Mean().Hours(), 1e-6)
	require.InEpsilon(t, .3, l.Survival(24*hour), 1e-12)
	require.InEpsilon(t, .65, l.Survival(12*hour), 1e-12)
	require.InEpsilon(t, .3*.65, l.Survival(36*hour), 1e-12)
	r := rng.NewSeed(3).Child("screen").Stream()
	const n = 50_000
	sum, squares := 0.0, 0.0
	for range n { // as it happens: a time to the next check, and misses
		x := 24 * r.Float64()
		for r.Float64() >= .7 {
			x += 24
		}
		sum, squares = sum+x, squares+x*x
	}
	require.InDelta(t, l.Mean().Hours(), sum/n, 4*math.Sqrt((squares/n-sum/n*sum/n)/n))
	simulatedShare(t, .3*.65, func(r *rng.Stream) bool { return l.Repair(r) > 36*hour })
}

func TestDurationsAtTheirEnds(t *testing.T) {
	r := rng.NewSeed(4).Stream()
	beats := hardware.Heartbeat{Every: 30 * time.Second, Misses: 3}
	require.Equal(t, 75*time.Second, beats.Mean())
	for range 1000 {
		x := beats.Repair(&r)
		require.True(t, x >= time.Minute && x <= 90*time.Second, "%v", x)
	}
	require.Positive(t, hardware.Heartbeat{Every: math.MaxInt64, Misses: 3}.Repair(&r))
	require.EqualValues(t, math.MaxInt64, hardware.Screen{Every: math.MaxInt64, Coverage: .1}.Mean())
	require.EqualValues(t, math.MaxInt64, hardware.Never{}.Mean())
}

func TestDurationsRefuseParametersOutOfRange(t *testing.T) {
	for _, c := range []struct {
		law  interface{ Validate() error }
		want string
	}{
		{hardware.Screen{Coverage: 1}, "hardware: screen law: every is 0s, want a positive duration such as 24h"},
		{hardware.Screen{Every: hour}, "hardware: screen law: coverage is 0, want a probability above 0, at most 1, such as 0.7"},
		{hardware.Screen{Every: hour, Coverage: math.NaN()}, "hardware: screen law: coverage is NaN, want a probability above 0, at most 1, such as 0.7"},
		{hardware.Heartbeat{Misses: 1}, "hardware: heartbeat law: every is 0s, want a positive duration such as 30s"},
		{hardware.Heartbeat{Every: hour}, "hardware: heartbeat law: misses is 0, want a whole number within 1..1000000 such as 3"},
		{hardware.Uniform{From: -1, To: 1}, "hardware: uniform law: from is -1ns, want a duration of at least 0"},
		{hardware.Uniform{From: hour, To: hour}, "hardware: uniform law: to is 1h0m0s, want a duration above from, which is 1h0m0s"},
	} {
		require.EqualError(t, c.law.Validate(), c.want)
	}
}
