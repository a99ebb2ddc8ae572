package hardware

import (
	"fmt"
	"time"

	"github.com/clustersim/clustersim/units"
)

// Site is a validated fleet: nodes, their domains and the network between them.
type Site struct {
	Nodes   []Node
	Domains []Domain
	Network Network
}

// Network tells how long bulk data takes to move.
type Network interface {
	// Transfer is the time in which the nodes of a placement together move n bytes
	// to or from shared storage, each slice an equal part of n.
	Transfer(s *Site, on Placement, n units.Bytes) time.Duration
}

// NewSite numbers and checks a fleet. It returns an error for a duplicate name,
// a node without GPUs or with more than [MaxGPUs], a domain out of range, a
// hazard that cannot be, and two hazards of one part on a node, which would draw
// from the same random stream. Without a network, only the nodes' NICs limit
// what moves.
func NewSite(nodes []Node, domains []Domain, network Network) (*Site, error) {
	seen := make(map[string]bool, len(nodes))
	sound := map[*Hazard]bool{} // nodes of a kind share their hazards
	for i := range nodes {
		n := &nodes[i]
		switch {
		case seen[n.Name]:
			return nil, fmt.Errorf("hardware: new site: node %q appears twice", n.Name)
		case n.Spec == nil || n.Spec.GPU == nil:
			return nil, fmt.Errorf("hardware: new site: node %q has no spec", n.Name)
		case n.Spec.GPUs < 1 || n.Spec.GPUs > MaxGPUs:
			return nil, fmt.Errorf("hardware: new site: node %q has %d GPUs, want 1..%d", n.Name, n.Spec.GPUs, MaxGPUs)
		}
		seen[n.Name] = true
		if err := checkHazards(n.Hazards, sound); err != nil {
			return nil, fmt.Errorf("hardware: new site: node %q: %w", n.Name, err)
		}
		for kind, d := range n.Domains {
			if d == NoDomain {
				continue
			}
			if d < 0 || int(d) >= len(domains) || domains[d].Kind != DomainKind(kind) {
				return nil, fmt.Errorf("hardware: new site: node %q: domain %d is not a %s", n.Name, d, DomainKind(kind))
			}
		}
	}
	if network == nil {
		network = Flat{}
	}
	return &Site{Nodes: nodes, Domains: domains, Network: network}, nil
}

// checkHazards checks the hazards of a node, unless they were found sound before.
func checkHazards(hazards []Hazard, sound map[*Hazard]bool) error {
	if len(hazards) == 0 || sound[&hazards[0]] {
		return nil
	}
	parts := map[string]bool{}
	for i := range hazards {
		if err := hazards[i].Validate(); err != nil {
			return err
		}
		if parts[hazards[i].Part] {
			return fmt.Errorf("two hazards of part %q", hazards[i].Part)
		}
		parts[hazards[i].Part] = true
	}
	sound[&hazards[0]] = true
	return nil
}

// GPUs is the number of GPUs owned: of all nodes, up or down.
func (s *Site) GPUs() int {
	total := 0
	for i := range s.Nodes {
		total += s.Nodes[i].Spec.GPUs
	}
	return total
}
