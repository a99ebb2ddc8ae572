package hardware

import (
	"fmt"
	"time"

	"github.com/clustersim/clustersim/units"
)

// Site is a fleet: nodes, their domains and the network between them, what
// strikes many nodes at once, and who repairs them. [NewSite] validates it.
type Site struct {
	Nodes   []Node
	Domains []Domain
	Network Network
	Shocks  []Shock
	Crews   []Crew
	Stocks  []Stock
}

// Network tells how long bulk data takes to move.
type Network interface {
	// Transfer is the time in which the nodes of a placement together move n bytes
	// to or from shared storage, each slice an equal part of n.
	Transfer(s *Site, on Placement, n units.Bytes) time.Duration
}

// NewSite checks a fleet. It returns an error for a duplicate name, a node
// without GPUs or with more than [MaxGPUs], a domain out of range, a hazard that
// cannot be or needs a crew that is not there, and two hazards of one part on a
// node or in a domain, which would draw from the same random stream. Without a
// network, only the nodes' NICs limit what moves.
func NewSite(s Site) (*Site, error) {
	c := checker{site: &s, seen: make(map[string]bool, len(s.Nodes)), sound: map[any]bool{}}
	for i := range s.Nodes {
		if err := c.node(&s.Nodes[i]); err != nil {
			return nil, fmt.Errorf("hardware: new site: %w", err)
		}
	}
	if err := c.repairers(); err != nil {
		return nil, fmt.Errorf("hardware: new site: %w", err)
	}
	if err := c.shocks(); err != nil {
		return nil, fmt.Errorf("hardware: new site: %w", err)
	}
	if s.Network == nil {
		s.Network = Flat{}
	}
	return &s, nil
}

// checker checks a fleet; what many nodes share only once.
type checker struct {
	site  *Site
	seen  map[string]bool // names of nodes
	sound map[any]bool    // pointers to what nodes share
}

func (c *checker) node(n *Node) error {
	switch {
	case c.seen[n.Name]:
		return fmt.Errorf("node %q appears twice", n.Name)
	case n.Spec == nil || n.Spec.GPU == nil:
		return fmt.Errorf("node %q has no spec", n.Name)
	case n.Spec.GPUs < 1 || n.Spec.GPUs > MaxGPUs:
		return fmt.Errorf("node %q has %d GPUs, want 1..%d", n.Name, n.Spec.GPUs, MaxGPUs)
	case !(n.Factor >= 0 && n.Factor <= 1e9):
		return fmt.Errorf("node %q has a factor of %v, want more than 0, at most 1e9", n.Name, n.Factor)
	case n.Age.Of < 0:
		return fmt.Errorf("node %q is %v old, want at least 0s", n.Name, n.Age.Of)
	case n.StartUp != nil && n.StartUp.Mean() < 0:
		return fmt.Errorf("node %q starts up in %v, want at least 0s", n.Name, n.StartUp.Mean())
	}
	c.seen[n.Name] = true
	if err := c.shared(n); err != nil {
		return fmt.Errorf("node %q: %w", n.Name, err)
	}
	for kind, d := range n.Domains {
		if d == NoDomain {
			continue
		}
		if d < 0 || int(d) >= len(c.site.Domains) || c.site.Domains[d].Kind != DomainKind(kind) {
			return fmt.Errorf("node %q: domain %d is not a %s", n.Name, d, DomainKind(kind))
		}
	}
	return nil
}

// shared checks what a node shares with others of its kind.
func (c *checker) shared(n *Node) error {
	if n.Frailty != nil && !c.sound[n.Frailty] {
		if err := n.Frailty.Validate(); err != nil {
			return err
		}
		c.sound[n.Frailty] = true
	}
	if n.Retirement != nil && !c.sound[n.Retirement] {
		if err := n.Retirement.Validate(); err != nil {
			return err
		}
		c.sound[n.Retirement] = true
	}
	if len(n.Hazards) == 0 || c.sound[&n.Hazards[0]] {
		return nil
	}
	parts := map[string]bool{}
	for i := range n.Hazards {
		h := &n.Hazards[i]
		if err := h.Validate(); err != nil {
			return err
		}
		if err := c.stages(h); err != nil {
			return err
		}
		if parts[h.Part] {
			return fmt.Errorf("two hazards of part %q", h.Part)
		}
		parts[h.Part] = true
	}
	c.sound[&n.Hazards[0]] = true
	return nil
}

func (c *checker) stages(h *Hazard) error {
	for i := range h.Stages {
		s := &h.Stages[i]
		if s.Crew != NoCrew && (s.Crew < 0 || int(s.Crew) >= len(c.site.Crews)) {
			return fmt.Errorf("hazard %s: stage %q needs crew %d of %d", h.Part, s.Name, s.Crew, len(c.site.Crews))
		}
		if s.Spare != NoStock && (s.Spare < 0 || int(s.Spare) >= len(c.site.Stocks)) {
			return fmt.Errorf("hazard %s: stage %q needs stock %d of %d", h.Part, s.Name, s.Spare, len(c.site.Stocks))
		}
	}
	return nil
}

func (c *checker) repairers() error {
	seen := map[string]bool{}
	for i := range c.site.Crews {
		name := c.site.Crews[i].Name
		if err := c.site.Crews[i].Validate(); err != nil {
			return err
		}
		if seen["crew "+name] {
			return fmt.Errorf("crew %q appears twice", name)
		}
		seen["crew "+name] = true
	}
	for i := range c.site.Stocks {
		name := c.site.Stocks[i].Name
		if err := c.site.Stocks[i].Validate(); err != nil {
			return err
		}
		if seen["stock "+name] {
			return fmt.Errorf("stock %q appears twice", name)
		}
		seen["stock "+name] = true
	}
	return nil
}

func (c *checker) shocks() error {
	type clock struct {
		kind         DomainKind
		domain, part string
	}
	seen := map[clock]bool{}
	for i := range c.site.Shocks {
		s := &c.site.Shocks[i]
		if err := s.Validate(len(c.site.Nodes)); err != nil {
			return err
		}
		if s.Domain < 0 || int(s.Domain) >= len(c.site.Domains) {
			return fmt.Errorf("shock %s: domain %d of %d", s.Hazard.Part, s.Domain, len(c.site.Domains))
		}
		d := &c.site.Domains[s.Domain]
		if seen[clock{d.Kind, d.Name, s.Hazard.Part}] {
			return fmt.Errorf("two shocks %s of %s %q", s.Hazard.Part, d.Kind, d.Name)
		}
		seen[clock{d.Kind, d.Name, s.Hazard.Part}] = true
	}
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
