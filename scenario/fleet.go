package scenario

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/internal/yamlpos"
	"github.com/clustersim/clustersim/units"
)

// maxGPUs bounds the GPUs and the nodes of a fleet, and the GPUs of a gang.
const maxGPUs = 1_000_000

// resolvedPool is a pool whose names were looked up.
type resolvedPool struct {
	*pool
	at      string // path in the file
	spec    *hardware.NodeSpec
	hazards []hardware.Hazard
	price   units.MoneyPerHour
	labels  []hardware.Label
}

// site builds the fleet, nil when something is wrong with it.
func (l *loader) site(network hardware.Network) *hardware.Site {
	pools, at := l.poolsOf()
	nodes, gpus := 0, 0
	names := map[string]bool{}
	for i := range pools {
		p := resolvedPool{pool: &pools[i], at: at(i)}
		l.resolvePool(&p, names)
		nodes += p.Count
		if p.spec != nil {
			gpus += p.Count * p.spec.GPUs
		}
		l.pools = append(l.pools, p)
	}
	if nodes > maxGPUs || gpus > maxGPUs {
		l.wrong("fleet", mistake{CodeTooMany, fmt.Sprintf("the fleet has %d nodes and %d GPUs", nodes, gpus), fmt.Sprintf("at most %d of each can be simulated", maxGPUs)})
	}
	if !l.sound("fleet") {
		return nil
	}
	b := builder{domains: map[string]hardware.DomainID{}}
	for i := range l.pools {
		b.add(&l.pools[i])
	}
	site, err := hardware.NewSite(b.nodes, b.list, network)
	if err != nil {
		panic(fmt.Sprintf("scenario: build the fleet: %v", err))
	}
	return site
}

// poolsOf is the pools of the fleet, the short form included, and their places.
func (l *loader) poolsOf() ([]pool, func(int) string) {
	f := &l.file.Fleet
	place := func(i int) string { return "fleet.pools[" + strconv.Itoa(i) + "]" }
	switch {
	case !l.sound("fleet.pools") && f.Pools == nil, !l.sound("fleet") && f.Pools == nil:
	case f.GPUs != nil && f.Pools != nil:
		l.wrong("fleet.gpus", mistake{CodeBoth, "the fleet has pools and the short form gpus", "remove one of them"})
	case f.GPUs != nil:
		short := pool{Name: "fleet", Node: "generic-1", Count: *f.GPUs, Age: age{Rule: hardware.Fresh}, Price: &price{}}
		return []pool{short}, func(int) string { return "fleet" }
	case f.Pools == nil && l.given("fleet"):
		l.wrong("fleet", mistake{yamlpos.CodeMissing, "the fleet is empty", "add pools: [{name: …, node: …, count: …, reliability: …}]"})
	}
	return f.Pools, place
}

func (l *loader) resolvePool(p *resolvedPool, names map[string]bool) {
	if l.sound(p.at+".name") && p.Name != "" {
		if !plainName.MatchString(p.Name) {
			l.wrong(p.at+".name", mistake{CodeName, quote(p.Name) + " cannot name a pool", "use letters, digits, dots, dashes and underscores"})
		} else if names[p.Name] {
			l.wrong(p.at+".name", mistake{CodeTwice, "two pools are called " + quote(p.Name), "names key the random streams of nodes; give each pool its own"})
		}
		names[p.Name] = true
	}
	if l.sound(p.at+".node") && p.Node != "" {
		spec, ok := l.registry.catalog.Node(p.Node)
		if !ok {
			l.wrongName(p.at+".node", "kind of machine", p.Node, l.registry.catalog.Nodes())
		} else {
			p.spec = spec
			l.claims = append(l.claims, spec.Claims...)
			l.claims = append(l.claims, spec.GPU.Claims...)
		}
	}
	if l.sound(p.at + ".reliability") {
		if p.at != "fleet" {
			p.hazards = l.hazards(&p.Reliability)
		}
	}
	if p.spec != nil && l.sound(p.at+".price") {
		p.price = l.price(p)
	}
	l.checkSpread(p)
	l.resolveLabels(p)
}

