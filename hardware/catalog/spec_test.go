package catalog_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/hardware/catalog"
	"github.com/clustersim/clustersim/internal/yamlpos"
	"github.com/clustersim/clustersim/units"
)

func law(t *testing.T, text string) (catalog.Law, error) {
	t.Helper()
	var spec catalog.LawSpec
	_, problems := yamlpos.Read("law.yaml", []byte(text), nil, &spec)
	require.NoError(t, problems.Err())
	return spec.Build()
}

func TestLawsAsFilesSayThem(t *testing.T) {
	for text, want := range map[string]catalog.Law{
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
		got, err := law(t, text)
		require.NoError(t, err, text)
		require.Equal(t, want, got, text)
	}
}

func bathtub() catalog.Law {
	l, err := hardware.NewBathtub(
		hardware.Weibull{Shape: 0.5, Scale: 10_000 * time.Hour}, 20_000*time.Hour, hardware.Weibull{Shape: 3, Scale: 60_000 * time.Hour})
	if err != nil {
		panic(err)
	}
	return l
}

func sample() catalog.Law {
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
		"{law: empirical}":               "law empirical needs lives or curve",
		"{law: empirical, lives: [0s]}":  "hardware: empirical law: life is 0s, want a positive duration such as 31h",
		"{law: empirical, lives: [5h+]}": "hardware: empirical law: number of lives that ended is 0, want at least 1, as those still going on do not say how long lives are",
		"{law: empirical, curve: [{age: 2h, survival: 0.9}, {age: 1h, survival: 0.8}]}": "hardware: piecewise law: age is 1h0m0s, want more than 2h0m0s, where the curve has come to",
	} {
		_, err := law(t, text)
		require.EqualError(t, err, want, text)
	}
	_, err := catalog.LawSpec{Law: "pareto"}.Build()
	require.EqualError(t, err, `unknown law "pareto", want exponential, weibull, lognormal, gamma, hyperexponential, bathtub, preemption24, empirical or fixed`)
}

func hazards(t *testing.T, text string) ([]hardware.Hazard, error) {
	t.Helper()
	var file struct {
		Hazards []catalog.HazardSpec `key:"hazards"`
	}
	_, problems := yamlpos.Read("profile.yaml", []byte(text), nil, &file)
	require.NoError(t, problems.Err())
	return catalog.BuildHazards(file.Hazards)
}

func TestHazardsAsFilesSayThem(t *testing.T) {
	got, err := hazards(t, `
hazards:
  - part: gpu
    count: 8
    failure: {law: exponential, rate: 0.5 /1000 node-days}
    detect: 30s
    repair: {law: lognormal, median: 6h, sigma: 1.2}
  - part: owner
    symptom: departure
    failure: {law: weibull, shape: 0.7, scale: 4d}
    repair: {law: fixed, after: 8h}
`)
	require.NoError(t, err)
	require.Equal(t, []hardware.Hazard{
		{
			Part: "gpu", Count: 8, Symptom: hardware.Crash, Detect: 30 * time.Second,
			Failure: hardware.Exponential{MTBF: 2_000 * 24 * time.Hour},
			Repair:  hardware.LogNormal{Median: 6 * time.Hour, Sigma: 1.2},
		},
		{
			Part: "owner", Count: 1, Symptom: hardware.Departure,
			Failure: hardware.Weibull{Shape: 0.7, Scale: 96 * time.Hour},
			Repair:  hardware.Fixed{After: 8 * time.Hour},
		},
	}, got)
}

func TestHazardsThatCannotBeBuilt(t *testing.T) {
	for text, want := range map[string]string{
		"{hazards: [{part: gpu, failure: {law: fixed}, repair: {law: fixed, after: 1h}}]}":                                                                                        "failure of gpu: law fixed needs after",
		"{hazards: [{part: gpu, failure: {law: fixed, after: 1h}, repair: {law: fixed}}]}":                                                                                        "repair of gpu: law fixed needs after",
		"{hazards: [{part: gpu, failure: {law: fixed, after: 0s}, repair: {law: fixed, after: 0s}}]}":                                                                             "hardware: hazard gpu: mean life is not positive, want a failure law that lets the part live",
		"{hazards: [{part: a, failure: {law: fixed, after: 1s}, repair: {law: fixed, after: 0s}}, {part: a, failure: {law: fixed, after: 1s}, repair: {law: fixed, after: 0s}}]}": `part "a" appears twice; give each hazard of a profile a part of its own`,
	} {
		_, err := hazards(t, text)
		require.EqualError(t, err, want, text)
	}
	after := new(units.Duration(time.Second))
	fixed := catalog.LawSpec{Law: "fixed", After: after}
	_, err := catalog.HazardSpec{Part: "gpu", Count: 1, Symptom: "fire", Failure: fixed, Repair: fixed}.Build()
	require.EqualError(t, err, `unknown symptom "fire" of gpu, want crash or departure`)
}

func TestRhythmsAsFilesSayThem(t *testing.T) {
	got, err := hazards(t, `
hazards:
  - part: owner
    failure: {law: exponential, mean: 5d}
    rhythm: {days: [1, 1, 1, 1, 1, 0.5, 0.5], start: tue 14:30}
    repair: {law: fixed, after: 8h}
`)
	require.NoError(t, err)
	want := hardware.Rhythm{Days: [7]float64{1, 1, 1, 1, 1, 0.5, 0.5}, Start: 38*time.Hour + 30*time.Minute}
	for i := range want.Hours {
		want.Hours[i] = 1
	}
	require.Equal(t, hardware.Periodic{Base: hardware.Exponential{MTBF: 120 * time.Hour}, Rhythm: want}, got[0].Failure)
	again, err := catalog.Modulated(got[0].Failure, hardware.Rhythm{})
	require.NoError(t, err)
	require.Equal(t, hardware.Exponential{MTBF: 120 * time.Hour}, again.Base, "one rhythm takes the place of the other")
}

func TestRhythmsThatCannotBeBuilt(t *testing.T) {
	for text, want := range map[string]string{
		"{law: fixed, after: 1h}, rhythm: {days: [1, 1, 1, 1, 1, 1, 2]}":       "failure of gpu: rhythm needs a law with a hazard, which fixed and empirical with lives have not",
		"{law: exponential, mean: 1h}, rhythm: {start: sun 23:59}":             "failure of gpu: rhythm needs hours or days or both",
		"{law: exponential, mean: 1h}, rhythm: {days: [0, 0, 0, 0, 0, 0, 0]}":  "failure of gpu: hardware: rhythm: factors of days are all 0, want one above 0",
		"{law: exponential, mean: 1h}, rhythm: {days: [-1, 0, 0, 0, 0, 0, 1]}": "failure of gpu: hardware: rhythm: factor of day is -1, want a number within 0..1000000",
	} {
		_, err := hazards(t, "{hazards: [{part: gpu, failure: "+text+", repair: {law: fixed, after: 1h}}]}")
		require.EqualError(t, err, want, text)
	}
	_, err := (&catalog.RhythmSpec{Days: make([]float64, 6)}).Build()
	require.EqualError(t, err, "rhythm has 6 days, want 7")
	var spec catalog.RhythmSpec
	_, problems := yamlpos.Read("rhythm.yaml", []byte("{hours: [1, 2], start: tuesday}"), nil, &spec)
	require.EqualError(t, problems.Err(), `rhythm.yaml:1:9: hours: has 2 entries; must be at least 24 [E113]
rhythm.yaml:1:24: start: "tuesday" is not a time of the week; write a day and a time such as tue 14:00 [E110]`)
}
