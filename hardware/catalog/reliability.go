package catalog

import (
	"fmt"
	"slices"

	"github.com/clustersim/clustersim/hardware"
)

// Reliability is a profile that was built: what nodes and their domains carry.
// Those of one profile share it; treat it as read-only.
type Reliability struct {
	Hazards    []hardware.Hazard // of each node
	Shocks     []Shock           // of its domains
	Frailty    *hardware.Frailty // nil if nodes do not differ
	Covariates []Covariate
	Retirement *hardware.Retirement // nil if nodes are never retired
	StartUp    hardware.RepairModel // nil for none
	Heartbeat  hardware.RepairModel // how late a silence is noticed; nil for at once
}

// Build returns the profile with the crews and stocks of a shop. An error is of
// type [Mistakes] and tells all that is wrong.
func (s *ProfileSpec) Build(shop Shop) (*Reliability, error) {
	var found Mistakes
	p := place{found: &found}
	made := &Reliability{Covariates: s.covariates(p.at("factors")), StartUp: p.at("start_up").repair(s.StartUp)}
	s.hazards(made, shop, p)
	if s.Frailty != nil || s.Lemons != nil {
		made.Frailty = s.frailty(p)
	}
	if s.Retirement != nil {
		made.Retirement = s.Retirement.build(p.at("retirement"))
	}
	if found != nil {
		return nil, found
	}
	return made, nil
}

// hazards builds the hazards and shocks, and those that checks and bids are.
func (s *ProfileSpec) hazards(made *Reliability, shop Shop, p place) {
	seen := s.watch(made, p)
	for _, h := range s.Hazards {
		shock := h.Value.build(h.Key, shop, p.at("hazards").entry(h.Key))
		if h.Value.Detect == nil {
			shock.Hazard.Detect = seen(shock.Hazard.Symptom)
		}
		if h.Value.ofDomain() {
			made.Shocks = append(made.Shocks, shock)
			continue
		}
		made.Hazards = append(made.Hazards, shock.Hazard)
	}
	if s.Checks != nil && s.Checks.errs() {
		s.add(made, s.Checks.alarm(p.at("checks")), p)
	}
	if s.Bids != nil {
		outbid := s.Bids.outbid(p.at("bids"))
		outbid.Detect = seen(outbid.Symptom)
		s.add(made, outbid, p)
	}
}

// add adds a hazard that no entry of hazards is.
func (s *ProfileSpec) add(made *Reliability, h hardware.Hazard, p place) {
	if _, taken := s.Hazards.Lookup(h.Part); taken {
		p.at("hazards").entry(h.Part).wrong(fmt.Sprintf("the part %q is that of checks or bids", h.Part), "call it something else")
	}
	made.Hazards = append(made.Hazards, h)
}

// watch builds heartbeats and checks. It returns how late they see a symptom;
// nil for at once.
func (s *ProfileSpec) watch(made *Reliability, p place) func(hardware.Symptom) hardware.RepairModel {
	var screen hardware.RepairModel
	var found []hardware.Symptom
	if s.Heartbeats != nil {
		made.Heartbeat = s.Heartbeats.build(p.at("heartbeats"))
	}
	if s.Checks != nil {
		screen, found = s.Checks.screen(p.at("checks")), s.Checks.symptoms(p.at("checks"))
	}
	return func(symptom hardware.Symptom) hardware.RepairModel {
		silent := symptom == hardware.Crash || symptom == hardware.Departure || symptom == hardware.LinkLoss
		switch {
		case silent && made.Heartbeat != nil:
			return made.Heartbeat
		case slices.Contains(found, symptom):
			return screen
		}
		return nil
	}
}

// frailty builds how nodes differ.
func (s *ProfileSpec) frailty(p place) *hardware.Frailty {
	made := &hardware.Frailty{}
	if s.Frailty != nil {
		s.Frailty.build(made, p.at("frailty"))
	}
	if s.Lemons != nil {
		s.Lemons.build(&made.Lemons, p.at("lemons"))
	}
	return made
}
