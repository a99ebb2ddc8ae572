package hardware

import (
	"time"

	"github.com/clustersim/clustersim/evidence"
	"github.com/clustersim/clustersim/units"
)

// NodeID numbers the nodes of a site from 0: it indexes slices.
type NodeID int32

// MaxGPUs is the largest number of GPUs one node can have: a [GPUSet] is a word.
const MaxGPUs = 64

// NodeSpec is a kind of machine.
type NodeSpec struct {
	Name   string
	GPU    *GPU
	GPUs   int // 1..MaxGPUs
	CPU    units.MilliCPU
	Memory units.Bytes
	NIC    units.BytesPerSecond // to the network, each direction
	Claims []evidence.ID
}

// Node is one machine of a fleet.
type Node struct {
	Name    string // stable and unique in the site, such as market/op-03/box-17: it keys the node's random streams
	Pool    string // the fleet entry that it came from
	Spec    *NodeSpec
	Domains [DomainKinds]DomainID // by kind; NoDomain where it has none
	Labels  []Label               // sorted by key; includes region, operator, site and rack from its domains
	Price   units.MoneyPerHour    // asked per GPU and hour
	Hazards []Hazard              // shared by all nodes of a profile
	Age     Age

	Factor     float64     // of its hazards, for what is known of it such as its place in the rack; 0 means 1
	Frailty    *Frailty    // shared likewise; nil if nodes do not differ
	Retirement *Retirement // shared likewise; nil if nodes are never retired
	StartUp    RepairModel // from the lease to the beginning of work; nil for none
}

// Label is one property that requests can ask for: region, operator, tier, trust.
type Label struct{ Key, Value string }

// Label returns the value of the label of that key.
func (n *Node) Label(key string) (string, bool) {
	for _, l := range n.Labels {
		if l.Key == key {
			return l.Value, true
		}
	}
	return "", false
}

// AgeRule says how old a node's parts are when the run begins.
type AgeRule uint8

// The rules of age. A run that starts every node fresh without saying so
// overstates early failures of decreasing-hazard laws several times.
const (
	Stationary AgeRule = iota // as found at a random instant of a long history, down nodes included
	Fresh                     // all parts new, or just repaired
	Given                     // all parts in service for a stated time
)

// Age is a rule and, for [Given], the time in service.
type Age struct {
	Rule AgeRule
	Of   time.Duration
}

// DomainID numbers the domains of a site from 0.
type DomainID int32

// NoDomain marks a kind of domain that a node is in none of.
const NoDomain DomainID = -1

// NoDomains is the place of a node that is in no domain.
func NoDomains() [DomainKinds]DomainID {
	var none [DomainKinds]DomainID
	for kind := range none {
		none[kind] = NoDomain
	}
	return none
}

// DomainKind is a way in which nodes belong together.
type DomainKind uint8

// The kinds of domains, from the smallest to the largest.
const (
	Chassis DomainKind = iota
	Rack
	PDU
	Switch
	Room
	PhysicalSite
	ISP
	Operator
	Region
	Driver      // nodes that get a driver or image rolled out together
	DomainKinds = 10
)

// String returns the kind's word, which is also the label key of its name.
func (k DomainKind) String() string {
	return [DomainKinds]string{
		"chassis", "rack", "pdu", "switch", "room", "site", "isp", "operator", "region", "driver",
	}[k]
}

// Domain is a set of nodes that share something: power, a building, an owner.
type Domain struct {
	Kind   DomainKind
	Name   string
	Parent DomainID // the site of a rack, the region of a site; NoDomain at the top
}
