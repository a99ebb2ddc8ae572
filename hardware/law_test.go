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

// law is what all laws of the package offer.
type law interface {
	hardwaretest.Failure
	hardware.RepairModel
	Validate() error
	StationarySurvival(x time.Duration) float64
}

const hour = time.Hour

func laws() []law {
	return []law{
		hardware.Exponential{MTBF: 500 * hour},
		hardware.Exponential{MTBF: time.Minute},
		hardware.Weibull{Shape: 0.4, Scale: 10 * hour},
		hardware.Weibull{Shape: 0.7, Scale: 97*hour + 36*time.Minute},
		hardware.Weibull{Shape: 1, Scale: 24 * hour},
		hardware.Weibull{Shape: 2.638, Scale: 7 * 365 * 24 * hour},
		hardware.Weibull{Shape: 20, Scale: hour},
		hardware.LogNormal{Median: 6 * hour, Sigma: 1.2},
		hardware.LogNormal{Median: 4 * time.Minute, Sigma: 2.17},
		hardware.LogNormal{Median: 10 * time.Minute, Sigma: 0.1},
		hardware.LogNormal{Median: hour, Sigma: 0.5},
		hardware.Fixed{After: 3 * hour},
		hardware.Gamma{Shape: 0.3, Scale: 100 * hour},
		hardware.Gamma{Shape: 2, Scale: 50 * hour},
		hardware.Gamma{Shape: 30, Scale: time.Hour},
		hardware.Hyperexponential{Phases: []hardware.Phase{{Weight: 0.373, Mean: 465 * hour}, {Weight: 0.627, Mean: 37*hour + 12*time.Minute}}},
		hardware.Hyperexponential{Phases: []hardware.Phase{{Weight: 0.5, Mean: time.Minute}, {Weight: 0.3, Mean: hour}, {Weight: 0.2, Mean: 1000 * hour}}},
		hardware.Hyperexponential{Phases: []hardware.Phase{{Weight: 1, Mean: hour}}},
		bathtub(hardware.Weibull{Shape: 0.5, Scale: 10_000 * hour}, 20_000*hour, hardware.Weibull{Shape: 3, Scale: 60_000 * hour}),
		bathtub(hardware.Weibull{Shape: 0.2, Scale: hour}, 300*hour, hardware.Weibull{Shape: 1, Scale: 100 * hour}),
		bathtub(hardware.Weibull{Shape: 1, Scale: 500 * hour}, 1e6*hour, hardware.Weibull{Shape: 40, Scale: 100 * hour}),
		hardware.Preemption24{Share: 0.45, Early: hour, Late: 48 * time.Minute, Limit: 24 * hour},
		hardware.Preemption24{Share: 0.9, Early: 30 * hour, Late: 5 * hour, Limit: 24 * hour},
		hardware.Preemption24{Share: 0.4, Early: 30 * time.Minute, Late: time.Minute, Limit: 24 * hour},
		hardware.Piecewise{Points: salad()},
		hardware.Piecewise{Points: []hardware.Point{{hour, 1}, {2 * hour, 0.5}, {20 * hour, 0.5}, {30 * hour, 0.1}}},
		hardware.Piecewise{Points: []hardware.Point{{hour, 0.5}}},
		empirical(9, 13, -13, 18, 23, -28, 31, 34, -45, 48, -161),
		empirical(1, 2, 2, 5, 100),
		empirical(7),
	}
}

// salad is the Kaplan–Meier curve of a marketplace's consumer machines.
func salad() []hardware.Point {
	return []hardware.Point{{4 * hour, 0.911}, {24 * hour, 0.682}, {48 * hour, 0.521}, {72 * hour, 0.408}, {120 * hour, 0.304}, {151 * hour, 0.269}}
}

func bathtub(infant hardware.Weibull, chance time.Duration, wear hardware.Weibull) hardware.Bathtub {
	l, err := hardware.NewBathtub(infant, chance, wear)
	if err != nil {
		panic(err)
	}
	return l
}

// empirical is the law of a sample in hours; those still going on are negative.
func empirical(sample ...float64) hardware.Empirical {
	var lives []hardware.Observation
	for _, x := range sample {
		lives = append(lives, hardware.Observation{Lasted: hours(math.Abs(x)), Censored: x < 0})
	}
	l, err := hardware.NewEmpirical(lives)
	if err != nil {
		panic(err)
	}
	return l
}

