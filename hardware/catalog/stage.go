package catalog

import (
	"fmt"
	"slices"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/internal/suggest"
	"github.com/clustersim/clustersim/internal/yamlpos"
	"github.com/clustersim/clustersim/units"
)

// StageSpec is a stage of a repair, as files say it.
//
//	{name: swap, crew: technicians, spare: gpus, time: {law: lognormal, median: 6h, sigma: 1.2}, cures: 0.8}
type StageSpec struct {
	Name      string  `key:"name" required:"true" doc:"What is done, such as reboot or swap."`
	Crew      string  `key:"crew" doc:"Crew of the fleet whose hands it takes; without it, nobody's."`
	Spare     string  `key:"spare" doc:"Stock of the fleet of which it uses up a unit; without it, nothing."`
	Time      LawSpec `key:"time" required:"true" doc:"How long the work takes, without waiting for hands and spares."`
	Escalates float64 `key:"escalates" min:"0" max:"1" doc:"Probability that the stage is seen not to help: the next begins, or after the last the node is scrapped; 0 without it."`
	Cures     float64 `key:"cures" min:"0" max:"1" doc:"Probability that a lemon that returns from it is none any more; 0 without it."`
}

// Shop names the crews and stocks of a site, by their numbers.
type Shop struct{ Crews, Stocks []string }

// build makes a stage whose crew and stock are those of a shop.
func (s *StageSpec) build(shop Shop, p place) hardware.Stage {
	return hardware.Stage{
		Name: s.Name, Time: p.at("time").repair(&s.Time), Escalates: s.Escalates, Cures: s.Cures,
		Crew:  hardware.CrewID(p.at("crew").find("crew", s.Crew, shop.Crews)),
		Spare: hardware.StockID(p.at("spare").find("stock", s.Spare, shop.Stocks)),
	}
}

// find is the number of a crew or stock; -1 of none.
func (p place) find(kind, name string, known []string) int {
	i := slices.Index(known, name)
	switch {
	case name == "":
		return -1
	case i >= 0:
		return i
	}
	hint := map[string]string{"crew": "crews: {%s: {size: 4}}", "stock": "stocks: {%s: {units: 10, restock: {law: …}}}"}[kind]
	hint = "write " + fmt.Sprintf(hint, name) + " below fleet"
	if near, ok := suggest.Closest(name, known); ok {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	p.wrong(fmt.Sprintf("the fleet has no %s %q", kind, name), hint)
	return -1
}

// DetectSpec is the time until a fault is known, as files say it: a duration, or
// a law.
type DetectSpec struct{ LawSpec }

// UnmarshalYAMLPos implements [yamlpos.Unmarshaler].
func (s *DetectSpec) UnmarshalYAMLPos(n *yamlpos.Node) yamlpos.Problems {
	if n.Kind == yamlpos.Map {
		return n.Decode(&s.LawSpec)
	}
	var after units.Duration
	problems := n.Decode(&after)
	s.LawSpec = LawSpec{Law: "fixed", After: &after}
	return problems
}

// SchemaVariants implements [yamlpos.Variants].
func (*DetectSpec) SchemaVariants() []any { return []any{units.Duration(0), LawSpec{}} }

// build makes the law; nil for at once.
func (s *DetectSpec) build(p place) hardware.RepairModel {
	law := p.repair(&s.LawSpec)
	if law == (hardware.Fixed{}) {
		return nil
	}
	return law
}
