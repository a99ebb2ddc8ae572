package validation

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/hardware"
)

// The constants were worked out apart from this code, to the digits given.
func TestLawsGiveTabulatedConstants(t *testing.T) {
	_, scv4 := lengths(1, 4)
	require.Equal(t, "lognormal", scv4)
	first, second := completion(1, 2, 0.02, 5, 50)
	one, three := machinesDown(10, 1, 0.1, 1), machinesDown(10, 3, 0.1, 1)
	weibull := hardware.Weibull{Shape: 0.7, Scale: hours(100)}
	lognormal := hardware.LogNormal{Median: hours(math.E), Sigma: 1.2}
	aged := func(shape float64, age hardware.AgeRule) firstFailure {
		return firstFailure{nodes: 16, shape: shape, mean: 500, age: age}
	}
	fresh, stationary, exponential := aged(0.6, hardware.Fresh), aged(0.6, hardware.Stationary), aged(1, hardware.Fresh)

	for _, c := range []struct {
		name      string
		law       float64
		tabulated float64
	}{
		{"T01 P(wait)", erlangC(10, 8), 0.409180},
		{"T01 mean wait", erlangC(10, 8) / 2, 0.204590},
		{"T01 mean jobs waiting", erlangC(10, 8) / 2 * 8, 1.636721},
		{"T01 P(wait > 1)", waitsLonger(1, 10, 8, 1), 0.0553765},
		{"T02 fixed", pollaczek(0.8, 1, 1), 2},
		{"T02 exponential", pollaczek(0.8, 1, 2), 4},
		{"T02 lognormal", pollaczek(0.8, 1, 5), 10},
		{"T02b C", first, 1.1},
		{"T02b C²", second, 3.42},
		{"T02b sojourn", first + pollaczek(0.5, first, second), 3},
		{"T03 P(all work)", one[0], 0.214582},
		{"T03 down", expectation(one), 2.145823},
		{"T03 time down", expectation(one) / (0.1 * (10 - expectation(one))), 2.732079},
		{"T03 down, 3 repairers", expectation(three), 0.923947},
		{"T04 for 2", shared(2, 0.7), 6.666667},
		{"T04", shared(1, 0.7), 3.333333},
		{"T05 up", weibull.Mean().Hours(), 126.58235},
		{"T05 down", lognormal.Mean().Hours(), 5.584528},
		{"T05 availability", host(weibull, lognormal).Availability(), 0.9577464},
		{"T06 8 of 10", atLeast(8, 10, 0.95), 0.98849644},
		{"T06 64 of 66", atLeast(64, 66, 0.99), 0.9713023},
		{"T06 64 of 64", atLeast(64, 64, 0.99), 0.5255965},
		{"T08 MTTI", perThousandDays(6.5).Hours() / 128, 28.84615},
		{"T08 R(24 h)", math.Exp(-24 * 128 * 6.5 / 24000), 0.4351781},
		{"T09 R(5 h), new", fresh.survival(5), 0.2752882},
		{"T09 R(24 h), new", fresh.survival(24), 0.0366597},
		{"T09 R(5 h), stationary", stationary.survival(5), 0.8582176},
		{"T09 R(24 h), stationary", stationary.survival(24), 0.5012882},
		{"T09 R(5 h), exponential", exponential.survival(5), 0.8521438},
		{"T09 R(24 h), exponential", exponential.survival(24), 0.4639400},
		{"T09 mean, new", fresh.expected(), 4.921567},
		{"T09 mean, stationary", stationary.expected(), 37.40701},
		{"T09 mean, exponential", exponential.expected(), 31.25},
		{"T13", restart(10, 10, 0), 17.182818},
		{"T13, restart takes time", restart(10, 10, 0.5), 18.063800},
		{"T18 R(24 h)", poissonUpTo(0, 419.0/54), 4.26773e-4},
		{"T42 interval", intervalUp(24, 100, 5), 0.9617680},
		{"T42 point", pointUp(24, 100, 5), 0.9526892},
	} {
		require.InEpsilon(t, c.tabulated, c.law, 2e-6, c.name)
	}
}

// Where two laws meet, they agree.
func TestLawsMeet(t *testing.T) {
	same := func(what string, a, b float64) { require.InEpsilon(t, a, b, 1e-9, what) }

	same("one of many servers", erlangC(1, 0.6)/(1-0.6), pollaczek(0.6, 1, 2))
	first, second := completion(2, 7, 0, 5, 50)
	same("a server that never breaks", first, 2)
	same("a server that never breaks", second, 7)
	for k, p := range machinesDown(12, 12, 0.2, 1) {
		require.InDelta(t, atLeast(12-k, 12, 1/1.2)-atLeast(13-k, 12, 1/1.2), p, 1e-12, "a repairer for every machine")
	}
	same("any one of all", atLeast(0, 7, 0.3), 1)
	same("the integral of the point", integral(1, func(t float64) float64 { return pointUp(t, 2, 3) - 0.4 }), 0.6*1.2)
	same("over a moment, up", intervalUp(1e-9, 4, 2), 1)
	same("nothing to restart", restart(3, 1e12, 0), 3)
	same("Weibull, shape 1", integral(3, hardwareSurvival(hardware.Weibull{Shape: 1, Scale: hours(3)})), 3)
	same("Weibull, steep at 0", integral(3, hardwareSurvival(hardware.Weibull{Shape: 0.5, Scale: hours(3)})), 6)
}

func hardwareSurvival(law hardware.Weibull) func(t float64) float64 {
	return func(t float64) float64 { return math.Exp(-math.Pow(t/law.Scale.Hours(), law.Shape)) }
}
