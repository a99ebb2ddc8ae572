package catalog

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/units"
)

// Law is a law that serves both for failures and for repairs.
type Law interface {
	hardware.FailureModel
	hardware.RepairModel
	Validate() error
}

// LawSpec is a law as files say it: its word and its parameters.
//
//	{law: exponential, rate: 6.5 /1000 node-days}   or mean: 500h
//	{law: weibull, shape: 0.7, scale: 97.6h}
//	{law: lognormal, median: 6h, sigma: 1.2}
//	{law: fixed, after: 10m}
type LawSpec struct {
	Law    string             `key:"law" required:"true" enum:"exponential|weibull|lognormal|fixed" doc:"family of the law"`
	Mean   *units.Duration    `key:"mean" doc:"mean time, of an exponential law"`
	Rate   *units.FailureRate `key:"rate" doc:"failures per 1000 node-days of each part, of an exponential law"`
	Shape  *float64           `key:"shape" doc:"of a weibull law; below 1 the old fail less, above 1 more" above:"0"`
	Scale  *units.Duration    `key:"scale" doc:"time that 37% outlive, of a weibull law"`
	Median *units.Duration    `key:"median" doc:"time that half outlive, of a lognormal law"`
	Sigma  *float64           `key:"sigma" doc:"standard deviation of the logarithm, of a lognormal law" above:"0"`
	After  *units.Duration    `key:"after" doc:"the time, of a fixed law"`
}

// Build returns the law. Parameters that are missing, that belong to another
// law or that are out of range are errors, which say what would be right.
func (s LawSpec) Build() (Law, error) {
	given := strings.Join(s.given(), " and ")
	forms := map[string][]string{
		"exponential": {"mean", "rate"},
		"weibull":     {"shape and scale"},
		"lognormal":   {"median and sigma"},
		"fixed":       {"after"},
	}[s.Law]
	switch {
	case forms == nil:
		return nil, fmt.Errorf("unknown law %q, want exponential, weibull, lognormal or fixed", s.Law)
	case given == "":
		return nil, fmt.Errorf("law %s needs %s", s.Law, strings.Join(forms, " or "))
	case !slices.Contains(forms, given):
		return nil, fmt.Errorf("law %s takes %s, not %s", s.Law, strings.Join(forms, " or "), given)
	}
	law := s.law(given)
	if err := law.Validate(); err != nil {
		return nil, err
	}
	return law, nil
}

// law makes the law of a spec that has the right parameters.
func (s LawSpec) law(given string) Law {
	switch given {
	case "mean":
		return hardware.Exponential{MTBF: time.Duration(*s.Mean)}
	case "rate":
		return hardware.Exponential{MTBF: s.Rate.MTBF()}
	case "shape and scale":
		return hardware.Weibull{Shape: *s.Shape, Scale: time.Duration(*s.Scale)}
	case "median and sigma":
		return hardware.LogNormal{Median: time.Duration(*s.Median), Sigma: *s.Sigma}
	default:
		return hardware.Fixed{After: time.Duration(*s.After)}
	}
}

// given lists the parameters that the spec has.
func (s LawSpec) given() []string {
	var names []string
	for _, p := range []struct {
		name string
		has  bool
	}{
		{"mean", s.Mean != nil},
		{"rate", s.Rate != nil},
		{"shape", s.Shape != nil},
		{"scale", s.Scale != nil},
		{"median", s.Median != nil},
		{"sigma", s.Sigma != nil},
		{"after", s.After != nil},
	} {
		if p.has {
			names = append(names, p.name)
		}
	}
	return names
}
