package scenario

import (
	"fmt"
	"slices"

	"github.com/clustersim/clustersim/hardware"
)

// spread says over how many domains of each kind the nodes of a pool are dealt.
type spread struct {
	Operators int      `key:"operators" min:"1" max:"1000000" doc:"Owners."`
	Sites     int      `key:"sites" min:"1" max:"1000000" doc:"Buildings; each is in one region."`
	Regions   []string `key:"regions" min:"1" doc:"Names of regions; pools share those of equal name."`
	Rooms     int      `key:"rooms" min:"1" max:"1000000" doc:"Rooms; each is in one site."`
	Racks     int      `key:"racks" min:"1" max:"1000000" doc:"Racks; each is in one room, site and region."`
	Chassis   int      `key:"chassis" min:"1" max:"1000000" doc:"Enclosures of several nodes; each is in one rack."`
	PDUs      int      `key:"pdus" min:"1" max:"1000000" doc:"Power distribution units; each feeds racks of one room, or of one site or region if there are no rooms."`
	Switches  int      `key:"switches" min:"1" max:"1000000" doc:"Switches; each connects racks of one room, or of one site or region if there are no rooms."`
	ISPs      int      `key:"isps" min:"1" max:"1000000" doc:"Internet providers; each serves sites, wherever they are."`
	Drivers   int      `key:"drivers" min:"1" max:"1000000" doc:"Groups of nodes to which drivers or images are rolled out together."`
}

// count is how many domains of a kind there are.
func (s *spread) count(kind hardware.DomainKind) int {
	return [hardware.DomainKinds]int{
		s.Chassis, s.Racks, s.PDUs, s.Switches, s.Rooms, s.Sites, s.ISPs, s.Operators, len(s.Regions), s.Drivers,
	}[kind]
}

// deal gives node i its number in each kind of domain: nodes to chassis in turn,
// chassis to racks, racks to rooms, rooms to sites and sites to regions. A level
// that is absent passes the number on. Of a kind that is absent the number is 0.
func (s *spread) deal(i int) [hardware.DomainKinds]int {
	chassis := turn(i, s.Chassis)
	rack := turn(chassis, s.Racks)
	room := turn(rack, s.Rooms)
	site := turn(room, s.Sites)
	numbers := [hardware.DomainKinds]int{
		hardware.Chassis: chassis, hardware.Rack: rack, hardware.Room: room, hardware.PhysicalSite: site,
		hardware.PDU: s.within(rack, s.PDUs), hardware.Switch: s.within(rack, s.Switches),
		hardware.Region: turn(site, len(s.Regions)), hardware.ISP: turn(site, s.ISPs),
		hardware.Operator: turn(i, s.Operators), hardware.Driver: turn(i, s.Drivers),
	}
	for kind := range numbers {
		if s.count(hardware.DomainKind(kind)) == 0 {
			numbers[kind] = 0
		}
	}
	return numbers
}

// turn deals i out over n; over none it stays what it is.
func turn(i, n int) int {
	if n == 0 {
		return i
	}
	return i % n
}

// within deals a rack out over those of n that are in its hall.
func (s *spread) within(rack, n int) int {
	if n == 0 {
		return 0
	}
	halls := s.halls()
	hall := rack % halls
	here := (n - hall + halls - 1) / halls
	return hall + halls*(rack/halls%here)
}

// halls is how many places there are that power and switches do not reach
// beyond: rooms, or what is next larger.
func (s *spread) halls() int {
	for _, n := range []int{s.Rooms, s.Sites, len(s.Regions)} {
		if n > 0 {
			return n
		}
	}
	return 1
}

// level is a kind of domain in the nesting of a spread.
type level struct {
	key, one string
	n        int
}

// nesting lists the levels, from the smallest to the largest.
func (p *resolvedPool) nesting() []level {
	s := &p.Spread
	return []level{
		{"nodes", "node", p.Count},
		{"chassis", "chassis", s.Chassis},
		{"racks", "rack", s.Racks},
		{"rooms", "room", s.Rooms},
		{"sites", "site", s.Sites},
		{"regions", "region", len(s.Regions)},
	}
}

// present are the levels that a spread has.
func present(levels []level) []level {
	return slices.DeleteFunc(slices.Clone(levels), func(l level) bool { return l.n == 0 })
}

// checkSpread wants domains that nest, and none without a node.
func (l *loader) checkSpread(p *resolvedPool) {
	at := p.at + ".spread"
	if !l.sound(at) || !l.sound(p.at+".count") || p.Count == 0 {
		return
	}
	s, all := &p.Spread, p.nesting()
	nested, racks, sites := present(all), present(all[:3]), present(all[:5])
	for i := range nested[1:] {
		l.checkNested(at, nested[i], nested[i+1])
	}
	for _, of := range []level{{"pdus", "pdu", s.PDUs}, {"switches", "switch", s.Switches}} {
		l.checkNested(at, racks[len(racks)-1], of)
		if halls := present(all[3:]); of.n > 0 && len(halls) > 0 {
			l.checkNested(at, of, halls[0])
		}
	}
	l.checkNested(at, sites[len(sites)-1], level{"isps", "isp", s.ISPs})
	l.checkNested(at, all[0], level{"operators", "operator", s.Operators})
	l.checkNested(at, all[0], level{"drivers", "driver", s.Drivers})
	seen := map[string]bool{}
	for i, name := range s.Regions {
		if seen[name] {
			l.wrong(fmt.Sprintf("%s.regions[%d]", at, i), mistake{CodeTwice, "region " + quote(name) + " is named twice", "name each region once"})
		}
		seen[name] = true
	}
}

// checkNested wants at least one of the smaller for each of the larger.
func (l *loader) checkNested(at string, small, large level) {
	if small.n >= large.n {
		return
	}
	message := fmt.Sprintf("%d %s for %d %s", large.n, large.key, small.n, small.key)
	if small.one == "node" {
		l.wrong(at+"."+large.key, mistake{CodeSpread, message, "each needs at least one node"})
		return
	}
	message = fmt.Sprintf("%d %s for %d %s", small.n, small.key, large.n, large.key)
	l.wrong(at+"."+small.key, mistake{CodeSpread, message, "each " + large.one + " needs at least one " + small.one})
}

// domainName is what the domain of that number is called, below its pool.
func domainName(kind hardware.DomainKind, i int) string {
	return fmt.Sprintf([hardware.DomainKinds]string{
		"chassis-%03d", "rack-%03d", "pdu-%02d", "switch-%02d", "room-%02d", "site-%02d", "isp-%02d", "op-%02d", "%d", "driver-%02d",
	}[kind], i+1)
}
