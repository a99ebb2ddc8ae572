package scenario

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/clustersim/clustersim/hardware"
)

// builder numbers the nodes and domains of a fleet.
type builder struct {
	nodes   []hardware.Node
	list    []hardware.Domain
	domains map[string]hardware.DomainID // by kind and name
}

// add builds the nodes of a pool. The place of a node depends on its number in
// the pool and on the spread alone, so that it keeps its name, its domains and
// its luck when the pool grows.
func (b *builder) add(p *resolvedPool) {
	shared := map[[hardware.DomainKinds]hardware.DomainID][]hardware.Label{}
	for i := range p.Count {
		places := b.places(p, i)
		labels, ok := shared[places]
		if !ok {
			labels = b.labels(p, places)
			shared[places] = labels
		}
		b.nodes = append(b.nodes, hardware.Node{
			Name: nodeName(p.Name, i, p.Spread.Operators), Pool: p.Name, Spec: p.spec, Domains: places,
			Labels: labels, Price: p.price, Hazards: p.hazards, Age: hardware.Age(p.Age),
		})
	}
}

// nodeName is market/op-03/box-0015, or market/box-0015 without operators.
func nodeName(pool string, i, operators int) string {
	if operators == 0 {
		return fmt.Sprintf("%s/box-%04d", pool, i+1)
	}
	return fmt.Sprintf("%s/op-%02d/box-%04d", pool, i%operators+1, i+1)
}

// places deals node i out: to operators in turn, and to racks in turn, racks to
// sites in turn and sites to regions in turn. A level that is absent passes the
// number on.
func (b *builder) places(p *resolvedPool, i int) [hardware.DomainKinds]hardware.DomainID {
	places := [hardware.DomainKinds]hardware.DomainID{
		hardware.NoDomain, hardware.NoDomain, hardware.NoDomain, hardware.NoDomain,
	}
	s := &p.Spread
	rack, site := turn(i, s.Racks), 0
	site = turn(rack, s.Sites)
	parent := hardware.NoDomain
	if n := len(s.Regions); n > 0 {
		parent = b.domain(hardware.Region, s.Regions[site%n], hardware.NoDomain)
		places[hardware.Region] = parent
	}
	if s.Sites > 0 {
		parent = b.domain(hardware.PhysicalSite, fmt.Sprintf("%s/site-%02d", p.Name, site+1), parent)
		places[hardware.PhysicalSite] = parent
	}
	if s.Racks > 0 {
		places[hardware.Rack] = b.domain(hardware.Rack, fmt.Sprintf("%s/rack-%03d", p.Name, rack+1), parent)
	}
	if s.Operators > 0 {
		name := fmt.Sprintf("%s/op-%02d", p.Name, i%s.Operators+1)
		places[hardware.Operator] = b.domain(hardware.Operator, name, hardware.NoDomain)
	}
	return places
}

// turn deals i out over n; over none it stays what it is.
func turn(i, n int) int {
	if n == 0 {
		return i
	}
	return i % n
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

// labels are those of the pool and of the domains, sorted by key.
func (b *builder) labels(p *resolvedPool, places [hardware.DomainKinds]hardware.DomainID) []hardware.Label {
	labels := slices.Clone(p.labels)
	for kind, id := range places {
		if id != hardware.NoDomain {
			labels = append(labels, hardware.Label{Key: hardware.DomainKind(kind).String(), Value: b.list[id].Name})
		}
	}
	slices.SortFunc(labels, func(x, y hardware.Label) int { return cmp.Compare(x.Key, y.Key) })
	return labels
}

// has reports whether some node of the pool has a label with one of the values.
func (p *resolvedPool) has(key string, values []string) bool {
	s := &p.Spread
	for _, l := range p.labels {
		if l.Key == key {
			return slices.Contains(values, l.Value)
		}
	}
	for _, value := range values {
		switch {
		case key == "region" && slices.Contains(s.Regions, value),
			key == "operator" && p.numbered(value, "op-%02d", s.Operators),
			key == "site" && p.numbered(value, "site-%02d", s.Sites),
			key == "rack" && p.numbered(value, "rack-%03d", s.Racks):
			return true
		}
	}
	return false
}

// numbered reports whether a name is that of one of n domains of the pool.
func (p *resolvedPool) numbered(name, format string, n int) bool {
	rest, ok := strings.CutPrefix(name, p.Name+"/")
	var i int
	if _, err := fmt.Sscanf(rest, format[:strings.Index(format, "%")]+"%d", &i); !ok || err != nil {
		return false
	}
	return i >= 1 && i <= n && rest == fmt.Sprintf(format, i)
}
