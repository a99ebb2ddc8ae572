package catalog_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/hardware/catalog"
	"github.com/clustersim/clustersim/internal/yamlpos"
)

func law(t *testing.T, text string) catalog.LawSpec {
	t.Helper()
	var spec catalog.LawSpec
	_, problems := yamlpos.Read("law.yaml", []byte(text), nil, &spec)
	require.NoError(t, problems.Err())
	return spec
}

func TestLawsAsFilesSayThem(t *testing.T) {
	for text, want := range map[string]hardware.FailureModel{
		"{law: exponential, mean: 500h}":              hardware.Exponential{MTBF: 500 * time.Hour},
		"{law: exponential, rate: 8 /1000 node-days}": hardware.Exponential{MTBF: 125 * 24 * time.Hour},
		"{law: weibull, shape: 0.7, scale: 97.6h}":    hardware.Weibull{Shape: 0.7, Scale: 97*time.Hour + 36*time.Minute},
		"{law: lognormal, median: 6h, sigma: 1.2}":    hardware.LogNormal{Median: 6 * time.Hour, Sigma: 1.2},
		"{law: gamma, shape: 2, scale: 50h}":          hardware.Gamma{Shape: 2, Scale: 50 * time.Hour},
		"{law: hyperexponential, phases: [{weight: 0.4, mean: 465h}, {weight: 0.6, mean: 37h}]}": hardware.Hyperexponential{
			Phases: []hardware.Phase{{Weight: 0.4, Mean: 465 * time.Hour}, {Weight: 0.6, Mean: 37 * time.Hour}},
		},
		"{law: bathtub, infant: {shape: 0.5, scale: 10000h}, mean: 20000h, wear: {shape: 3, scale: 60000h}}": bathtub(),
		"{law: preemption24, share: 0.45, early: 1h, late: 48m, limit: 24h}": hardware.Preemption24{
			Share: 0.45, Early: time.Hour, Late: 48 * time.Minute, Limit: 24 * time.Hour,
		},
		"{law: empirical, lives: [9h, 13h, 13h+, 18h]}": sample(),
		"{law: empirical, curve: [{age: 4h, survival: 0.911}, {age: 24h, survival: 0.682}]}": hardware.Piecewise{
			Points: []hardware.Point{{Age: 4 * time.Hour, Survival: 0.911}, {Age: 24 * time.Hour, Survival: 0.682}},
		},
		"{law: fixed, after: 10m}": hardware.Fixed{After: 10 * time.Minute},
		"{law: fixed, after: 0s}":  hardware.Fixed{},
	} {
		got, err := law(t, text).BuildFailure()
		require.NoError(t, err, text)
		require.Equal(t, want, got, text)
		repair, err := law(t, text).BuildRepair()
		require.NoError(t, err, text)
		require.Equal(t, want, repair, text)
	}
}

// Some laws say how long things take and not how long parts last.
func TestDurationsAsFilesSayThem(t *testing.T) {
	for text, want := range map[string]hardware.RepairModel{
		"{law: uniform, from: 5m, to: 15m}":        hardware.Uniform{From: 5 * time.Minute, To: 15 * time.Minute},
		"{law: screen, every: 24h, coverage: 0.7}": hardware.Screen{Every: 24 * time.Hour, Coverage: 0.7},
		"{law: heartbeat, every: 30s, misses: 3}":  hardware.Heartbeat{Every: 30 * time.Second, Misses: 3},
		"{law: never}": hardware.Never{},
	} {
		spec := law(t, text)
		got, err := spec.BuildRepair()
		require.NoError(t, err, text)
		require.Equal(t, want, got, text)
		_, err = spec.BuildFailure()
		require.EqualError(t, err, "law "+spec.Law+" cannot be a failure law, want one that says how long parts last, such as exponential or weibull")
	}
}

func bathtub() hardware.Bathtub {
	l, err := hardware.NewBathtub(
		hardware.Weibull{Shape: 0.5, Scale: 10_000 * time.Hour}, 20_000*time.Hour, hardware.Weibull{Shape: 3, Scale: 60_000 * time.Hour})
	if err != nil {
		panic(err)
	}
	return l
}

func sample() hardware.Empirical {
	l, err := hardware.NewEmpirical([]hardware.Observation{
		{Lasted: 9 * time.Hour}, {Lasted: 13 * time.Hour}, {Lasted: 13 * time.Hour, Censored: true}, {Lasted: 18 * time.Hour},
	})
	if err != nil {
		panic(err)
	}
	return l
}

