package scenario

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/clustersim/clustersim"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/hardware/supply"
)

// builder numbers the nodes and domains of a fleet.
type builder struct {
	nodes   []hardware.Node
	list    []hardware.Domain
	domains map[string]hardware.DomainID // by kind and name
	shocks  []hardware.Shock
	clocks  map[clock]struck
	supply  []clustersim.Supplied
}

// standing is where a node of a pool stands: its number in each kind of domain
// and its zone.
type standing struct {
	numbers [hardware.DomainKinds]int
	zone    int
}

// shared is what the nodes of a pool have in common that stand in one place.
type shared struct {
	places [hardware.DomainKinds]hardware.DomainID
	labels []hardware.Label
	factor float64
}

// add builds the nodes of a pool. The place of a node depends on its number in
// the pool and on the spread alone, so that it keeps its name, its domains and
// its luck when the pool grows.
func (b *builder) add(p *resolvedPool) {
	first := len(b.nodes)
	known := map[standing]shared{}
	for i := range p.Count {
		at := p.stand(i)
		common, ok := known[at]
		if !ok {
			common = b.share(p, at)
			known[at] = common
		}
		b.nodes = append(b.nodes, hardware.Node{
			Name: nodeName(p.Name, i, p.Spread.Operators), Pool: p.Name, Spec: p.spec, Domains: common.places,
			Labels: common.labels, Price: p.price, Hazards: p.carries.Hazards, Age: hardware.Age(p.Age),
			Factor: common.factor, Frailty: p.carries.Frailty, Retirement: p.carries.Retirement, StartUp: p.carries.StartUp,
		})
	}
	if p.supplied != nil {
		p.supplied.Nodes = ids(first, len(b.nodes))
		b.supply = append(b.supply, *p.supplied)
	}
}

// stand is where node i of a pool stands.
func (p *resolvedPool) stand(i int) standing {
	at := standing{numbers: p.Spread.deal(i)}
	for _, zone := range p.zones {
		if i < zone.Nodes {
			at.numbers[hardware.Region] = slices.Index(p.Spread.Regions, zone.Region)
			break
		}
		i -= zone.Nodes
		at.zone++
	}
	return at
}

// share finds the domains of a place and what comes with them.
func (b *builder) share(p *resolvedPool, at standing) shared {
	common := shared{places: b.places(p, at.numbers)}
	common.labels = b.labels(p, common.places)
	if p.zones != nil {
		common.labels = append(common.labels, hardware.Label{Key: "zone", Value: p.zones[at.zone].Name})
	}
	slices.SortFunc(common.labels, func(x, y hardware.Label) int { return cmp.Compare(x.Key, y.Key) })
	common.factor = factorOf(p.carries.Covariates, common.labels)
	return common
}

// ids are the numbers of neighbouring nodes.
func ids(from, to int) []hardware.NodeID {
	all := make([]hardware.NodeID, 0, to-from)
	for id := from; id < to; id++ {
		all = append(all, hardware.NodeID(id))
	}
	return all
}

// nodeName is market/op-03/box-0015, or market/box-0015 without operators.
func nodeName(pool string, i, operators int) string {
	if operators == 0 {
		return fmt.Sprintf("%s/box-%04d", pool, i+1)
	}
	return fmt.Sprintf("%s/op-%02d/box-%04d", pool, i%operators+1, i+1)
}

// places finds the domains of these numbers, the larger first, for they are the
// parents of the smaller.
func (b *builder) places(p *resolvedPool, numbers [hardware.DomainKinds]int) [hardware.DomainKinds]hardware.DomainID {
	places := hardware.NoDomains()
	enter := func(kind hardware.DomainKind, parent hardware.DomainID) hardware.DomainID {
		if p.Spread.count(kind) == 0 {
			return parent
		}
		name := p.Name + "/" + domainName(kind, numbers[kind])
		if kind == hardware.Region {
			name = p.Spread.Regions[numbers[kind]]
		}
		places[kind] = b.domain(kind, name, parent)
		return places[kind]
	}
	hall := enter(hardware.Room, enter(hardware.PhysicalSite, enter(hardware.Region, hardware.NoDomain)))
	enter(hardware.PDU, hall)
	enter(hardware.Switch, hall)
	enter(hardware.Chassis, enter(hardware.Rack, hall))
	for _, kind := range []hardware.DomainKind{hardware.ISP, hardware.Operator, hardware.Driver} {
		enter(kind, hardware.NoDomain)
	}
	return places
}

// domain finds or makes the domain of that kind and name.
func (b *builder) domain(kind hardware.DomainKind, name string, parent hardware.DomainID) hardware.DomainID {
	key := kind.String() + " " + name
	id, ok := b.domains[key]
	if !ok {
		id = hardware.DomainID(len(b.list))
		b.domains[key] = id
		b.list = append(b.list, hardware.Domain{Kind: kind, Name: name, Parent: parent})
	}
	return id
}

// labels are those of the pool and of the domains.
func (b *builder) labels(p *resolvedPool, places [hardware.DomainKinds]hardware.DomainID) []hardware.Label {
	labels := slices.Clone(p.labels)
	for kind, id := range places {
		if id != hardware.NoDomain {
			labels = append(labels, hardware.Label{Key: hardware.DomainKind(kind).String(), Value: b.list[id].Name})
		}
	}
	return labels
}

// has reports whether some node of the pool has a label with one of the values.
func (p *resolvedPool) has(key string, values []string) bool {
	for _, l := range p.labels {
		if l.Key == key {
			return slices.Contains(values, l.Value)
		}
	}
	if key == "zone" {
		return slices.ContainsFunc(p.zones, func(z supply.Zone) bool { return slices.Contains(values, z.Name) })
	}
	kind, ok := domainKind(key)
	return ok && slices.ContainsFunc(values, func(name string) bool { return p.hasDomain(kind, name) })
}

// hasDomain reports whether a name is that of a domain of the pool.
func (p *resolvedPool) hasDomain(kind hardware.DomainKind, name string) bool {
	if kind == hardware.Region {
		return slices.Contains(p.Spread.Regions, name)
	}
	rest, ok := strings.CutPrefix(name, p.Name+"/")
	i, err := strconv.Atoi(rest[strings.LastIndexByte(rest, '-')+1:])
	return ok && err == nil && i >= 1 && i <= p.Spread.count(kind) && rest == domainName(kind, i-1)
}

// domainKind is the kind of domain that a label names.
func domainKind(label string) (hardware.DomainKind, bool) {
	for kind := range hardware.DomainKind(hardware.DomainKinds) {
		if kind.String() == label {
			return kind, true
		}
	}
	return 0, false
}
