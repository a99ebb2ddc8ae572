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
	life := hardware.Weibull{Shape: 0.7, Scale: hours(100)}
	lognormal := hardware.LogNormal{Median: hours(math.E), Sigma: 1.2}
	aged := func(shape float64, age hardware.AgeRule) firstFailure {
		return firstFailure{nodes: 16, shape: shape, mean: 500, age: age}
	}
	window := pool{k: 8, n: 10, up: 100, down: 5}
	elastic := elastic{n: 16, k: 14, availability: 0.98}
	all50, deviation50 := collected(50, 50)
	some50, _ := collected(45, 50)
	frail, preempted := frail{mean: 1000, shape: 0.5}, takenBack{share: 0.45, early: 1, late: 0.8, limit: 24}
	nccl, gloo := hanging{mtti: 54 * 24 / 419., detect: 10}, hanging{mtti: 54 * 24 / 419., detect: 30}
	long, short := stalls{mtbf: 18, stall: 10}, stalls{mtbf: 18, stall: 3}
	outages := worstWindow{end: 1000, down: [][][2]float64{{{100, 110}, {200, 205}}}}
	gang, packed, spread := racks{nodes: 64, racks: 8, node: 5000, rack: 20000}, racks{nodes: 16, racks: 2, node: 5000, rack: 20000},
		racks{nodes: 16, racks: 16, node: 5000, rack: 20000}
	sine := rhythm{rate: 0.5, swing: 0.6}
	remission := censored{lives: "9 13 13+ 18 23 28+ 31 34 45+ 48 161+"}.sample()
	survival9, se9 := kaplanMeier(remission, 9)
	survival48, _ := kaplanMeier(remission, 48)
	shape, scale, likelihood := weibull(remission)
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
		{"T05 up", life.Mean().Hours(), 126.58235},
		{"T05 down", lognormal.Mean().Hours(), 5.584528},
		{"T05 availability", host(life, lognormal).Availability(), 0.9577464},
		{"T06 8 of 10", atLeast(8, 10, 0.95), 0.98849644},
		{"T06 64 of 66", atLeast(64, 66, 0.99), 0.9713023},
		{"T06 64 of 64", atLeast(64, 64, 0.99), 0.5255965},
		{"T07 availability", window.available(), 0.98993512},
		{"T07 window", window.window(), 179.16667},
		{"T07 outage", window.outage(), 1.821625},
		{"T07 24 h fit", window.fits(24), 0.8838502},
		{"T07 new window", window.lastsNew(24), 0.7374928},
		{"T07 from all up", window.lastsFull(24), 0.9185434},
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
		{"T10, 1,024 GPUs", bySize{gpus: 1024, rate: 6.5}.mttf(), 28.8462},
		{"T10, 8,192 GPUs", bySize{gpus: 8192, rate: 6.5}.mttf(), 3.60577},
		{"T10, 16,384 GPUs", bySize{gpus: 16384, rate: 6.5}.mttf(), 1.802885},
		{"T10, 131,072 GPUs", bySize{gpus: 131072, rate: 6.5}.mttf(), 0.2253606},
		{"T13", restart(10, 10, 0), 17.182818},
		{"T13, restart takes time", restart(10, 10, 0.5), 18.063800},
		{"T16 4 or fewer", 1 - moreThan(4, 1024, 0.0012), 0.9915255},
		{"T16 3 or fewer", 1 - moreThan(3, 1024, 0.0012), 0.9637750},
		{"T17 gang", elastic.gang(16), 11.580764},
		{"T17 gang of 14", elastic.gang(14), 13.948405},
		{"T19", all50, 224.96027},
		{"T19 deviation", deviation50, 61.95056},
		{"T19 45 of 50", some50, 110.79360},
		{"T21 S(1000 h)", frail.survival(1000), 0.5773503},
		{"T21 hazard", frail.hazard(999, 1001), 1. / 3000},
		{"T29 F(3 h)", preempted.takenBy(3), 0.4275958},
		{"T29 F(12 h)", preempted.takenBy(12), 0.4499974},
		{"T29 F(23.5 h)", preempted.takenBy(23.5), 0.6908676},
		{"T29 F(24.16054 h)", preempted.takenBy(24.16054), 1},
		{"T29 at age 0", preempted.takenWithin(4, 0), 0.441758},
		{"T29 at age 8 h", preempted.takenWithin(4, 8), 0.0002696169},
		{"T29 at age 20 h", preempted.takenWithin(4, 20), 0.8171739},
		{"T30, 10 min", nccl.lost(), 0.0538837},
		{"T30, 30 min", gloo.lost(), 0.1616512},
		{"T31", screening{period: 24, coverage: 0.7}.expected(), 22.285714},
		{"T32 wall clock, 10 min", long.byWallClock(), 0.4444444},
		{"T32 wall clock, 3 min", short.byWallClock(), 0.8333333},
		{"T32 operation, 10 min", long.byOperation(), 0.6428571},
		{"T32 operation, 3 min", short.byOperation(), 0.8571429},
		{"T33, 20 h", outages.worst(20), 0.5},
		{"T33, 50 h", outages.worst(50), 0.8},
		{"T33, 100 h", outages.worst(100), 0.9},
		{"T33, 105 h", outages.worst(105), 0.8571429},
		{"T33, 200 h", outages.worst(200), 0.925},
		{"T33, 1000 h", outages.worst(1000), 0.985},
		{"T38 S(9)", survival9, 10. / 11},
		{"T38 S(48)", survival48, 0.184091},
		{"T38 standard error of S(9)", se9, 0.0866784},
		{"T38 Weibull shape", shape, 1.031854},
		{"T38 Weibull scale", scale, 60.32289},
		{"T38 Weibull log-likelihood", likelihood, -35.703956},
		{"T39 all", betaBinomial(16, 16, 0.47, 0.95), 0.4291586},
		{"T39 none", betaBinomial(0, 16, 0.47, 0.95), 0.4889796},
		{"T39 all, nearly independent", betaBinomial(16, 16, 0.47, 0.01), 1.84344e-5},
		{"T40 MTTI", gang.mtti(), 75.757576},
		{"T40 R(24 h)", math.Exp(-24 / gang.mtti()), 0.7284764},
		{"T40 packed", packed.mtti(), 303.0303},
		{"T40 spread", spread.mtti(), 250},
		{"T41 by day", sine.expected(6, 18), 6},
		{"T41 first half", sine.expected(0, 12), 8.2918312},
		{"T41 all day", sine.expected(0, 24), 12},
		{"T41 a quiet night", math.Exp(-sine.expected(18, 30)), 0.00247875},
		{"T18 R(24 h)", poissonUpTo(0, 419.0/54), 4.26773e-4},
		{"T42 interval", intervalUp(24, 100, 5), 0.9617680},
		{"T42 point", pointUp(24, 100, 5), 0.9526892},
	} {
		require.InEpsilon(t, c.tabulated, c.law, 2e-6, c.name)
	}
}