// What a file alone gets wrong is said with its place.
func TestLawsThatAreMiswritten(t *testing.T) {
	for text, want := range map[string]string{
		"{law: gamma, shape: 0, scale: 5h}":                                           "law.yaml:1:21: shape: 0 is too small; must be more than 0 [E113]",
		"{law: weibull, shape: .nan, scale: 5h}":                                      "law.yaml:1:23: shape: .nan is not a number that can be computed with [E113]",
		"{law: hyperexponential, phases: []}":                                         "law.yaml:1:33: phases: has 0 entries; must be at least 1 [E113]",
		"{law: hyperexponential, phases: [{weight: -1, mean: 1h}]}":                   "law.yaml:1:43: phases[0].weight: -1 is negative; must be more than 0 [E113]",
		"{law: empirical, lives: []}":                                                 "law.yaml:1:25: lives: has 0 entries; must be at least 1 [E113]",
		"{law: empirical, lives: [9h, long]}":                                         `law.yaml:1:30: lives[1]: "long" is not a life; write a duration such as 13h, or 13h+ if it went on when last seen [E110]`,
		"{law: empirical, curve: [{age: 1h, survival: 1.2}]}":                         "law.yaml:1:46: curve[0].survival: 1.2 is too large; must be at most 1 [E113]",
		"{law: preemption24, share: 1, early: 1h, late: 1h, limit: 24h}":              "law.yaml:1:28: share: 1 is too large; must be less than 1 [E113]",
		"{law: bathtub, infant: {shape: 0.5}, mean: 1h, wear: {shape: 3, scale: 1h}}": `law.yaml:1:24: infant: the key "scale" is missing; add scale: … [E112]`,
		"{law: screen, every: 24h, coverage: 1.1}":                                    "law.yaml:1:37: coverage: 1.1 is too large; must be at most 1 [E113]",
		"{law: heartbeat, every: 30s, misses: 0}":                                     "law.yaml:1:38: misses: 0 is too small; must be at least 1 [E113]",
	} {
		var spec catalog.LawSpec
		_, problems := yamlpos.Read("law.yaml", []byte(text), nil, &spec)
		require.EqualError(t, problems.Err(), want, text)
	}
}

func TestLawsThatCannotBeBuilt(t *testing.T) {
	for text, want := range map[string]string{
		"{law: exponential}": "law exponential needs mean or rate",
		"{law: exponential, mean: 5h, rate: 1 /1000 node-days}": "law exponential takes mean or rate, not mean and rate",
		"{law: exponential, mean: 0s}":                          "hardware: exponential law: mean is 0s, want a positive duration such as 500h",
		"{law: weibull, shape: 0.7}":                            "law weibull takes shape and scale, not shape",
		"{law: weibull, median: 6h, sigma: 1}":                  "law weibull takes shape and scale, not median and sigma",
		"{law: weibull, shape: 1e9, scale: 5h}":                 "hardware: weibull law: shape is 1e+09, want a number within 0.05..1000 such as 0.7",
		"{law: lognormal, median: 6h, sigma: 1, after: 1h}":     "law lognormal takes median and sigma, not median and sigma and after",
		"{law: fixed}":                         "law fixed needs after",
		"{law: gamma, shape: 2000, scale: 5h}": "hardware: gamma law: shape is 2000, want a number within 0.05..1000 such as 2",
		"{law: hyperexponential, phases: [{weight: 0.5, mean: 1h}, {weight: 0.6, mean: 2h}]}": "hardware: hyperexponential law: sum of weights is 1.1, want 1",
		"{law: bathtub, mean: 1h}": "law bathtub takes mean and infant and wear, not mean",
		"{law: bathtub, infant: {shape: 2, scale: 1h}, mean: 1h, wear: {shape: 3, scale: 1h}}": "hardware: bathtub law: shape of infant is 2, want a number within 0.05..1 such as 0.5",
		"{law: preemption24, share: 0.5, early: 0s, late: 1h, limit: 24h}":                     "hardware: preemption24 law: early is 0s, want a positive duration such as 1h",
		"{law: never, mean: 1h}":                 "law never takes no parameters, not mean",
		"{law: screen, every: 24h}":              "law screen takes every and coverage, not every",
		"{law: uniform}":                         "law uniform needs from and to",
		"{law: uniform, from: 2h, to: 1h}":       "hardware: uniform law: to is 1h0m0s, want a duration above from, which is 2h0m0s",
		"{law: heartbeat, every: 0s, misses: 1}": "hardware: heartbeat law: every is 0s, want a positive duration such as 30s",
		"{law: empirical}":                       "law empirical needs lives or curve",
		"{law: empirical, lives: [0s]}":          "hardware: empirical law: life is 0s, want a positive duration such as 31h",
		"{law: empirical, lives: [5h+]}":         "hardware: empirical law: number of lives that ended is 0, want at least 1, as those still going on do not say how long lives are",
		"{law: empirical, curve: [{age: 2h, survival: 0.9}, {age: 1h, survival: 0.8}]}": "hardware: piecewise law: age is 1h0m0s, want more than 2h0m0s, where the curve has come to",
	} {
		_, err := law(t, text).BuildRepair()
		require.EqualError(t, err, want, text)
		_, err = law(t, text).BuildFailure()
		require.EqualError(t, err, want, text)
	}
	_, err := catalog.LawSpec{Law: "pareto"}.BuildFailure()
	require.EqualError(t, err, `unknown law "pareto", want exponential, weibull, lognormal, gamma, hyperexponential, bathtub, preemption24, empirical, fixed, uniform, screen, heartbeat or never`)
}
