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
// a node without GPUs or with more than [MaxGPUs], and a domain out of range.
func NewSite(nodes []Node, domains []Domain, network Network) (*Site, error) {
	seen := make(map[string]bool, len(nodes))
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
		for kind, d := range n.Domains {
			if d == NoDomain {
				continue
			}
			if d < 0 || int(d) >= len(domains) || domains[d].Kind != DomainKind(kind) {
				return nil, fmt.Errorf("hardware: new site: node %q: domain %d is not a %s", n.Name, d, DomainKind(kind))
			}
		}
	}
	return &Site{Nodes: nodes, Domains: domains, Network: network}, nil
}

// GPUs is the number of GPUs owned: of all nodes, up or down.
func (s *Site) GPUs() int {
	total := 0
	for i := range s.Nodes {
		total += s.Nodes[i].Spec.GPUs
	}
	return total
}
