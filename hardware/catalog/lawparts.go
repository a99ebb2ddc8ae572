package catalog

import (
	"bytes"
	"fmt"
	"time"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/units"
)

// PhaseSpec is one kind of part in a hyperexponential law.
type PhaseSpec struct {
	Weight float64        `key:"weight" required:"true" above:"0" max:"1" doc:"share of new parts that are of the kind; the weights of a law sum to 1"`
	Mean   units.Duration `key:"mean" required:"true" doc:"mean time of the kind"`
}

func hyperexponential(phases []PhaseSpec) hardware.Hyperexponential {
	l := hardware.Hyperexponential{Phases: make([]hardware.Phase, len(phases))}
	for i, p := range phases {
		l.Phases[i] = hardware.Phase{Weight: p.Weight, Mean: time.Duration(p.Mean)}
	}
	return l
}

// RiskSpec is a weibull law within a bathtub law.
type RiskSpec struct {
	Shape float64        `key:"shape" required:"true" above:"0" doc:"below 1 the old fail less, above 1 more"`
	Scale units.Duration `key:"scale" required:"true" doc:"time that 37% would outlive if there were no other risk"`
}

func (s *RiskSpec) weibull() hardware.Weibull {
	return hardware.Weibull{Shape: s.Shape, Scale: time.Duration(s.Scale)}
}

// CurvePoint is a point of a survival curve.
type CurvePoint struct {
	Age      units.Duration `key:"age" required:"true" doc:"age of the point; ages rise"`
	Survival float64        `key:"survival" required:"true" above:"0" max:"1" doc:"share of new parts that outlive the age; it never rises"`
}

func piecewise(curve []CurvePoint) hardware.Piecewise {
	l := hardware.Piecewise{Points: make([]hardware.Point, len(curve))}
	for i, p := range curve {
		l.Points[i] = hardware.Point{Age: time.Duration(p.Age), Survival: p.Survival}
	}
	return l
}

// Life is a life of a sample, such as 13h, or 13h+ if it went on when last seen.
type Life hardware.Observation

// UnmarshalText reads a duration with or without a plus sign after it.
func (l *Life) UnmarshalText(text []byte) error {
	lasted, censored := bytes.CutSuffix(text, []byte("+"))
	span, err := units.ParseDuration(string(lasted))
	if err != nil {
		return fmt.Errorf("%q is not a life; write a duration such as 13h, or 13h+ if it went on when last seen", text)
	}
	*l = Life{Lasted: span, Censored: censored}
	return nil
}

func empirical(lives []Life) (law, error) {
	sample := make([]hardware.Observation, len(lives))
	for i, l := range lives {
		sample[i] = hardware.Observation(l)
	}
	return hardware.NewEmpirical(sample)
}