func TestLawsConform(t *testing.T) {
	for _, l := range laws() {
		name := fmt.Sprintf("%T%v", l, l)
		require.NoError(t, l.Validate(), name)
		hardwaretest.ConformFailure(t, name, l)
		hardwaretest.ConformRepair(t, name+" repair", l)
	}
	hardwaretest.ConformRepair(t, "instant", hardware.Fixed{})
}

func TestStretchedLawsLiveLonger(t *testing.T) {
	hardwaretest.ConformStretch(t, "exponential", hardware.Exponential{MTBF: 2 * hour}, hardware.Exponential{MTBF: 3 * hour})
	hardwaretest.ConformStretch(t, "weibull", hardware.Weibull{Shape: 0.7, Scale: 2 * hour}, hardware.Weibull{Shape: 0.7, Scale: 3 * hour})
	hardwaretest.ConformStretch(t, "lognormal", hardware.LogNormal{Median: 2 * hour, Sigma: 1}, hardware.LogNormal{Median: 3 * hour, Sigma: 1})
	hardwaretest.ConformStretch(t, "gamma", hardware.Gamma{Shape: 0.7, Scale: 2 * hour}, hardware.Gamma{Shape: 0.7, Scale: 3 * hour})
	hardwaretest.ConformStretch(t, "preemption24", hardware.Preemption24{Share: 0.4, Early: hour, Late: hour, Limit: 20 * hour}, hardware.Preemption24{Share: 0.4, Early: 2 * hour, Late: 2 * hour, Limit: 40 * hour})
	hardwaretest.ConformStretch(t, "hyperexponential", mix(.5, .5), hardware.Hyperexponential{Phases: []hardware.Phase{{Weight: 0.5, Mean: 2 * hour}, {Weight: 0.5, Mean: hour}}})
	hardwaretest.ConformStretch(t, "empirical", empirical(1, 2, 3, -4), empirical(2, 4, 6, -8))
	hardwaretest.ConformStretch(t, "fixed", hardware.Fixed{After: 2 * hour}, hardware.Fixed{After: 3 * hour})
}

// The uniform is the survival probability of what is drawn from it, for whole
// lives, stationary ages and repairs, in both tails and for extreme parameters.
func TestDrawsInvertTheirLaw(t *testing.T) {
	extreme := []law{
		hardware.Weibull{Shape: 0.05, Scale: time.Microsecond},
		hardware.Weibull{Shape: 200, Scale: 1000 * hour},
		hardware.LogNormal{Median: 10 * time.Second, Sigma: 5},
		hardware.LogNormal{Median: 1000 * hour, Sigma: 0.001},
		hardware.Gamma{Shape: 0.05, Scale: hour},
		hardware.Gamma{Shape: 1000, Scale: hour},
		bathtub(hardware.Weibull{Shape: 0.05, Scale: hour}, hour, hardware.Weibull{Shape: 1000, Scale: hour}),
	}
	for _, l := range append(laws(), extreme...) {
		switch l.(type) {
		case hardware.Fixed, hardware.Empirical:
			continue // a single point has no inverse
		}
		r := rng.NewSeed(7).Child("inverse").Stream()
		for range 2000 {
			a, b, same := r, r, r
			u := math.Exp(-same.Exp())
			within(t, u, l.Next(a.Exp(), 0, 0), l.Survival, "life", l)
			within(t, u, l.StationaryAge(&b), l.StationarySurvival, "age", l)
			r.Uint64()
		}
	}
}

// within checks that survival passes u between just before x and just after it.
func within(t *testing.T, u float64, x time.Duration, survival func(time.Duration) float64, what string, l law) {
	t.Helper()
	if x == math.MaxInt64 {
		require.GreaterOrEqual(t, survival(x), u*(1-1e-9), "%s of %#v saturates", what, l)
		return
	}
	near := x/1e9 + 2
	const rounding = 1e-9
	require.LessOrEqual(t, survival(x+near)*(1-rounding), u, "%s of %#v at %v", what, l, x)
	require.GreaterOrEqual(t, survival(x-near)*(1+rounding), u, "%s of %#v at %v", what, l, x)
}

