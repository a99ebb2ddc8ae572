package hardware

import (
	"fmt"
	"math"

	"github.com/clustersim/clustersim/sim/rng"
)

// FactorModel is the law of the factors by which the hazards of nodes, or of
// other things of one kind, differ: their frailty. The kinds with the high
// factors go first, so what is left of a batch looks the sounder the older it
// gets, though no part does.
type FactorModel interface {
	// Draw draws a factor, which is positive and finite.
	Draw(r *rng.Stream) float64
	// Validate returns an error if the parameters are out of range.
	Validate() error
}

// leastFactor bounds factors from below: a part that would live for a hundred
// million years is as good as one that never fails.
const leastFactor = 1e-9

// GammaFactor is the gamma law of mean 1 and of variance 1/Shape. Over an
// exponential law of mean m, survival is (1 + t/(m·Shape))^-Shape.
type GammaFactor struct {
	Shape float64 // 0.05..1000; fits of fleets lie between 0.1 and 2
}

// Validate returns an error unless the shape is within 0.05..1000.
func (f GammaFactor) Validate() error {
	if !(f.Shape >= minShape && f.Shape <= maxShape) {
		return wrongFactor("gamma", "shape", f.Shape, "a number within 0.05..1000 such as 0.5")
	}
	return nil
}

// Draw draws a factor.
func (f GammaFactor) Draw(r *rng.Stream) float64 {
	return max(leastFactor, gammaLasts(f.Shape, 0, r.Exp())/f.Shape)
}

// LogNormalFactor is the lognormal law of mean 1.
type LogNormalFactor struct {
	Sigma float64 // standard deviation of the logarithm: 0.001..3
}

// maxSpread is the sigma at which half of the parts have a ninetieth of the mean.
const maxSpread = 3

// Validate returns an error unless sigma is within 0.001..3.
func (f LogNormalFactor) Validate() error {
	if !(f.Sigma >= minSigma && f.Sigma <= maxSpread) {
		return wrongFactor("lognormal", "sigma", f.Sigma, "a number within 0.001..3 such as 0.5")
	}
	return nil
}

// Draw draws a factor.
func (f LogNormalFactor) Draw(r *rng.Stream) float64 {
	return max(leastFactor, math.Exp(f.Sigma*newScore(r.Exp())-f.Sigma*f.Sigma/2))
}

// Kind is one of a few kinds that all parts are of.
type Kind struct {
	Name   string
	Weight float64 // share of parts that are of this kind; positive
	Factor float64 // of their hazard; positive, at most 1000000
}

// Kinds is the law of parts of 1 to 16 kinds, whose weights sum to 1.
type Kinds []Kind

const maxKinds = 16

// Validate returns an error unless there are 1 to 16 kinds with names of their
// own and positive factors of at most 1000000, whose weights are positive and sum
// to 1 within a thousand-millionth.
func (f Kinds) Validate() error {
	if len(f) < 1 || len(f) > maxKinds {
		return wrongFactor("kinds", "number of kinds", len(f), "1 to 16")
	}
	sum, seen := 0.0, map[string]bool{}
	for _, k := range f {
		switch {
		case k.Name == "":
			return wrongFactor("kinds", "name", `""`, "a name such as lemon")
		case seen[k.Name]:
			return wrongFactor("kinds", "name", k.Name, "one that no other kind has")
		case !(k.Weight > 0):
			return wrongFactor("kinds", "weight of "+k.Name, k.Weight, "a share above 0 such as 0.15")
		case !(k.Factor > 0 && k.Factor <= maxFactor):
			return wrongFactor("kinds", "factor of "+k.Name, k.Factor, "a number above 0, at most 1000000, such as 6")
		}
		seen[k.Name] = true
		sum += k.Weight
	}
	if !(math.Abs(sum-1) <= 1e-9) {
		return wrongFactor("kinds", "sum of weights", sum, "1")
	}
	return nil
}

// Draw draws the factor of a kind.
func (f Kinds) Draw(r *rng.Stream) float64 {
	rest := 1 - survivors(r)
	for _, k := range f[:len(f)-1] {
		if rest < k.Weight {
			return k.Factor
		}
		rest -= k.Weight
	}
	return f[len(f)-1].Factor
}

// wrongFactor says that a parameter of a law of factors is out of range and what
// would be right.
func wrongFactor(law, parameter string, value any, want string) error {
	return fmt.Errorf("hardware: %s frailty: %s is %v, want %s", law, parameter, value, want)
}
