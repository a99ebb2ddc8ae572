package cluster

import "github.com/clustersim/clustersim/hardware"

// leases links the slices that are leased on each node, so that a failing node
// finds its tenants without a search. Freed links are used again.
type leases struct {
	all    []lease
	unused []int32
}

type lease struct {
	slot       int32
	node       hardware.NodeID
	prev, next int32
}

func (ls *leases) add(ns *nodes, node hardware.NodeID, slot int32) int32 {
	i := int32(len(ls.all))
	if last := len(ls.unused) - 1; last >= 0 {
		i = ls.unused[last]
		ls.unused = ls.unused[:last]
	} else {
		ls.all = append(ls.all, lease{})
	}
	first := ns.books[node].tenant
	ls.all[i] = lease{slot: slot, node: node, prev: none, next: first}
	if first != none {
		ls.all[first].prev = i
	}
	ns.books[node].tenant = i
	return i
}

func (ls *leases) remove(ns *nodes, i int32) {
	l := ls.all[i]
	if l.prev == none {
		ns.books[l.node].tenant = l.next
	} else {
		ls.all[l.prev].next = l.next
	}
	if l.next != none {
		ls.all[l.next].prev = l.prev
	}
	ls.unused = append(ls.unused, i)
}