func TestLawsRefuseParametersOutOfRange(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		law  interface{ Validate() error }
		want string
	}{
		{hardware.Exponential{}, "hardware: exponential law: mean is 0s, want a positive duration such as 500h"},
		{hardware.Exponential{MTBF: -1}, "hardware: exponential law: mean is -1ns, want a positive duration such as 500h"},
		{hardware.Weibull{Scale: hour}, "hardware: weibull law: shape is 0, want a number within 0.05..1000 such as 0.7"},
		{hardware.Weibull{Shape: nan, Scale: hour}, "hardware: weibull law: shape is NaN, want a number within 0.05..1000 such as 0.7"},
		{hardware.Weibull{Shape: 1, Scale: -hour}, "hardware: weibull law: scale is -1h0m0s, want a positive duration such as 97.6h"},
		{hardware.LogNormal{Sigma: 1}, "hardware: lognormal law: median is 0s, want a positive duration such as 6h"},
		{hardware.LogNormal{Median: hour, Sigma: nan}, "hardware: lognormal law: sigma is NaN, want a number within 0.001..10 such as 1.2"},
		{hardware.LogNormal{Median: hour, Sigma: math.Inf(1)}, "hardware: lognormal law: sigma is +Inf, want a number within 0.001..10 such as 1.2"},
		{hardware.Fixed{After: -1}, "hardware: fixed law: after is -1ns, want a duration of at least 0"},
		{hardware.Gamma{Scale: hour}, "hardware: gamma law: shape is 0, want a number within 0.05..1000 such as 2"},
		{hardware.Gamma{Shape: nan, Scale: hour}, "hardware: gamma law: shape is NaN, want a number within 0.05..1000 such as 2"},
		{hardware.Gamma{Shape: 1}, "hardware: gamma law: scale is 0s, want a positive duration such as 50h"},
		{hardware.Hyperexponential{}, "hardware: hyperexponential law: number of phases is 0, want 1 to 8"},
		{hardware.Hyperexponential{Phases: make([]hardware.Phase, 9)}, "hardware: hyperexponential law: number of phases is 9, want 1 to 8"},
		{mix(.5, .6), "hardware: hyperexponential law: sum of weights is 1.1, want 1"},
		{mix(1.5, -.5), "hardware: hyperexponential law: weight is -0.5, want a share above 0 such as 0.4"},
		{mix(nan), "hardware: hyperexponential law: weight is NaN, want a share above 0 such as 0.4"},
		{hardware.Hyperexponential{Phases: []hardware.Phase{{Weight: 1}}}, "hardware: hyperexponential law: mean is 0s, want a positive duration such as 37h"},
		{hardware.Bathtub{}, "hardware: bathtub law: shape of infant is 0, want a number within 0.05..1 such as 0.5"},
		{hardware.Preemption24{Share: 1}, "hardware: preemption24 law: share is 1, want a number between 0 and 1 such as 0.45"},
		{hardware.Preemption24{Share: nan}, "hardware: preemption24 law: share is NaN, want a number between 0 and 1 such as 0.45"},
		{hardware.Preemption24{Share: .5}, "hardware: preemption24 law: early is 0s, want a positive duration such as 1h"},
		{hardware.Preemption24{Share: .5, Early: hour}, "hardware: preemption24 law: late is 0s, want a positive duration such as 48m"},
		{hardware.Preemption24{Share: .5, Early: hour, Late: hour}, "hardware: preemption24 law: limit is 0s, want a positive duration such as 24h"},
		{hardware.Piecewise{}, "hardware: piecewise law: number of points is 0, want 1 to 1000"},
		{curve(0, .9), "hardware: piecewise law: age is 0s, want more than 0s, where the curve has come to"},
		{curve(2, .9, 1, .8), "hardware: piecewise law: age is 1h0m0s, want more than 2h0m0s, where the curve has come to"},
		{curve(1, .8, 2, .9), "hardware: piecewise law: survival is 0.9, want at most that of the age before, as the dead do not rise"},
		{curve(1, .8, 2, 0), "hardware: piecewise law: survival is 0, want a share above 0 and at most 1"},
		{curve(1, nan), "hardware: piecewise law: survival is NaN, want a share above 0 and at most 1"},
		{curve(1, .8, 2, .8), "hardware: piecewise law: last survival is 0.8, want less than that of the age before, or the rest never dies"},
		{hardware.Empirical{}, "hardware: empirical law: number of lives is 0, want 1 to 1000000"},
	} {
		require.EqualError(t, c.law.Validate(), c.want)
	}
	require.NoError(t, hardware.Fixed{}.Validate())
}

