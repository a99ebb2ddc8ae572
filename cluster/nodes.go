package cluster

import (
	"fmt"
	"slices"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/units"
	"github.com/clustersim/clustersim/workloads"
)

const none = int32(-1)

// nodes are the columns of node state: 32 bytes a node, the index apart, and
// another 4 once a GPU is shared.
type nodes struct {
	site   *hardware.Site
	cpu    []units.MilliCPU // free
	memory []units.Bytes    // free
	books  []book
	split  []int32 // index into shares; none where no GPU is shared. nil until one is
	shares [][]hardware.Share
	index  index
}

// book is what a fault needs of a node, side by side: one trip to memory.
type book struct {
	free   hardware.GPUSet // whole GPUs that nobody holds, also of a node that is down
	tenant int32           // first lease on the node; none
	broken uint16          // parts out of order: what is so
	faults uint16          // faults the scheduler knows of: what is known
}

func newNodes(site *hardware.Site) nodes {
	n := len(site.Nodes)
	ns := nodes{
		site: site, cpu: make([]units.MilliCPU, n), memory: make([]units.Bytes, n),
		books: make([]book, n),
	}
	largest := 0
	for i := range site.Nodes {
		spec := site.Nodes[i].Spec
		ns.books[i] = book{free: hardware.GPUSet(1)<<spec.GPUs - 1, tenant: none}
		ns.cpu[i], ns.memory[i] = spec.CPU, spec.Memory
		largest = max(largest, spec.GPUs)
	}
	ns.index = newIndex(n, largest)
	for i := range site.Nodes {
		ns.index.add(i, ns.books[i].free.Len())
	}
	return ns
}

// up reports whether the node is in service as far as is known.
func (ns *nodes) up(id hardware.NodeID) bool { return ns.books[id].faults == 0 }

// room is how many tasks with the ask fit on the node now.
func (ns *nodes) room(id hardware.NodeID, ask *workloads.Resources) int {
	room := mostTasks
	switch {
	case ask.GPUs > 0:
		room = ns.books[id].free.Len() / ask.GPUs
	case ask.Share != hardware.Share{}:
		room = ns.books[id].free.Len() * shareRoom(hardware.Whole, ask.Share)
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
	if ns.splitOf(id) == none {
		return nil
	}
	return ns.shares[ns.splitOf(id)]
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
		if s.GPUs&^ns.books[s.Node].free != 0 {
			return fmt.Errorf("node %q has GPUs %v free, needs %v", ns.site.Nodes[s.Node].Name, ns.books[s.Node].free, s.GPUs)
		}
		ns.setFree(s.Node, ns.books[s.Node].free&^s.GPUs)
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
		ns.setFree(s.Node, ns.books[s.Node].free|s.GPUs)
		return
	}
	ns.giveShare(s)
}

func amounts(s *hardware.Slice, ask *workloads.Resources) (units.MilliCPU, units.Bytes) {
	return ask.CPU * units.MilliCPU(s.Tasks), ask.Memory * units.Bytes(s.Tasks)
}

func (ns *nodes) setFree(id hardware.NodeID, free hardware.GPUSet) {
	if ns.up(id) {
		ns.index.move(int(id), ns.books[id].free.Len(), free.Len())
	}
	ns.books[id].free = free
}

// takeShare leases a part of one GPU, which becomes a shared GPU if it was free.
func (ns *nodes) takeShare(s *hardware.Slice) error {
	gpu := s.GPUs.First()
	if s.GPUs.Len() != 1 || gpu >= ns.site.Nodes[s.Node].Spec.GPUs {
		return fmt.Errorf("node %q: a share is of one GPU of the node, not of %v", ns.site.Nodes[s.Node].Name, s.GPUs)
	}
	if ns.splitOf(s.Node) == none {
		ns.share(s.Node)
	}
	left := &ns.shares[ns.splitOf(s.Node)][gpu]
	if ns.books[s.Node].free&s.GPUs != 0 {
		*left = hardware.Whole
		ns.setFree(s.Node, ns.books[s.Node].free&^s.GPUs)
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
		ns.setFree(s.Node, ns.books[s.Node].free|s.GPUs)
	}
	ns.reindexShares(s.Node)
}

// splitOf is the node's index into shares; none where no GPU was ever shared.
func (ns *nodes) splitOf(id hardware.NodeID) int32 {
	if ns.split == nil {
		return none
	}
	return ns.split[id]
}

// share gives the node a table in which every GPU has nothing left to share.
func (ns *nodes) share(id hardware.NodeID) {
	if ns.split == nil {
		ns.split = slices.Repeat([]int32{none}, len(ns.books))
	}
	ns.split[id] = int32(len(ns.shares))
	ns.shares = append(ns.shares, make([]hardware.Share, ns.index.largest))
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
		ns.index.remove(int(id), ns.books[id].free.Len())
		if ns.splitOf(id) != none {
			ns.index.fileShare(int(id), 0)
		}
	}
	ns.books[id].faults++
	return ns.books[id].faults == 1
}

// forgetFault records that a known fault is repaired; it reports whether the
// node thereby returns to service.
func (ns *nodes) forgetFault(id hardware.NodeID) bool {
	if ns.books[id].faults == 0 {
		panic(fmt.Sprintf("cluster: repair node %q: it has 0 known faults, needs 1", ns.site.Nodes[id].Name))
	}
	ns.books[id].faults--
	if !ns.up(id) {
		return false
	}
	ns.index.add(int(id), ns.books[id].free.Len())
	if ns.splitOf(id) != none {
		ns.reindexShares(id)
	}
	return true
}
