package hardware

import "fmt"

// Frailty says how nodes of one kind differ in how fast they fail: the hazards of
// a node are multiplied by a factor that is drawn when the run begins. Factors of
// the node itself, of the domains it is in, and of its being a lemon multiply.
type Frailty struct {
	Node   FactorModel              // nil for no difference
	Shared [DomainKinds]FactorModel // one draw for all nodes of the domain; nil likewise
	Lemons Lemons
}

// Lemons are a share of nodes that fail far more often than others, until a
// repair cures them.
type Lemons struct {
	Share  float64 // 0..1; 0 for none
	Factor float64 // of a lemon's hazard, above 1
	Cured  float64 // probability that a repair without stages cures, 0..1
}

// Validate returns an error unless the shares and factors can be.
func (f *Frailty) Validate() error {
	laws := append(f.Shared[:], f.Node)
	for _, law := range laws {
		if law == nil {
			continue
		}
		if err := law.Validate(); err != nil {
			return err
		}
	}
	l := &f.Lemons
	switch {
	case !(l.Share >= 0 && l.Share <= 1):
		return fmt.Errorf("hardware: lemons: share is %v, want 0..1", l.Share)
	case l.Share > 0 && !(l.Factor > 1 && l.Factor <= 1e6):
		return fmt.Errorf("hardware: lemons: factor is %v, want more than 1, at most 1e6", l.Factor)
	case !(l.Cured >= 0 && l.Cured <= 1):
		return fmt.Errorf("hardware: lemons: cured is %v, want 0..1", l.Cured)
	}
	return nil
}
