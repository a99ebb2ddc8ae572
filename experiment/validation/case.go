package validation

import (
	"context"
	"math"

	"github.com/clustersim/clustersim/sim/rng"
)

// Case is one law with one set of parameters.
type Case struct {
	ID         string // of the law, such as T01; all its sets of parameters share it
	Title      string // of the law
	About      string // what is simulated and what the law says of it, in words
	Source     string // where the law comes from
	Through    string // what runs: the cluster runtime, or a part of the kernel
	Parameters string // of this case, with units

	// Run simulates and compares. It returns an error only where the simulation
	// could not run: the context ended, or the runtime refused the model.
	Run func(ctx context.Context, e Effort, seed rng.Seed) ([]Measurement, error)
}

// What runs in a case.
const (
	throughRuntime = "cluster runtime"
	throughProcess = "package sim/process"
	throughSim     = "package sim"
	throughStats   = "package stats"
)

// Effort scales the number of replications; 1 is what the tolerances are made
// for. The standard errors fall with its square root.
type Effort float64

// minReplications is how few there are at the least effort: enough for a standard
// error, not for a verdict.
const minReplications = 5

func (e Effort) replications(n int) int {
	return max(minReplications, int(math.Round(float64(n)*float64(e))))
}

// Outcome is what became of a case.
type Outcome struct {
	Case         Case
	Measurements []Measurement
	Err          error // why it could not run; nil if it did
}

// Passed reports whether the case ran and all its quantities agree.
func (o *Outcome) Passed() bool {
	for i := range o.Measurements {
		if o.Measurements[i].Verdict != Agrees {
			return false
		}
	}
	return o.Err == nil && len(o.Measurements) > 0
}

// Passed reports whether all cases passed. No case at all is no pass.
func Passed(outcomes []Outcome) bool {
	for i := range outcomes {
		if !outcomes[i].Passed() {
			return false
		}
	}
	return len(outcomes) > 0
}
