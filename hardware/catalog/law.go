package catalog

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/units"
)

// law is a law that a file can name: one of durations, and mostly of lives too.
type law interface {
	hardware.RepairModel
	Validate() error
}

// LawSpec is a law as files say it: its word and its parameters.
//
//	{law: exponential, rate: 6.5 /1000 node-days}   or mean: 500h
//	{law: weibull, shape: 0.7, scale: 97.6h}
//	{law: lognormal, median: 6h, sigma: 1.2}
//	{law: gamma, shape: 2, scale: 50h}
//	{law: hyperexponential, phases: [{weight: 0.373, mean: 465h}, {weight: 0.627, mean: 37.2h}]}
//	{law: bathtub, infant: {shape: 0.5, scale: 10000h}, mean: 20000h, wear: {shape: 3, scale: 60000h}}
//	{law: preemption24, share: 0.45, early: 1h, late: 48m, limit: 24h}
//	{law: empirical, lives: [9h, 13h, 13h+, 18h]}   or curve: [{age: 4h, survival: 0.911}, …]
//	{law: fixed, after: 10m}
//
// and, for times such as those of repairs only,
//
//	{law: uniform, from: 5m, to: 15m}
//	{law: screen, every: 24h, coverage: 0.7}
//	{law: heartbeat, every: 30s, misses: 3}
//	{law: never}
type LawSpec struct {
	Law      string             `key:"law" required:"true" enum:"exponential|weibull|lognormal|gamma|hyperexponential|bathtub|preemption24|empirical|fixed|uniform|screen|heartbeat|never" doc:"family of the law"`
	Mean     *units.Duration    `key:"mean" doc:"mean time, of an exponential law; to a failure by chance, of a bathtub law"`
	Rate     *units.FailureRate `key:"rate" doc:"failures per 1000 node-days of each part, of an exponential law"`
	Shape    *float64           `key:"shape" doc:"of a weibull or gamma law; below 1 the old fail less, above 1 more" above:"0"`
	Scale    *units.Duration    `key:"scale" doc:"time that 37% outlive, of a weibull law; mean of each of shape stages, of a gamma law"`
	Median   *units.Duration    `key:"median" doc:"time that half outlive, of a lognormal law"`
	Sigma    *float64           `key:"sigma" doc:"standard deviation of the logarithm, of a lognormal law" above:"0"`
	After    *units.Duration    `key:"after" doc:"the time, of a fixed law"`
	Phases   []PhaseSpec        `key:"phases" min:"1" max:"8" doc:"kinds of parts in a hyperexponential law: each new part is of one, without a sign of which"`
	Infant   *RiskSpec          `key:"infant" doc:"defects from birth, of a bathtub law: a weibull law of shape 0.05 to 1"`
	Wear     *RiskSpec          `key:"wear" doc:"wear, of a bathtub law: a weibull law of shape 1 to 1000"`
	Share    *float64           `key:"share" doc:"weight of the first and of the last wave, of a preemption24 law; typically 0.4 to 0.5" above:"0" below:"1"`
	Early    *units.Duration    `key:"early" doc:"time constant of the first wave, of a preemption24 law"`
	Late     *units.Duration    `key:"late" doc:"time constant of the last wave, of a preemption24 law"`
	Limit    *units.Duration    `key:"limit" doc:"age near which the last wave takes all that are left, of a preemption24 law"`
	Lives    []Life             `key:"lives" min:"1" max:"1000000" doc:"sample of an empirical law; 13h+ is a life that went on when last seen at 13h"`
	Curve    []CurvePoint       `key:"curve" min:"1" max:"1000" doc:"survival curve of an empirical law, by rising age; between two ages and after the last the hazard is constant"`
	From     *units.Duration    `key:"from" doc:"shortest time, of a uniform law"`
	To       *units.Duration    `key:"to" doc:"longest time, of a uniform law"`
	Every    *units.Duration    `key:"every" doc:"from one check to the next, of a screen law; from one sign of life to the next, of a heartbeat law"`
	Coverage *float64           `key:"coverage" above:"0" max:"1" doc:"probability that a check finds the fault, of a screen law"`
	Misses   *int               `key:"misses" min:"1" max:"1000000" doc:"signs of life in a row whose absence is noticed, of a heartbeat law"`
}

