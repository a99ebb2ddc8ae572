package cluster

import (
	"math"
	"slices"
	"strings"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/workloads"
)

// mask is the set of nodes that a constraint allows. Labels and models do not
// change during a run, so each distinct constraint is worked out once.
type mask struct {
	nodes    *bitset // nil allows every node
	capacity map[workloads.Resources]int
	plain    [hardware.MaxGPUs + 1]int // the same and 1 more, for asks of nothing but GPUs, which are most
}

// masks finds the mask of a task group's constraint.
type masks struct {
	site *hardware.Site
	any  *mask
	of   map[string]*mask
}

func newMasks(site *hardware.Site) masks {
	return masks{
		site: site,
		any:  &mask{capacity: map[workloads.Resources]int{}},
		of:   map[string]*mask{},
	}
}

func (m *masks) find(g *workloads.TaskGroup) *mask {
	if len(g.GPU) == 0 && len(g.Where) == 0 {
		return m.any
	}
	key := constraintKey(g)
	if found, ok := m.of[key]; ok {
		return found
	}
	allowed := newBitset(len(m.site.Nodes))
	for i := range m.site.Nodes {
		if allows(g, &m.site.Nodes[i]) {
			allowed.set(i)
		}
	}
	made := &mask{nodes: &allowed, capacity: map[workloads.Resources]int{}}
	m.of[key] = made
	return made
}

// tasks is how many tasks with the ask an empty fleet has room for under k.
func (m *masks) tasks(k *mask, ask workloads.Resources) int {
	plain := ask == workloads.Resources{GPUs: ask.GPUs}
	if plain && k.plain[ask.GPUs] > 0 {
		return k.plain[ask.GPUs] - 1
	}
	if n, ok := k.capacity[ask]; ok {
		return n
	}
	n := 0
	for i := range m.site.Nodes {
		if k.nodes == nil || k.nodes.has(i) {
			n += emptyRoom(m.site.Nodes[i].Spec, ask)
		}
	}
	k.capacity[ask] = n
	if plain {
		k.plain[ask.GPUs] = n + 1
	}
	return n
}

// emptyRoom is how many tasks with the ask fit on an empty node.
func emptyRoom(spec *hardware.NodeSpec, ask workloads.Resources) int {
	room := mostTasks
	switch {
	case ask.GPUs > 0:
		room = spec.GPUs / ask.GPUs
	case ask.Share != hardware.Share{}:
		room = spec.GPUs * shareRoom(hardware.Whole, ask.Share)
	}
	return min(room, byAmount(int64(spec.CPU), int64(ask.CPU)), byAmount(int64(spec.Memory), int64(ask.Memory)))
}

// mostTasks is how many tasks of a group one slice can hold: of tasks without
// GPUs, a node takes no more.
const mostTasks = math.MaxUint16

// byAmount is how many times ask goes into free, at most mostTasks.
func byAmount(free, ask int64) int {
	if ask == 0 {
		return mostTasks
	}
	return int(min(free/ask, mostTasks))
}

func shareRoom(free, ask hardware.Share) int {
	return min(byAmount(int64(free.Compute), int64(ask.Compute)), byAmount(int64(free.Memory), int64(ask.Memory)))
}

func constraintKey(g *workloads.TaskGroup) string {
	var b strings.Builder
	for _, gpu := range g.GPU {
		b.WriteString(gpu + "\x00")
	}
	for _, w := range g.Where {
		b.WriteString("\x01" + w.Key + "\x02" + strings.Join(w.Values, "\x00"))
	}
	return b.String()
}

func allows(g *workloads.TaskGroup, n *hardware.Node) bool {
	if len(g.GPU) > 0 && !slices.Contains(g.GPU, n.Spec.GPU.Name) {
		return false
	}
	for _, w := range g.Where {
		value, ok := n.Label(w.Key)
		if !ok || !slices.Contains(w.Values, value) {
			return false
		}
	}
	return true
}
