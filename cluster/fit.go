package cluster

import (
	"iter"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/workloads"
)

// Order is the order in which a picker looks at nodes.
type Order uint8

// The orders. Ties go to the lowest node.
const (
	FewestFree Order = iota // fullest nodes first: packs, and keeps empty nodes whole
	MostFree                // emptiest nodes first: spreads
	ByNumber                // as the fleet lists them: first fit
)

// Candidates is the capacity that one job may be placed on, and the placement
// being built from it. What was taken is gone from what is offered next.
type Candidates struct {
	s     *State
	j     *Job
	avoid *bitset // nodes that a reservation needs; nil for none
}

// Nodes lists the nodes that have room for at least one task of a group, with
// the number of its tasks that fit there now. The caller may take from a node
// while it looks at it. A node can come again: with what is left of it once its
// place in the order has changed, and for tasks that share GPUs, once for its
// shared GPUs and once for its free ones.
func (c *Candidates) Nodes(group int, order Order) iter.Seq2[hardware.NodeID, int] {
	return func(yield func(hardware.NodeID, int) bool) { c.each(group, order, yield) }
}

func (c *Candidates) each(group int, order Order, yield func(hardware.NodeID, int) bool) {
	x := &c.s.nodes.index
	ask := &c.j.Groups[group].Ask
	whole, firstShare := ask.GPUs, shareLists // no lists of shares for whole GPUs, all nodes for no GPU
	if ask.Share != (hardware.Share{}) {
		whole, firstShare = 1, shareList(ask.Share.Compute)
	}
	offer := func(list *bitset) bool { return c.offer(list, group, yield) }
	switch order {
	case FewestFree:
		for l := firstShare; l < shareLists; l++ {
			if !offer(&x.byShare[l]) {
				return
			}
		}
		for f := whole; f <= x.largest; f++ {
			if x.count[f] > 0 && !offer(&x.byFree[f]) {
				return
			}
		}
	case MostFree:
		for f := x.largest; f >= whole; f-- {
			if x.count[f] > 0 && !offer(&x.byFree[f]) {
				return
			}
		}
		for l := shareLists - 1; l >= firstShare; l-- {
			if !offer(&x.byShare[l]) {
				return
			}
		}
	case ByNumber:
		c.inOrder(group, whole, firstShare, yield)
	}
}

// offer goes through one list.
func (c *Candidates) offer(list *bitset, group int, yield func(hardware.NodeID, int) bool) bool {
	ask := &c.j.Groups[group].Ask
	allowed := c.j.masks[group].nodes
	for i := list.next(0, allowed, c.avoid); i >= 0; i = list.next(i+1, allowed, c.avoid) {
		node := hardware.NodeID(i)
		if room := c.s.nodes.room(node, ask); room > 0 && !yield(node, room) {
			return false
		}
	}
	return true
}

// inOrder goes through the union of the lists by node number.
func (c *Candidates) inOrder(group, whole, firstShare int, yield func(hardware.NodeID, int) bool) {
	x := &c.s.nodes.index
	allowed := c.j.masks[group].nodes
	for from := 0; ; {
		node := -1
		nearer := func(list *bitset) {
			if i := list.next(from, allowed, c.avoid); i >= 0 && (node < 0 || i < node) {
				node = i
			}
		}
		for f := whole; f <= x.largest; f++ {
			nearer(&x.byFree[f])
		}
		for l := firstShare; l < shareLists; l++ {
			nearer(&x.byShare[l])
		}
		if node < 0 {
			return
		}
		room := c.s.nodes.room(hardware.NodeID(node), &c.j.Groups[group].Ask)
		if room > 0 && !yield(hardware.NodeID(node), room) {
			return
		}
		from = node + 1
	}
}

// Take places a number of a group's tasks on a node that has room for them,
// lowest GPUs first; tasks that share a GPU go where least is left.
func (c *Candidates) Take(group int, node hardware.NodeID, tasks int) {
	ask := &c.j.Groups[group].Ask
	if ask.Share == (hardware.Share{}) {
		c.take(hardware.Slice{
			Node: node, Group: uint16(group), Tasks: uint16(tasks),
			GPUs: c.s.nodes.books[node].free.Lowest(tasks * ask.GPUs),
		}, ask)
		return
	}
	for range tasks {
		c.take(hardware.Slice{
			Node: node, Group: uint16(group), Tasks: 1,
			GPUs: c.s.nodes.tightest(node, ask.Share), Share: ask.Share,
		}, ask)
	}
}

func (c *Candidates) take(slice hardware.Slice, ask *workloads.Resources) {
	if err := c.s.nodes.take(&slice, ask); err != nil {
		panic("cluster: take: " + err.Error())
	}
	c.s.scratch = append(c.s.scratch, slice)
}

// tightest is the shared GPU with least left that has room for the share, or
// else the lowest free GPU.
func (ns *nodes) tightest(id hardware.NodeID, ask hardware.Share) hardware.GPUSet {
	best := -1
	shares := ns.sharesOf(id)
	for g, left := range shares {
		if ask.Fits(left) && (best < 0 || left.Compute < shares[best].Compute) {
			best = g
		}
	}
	if best >= 0 {
		return 1 << best
	}
	return ns.books[id].free.Lowest(1)
}

// Picker builds a placement for all task groups of a job and reports whether it
// found one.
type Picker func(c *Candidates, j *workloads.Request) bool

// Fit asks the picker for a placement of a queued job on what is free and not
// kept for a reservation. It changes nothing: the placement is a proposal, good
// until the next Fit or Bound.
func (s *State) Fit(j *Job, pick Picker) (hardware.Placement, bool) {
	if !s.shadows.reserved() || j == s.shadows.head {
		return s.try(j, pick, nil)
	}
	s.cast()
	if s.now.Add(j.Remaining()) <= s.shadows.at {
		on, ok := s.try(j, pick, nil)
		if !ok || s.now.Add(s.expected(j, on)) <= s.shadows.at {
			return on, ok
		}
	}
	return s.try(j, pick, s.pinned())
}

// try asks the picker, unless a count says that no picker can succeed.
func (s *State) try(j *Job, pick Picker, avoid *bitset) (hardware.Placement, bool) {
	s.scratch = s.scratch[:0]
	if isPlain(j) && j.masks[0].nodes == nil {
		var but []int
		if avoid != nil {
			but = s.shadows.pinFree
		}
		if !s.nodes.index.holds(j.Groups[0].Tasks, j.Groups[0].Ask.GPUs, but) {
			return nil, false
		}
	}
	s.candidates = Candidates{s: s, j: j, avoid: avoid}
	ok := pick(&s.candidates, &j.Request)
	s.giveAll(j, s.scratch)
	return s.scratch, ok
}
