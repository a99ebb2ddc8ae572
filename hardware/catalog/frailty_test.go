package catalog_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/hardware/catalog"
	"github.com/clustersim/clustersim/internal/yamlpos"
)

func frailty(t *testing.T, text string) (hardware.FactorModel, error) {
	t.Helper()
	var spec catalog.FrailtySpec
	_, problems := yamlpos.Read("frailty.yaml", []byte(text), nil, &spec)
	require.NoError(t, problems.Err())
	return spec.Build()
}

func TestFrailtiesAsFilesSayThem(t *testing.T) {
	for text, want := range map[string]hardware.FactorModel{
		"{gamma: {shape: 0.14}}":    hardware.GammaFactor{Shape: 0.14},
		"{lognormal: {sigma: 0.5}}": hardware.LogNormalFactor{Sigma: 0.5},
		"{kinds: [{name: lemon, weight: 0.15, factor: 6}, {name: sound, weight: 0.85, factor: 0.1}]}": hardware.Kinds{
			{Name: "lemon", Weight: 0.15, Factor: 6}, {Name: "sound", Weight: 0.85, Factor: 0.1},
		},
	} {
		got, err := frailty(t, text)
		require.NoError(t, err, text)
		require.Equal(t, want, got, text)
	}
}

func TestFrailtiesThatCannotBeBuilt(t *testing.T) {
	for text, want := range map[string]string{
		"{}": "frailty needs gamma, lognormal or kinds",
		"{gamma: {shape: 1}, lognormal: {sigma: 1}}":                                      "frailty takes one of gamma, lognormal and kinds, not gamma and lognormal",
		"{gamma: {shape: 2000}}":                                                          "hardware: gamma frailty: shape is 2000, want a number within 0.05..1000 such as 0.5",
		"{lognormal: {sigma: 4}}":                                                         "hardware: lognormal frailty: sigma is 4, want a number within 0.001..3 such as 0.5",
		"{kinds: [{name: a, weight: 0.5, factor: 1}]}":                                    "hardware: kinds frailty: sum of weights is 0.5, want 1",
		`{kinds: [{name: "", weight: 1, factor: 1}]}`:                                     `hardware: kinds frailty: name is "", want a name such as lemon`,
		"{kinds: [{name: a, weight: 0.5, factor: 1}, {name: a, weight: 0.5, factor: 2}]}": "hardware: kinds frailty: name is a, want one that no other kind has",
	} {
		_, err := frailty(t, text)
		require.EqualError(t, err, want, text)
	}
	var spec catalog.FrailtySpec
	_, problems := yamlpos.Read("frailty.yaml", []byte("{kinds: [{name: a, weight: 0, factor: 1}]}"), nil, &spec)
	require.EqualError(t, problems.Err(), "frailty.yaml:1:28: kinds[0].weight: 0 is too small; must be more than 0 [E113]")
}

func TestInfanciesAsFilesSayThem(t *testing.T) {
	var spec catalog.InfancySpec
	_, problems := yamlpos.Read("infancy.yaml", []byte("{factor: 3, fades: 7d}"), nil, &spec)
	require.NoError(t, problems.Err())
	plain := hardware.Exponential{MTBF: 500 * time.Hour}
	want, err := hardware.NewInfancy(plain, 3, 7*24*time.Hour)
	require.NoError(t, err)

	got, err := spec.Apply(plain)
	require.NoError(t, err)
	require.Equal(t, want, got)

	again, err := spec.Apply(got)
	require.NoError(t, err)
	require.Equal(t, want, again, "one infancy takes the place of the other")

	rhythm := hardware.Rhythm{Hours: [24]float64{1}, Days: [7]float64{1}, Start: time.Hour}
	before, err := hardware.NewPeriodic(plain, rhythm)
	require.NoError(t, err)
	modulated, err := spec.Apply(before)
	require.NoError(t, err)
	after, err := hardware.NewPeriodic(want, rhythm)
	require.NoError(t, err)
	require.Equal(t, after, modulated)

	_, err = spec.Apply(hardware.Fixed{After: time.Hour})
	require.EqualError(t, err, "infancy needs a law with a hazard, which fixed and empirical with lives have not")
	_, err = (&catalog.InfancySpec{Factor: 3}).Apply(plain)
	require.EqualError(t, err, "hardware: infancy law: fades is 0s, want a positive duration such as 168h")
}
