package metrics

import (
	"slices"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/units"
)

// lease is a hold on GPUs of a node, by its gang or as a spare.
type lease struct {
	node      hardware.NodeID
	milliGPUs int64
	start     sim.Time
}

// held is the GPU time of the lease until it ends.
func (l *lease) held(end sim.Time) units.GPUTime {
	return units.GPUTimeOf(l.milliGPUs, end.Sub(l.start))
}

// leases are those of an attempt under way. They come and go while it does.
type leases []lease

func (ls *leases) take(e journal.Entry) { *ls = append(*ls, lease{e.Node, e.Value, e.At}) }

// release takes out the lease on a node.
func (ls *leases) release(node hardware.NodeID) lease {
	for i, l := range *ls {
		if l.node == node {
			*ls = slices.Delete(*ls, i, i+1)
			return l
		}
	}
	panic("metrics: a node is released that was not leased")
}
