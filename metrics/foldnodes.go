package metrics

import (
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/units"
)

// node is what the fold keeps of a node.
type node struct {
	milliGPUs int64
	price     units.MoneyPerHour
	out       sim.Time // out of service since then, as far as is known; sim.Never while in service
	outage    outage   // the truth
	faults    faultList
	machine   machine
}

func (f *Fold) defineHazard(d journal.Definition) {
	f.hazards.define(d)
	h := f.hazards[len(f.hazards)-1]
	f.sum.Threats[h.class] = true
	f.sum.Corruptible = f.sum.Corruptible || h.symptom == hardware.Corruption
}

func (f *Fold) defineNode(d journal.Definition) {
	f.nodes = append(f.nodes, node{milliGPUs: d.MilliGPUs, price: d.Price, out: sim.Never, machine: f.screen.define(d)})
	f.sum.Nodes++
	f.sum.Lemons += indicator(d.Lemon)
	f.sum.Priced = f.sum.Priced || d.Price > 0
}

// nodeDown notes that a node is known to be out of service: from now on, the
// faults that it has do no harm that could be avoided.
func (f *Fold) nodeDown(e journal.Entry) {
	n := &f.nodes[e.Node]
	n.out = e.At
	switch e.Reason {
	case journal.FalseAlarm:
		f.sum.FalseAlarms++
	case journal.Blamed:
		f.sum.Misdiagnoses++
	}
	f.latent.each(n.faults, func(since *sim.Time) {
		if *since != sim.Never {
			f.sum.Detected++
			f.sum.Detecting = f.sum.Detecting.Add(wallTime(e.At.Sub(*since)))
			*since = sim.Never
		}
	})
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
	n, h := &f.nodes[e.Node], f.hazards.of(e)
	stopped := h.symptom.Stops() && n.outage.begin(e.At)
	if e.Reason == journal.InitiallyDown {
		f.latent.begin(&n.faults, e, sim.Never)
		return
	}
	f.sum.Faults[h.class]++
	f.sum.NodeFailures += indicator(stopped)
	f.screen.fault(&n.machine, h, e)
	if n.out == sim.Never {
		f.latent.begin(&n.faults, e, e.At)
		return
	}
	f.latent.begin(&n.faults, e, sim.Never)
}

func (f *Fold) faultEnded(e journal.Entry) {
	f.latent.end(&f.nodes[e.Node].faults, e)
	if f.hazards.of(e).symptom.Stops() {
		f.outageEnds(e)
	}
}

// outageEnds takes away a cause for which a node does not work.
func (f *Fold) outageEnds(e journal.Entry) {
	if n := &f.nodes[e.Node]; n.outage.end() {
		f.sum.NodeUp = f.sum.NodeUp.Sub(wallTime(e.At.Sub(n.outage.since)))
	}
}

func (f *Fold) repairBegan(e journal.Entry) {
	f.sum.Repairs++
	if e.Value > 0 {
		f.sum.Escalations++
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
		f.sum.NodeUp = f.sum.NodeUp.Sub(wallTime(n.outage.lasted(end)))
	}
	if f.sum.Lemons > 0 {
		f.findLemons(end)
	}
}

// findLemons compares suspects with the truth.
func (f *Fold) findLemons(end sim.Time) {
	suspects := f.screen.suspects(len(f.nodes), func(i int) *machine { return &f.nodes[i].machine }, end)
	for i, suspect := range suspects {
		f.sum.Suspects += indicator(suspect)
		f.sum.Convicted += indicator(suspect && f.nodes[i].machine.lemon)
	}
}