// price is what a GPU of the pool costs.
func (l *loader) price(p *resolvedPool) units.MoneyPerHour {
	if p.Price != nil && p.Price.venue == "" {
		return p.Price.amount
	}
	where := venues()
	if p.Price != nil {
		where = []string{p.Price.venue}
	}
	for _, venue := range where {
		amount, claim, ok := l.registry.catalog.Price(venue, p.spec.GPU.Name)
		if !ok {
			continue
		}
		l.claims = append(l.claims, claim)
		if p.Price == nil {
			l.added(p.at+".price", amount.String())
			l.priced[p.at+".price"] = claim
		}
		return amount
	}
	m := mistake{CodePrice, fmt.Sprintf("the catalogue has no price of a %s", p.spec.GPU.Name), "write an amount, as in price: 1.50 USD/h"}
	switch {
	case p.Price != nil:
		m.message = fmt.Sprintf("the catalogue has no %s price of a %s", p.Price.venue, p.spec.GPU.Name)
		l.wrong(p.at+".price", m)
	case p.spec.GPU.Class != hardware.Generic:
		l.warn(p.at, mistake{CodePrice, m.message + "; costs count it as free", m.hint})
		fallthrough
	default:
		l.added(p.at+".price", "0.00 USD/h, no price is known")
	}
	return 0
}

// checkSpread wants a node for every domain, and domains that nest.
func (l *loader) checkSpread(p *resolvedPool) {
	at := p.at + ".spread"
	if !l.sound(at) || !l.sound(p.at+".count") {
		return
	}
	s := &p.Spread
	for _, level := range []struct {
		key  string
		have int
	}{{"operators", s.Operators}, {"sites", s.Sites}, {"regions", len(s.Regions)}, {"racks", s.Racks}} {
		if level.have > p.Count {
			l.wrong(at+"."+level.key, mistake{CodeSpread, fmt.Sprintf("%d %s for %d nodes", level.have, level.key, p.Count), "each needs at least one node"})
		}
	}
	if s.Racks > 0 && s.Sites > s.Racks {
		l.wrong(at+".racks", mistake{CodeSpread, fmt.Sprintf("%d racks for %d sites", s.Racks, s.Sites), "each site needs at least one rack"})
	}
	if s.Sites > 0 && len(s.Regions) > s.Sites {
		l.wrong(at+".sites", mistake{CodeSpread, fmt.Sprintf("%d sites for %d regions", s.Sites, len(s.Regions)), "each region needs at least one site"})
	}
	if s.Racks > 0 && s.Sites == 0 && len(s.Regions) > s.Racks {
		l.wrong(at+".racks", mistake{CodeSpread, fmt.Sprintf("%d racks for %d regions", s.Racks, len(s.Regions)), "each region needs at least one rack"})
	}
	seen := map[string]bool{}
	for i, name := range s.Regions {
		if seen[name] {
			l.wrong(fmt.Sprintf("%s.regions[%d]", at, i), mistake{CodeTwice, "region " + quote(name) + " is named twice", "name each region once"})
		}
		seen[name] = true
	}
}

// resolveLabels takes the labels of the pool; those of domains come from spread.
func (l *loader) resolveLabels(p *resolvedPool) {
	p.labels = []hardware.Label{{Key: "pool", Value: p.Name}}
	for _, pair := range p.Labels {
		switch pair.Key {
		case "region", "operator", "site", "rack":
			l.report(pair.At, mistake{CodeLabel, "the label " + pair.Key + " comes from the spread", "write spread: {" + spreadOf(pair.Key) + "}"})
		case "pool":
			l.report(pair.At, mistake{CodeLabel, "the label pool is the name of the pool", "use another key"})
		default:
			p.labels = append(p.labels, hardware.Label{Key: pair.Key, Value: pair.Value})
		}
	}
	slices.SortFunc(p.labels, func(a, b hardware.Label) int { return cmp.Compare(a.Key, b.Key) })
}

func spreadOf(label string) string {
	if label == "region" {
		return "regions: [us-east]"
	}
	return label + "s: 4"
}