// BuildFailure returns the law as one of lives. Parameters that are missing, that
// belong to another law or that are out of range are errors, which say what would
// be right, and so are laws that are for other times only.
func (s LawSpec) BuildFailure() (hardware.FailureModel, error) {
	built, err := s.build()
	if err != nil {
		return nil, err
	}
	failure, ok := built.(hardware.FailureModel)
	if !ok {
		return nil, fmt.Errorf("law %s cannot be a failure law, want one that says how long parts last, such as exponential or weibull", s.Law)
	}
	return failure, nil
}

// BuildRepair returns the law as one of repairs and of other times that do not
// depend on age. Errors are as those of [LawSpec.BuildFailure].
func (s LawSpec) BuildRepair() (hardware.RepairModel, error) { return s.build() }

func (s LawSpec) build() (law, error) {
	given := strings.Join(s.given(), " and ")
	forms := formsOf(s.Law)
	switch {
	case forms == nil:
		return nil, fmt.Errorf("unknown law %q, want exponential, weibull, lognormal, gamma, hyperexponential, bathtub, preemption24, empirical, fixed, uniform, screen, heartbeat or never", s.Law)
	case slices.Contains(forms, given):
	case given == "":
		return nil, fmt.Errorf("law %s needs %s", s.Law, strings.Join(forms, " or "))
	default:
		return nil, fmt.Errorf("law %s takes %s, not %s", s.Law, cmp.Or(strings.Join(forms, " or "), "no parameters"), given)
	}
	built, err := s.law(given)
	if err != nil {
		return nil, err
	}
	if err := built.Validate(); err != nil {
		return nil, err
	}
	return built, nil
}

// formsOf lists the sets of parameters that a law can be given by.
func formsOf(law string) []string {
	return map[string][]string{
		"exponential":      {"mean", "rate"},
		"weibull":          {"shape and scale"},
		"lognormal":        {"median and sigma"},
		"gamma":            {"shape and scale"},
		"hyperexponential": {"phases"},
		"bathtub":          {"mean and infant and wear"},
		"preemption24":     {"share and early and late and limit"},
		"empirical":        {"lives", "curve"},
		"fixed":            {"after"},
		"uniform":          {"from and to"},
		"screen":           {"every and coverage"},
		"heartbeat":        {"every and misses"},
		"never":            {""},
	}[law]
}

// law makes the law of a spec that has the right parameters.
func (s LawSpec) law(given string) (law, error) {
	switch s.Law {
	case "exponential":
		if given == "rate" {
			return hardware.Exponential{MTBF: s.Rate.MTBF()}, nil
		}
		return hardware.Exponential{MTBF: time.Duration(*s.Mean)}, nil
	case "weibull":
		return hardware.Weibull{Shape: *s.Shape, Scale: time.Duration(*s.Scale)}, nil
	case "lognormal":
		return hardware.LogNormal{Median: time.Duration(*s.Median), Sigma: *s.Sigma}, nil
	case "gamma":
		return hardware.Gamma{Shape: *s.Shape, Scale: time.Duration(*s.Scale)}, nil
	case "hyperexponential":
		return hyperexponential(s.Phases), nil
	case "bathtub":
		return hardware.NewBathtub(s.Infant.weibull(), time.Duration(*s.Mean), s.Wear.weibull())
	case "preemption24":
		return hardware.Preemption24{
			Share: *s.Share, Early: time.Duration(*s.Early), Late: time.Duration(*s.Late), Limit: time.Duration(*s.Limit),
		}, nil
	case "empirical":
		if given == "curve" {
			return piecewise(s.Curve), nil
		}
		return empirical(s.Lives)
	case "uniform":
		return hardware.Uniform{From: time.Duration(*s.From), To: time.Duration(*s.To)}, nil
	case "screen":
		return hardware.Screen{Every: time.Duration(*s.Every), Coverage: *s.Coverage}, nil
	case "heartbeat":
		return hardware.Heartbeat{Every: time.Duration(*s.Every), Misses: *s.Misses}, nil
	case "never":
		return hardware.Never{}, nil
	default:
		return hardware.Fixed{After: time.Duration(*s.After)}, nil
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
		{"phases", s.Phases != nil},
		{"infant", s.Infant != nil},
		{"wear", s.Wear != nil},
		{"share", s.Share != nil},
		{"early", s.Early != nil},
		{"late", s.Late != nil},
		{"limit", s.Limit != nil},
		{"lives", s.Lives != nil},
		{"curve", s.Curve != nil},
		{"from", s.From != nil},
		{"to", s.To != nil},
		{"every", s.Every != nil},
		{"coverage", s.Coverage != nil},
		{"misses", s.Misses != nil},
	} {
		if p.has {
			names = append(names, p.name)
		}
	}
	return names
}
