package metrics

import (
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/sim"
)

// uptime records when nodes work, known or not: 16 bytes for each time that one
// stops or works again. See [outage].
type uptime struct {
	hazards hazards
	nodes   []upNode
	toggles []toggle // in order of time
	end     sim.Time
}

type upNode struct {
	name, pool string
	milliGPUs  int64
	outage     outage
}

// toggle is a change of a node that worked until then, or did not.
type toggle struct {
	at   sim.Time
	node hardware.NodeID
	up   bool
}

// Define takes in a definition. A node works until its journal says otherwise.
func (u *uptime) Define(d journal.Definition) {
	switch d.Subject {
	case journal.HazardSubject:
		u.hazards.define(d)
	case journal.NodeSubject:
		u.nodes = append(u.nodes, upNode{name: d.Name, pool: d.Group, milliGPUs: d.MilliGPUs})
	}
}

// Observe takes in an entry.
func (u *uptime) Observe(e journal.Entry) {
	switch e.Kind {
	case journal.FaultBegan, journal.FaultEnded, journal.NodeRetired, journal.NodeReplaced:
		if stopped, began := u.nodes[e.Node].outage.change(e, u.hazards); stopped || began {
			u.toggles = append(u.toggles, toggle{e.At, e.Node, began})
		}
	case journal.RunEnded:
		u.end = e.At
	}
}

// perNode is the toggles by node.
func (u *uptime) perNode() [][]toggle {
	counts := make([]int, len(u.nodes))
	for _, t := range u.toggles {
		counts[t.node]++
	}
	all, first := make([]toggle, len(u.toggles)), 0
	by := make([][]toggle, len(u.nodes))
	for node, n := range counts {
		by[node] = all[first : first : first+n]
		first += n
	}
	for _, t := range u.toggles {
		by[t.node] = append(by[t.node], t)
	}
	return by
}

// pools names the sets of nodes that tables tell apart: the whole fleet, without
// a name, and its pools if there are several, in the order of the fleet.
func (u *uptime) pools() []string {
	names := []string{""}
	seen := map[string]bool{}
	for i := range u.nodes {
		if pool := u.nodes[i].pool; !seen[pool] {
			seen[pool] = true
			names = append(names, pool)
		}
	}
	if len(names) == 2 {
		return names[:1]
	}
	return names
}

// places numbers the nodes of a pool, or of the whole fleet, in its order; others
// are none.
func (u *uptime) places(pool string) (places []int32, n int) {
	places = make([]int32, len(u.nodes))
	for i := range u.nodes {
		places[i] = none
		if pool == "" || u.nodes[i].pool == pool {
			places[i] = int32(n)
			n++
		}
	}
	return places, n
}
