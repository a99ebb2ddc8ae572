package validation

import (
	"context"
	"fmt"
	"math"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/sim/rng"
)

// racks is a gang whose nodes fail one by one and by the rack.
type racks struct {
	nodes, racks int     // of the gang
	node, rack   float64 // mean lives, hours
	replications int     // of 1,000 interruptions
}

func (l racks) asCase() Case {
	return Case{
		ID: "T40", Title: "gangs under shocks to whole racks", Through: throughRuntime,
		About: "Nodes fail alone, and racks strike all their nodes at once. A gang that needs all of its nodes is interrupted at the sum of the " +
			"rates, so it does better on few racks.",
		Source:     "A. W. Marshall and I. Olkin, J. American Statistical Association 62, 1967: the multivariate exponential law of common shocks.",
		Parameters: fmt.Sprintf("%d nodes of %g h on %d racks of %g h", l.nodes, l.node, l.racks, l.rack),
		Run:        l.run,
	}
}

// mtti is the law, in hours.
func (l racks) mtti() float64 { return 1 / (float64(l.nodes)/l.node + float64(l.racks)/l.rack) }

func (l racks) site() (*hardware.Site, error) {
	s := hardware.Site{Nodes: alike(l.nodes, 8, host(hardware.Exponential{MTBF: hours(l.node)}, atOnce()), hardware.Fresh)}
	power := *host(hardware.Exponential{MTBF: hours(l.rack)}, atOnce())
	power.Part = "power"
	for r := range l.racks {
		domain := hardware.DomainID(r)
		s.Domains = append(s.Domains, hardware.Domain{Kind: hardware.Rack, Name: fmt.Sprintf("rack-%d", r), Parent: hardware.NoDomain})
		shock := hardware.Shock{Hazard: &power, Domain: domain, Reach: 1}
		for i := r; i < l.nodes; i += l.racks {
			s.Nodes[i].Domains[hardware.Rack] = domain
			shock.Nodes = append(shock.Nodes, hardware.NodeID(i))
		}
		s.Shocks = append(s.Shocks, shock)
	}
	return hardware.NewSite(s)
}

func (l racks) run(ctx context.Context, e Effort, seed rng.Seed) ([]Measurement, error) {
	site, err := l.site()
	if err != nil {
		return nil, err
	}
	g := gangs{site: site, count: 1, nodes: l.nodes, gpus: 8, retries: 999, short: 24, long: 72}
	return g.measure(ctx, e.replications(l.replications), seed, l.mtti(), func(t float64) float64 { return math.Exp(-t / l.mtti()) })
}
