package scenario

import (
	"fmt"
	"reflect"

	"github.com/clustersim/clustersim/hardware"
)

// clock is what keys the random stream of a shock.
type clock struct {
	domain hardware.DomainID
	part   string
}

// struck is a shock and the pool that named it last.
type struck struct {
	index int
	by    *resolvedPool
}

// strike adds the shocks of the domains of a pool whose nodes begin at first.
// Pools in one domain share its shocks, and so must say the same of them: if one
// does not, it returns the part and what is wrong.
func (b *builder) strike(p *resolvedPool, first int) (part string, wrong mistake) {
	for i := range p.carries.Shocks {
		s := &p.carries.Shocks[i]
		for id := first; id < len(b.nodes); id++ {
			domain := b.nodes[id].Domains[s.Of]
			key := clock{domain, s.Hazard.Part}
			known, ok := b.clocks[key]
			if !ok {
				known = struck{len(b.shocks), p}
				b.shocks = append(b.shocks, hardware.Shock{Hazard: &s.Hazard, Domain: domain, Reach: s.Reach})
			}
			shock := &b.shocks[known.index]
			if known.by != p && !(shock.Reach == s.Reach && reflect.DeepEqual(*shock.Hazard, s.Hazard)) {
				return s.Hazard.Part, mistake{
					CodeShock, fmt.Sprintf("in %v %s pool %s has another hazard %s", s.Of, quote(b.list[domain].Name), quote(known.by.Name), quote(s.Hazard.Part)),
					"what strikes a domain strikes both: say the same of it, or call the part something else",
				}
			}
			b.clocks[key] = struck{known.index, p}
			shock.Nodes = append(shock.Nodes, hardware.NodeID(id))
		}
	}
	return "", mistake{}
}
