package scenario

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"github.com/clustersim/clustersim"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/hardware/catalog"
	"github.com/clustersim/clustersim/hardware/supply"
	"github.com/clustersim/clustersim/internal/yamlpos"
	"github.com/clustersim/clustersim/units"
)

// maxGPUs bounds the GPUs and the nodes of a fleet, and the GPUs of a gang.
const maxGPUs = 1_000_000

// resolvedPool is a pool whose names were looked up.
type resolvedPool struct {
	*pool
	at       string // path in the file
	spec     *hardware.NodeSpec
	carries  *catalog.Reliability
	price    units.MoneyPerHour
	labels   []hardware.Label
	supplied *clustersim.Supplied // nil for none
	zones    []supply.Zone        // of the supply, if it has some
}

// short is the place of pools in the short forms.
const short = "fleet"

// site builds the fleet and its supply, nil when something is wrong with it.
func (l *loader) site(network hardware.Network) (*hardware.Site, []clustersim.Supplied) {
	crews, stocks := l.repairers()
	pools, at := l.poolsOf()
	nodes, gpus := 0, 0
	names := map[string]bool{}
	for i := range pools {
		p := resolvedPool{pool: &pools[i], at: at(i), carries: &catalog.Reliability{}}
		l.resolvePool(&p, names)
		nodes += p.Count
		if p.spec != nil {
			gpus += p.Count * p.spec.GPUs
		}
		l.pools = append(l.pools, p)
	}
	for i := range l.pools {
		l.checkFactors(&l.pools[i])
	}
	if nodes > maxGPUs || gpus > maxGPUs {
		l.wrong("fleet", mistake{CodeTooMany, fmt.Sprintf("the fleet has %d nodes and %d GPUs", nodes, gpus), fmt.Sprintf("at most %d of each can be simulated", maxGPUs)})
	}
	if !l.sound("fleet") {
		return nil, nil
	}
	b := builder{domains: map[string]hardware.DomainID{}, clocks: map[clock]struck{}}
	for i := range l.pools {
		first := len(b.nodes)
		b.add(&l.pools[i])
		if part, m := b.strike(&l.pools[i], first); part != "" {
			l.wrong(catalog.EntryKey(l.pools[i].at+".reliability.hazards", part), m)
			return nil, nil
		}
	}
	site, err := hardware.NewSite(hardware.Site{Nodes: b.nodes, Domains: b.list, Network: network, Shocks: b.shocks, Crews: crews, Stocks: stocks})
	if err != nil {
		panic(fmt.Sprintf("scenario: build the fleet: %v", err))
	}
	return site, b.supply
}

// poolsOf is the pools of the fleet, the short forms included, and their places.
func (l *loader) poolsOf() ([]pool, func(int) string) {
	f := &l.file.Fleet
	place := func(i int) string { return "fleet.pools[" + strconv.Itoa(i) + "]" }
	if !l.sound("fleet") && f.Pools == nil {
		return nil, place
	}
	var forms []string
	for _, form := range []struct {
		key   string
		given bool
	}{{"pools", f.Pools != nil}, {"gpus", f.GPUs != nil}, {"trace", f.Trace != nil}, {"spot", f.Spot != nil}} {
		if form.given {
			forms = append(forms, form.key)
		}
	}
	switch {
	case len(forms) > 1:
		l.wrong("fleet."+forms[1], mistake{CodeBoth, "the fleet has " + forms[0] + " and the short form " + forms[1], "remove one of them"})
	case len(forms) == 0 && l.given("fleet"):
		l.wrong("fleet", mistake{yamlpos.CodeMissing, "the fleet is empty", "add pools: [{name: …, node: …, count: …, reliability: …}]"})
	case f.Pools == nil && len(forms) == 1:
		return []pool{l.shortPool()}, func(int) string { return short }
	}
	return f.Pools, place
}

// shortPool is the pool of a short form. One that a trace or a model of a market
// supplies has as many nodes as that.
func (l *loader) shortPool() pool {
	f := &l.file.Fleet
	made := pool{Name: "fleet", Node: "generic-1", Age: age{Rule: hardware.Fresh}, Price: &price{}}
	switch {
	case f.GPUs != nil:
		made.Count = *f.GPUs
	case f.Trace != nil:
		made.Supply = &supplied{Trace: f.Trace}
	case f.Spot != nil:
		made.Supply, made.Count = &supplied{Spot: &f.Spot.spot}, f.Spot.Nodes
	}
	return made
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
	if p.spec != nil && l.sound(p.at+".price") {
		p.price = l.price(p)
	}
	l.resolveLabels(p)
	if p.at != short && l.sound(p.at+".reliability") && l.sound("fleet.crews") && l.sound("fleet.stocks") {
		if made := l.carried(p); made != nil {
			p.carries = made
		}
	}
	l.supply(p)
	l.checkSpread(p)
	if l.sound(p.at + ".spread") {
		l.checkDomains(p)
	}
	if l.file.Fleet.Failures == "none" {
		p.carries, p.supplied = &catalog.Reliability{StartUp: p.carries.StartUp}, nil
	}
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

// resolveLabels takes the labels of the pool; those of domains come from spread.
func (l *loader) resolveLabels(p *resolvedPool) {
	p.labels = []hardware.Label{{Key: "pool", Value: p.Name}}
	for _, pair := range p.Labels {
		kind, ofDomain := domainKind(pair.Key)
		switch {
		case ofDomain:
			l.report(pair.At, mistake{CodeLabel, "the label " + pair.Key + " comes from the spread", "write spread: {" + spreadOf(kind) + "}"})
		case pair.Key == "pool":
			l.report(pair.At, mistake{CodeLabel, "the label pool is the name of the pool", "use another key"})
		case pair.Key == "zone" && p.Supply != nil && p.Supply.Zones != nil:
			l.report(pair.At, mistake{CodeLabel, "the label zone comes from the supply", "use another key"})
		default:
			p.labels = append(p.labels, hardware.Label{Key: pair.Key, Value: pair.Value})
		}
	}
	slices.SortFunc(p.labels, func(a, b hardware.Label) int { return cmp.Compare(a.Key, b.Key) })
}

// spreadOf is how a spread has domains of a kind.
func spreadOf(kind hardware.DomainKind) string {
	return [hardware.DomainKinds]string{
		"chassis: 4", "racks: 4", "pdus: 4", "switches: 4", "rooms: 4", "sites: 4", "isps: 4", "operators: 4", "regions: [us-east]", "drivers: 4",
	}[kind]
}
