package hardware_test

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/sim/rng"
)

// The law of machines that a cloud takes back within a day.
func TestPreemptionWithinADay(t *testing.T) {
	l := hardware.Preemption24{Share: .45, Early: hour, Late: 48 * time.Minute, Limit: 24 * hour}
	for at, want := range map[float64]float64{3: .4275958, 12: .4499974, 23.5: .6908676} {
		require.InEpsilon(t, want, 1-l.Survival(hours(at)), 1e-6, "F(%v h)", at)
	}
	require.Zero(t, l.Survival(hours(24.16055)), "nobody gets older than 24.16054 h")
	require.Positive(t, l.Survival(hours(24.16053)))
	for age, want := range map[float64]float64{0: .441758, 8: .00026962, 20: .8171739} {
		soon := 1 - l.Survival(hours(age+4))/l.Survival(hours(age))
		require.InEpsilon(t, want, soon, 2e-5, "failing within 4 h of age %v h", age)
		simulatedShare(t, want, func(r *rng.Stream) bool { return l.Next(r.Exp(), 0, hours(age)) <= 4*hour })
	}
	r := rng.NewSeed(1).Stream()
	require.EqualValues(t, 1, l.Next(r.Exp(), 0, 25*hour), "one that a file says is older goes at once")
}

// The mixture of a marketplace's machines: one found working has a much longer
// rest than a new one, without any part that ages.
func TestMixtureSelectsSurvivors(t *testing.T) {
	l := hardware.Hyperexponential{Phases: []hardware.Phase{{Weight: .373, Mean: 465 * hour}, {Weight: .627, Mean: hours(37.2)}}}
	require.InEpsilon(t, .373*465+.627*37.2, l.Mean().Hours(), 1e-9)
	for _, p := range salad() {
		require.InDelta(t, p.Survival, l.Survival(p.Age), .03, "against Kaplan and Meier at %v", p.Age)
	}
	old := .373 * math.Exp(-200/465.) / (.373*math.Exp(-200/465.) + .627*math.Exp(-200/37.2))
	x := 24.0
	require.InEpsilon(t, old*math.Exp(-x/465)+(1-old)*math.Exp(-x/37.2), l.Survival(hours(200+x))/l.Survival(200*hour), 1e-9)
	simulatedShare(t, l.Survival(224*hour)/l.Survival(200*hour), func(r *rng.Stream) bool { return l.Next(r.Exp(), 0, 200*hour) > 24*hour })
}

// Kaplan and Meier's steps, and the tail beyond a longest life that went on.
func TestEmpiricalSurvival(t *testing.T) {
	l := empirical(9, 13, -13, 18, 23, -28, 31, 34, -45, 48, -161)
	for at, want := range map[float64]float64{8.9: 1, 9: .90909, 13: .81818, 18: .71591, 23: .61364, 31: .49091, 34: .36818, 48: .18409, 160: .18409} {
		require.InDelta(t, want, l.Survival(hours(at)), 5e-6, "S(%v)", at)
	}
	require.InDelta(t, math.Pow(.1840909, 2), l.Survival(322*hour), 1e-6, "an exponential through 1 at 0 and the end at 161")
	require.Equal(t, 22*hour, empirical(1, 2, 2, 5, 100).Mean(), "the mean of the sample")
	r := rng.NewSeed(1).Stream()
	require.EqualValues(t, 1, empirical(1, 2).Next(r.Exp(), 0, 5*hour))
}

// Defects, chance and wear multiply.
func TestBathtubIsTheProductOfItsRisks(t *testing.T) {
	infant, wear := hardware.Weibull{Shape: .5, Scale: 10_000 * hour}, hardware.Weibull{Shape: 3, Scale: 60_000 * hour}
	l := bathtub(infant, 20_000*hour, wear)
	rate := func(age time.Duration) float64 { return l.CumulativeHazard(age, age+hour) }
	for _, at := range []time.Duration{hour, 100 * hour, 20_000 * hour, 90_000 * hour} {
		require.InEpsilon(t, infant.Survival(at)*wear.Survival(at)*math.Exp(-at.Hours()/20_000), l.Survival(at), 1e-12)
	}
	require.Greater(t, rate(0), 2*rate(2_000*hour))
	require.Greater(t, rate(150_000*hour), 2*rate(2_000*hour))
}

func simulatedShare(t *testing.T, want float64, happens func(*rng.Stream) bool) {
	t.Helper()
	const n = 50_000
	r := rng.NewSeed(11).Child("share").Stream()
	count := 0.0
	for range n {
		if happens(&r) {
			count++
		}
	}
	require.InDelta(t, want, count/n, 4*math.Sqrt(want*(1-want)/n))
}
