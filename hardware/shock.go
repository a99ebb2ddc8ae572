package hardware

import "fmt"

// Shock is a hazard that many nodes share (Marshall and Olkin): what breaks is of
// a domain, such as the power of a rack, and strikes its nodes at one instant.
type Shock struct {
	Hazard *Hazard // shared by all such domains; its clocks are of the domain, Count above 1 is as many such parts
	Domain DomainID
	Nodes  []NodeID // that it can strike, ascending
	Reach  float64  // probability that it strikes each of them, above 0 and at most 1
}

// Validate returns an error unless the shock can happen to some of n nodes.
func (s *Shock) Validate(n int) error {
	switch {
	case len(s.Nodes) == 0:
		return fmt.Errorf("hardware: shock %s: it strikes no nodes, want at least 1", s.Hazard.Part)
	case !(s.Reach > 0 && s.Reach <= 1):
		return fmt.Errorf("hardware: shock %s: reach is %v, want more than 0, at most 1", s.Hazard.Part, s.Reach)
	case s.Hazard.Operating || s.Hazard.Notice > 0 || s.Hazard.Stages != nil || s.Hazard.Misled > 0 || !s.Hazard.Symptom.Stops():
		return fmt.Errorf("hardware: shock %s: shocks stop work, run by the wall clock, come without notice, pass by themselves and mislead nobody; leave out what says otherwise", s.Hazard.Part)
	}
	for i, id := range s.Nodes {
		if id < 0 || int(id) >= n || i > 0 && id <= s.Nodes[i-1] {
			return fmt.Errorf("hardware: shock %s: nodes want to be ascending and below %d, got %d", s.Hazard.Part, n, id)
		}
	}
	return s.Hazard.Validate()
}
