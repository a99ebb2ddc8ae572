package catalog

import (
	"cmp"
	"fmt"

	"github.com/clustersim/clustersim/hardware"
)

// DifferencesSpec is how much nodes differ in how often they fail, as files say
// it, by what shares a factor.
//
//	{node: {gamma: {shape: 0.14}}, rack: {lognormal: {sigma: 0.3}}}
type DifferencesSpec struct {
	Node     *FrailtySpec `key:"node" doc:"Law of the factor of each node."`
	Chassis  *FrailtySpec `key:"chassis" doc:"Law of the factor that the nodes of a chassis share."`
	Rack     *FrailtySpec `key:"rack" doc:"Law of the factor that the nodes of a rack share."`
	PDU      *FrailtySpec `key:"pdu" doc:"Law of the factor that the nodes of a power distribution unit share."`
	Switch   *FrailtySpec `key:"switch" doc:"Law of the factor that the nodes of a switch share."`
	Room     *FrailtySpec `key:"room" doc:"Law of the factor that the nodes of a room share."`
	Site     *FrailtySpec `key:"site" doc:"Law of the factor that the nodes of a site share."`
	ISP      *FrailtySpec `key:"isp" doc:"Law of the factor that the nodes of an internet provider share."`
	Operator *FrailtySpec `key:"operator" doc:"Law of the factor that the nodes of an operator share."`
	Region   *FrailtySpec `key:"region" doc:"Law of the factor that the nodes of a region share."`
	Driver   *FrailtySpec `key:"driver" doc:"Law of the factor that nodes share to which drivers are rolled out together."`
}

func (s *DifferencesSpec) over(base *DifferencesSpec) DifferencesSpec {
	return DifferencesSpec{
		Node: cmp.Or(s.Node, base.Node), Chassis: cmp.Or(s.Chassis, base.Chassis), Rack: cmp.Or(s.Rack, base.Rack),
		PDU: cmp.Or(s.PDU, base.PDU), Switch: cmp.Or(s.Switch, base.Switch), Room: cmp.Or(s.Room, base.Room),
		Site: cmp.Or(s.Site, base.Site), ISP: cmp.Or(s.ISP, base.ISP), Operator: cmp.Or(s.Operator, base.Operator),
		Region: cmp.Or(s.Region, base.Region), Driver: cmp.Or(s.Driver, base.Driver),
	}
}

// shared are the laws of factors of domains, by kind.
func (s *DifferencesSpec) shared() [hardware.DomainKinds]*FrailtySpec {
	return [hardware.DomainKinds]*FrailtySpec{
		s.Chassis, s.Rack, s.PDU, s.Switch, s.Room, s.Site, s.ISP, s.Operator, s.Region, s.Driver,
	}
}

func (s *DifferencesSpec) build(f *hardware.Frailty, p place) {
	f.Node = p.at("node").factor(s.Node)
	for kind, spec := range s.shared() {
		f.Shared[kind] = p.at(hardware.DomainKind(kind).String()).factor(spec)
	}
}

// factor builds a law of factors; nil for none and for a wrong one.
func (p place) factor(s *FrailtySpec) hardware.FactorModel {
	if s == nil {
		return nil
	}
	law, err := s.Build()
	p.refused(err)
	return law
}

// LemonsSpec is nodes that fail far more often than others, as files say it.
//
//	{share: 0.15, factor: 6, cured: 0.5}
type LemonsSpec struct {
	Share  *float64 `key:"share" min:"0" max:"1" doc:"Share of nodes that are lemons."`
	Factor *float64 `key:"factor" above:"1" max:"1e6" doc:"Factor of a lemon's hazards."`
	Cured  *float64 `key:"cured" min:"0" max:"1" doc:"Probability that a repair without stages cures; 0 without it. With stages, theirs count."`
}

func (s *LemonsSpec) over(base *LemonsSpec) LemonsSpec {
	return LemonsSpec{Share: cmp.Or(s.Share, base.Share), Factor: cmp.Or(s.Factor, base.Factor), Cured: cmp.Or(s.Cured, base.Cured)}
}

func (s *LemonsSpec) build(l *hardware.Lemons, p place) {
	if s.Share == nil || s.Factor == nil {
		p.wrong("lemons need a share and a factor", "write lemons: {share: 0.15, factor: 6}")
		return
	}
	l.Share, l.Factor = *s.Share, *s.Factor
	assign(&l.Cured, s.Cured)
}

// Covariate is a factor of the hazards of all nodes that have a label.
type Covariate struct {
	Label  hardware.Label
	Factor float64
}

// covariates lists the factors in the order of the profile.
func (s *ProfileSpec) covariates(p place) []Covariate {
	var all []Covariate
	for _, label := range s.Factors {
		for _, value := range label.Value {
			if !(value.Value > 0 && value.Value <= 1e6) {
				p.entry(label.Key).entry(value.Key).wrong(fmt.Sprintf("the factor is %v", value.Value), "write more than 0, and at most 1000000")
			}
			all = append(all, Covariate{hardware.Label{Key: label.Key, Value: value.Key}, value.Value})
		}
	}
	return all
}
