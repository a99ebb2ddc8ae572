package scenario

import (
	"errors"
	"slices"
	"time"

	"github.com/clustersim/clustersim"
	"github.com/clustersim/clustersim/evidence"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/scheduler"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/workloads"
)

// Scenario is a checked scenario.
type Scenario struct {
	Name     string
	About    string
	Horizon  time.Duration // a run ends here at the latest
	Seeds    Seeds
	Require  []Line // what the user needs
	Gates    []Line // what automation enforces
	Warnings []Warning

	site     *hardware.Site
	supply   []clustersim.Supplied
	workload workloads.Generator
	policy   func() scheduler.Policy // made anew for each model: a user's may keep a state
	recovery func() scheduler.Recovery
	spares   clustersim.Spares
	decide   clustersim.Decide
	order    clustersim.Order
	misfit   clustersim.Misfit
	claims   []evidence.ID
	defaults []Default
	hash     string
}

// Model assembles the model, with a policy and a recovery of its own. Models
// share the site, the supply and the workload, which runs only read; they may therefore run
// at the same time, but Model itself must not be called at the same time.
func (s *Scenario) Model() (clustersim.Model, error) {
	m := clustersim.Model{
		Site: s.site, Workload: s.workload, Policy: s.policy(), Recovery: s.recovery(),
		Spares: s.spares, Supply: s.supply, Until: sim.Time(s.Horizon), Decide: s.decide, Order: s.order, Misfit: s.misfit,
	}
	if m.Policy == nil || m.Recovery == nil {
		return m, errors.New("scenario: model: a part that could be made when the scenario was loaded cannot be made again")
	}
	return m, nil
}

// Site is the fleet.
func (s *Scenario) Site() *hardware.Site { return s.site }

// Hash names the scenario: 64 hexadecimal digits of SHA-256 over its values, the
// assignments and the files that it names, but neither comments nor the order of keys.
func (s *Scenario) Hash() string { return s.hash }

// Claims lists the claims that the model's numbers rest on, each once: hardware,
// reliability, prices and defaults, in the order of their use.
func (s *Scenario) Claims() []evidence.ID { return slices.Clone(s.claims) }

// Defaults lists what the scenario left out and what was taken instead, except
// where that stands for nothing, such as an arrival at 0s.
func (s *Scenario) Defaults() []Default { return slices.Clone(s.defaults) }
