package catalog

import (
	"cmp"
	"slices"

	"github.com/clustersim/clustersim/internal/yamlpos"
)

// ProfileSpec is how nodes fail and come back, as files say it: as far as it
// differs from a base.
type ProfileSpec struct {
	Hazards    yamlpos.Ordered[HazardSpec]               `key:"hazards" doc:"Ways to fail by the part that does, such as host, gpu or owner. Of a part that the base has, only what differs is needed."`
	Frailty    *DifferencesSpec                          `key:"frailty" doc:"How much more often some nodes fail than others of their kind: factors of all hazards, drawn for each node, or once for all nodes of a domain."`
	Lemons     *LemonsSpec                               `key:"lemons" doc:"Nodes that fail far more often than others until a repair cures them."`
	Factors    yamlpos.Ordered[yamlpos.Ordered[float64]] `key:"factors" doc:"What is known of nodes by their labels: label, value of the label, factor of all hazards of the nodes that have it. Factors of several labels multiply; values that are not named have 1."`
	Retirement *RetirementSpec                           `key:"retirement" doc:"When a node that failed is not to come back, by any of the rules that are set."`
	StartUp    *LawSpec                                  `key:"start_up" doc:"Time from the lease of a node to the beginning of work; without it, none."`
	Heartbeats *HeartbeatsSpec                           `key:"heartbeats" doc:"Signs of life of nodes, by whose absence crashes, departures and lost links are noticed that have no detect of their own."`
	Checks     *ChecksSpec                               `key:"checks" doc:"Health checks, which find what has no detect of its own, and now and then what is not there."`
	Bids       *BidsSpec                                 `key:"bids" doc:"A market in which nodes go to the highest bid: being outbid is the hazard outbid, a departure."`
}

// Over returns the profile with what the spec leaves out as in a base: hazard by
// hazard and key by key. Laws and lists are replaced as a whole.
func (s *ProfileSpec) Over(base *ProfileSpec) ProfileSpec {
	return ProfileSpec{
		Hazards:    hazardsOver(s.Hazards, base.Hazards),
		Frailty:    overridden(s.Frailty, base.Frailty, (*DifferencesSpec).over),
		Lemons:     overridden(s.Lemons, base.Lemons, (*LemonsSpec).over),
		Factors:    entriesOver(s.Factors, base.Factors),
		Retirement: overridden(s.Retirement, base.Retirement, (*RetirementSpec).over),
		StartUp:    cmp.Or(s.StartUp, base.StartUp),
		Heartbeats: overridden(s.Heartbeats, base.Heartbeats, (*HeartbeatsSpec).over),
		Checks:     overridden(s.Checks, base.Checks, (*ChecksSpec).over),
		Bids:       overridden(s.Bids, base.Bids, (*BidsSpec).over),
	}
}

// overridden is one of two parts of a profile, or one over the other if there
// are both.
func overridden[T any](part, base *T, over func(part, base *T) T) *T {
	if part == nil || base == nil {
		return cmp.Or(part, base)
	}
	both := over(part, base)
	return &both
}

// hazardsOver keeps the order of the base; what is new follows by name, so that
// the order of a text changes nothing.
func hazardsOver(hazards, base yamlpos.Ordered[HazardSpec]) yamlpos.Ordered[HazardSpec] {
	all := entriesOver(hazards, base)
	for i := range base {
		all[i].Value = all[i].Value.Over(base[i].Value)
	}
	return all
}

// entriesOver replaces entries of a base and adds those that it lacks, by name.
func entriesOver[T any](entries, base yamlpos.Ordered[T]) yamlpos.Ordered[T] {
	all := slices.Clone(base)
	for _, e := range slices.SortedFunc(slices.Values(entries), func(a, b yamlpos.Pair[T]) int { return cmp.Compare(a.Key, b.Key) }) {
		i := slices.IndexFunc(all, func(p yamlpos.Pair[T]) bool { return p.Key == e.Key })
		if i < 0 {
			all = append(all, e)
			continue
		}
		all[i] = e
	}
	return all
}

// Shop is one with all crews and stocks that the profile names, each once.
func (s *ProfileSpec) Shop() Shop {
	var shop Shop
	for i := range s.Hazards {
		for _, stage := range s.Hazards[i].Value.Stages {
			shop.Crews, shop.Stocks = include(shop.Crews, stage.Crew), include(shop.Stocks, stage.Spare)
		}
	}
	return shop
}

// include adds a name that a list lacks.
func include(names []string, name string) []string {
	if name == "" || slices.Contains(names, name) {
		return names
	}
	return append(names, name)
}
