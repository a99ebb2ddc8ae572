package cluster

import (
	"fmt"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/units"
	"github.com/clustersim/clustersim/workloads"
)

const none = int32(-1)

// nodes are the columns of node state: 36 bytes a node, the index apart.
type nodes struct {
	site   *hardware.Site
	free   []hardware.GPUSet // whole GPUs that nobody holds, also of a node that is down
	cpu    []units.MilliCPU  // free
	memory []units.Bytes     // free
	split  []int32           // index into shares; none where no GPU is shared
	tenant []int32           // first lease on the node; none
	broken []uint16          // parts out of order: what is so
	faults []uint16          // faults the scheduler knows of: what is known
	shares [][]hardware.Share
	index  index
}

func newNodes(site *hardware.Site) nodes {
	n := len(site.Nodes)
	ns := nodes{
		site: site, free: make([]hardware.GPUSet, n), cpu: make([]units.MilliCPU, n), memory: make([]units.Bytes, n),
		split: make([]int32, n), tenant: make([]int32, n), broken: make([]uint16, n), faults: make([]uint16, n),
	}
	largest := 0
	for i := range site.Nodes {
		spec := site.Nodes[i].Spec
		ns.free[i] = hardware.GPUSet(1)<<spec.GPUs - 1
		ns.cpu[i], ns.memory[i] = spec.CPU, spec.Memory
		ns.split[i], ns.tenant[i] = none, none
		largest = max(largest, spec.GPUs)
	}
	ns.index = newIndex(n, largest)
	for i := range site.Nodes {
		ns.index.add(i, ns.free[i].Len())
	}
	return ns
}

// up reports whether the node is in service as far as is known.
func (ns *nodes) up(id hardware.NodeID) bool { return ns.faults[id] == 0 }

// room is how many tasks with the ask fit on the node now.
func (ns *nodes) room(id hardware.NodeID, ask *workloads.Resources) int {
	room := mostTasks
	switch {
	case ask.GPUs > 0:
		room = ns.free[id].Len() / ask.GPUs
	case ask.Share != hardware.Share{}:
		room = ns.free[id].Len() * shareRoom(hardware.Whole, ask.Share)
		for _, left := range ns.sharesOf(id) {
			room += shareRoom(left, ask.Share)
		}
	}
	if ask.CPU == 0 && ask.Memory == 0 {
		return room
	}
	return min(room, byAmount(int64(ns.cpu[id]), int64(ask.CPU)), byAmount(int64(ns.memory[id]), int64(ask.Memory)))
}

// sharing reports whether any GPU has ever been shared.
func (ns *nodes) sharing() bool { return len(ns.shares) > 0 }

// sharesOf is what is left of each GPU of the node that is shared; of a GPU
// that is free or leased whole, nothing.
func (ns *nodes) sharesOf(id hardware.NodeID) []hardware.Share {
	if ns.split[id] == none {
		return nil
	}
	return ns.shares[ns.split[id]]
}

// take leases the slice's capacity. It reports what is missing if it does not fit.
func (ns *nodes) take(s *hardware.Slice, ask *workloads.Resources) error {
	cpu, memory := amounts(s, ask)
	plain := cpu == 0 && memory == 0
	if !plain && (ns.cpu[s.Node] < cpu || ns.memory[s.Node] < memory) {
		return fmt.Errorf("node %q has %v CPU and %v memory free, needs %v and %v",
			ns.site.Nodes[s.Node].Name, ns.cpu[s.Node], ns.memory[s.Node], cpu, memory)
	}
	if s.Share == (hardware.Share{}) {
		if s.GPUs&^ns.free[s.Node] != 0 {
			return fmt.Errorf("node %q has GPUs %v free, needs %v", ns.site.Nodes[s.Node].Name, ns.free[s.Node], s.GPUs)
		}
		ns.setFree(s.Node, ns.free[s.Node]&^s.GPUs)
	} else if err := ns.takeShare(s); err != nil {
		return err
	}
	if !plain { // each column that is left alone is a trip to memory
		ns.cpu[s.Node] -= cpu
		ns.memory[s.Node] -= memory
	}
	return nil
}

