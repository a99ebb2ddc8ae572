package catalog

import (
	"fmt"
	"strings"

	"github.com/clustersim/clustersim/hardware"
)

// FrailtySpec is how nodes of one kind differ in how often they fail, as files
// say it: by a factor that each node has of its own.
//
//	frailty: {gamma: {shape: 0.14}}
//	frailty: {lognormal: {sigma: 0.5}}
//	frailty: {kinds: [{name: lemon, weight: 0.15, factor: 6}, {name: sound, weight: 0.85, factor: 0.12}]}
type FrailtySpec struct {
	Gamma     *GammaFrailty     `key:"gamma" doc:"factors of mean 1 by a gamma law"`
	LogNormal *LogNormalFrailty `key:"lognormal" doc:"factors of mean 1 by a lognormal law"`
	Kinds     []KindSpec        `key:"kinds" min:"1" max:"16" doc:"a few kinds, each with its factor"`
}

// GammaFrailty is a gamma law of factors.
type GammaFrailty struct {
	Shape float64 `key:"shape" required:"true" above:"0" doc:"1 over the variance of the factors, 0.05 to 1000"`
}

// LogNormalFrailty is a lognormal law of factors.
type LogNormalFrailty struct {
	Sigma float64 `key:"sigma" required:"true" above:"0" doc:"standard deviation of the logarithm of the factors, 0.001 to 3"`
}

// KindSpec is a kind of node.
type KindSpec struct {
	Name   string  `key:"name" required:"true" doc:"of the kind, for people"`
	Weight float64 `key:"weight" required:"true" above:"0" max:"1" doc:"share of nodes that are of the kind; the weights sum to 1"`
	Factor float64 `key:"factor" required:"true" above:"0" max:"1000000" doc:"of the hazards of its nodes"`
}

// Build returns the law of the factors, or an error that says what is wrong with
// it.
func (s *FrailtySpec) Build() (hardware.FactorModel, error) {
	var laws []hardware.FactorModel
	var names []string
	if s.Gamma != nil {
		laws, names = append(laws, hardware.GammaFactor{Shape: s.Gamma.Shape}), append(names, "gamma")
	}
	if s.LogNormal != nil {
		laws, names = append(laws, hardware.LogNormalFactor{Sigma: s.LogNormal.Sigma}), append(names, "lognormal")
	}
	if s.Kinds != nil {
		laws, names = append(laws, kinds(s.Kinds)), append(names, "kinds")
	}
	switch len(laws) {
	case 0:
		return nil, fmt.Errorf("frailty needs gamma, lognormal or kinds")
	case 1:
	default:
		return nil, fmt.Errorf("frailty takes one of gamma, lognormal and kinds, not %s", strings.Join(names, " and "))
	}
	if err := laws[0].Validate(); err != nil {
		return nil, err
	}
	return laws[0], nil
}

func kinds(specs []KindSpec) hardware.Kinds {
	all := make(hardware.Kinds, len(specs))
	for i, s := range specs {
		all[i] = hardware.Kind(s)
	}
	return all
}
