package metrics

import (
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/units"
)

// node is what the fold keeps of a node.
type node struct {
	milliGPUs int64
	price     units.MoneyPerHour
	out       sim.Time // out of service since then, as far as is known; sim.Never while in service
	broken    int32    // parts: the truth
	since     sim.Time // when the first of them broke
}

func (f *Fold) defineNode(d journal.Definition) {
	f.nodes = append(f.nodes, node{milliGPUs: d.MilliGPUs, price: d.Price, out: sim.Never})
	f.sum.Nodes++
	f.sum.Priced = f.sum.Priced || d.Price > 0
}

func (f *Fold) nodeUp(e journal.Entry) {
	f.leaveOut(&f.nodes[e.Node], e.At)
	f.nodes[e.Node].out = sim.Never
}

// leaveOut takes an outage that lasted until now off the time in service, from
// which the end of the run starts counting with all that is owned.
func (f *Fold) leaveOut(n *node, now sim.Time) {
	f.sum.InService = f.sum.InService.Sub(units.GPUTimeOf(n.milliGPUs, now.Sub(n.out)))
}

func (f *Fold) faultBegan(e journal.Entry) {
	n := &f.nodes[e.Node]
	n.broken++
	if n.broken == 1 {
		n.since = e.At
	}
	switch e.Reason {
	case journal.InitiallyDown:
		return
	case journal.Departure:
		f.sum.Departures++
	default:
		f.sum.Crashes++
	}
	if n.broken == 1 {
		f.sum.NodeFailures++
	}
}

func (f *Fold) faultEnded(e journal.Entry) {
	n := &f.nodes[e.Node]
	n.broken--
	if n.broken == 0 {
		f.sum.NodeUp = f.sum.NodeUp.Sub(wallTime(e.At.Sub(n.since)))
	}
}

// closeNodes adds up time owned; what was lost of it has been taken off already,
// but for outages that the end of the run cuts short.
func (f *Fold) closeNodes(end sim.Time) {
	for i := range f.nodes {
		n := &f.nodes[i]
		owned := units.GPUTimeOf(n.milliGPUs, end.Sub(0))
		f.sum.Owned = f.sum.Owned.Add(owned)
		f.sum.InService = f.sum.InService.Add(owned)
		f.sum.NodeTime = f.sum.NodeTime.Add(wallTime(end.Sub(0)))
		f.sum.NodeUp = f.sum.NodeUp.Add(wallTime(end.Sub(0)))
		if n.out != sim.Never {
			f.leaveOut(n, end)
		}
		if n.broken > 0 {
			f.sum.NodeUp = f.sum.NodeUp.Sub(wallTime(end.Sub(n.since)))
		}
	}
}