func TestPercentilesOfCounts(t *testing.T) {
	of1024 := func(p float64) int { return enough(0.01, func(k int) float64 { return moreThan(k, 1024, p) }) }
	poisson := func(mean float64) int { return enough(0.001, func(k int) float64 { return poissonMoreThan(k, mean) }) }
	require.Equal(t, []int{4, 5}, []int{of1024(0.0012), of1024(0.0015)}, "T16")
	require.Equal(t, []int{6, 11}, []int{poisson(2.2 / 1.9), poisson(640 * 24. / 4000)}, "T16b")
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
	all := pool{k: 6, n: 6, up: 50, down: 4}
	same("a window of all nodes", all.lastsNew(7), math.Exp(-6*7./50))
	same("a window of all nodes, from a random instant", all.fits(7), all.available()*math.Exp(-6*7./50))
	p := pool{k: 3, n: 5, up: 50, down: 4}
	same("no time at all", p.fits(0), p.available())
	// What fits is what windows have left (P. Franken and others 1982, inversion).
	left := integral(50, func(t float64) float64 { return p.lastsNew(7 + t) })
	same("windows by their ends and by instants", p.fits(7), left/(p.window()+p.outage()))
	mean, _ := collected(1, 7)
	same("the first coupon", mean, 1)
	same("a chance that is uniform", betaBinomial(3, 9, 0.5, 1./3), 1./10)
	sturdy := frail{mean: 100, shape: 1e12}
	same("nodes that are all the same", sturdy.survival(30), math.Exp(-0.3))
	one := churn{sturdy: 0.3, long: 40, short: 40}
	same("machines that are all the same", one.interruptions(100), 2.5)
	same("a moment of churn", churn{sturdy: 0.3, long: 400, short: 40}.interruptions(1e-7)/1e-7, 0.3/400+0.7/40)
	same("lemons that are never cured", lemons{share: 0.1, factor: 5, cures: 1e-11, mtbf: 100, length: 50}.failures(), 0.5*1.4)
	same("one node alone", hanging{nodes: 1, mtti: 3, detect: 60}.lostMeanwhile(), 1./4)
	same("Weibull, shape 1", integral(3, hardwareSurvival(hardware.Weibull{Shape: 1, Scale: hours(3)})), 3)
	same("Weibull, steep at 0", integral(3, hardwareSurvival(hardware.Weibull{Shape: 0.5, Scale: hours(3)})), 6)
}

func hardwareSurvival(law hardware.Weibull) func(t float64) float64 {
	return func(t float64) float64 { return math.Exp(-math.Pow(t/law.Scale.Hours(), law.Shape)) }
}
