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
		"{law: fixed, after: 10m}":                    hardware.Fixed{After: 10 * time.Minute},
		"{law: fixed, after: 0s}":                     hardware.Fixed{},
	} {
		got, err := law(t, text)
		require.NoError(t, err, text)
		require.Equal(t, want, got, text)
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
		"{law: fixed}": "law fixed needs after",
	} {
		_, err := law(t, text)
		require.EqualError(t, err, want, text)
	}
	_, err := catalog.LawSpec{Law: "pareto"}.Build()
	require.EqualError(t, err, `unknown law "pareto", want exponential, weibull, lognormal or fixed`)
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
