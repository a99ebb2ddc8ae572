package clustersim

import (
	"errors"
	"time"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/scheduler"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/workloads"
)

// Model is all that a run plays.
type Model struct {
	Site         *hardware.Site
	Workload     workloads.Generator    // nil for none: nodes fail and are repaired until the end
	Policy       scheduler.Policy       // may be nil without a Workload
	Recovery     scheduler.Recovery     // nil resumes for ever
	Checkpointer scheduler.Checkpointer // nil does as each request says
	Spares       Spares                 // that stand by for each gang; the zero Spares for none
	Supply       []Supplied             // whose coming and going something else than hazards decides
	Until        sim.Time               // the run ends here, or with the workload's last job if that is sooner; sim.Never: or with the last event
	Decide       Decide
	Order        Order
	Misfit       Misfit
}

// Spares are nodes that each running gang of whole GPUs holds, and pays for, to
// take the place of nodes it loses. A gang that has none left looks for others
// among the nodes that are free, and otherwise waits in the queue.
type Spares struct {
	Count  int           // held by each gang, as far as there are free nodes
	Select time.Duration // to look for others
}

// Decide says when the policy is asked. Published simulators differ in it.
type Decide struct {
	When  When
	Every time.Duration // for Periodically
}

// When is a rule for the moments of decision.
type When uint8

// The moments of decision.
const (
	EachInstant  When = iota // once all that happens at an instant has happened
	EachEvent                // after every single arrival, completion, failure and return
	Periodically             // at multiples of a period
)

// Order says which events of one instant come first.
type Order uint8

// The orders of one instant's events.
const (
	// Natural: completions, repairs, faults, arrivals, cancellations, decisions.
	Natural Order = iota
	// ArrivalsFirst: arrivals before completions. A job that ends exactly when its
	// estimate says so is taken as gone before both, as in simulators that plan on
	// a profile of estimates.
	ArrivalsFirst
)

// Misfit says what becomes of a job that no decision starts at its arrival.
type Misfit uint8

// The fates of jobs that do not fit.
const (
	Wait Misfit = iota // it stays in the queue
	Drop               // it ends at once, dropped
)

// checked returns the model with its defaults, or an error that says what is
// missing.
func (m Model) checked() (Model, error) {
	if m.Recovery == nil {
		m.Recovery = scheduler.Retry{From: scheduler.Resume, Limit: -1}
	}
	if m.Checkpointer == nil {
		m.Checkpointer = scheduler.Declared{}
	}
	switch {
	case m.Site == nil:
		return m, errors.New("clustersim: run: the model has no site")
	case m.Policy == nil && m.Workload != nil:
		return m, errors.New("clustersim: run: the model has no policy")
	case m.Workload == nil && m.Until == sim.Never:
		return m, errors.New("clustersim: run: a model without jobs needs an end: set Until")
	case m.Decide.When == Periodically && m.Decide.Every <= 0:
		return m, errors.New("clustersim: run: deciding periodically needs a positive period")
	case m.Spares.Count < 0 || m.Spares.Select < 0:
		return m, errors.New("clustersim: run: spares and the time to select them cannot be negative")
	case m.Until < 0:
		return m, errors.New("clustersim: run: Until is negative")
	}
	for i := range m.Supply {
		if err := m.Supply[i].Validate(m.Site); err != nil {
			return m, err
		}
	}
	return m, nil
}
