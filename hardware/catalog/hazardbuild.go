package catalog

import (
	"fmt"
	"time"

	"github.com/clustersim/clustersim/hardware"
)

// Shock is a hazard of each domain of a kind.
type Shock struct {
	Of     hardware.DomainKind
	Reach  float64 // probability that it strikes each node of the domain
	Hazard hardware.Hazard
}

// ofDomain reports whether the parts belong to domains.
func (s *HazardSpec) ofDomain() bool { return s.Of != "" && s.Of != "node" }

// Going returns the hazard of nodes that come and go by something else than laws:
// how it shows, whose it is, with what notice and how late it is known. An error
// is of type [Mistakes].
func (s *HazardSpec) Going(part string) (hardware.Hazard, error) {
	var found Mistakes
	made := s.showing(part, place{found: &found})
	if found != nil {
		return made, found
	}
	return made, nil
}

// showing is the hazard without its laws of failure and return.
func (s *HazardSpec) showing(part string, p place) hardware.Hazard {
	h := hardware.Hazard{Part: part, Count: 1, Operating: s.Clock == "operating"}
	h.Symptom = choice(p.at("symptom"), s.Symptom, hardware.Crash, hardware.FalseAlarm)
	h.Class = choice(p.at("class"), s.Class, classOf(h.Symptom), hardware.OwnerFault)
	assign(&h.Count, s.Count)
	assign(&h.Speed, s.Speed)
	assign(&h.Alike, s.Alike)
	assign(&h.Misled, s.Misled)
	assign(&h.Notice, (*time.Duration)(s.Notice))
	if s.Detect != nil {
		h.Detect = s.Detect.build(p.at("detect"))
	}
	return h
}

// build makes the hazard of a part, and says of which domains it is if it is of
// domains.
func (s *HazardSpec) build(part string, shop Shop, p place) Shock {
	before := len(*p.found)
	made := Shock{Reach: 1, Hazard: s.showing(part, p)}
	if s.ofDomain() {
		made.Of = choice(p.at("of"), s.Of, hardware.Chassis, hardware.Driver)
	}
	assign(&made.Reach, s.Reach)
	s.check(&made.Hazard, p)
	s.laws(&made.Hazard, shop, p)
	if len(*p.found) == before {
		p.refused(made.Hazard.Validate())
	}
	return made
}

// choice is the value that a word stands for; the fallback without one.
func choice[T interface {
	~uint8
	String() string
}](p place, word string, fallback, last T,
) T {
	if word == "" {
		return fallback
	}
	for v := T(0); v <= last; v++ {
		if v.String() == word {
			return v
		}
	}
	p.wrong(fmt.Sprintf("%q is none of the words that can stand here", word), "")
	return fallback
}

// classOf is whose failure it is if nothing else is said.
func classOf(s hardware.Symptom) hardware.FaultClass {
	switch s {
	case hardware.Departure:
		return hardware.OwnerFault
	case hardware.LinkLoss:
		return hardware.NetworkFault
	}
	return hardware.HardwareFault
}

// assign sets what the spec says.
func assign[T any](to, value *T) {
	if value != nil {
		*to = *value
	}
}

// check finds keys that do not go together.
func (s *HazardSpec) check(h *hardware.Hazard, p place) {
	if h.Symptom == hardware.Slowdown && s.Speed == nil {
		p.at("symptom").wrong("a slowdown needs the speed that it leaves", "add speed: 0.7")
	}
	if h.Symptom != hardware.Slowdown && s.Speed != nil {
		p.at("speed").wrong(fmt.Sprintf("only a slowdown leaves a speed, and this is a %v", h.Symptom), "remove it, or write symptom: slowdown")
	}
	if s.Repair != nil && s.Stages != nil {
		p.at("stages").wrong("there are stages and a law of repair", "keep repair for what comes back by itself, or stages for what people repair")
	}
	if s.Reach != nil && !s.ofDomain() {
		p.at("reach").wrong("only what strikes a domain has a reach", "add of: rack, or another kind of domain")
	}
	if s.Rhythm != nil && h.Operating {
		p.at("rhythm").wrong("operating time has no hours of the day", "remove it, or write clock: wall")
	}
	s.checkNotice(h, p.at("notice"))
	if s.ofDomain() {
		s.checkShock(h, p)
	}
}

func (s *HazardSpec) checkNotice(h *hardware.Hazard, p place) {
	const hint = "remove it"
	switch {
	case h.Notice == 0:
	case s.ofDomain():
		p.wrong("what strikes a domain comes without notice", hint)
	case !h.Symptom.Stops():
		p.wrong(fmt.Sprintf("notice is given of what stops work, and a %v does not", h.Symptom), hint)
	case h.Operating:
		p.wrong("notice is given of what goes by the wall clock", hint)
	case s.Stages != nil:
		p.wrong("notice is given of what comes back by itself, and this is repaired in stages", hint)
	}
}

// checkShock finds keys that a hazard of domains cannot have.
func (s *HazardSpec) checkShock(h *hardware.Hazard, p place) {
	const hint = "remove it, or write of: node"
	if !h.Symptom.Stops() {
		p.at("symptom").wrong(fmt.Sprintf("what strikes a domain stops the work on its nodes, and a %v does not", h.Symptom), "write crash, departure, hang or link-loss, or of: node")
	}
	if h.Operating {
		p.at("clock").wrong("domains age by the wall clock", hint)
	}
	if s.Stages != nil {
		p.at("stages").wrong("what strikes a domain passes by itself", "write repair: {law: …}, or of: node")
	}
	if h.Misled > 0 {
		p.at("misled").wrong("what strikes a domain misleads nobody", hint)
	}
}

// laws builds the laws of failure and return.
func (s *HazardSpec) laws(h *hardware.Hazard, shop Shop, p place) {
	if s.Failure == nil || s.Repair == nil && s.Stages == nil {
		p.wrong(fmt.Sprintf("hazard %q needs a law of failure and a way to come back", h.Part), "the base has no such part; write failure: {law: …} and repair: {law: …}, or stages")
		return
	}
	h.Failure = s.failure(p)
	h.Repair = p.at("repair").repair(s.Repair)
	for i := range s.Stages {
		h.Stages = append(h.Stages, s.Stages[i].build(shop, p.at("stages").index(i)))
	}
}

// failure builds the law of failure with what modulates it.
func (s *HazardSpec) failure(p place) hardware.FailureModel {
	law, err := s.Failure.BuildFailure()
	p.at("failure").refused(err)
	if err == nil && s.Infancy != nil {
		law, err = s.Infancy.Apply(law)
		p.at("infancy").refused(err)
	}
	if err == nil && s.Rhythm != nil {
		law, err = s.Rhythm.Modulate(law)
		p.at("rhythm").refused(err)
	}
	return law
}