// give returns what take took.
func (ns *nodes) give(s *hardware.Slice, ask *workloads.Resources) {
	cpu, memory := amounts(s, ask)
	if cpu != 0 || memory != 0 {
		ns.cpu[s.Node] += cpu
		ns.memory[s.Node] += memory
	}
	if s.Share == (hardware.Share{}) {
		ns.setFree(s.Node, ns.free[s.Node]|s.GPUs)
		return
	}
	ns.giveShare(s)
}

func amounts(s *hardware.Slice, ask *workloads.Resources) (units.MilliCPU, units.Bytes) {
	return ask.CPU * units.MilliCPU(s.Tasks), ask.Memory * units.Bytes(s.Tasks)
}

func (ns *nodes) setFree(id hardware.NodeID, free hardware.GPUSet) {
	if ns.up(id) {
		ns.index.move(int(id), ns.free[id].Len(), free.Len())
	}
	ns.free[id] = free
}

// takeShare leases a part of one GPU, which becomes a shared GPU if it was free.
func (ns *nodes) takeShare(s *hardware.Slice) error {
	gpu := s.GPUs.First()
	if s.GPUs.Len() != 1 || gpu >= ns.site.Nodes[s.Node].Spec.GPUs {
		return fmt.Errorf("node %q: a share is of one GPU of the node, not of %v", ns.site.Nodes[s.Node].Name, s.GPUs)
	}
	if ns.split[s.Node] == none {
		ns.split[s.Node] = ns.newShares()
	}
	left := &ns.shares[ns.split[s.Node]][gpu]
	if ns.free[s.Node]&s.GPUs != 0 {
		*left = hardware.Whole
		ns.setFree(s.Node, ns.free[s.Node]&^s.GPUs)
	}
	if !s.Share.Fits(*left) {
		return fmt.Errorf("node %q GPU %d has %v of 1000 left, needs %v", ns.site.Nodes[s.Node].Name, gpu, *left, s.Share)
	}
	left.Compute -= s.Share.Compute
	left.Memory -= s.Share.Memory
	ns.reindexShares(s.Node)
	return nil
}

// giveShare returns a part of a GPU; a GPU that nobody shares any more is free.
func (ns *nodes) giveShare(s *hardware.Slice) {
	shares := ns.sharesOf(s.Node)
	left := &shares[s.GPUs.First()]
	left.Compute += s.Share.Compute
	left.Memory += s.Share.Memory
	if *left == hardware.Whole {
		*left = hardware.Share{}
		ns.setFree(s.Node, ns.free[s.Node]|s.GPUs)
	}
	ns.reindexShares(s.Node)
}

// newShares returns a table in which every GPU has nothing left to share.
func (ns *nodes) newShares() int32 {
	ns.shares = append(ns.shares, make([]hardware.Share, ns.index.largest))
	return int32(len(ns.shares) - 1)
}

// reindexShares files the node under the largest share left on one of its GPUs.
func (ns *nodes) reindexShares(id hardware.NodeID) {
	if ns.up(id) {
		ns.index.fileShare(int(id), largestShare(ns.sharesOf(id)))
	}
}

func largestShare(shares []hardware.Share) uint16 {
	var most uint16
	for _, left := range shares {
		most = max(most, left.Compute)
	}
	return most
}

// learnFault records that a fault of the node is known; it reports whether the
// node thereby goes out of service.
func (ns *nodes) learnFault(id hardware.NodeID) bool {
	if ns.up(id) {
		ns.index.remove(int(id), ns.free[id].Len())
		if ns.split[id] != none {
			ns.index.fileShare(int(id), 0)
		}
	}
	ns.faults[id]++
	return ns.faults[id] == 1
}

// forgetFault records that a known fault is repaired; it reports whether the
// node thereby returns to service.
func (ns *nodes) forgetFault(id hardware.NodeID) bool {
	if ns.faults[id] == 0 {
		panic(fmt.Sprintf("cluster: repair node %q: it has 0 known faults, needs 1", ns.site.Nodes[id].Name))
	}
	ns.faults[id]--
	if !ns.up(id) {
		return false
	}
	ns.index.add(int(id), ns.free[id].Len())
	if ns.split[id] != none {
		ns.reindexShares(id)
	}
	return true
}