func mix(weights ...float64) (l hardware.Hyperexponential) {
	for _, w := range weights {
		l.Phases = append(l.Phases, hardware.Phase{Weight: w, Mean: hour})
	}
	return l
}

// curve is a survival curve of ages in hours and survivals by turns.
func curve(points ...float64) (l hardware.Piecewise) {
	for i := 0; i < len(points); i += 2 {
		l.Points = append(l.Points, hardware.Point{Age: hours(points[i]), Survival: points[i+1]})
	}
	return l
}

func TestLawsThatAreNotMade(t *testing.T) {
	good := hardware.Weibull{Shape: 1, Scale: hour}
	for want, risks := range map[string][]hardware.Weibull{
		"hardware: bathtub law: shape of infant is 2, want a number within 0.05..1 such as 0.5": {{Shape: 2, Scale: hour}, good},
		"hardware: bathtub law: scale of infant is 0s, want a positive duration such as 10000h": {{Shape: 1}, good},
		"hardware: bathtub law: shape of wear is 0.9, want a number within 1..1000 such as 3":   {good, {Shape: .9, Scale: hour}},
		"hardware: bathtub law: scale of wear is 0s, want a positive duration such as 60000h":   {good, {Shape: 1}},
	} {
		_, err := hardware.NewBathtub(risks[0], hour, risks[1])
		require.EqualError(t, err, want)
	}
	_, err := hardware.NewBathtub(good, 0, good)
	require.EqualError(t, err, "hardware: bathtub law: mean is 0s, want a positive duration such as 20000h")
	for want, sample := range map[string][]hardware.Observation{
		"hardware: empirical law: number of lives is 0, want 1 to 1000000":                                                                 nil,
		"hardware: empirical law: life is 0s, want a positive duration such as 31h":                                                        {{Lasted: 0}},
		"hardware: empirical law: number of lives that ended is 0, want at least 1, as those still going on do not say how long lives are": {{Lasted: hour, Censored: true}},
	} {
		_, err := hardware.NewEmpirical(sample)
		require.EqualError(t, err, want)
	}
}

func TestDrawsSaturate(t *testing.T) {
	longest := time.Duration(math.MaxInt64)
	r := rng.NewSeed(1).Stream()
	seen := 0
	for range 1000 {
		for _, l := range []law{
			hardware.Exponential{MTBF: longest},
			hardware.Weibull{Shape: 0.05, Scale: longest},
			hardware.LogNormal{Median: longest, Sigma: 10},
			hardware.Gamma{Shape: 1000, Scale: longest},
			hardware.Gamma{Shape: .05, Scale: longest},
			hardware.Hyperexponential{Phases: []hardware.Phase{{Weight: .5, Mean: longest}, {Weight: .5, Mean: 1}}},
			bathtub(hardware.Weibull{Shape: .05, Scale: longest}, longest, hardware.Weibull{Shape: 1000, Scale: longest}),
			hardware.Preemption24{Share: .45, Early: longest, Late: longest, Limit: longest},
			hardware.Preemption24{Share: .45, Early: 1, Late: 1, Limit: longest},
			hardware.Piecewise{Points: []hardware.Point{{1, .999}, {longest, .998}}},
		} {
			for _, age := range []time.Duration{0, 1, longest} {
				x := l.Next(r.Exp(), 0, age)
				require.Positive(t, x, "%#v", l)
				if x == longest {
					seen++
				}
			}
			require.GreaterOrEqual(t, l.StationaryAge(&r), time.Duration(0), "%#v", l)
		}
	}
	require.Greater(t, seen, 1000)
}

// Far in the tail of a lognormal the survival probability is no longer a number,
// but the residual life still is: about exponential with the reciprocal of the
// hazard (z/(sigma·age)) as its mean.
func TestLogNormalResidualFarInTheTail(t *testing.T) {
	l := hardware.LogNormal{Median: hour, Sigma: 0.01}
	age := 3 * hour // 110 sigmas
	require.Zero(t, l.Survival(age))
	z := math.Log(3) / l.Sigma
	mean := l.Sigma * float64(age) / z
	r := rng.NewSeed(1).Stream()
	for range 1000 {
		same := r
		e := same.Exp()
		require.InEpsilon(t, e*mean, float64(l.Next(r.Exp(), 0, age)), 0.01)
	}
}
