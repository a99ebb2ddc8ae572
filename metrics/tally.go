package metrics

import (
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/units"
)

// tally is what faults of one cause came to.
type tally struct {
	faults    int           // that began during the run
	clusters  clusters      // of those
	ended     int           // those found at the start included
	lasted    units.GPUTime // likewise, until the end of the run for those that go on
	detected  int           // that began on a node in service, until it was out of service
	detecting units.GPUTime // of those, the time until then
}

// clusters counts faults of one hazard that begin at the same instant once: a
// shock, a zone that collapses. What strikes them strikes all.
type clusters struct {
	last sim.Time
	n    int
}

func (c *clusters) count(now sim.Time) {
	if c.n == 0 || c.last != now {
		c.n++
		c.last = now
	}
}

// add leaves the clusters out, for those of several GPU models can be the same.
func (t *tally) add(u tally) {
	t.faults += u.faults
	t.ended += u.ended
	t.lasted = t.lasted.Add(u.lasted)
	t.detected += u.detected
	t.detecting = t.detecting.Add(u.detecting)
}

// tallies adds up faults by cause.
type tallies struct {
	gpus     []string // models
	nodes    []tallied
	by       [][]tally  // by hazard and GPU model
	clusters []clusters // by hazard, on nodes of any model
	open     openFaults[running]
}

type tallied struct {
	gpu    int32
	out    bool // of service, as far as is known
	open   faultList
	outage outage
	down   units.GPUTime
}

// running is a fault that goes on.
type running struct {
	hazard uint32
	began  sim.Time
	latent bool // began on a node in service and is not known
}

// defineNode returns the number of the node's GPU model.
func (t *tallies) defineNode(d journal.Definition) int32 {
	gpu := int32(0)
	for int(gpu) < len(t.gpus) && t.gpus[gpu] != d.GPU {
		gpu++
	}
	if int(gpu) == len(t.gpus) {
		t.gpus = append(t.gpus, d.GPU)
	}
	t.nodes = append(t.nodes, tallied{gpu: gpu})
	return gpu
}

// of is the tally of a hazard on a node.
func (t *tallies) of(hazard uint32, node *tallied) *tally {
	for len(t.by) <= int(hazard) {
		t.by = append(t.by, make([]tally, len(t.gpus)))
		t.clusters = append(t.clusters, clusters{})
	}
	return &t.by[hazard][node.gpu]
}

func (t *tallies) observe(e journal.Entry, known hazards) {
	switch e.Kind {
	case journal.FaultBegan:
		n := &t.nodes[e.Node]
		fault := running{hazard: e.Ref, began: e.At}
		if e.Reason != journal.InitiallyDown {
			tally := t.of(e.Ref, n)
			tally.faults++
			tally.clusters.count(e.At)
			t.clusters[e.Ref].count(e.At)
			fault.latent = !n.out
		}
		t.open.begin(&n.open, e, fault)
	case journal.FaultEnded:
		n := &t.nodes[e.Node]
		tally := t.of(e.Ref, n)
		tally.ended++
		tally.lasted = tally.lasted.Add(wallTime(e.At.Sub(t.open.end(&n.open, e).began)))
	case journal.NodeDown:
		t.detected(e)
	case journal.NodeUp:
		t.nodes[e.Node].out = false
	}
	t.follow(e, known)
}

func (t *tallies) detected(e journal.Entry) {
	n := &t.nodes[e.Node]
	n.out = true
	t.open.each(n.open, func(fault *running) {
		if fault.latent {
			fault.latent = false
			tally := t.of(fault.hazard, n)
			tally.detected++
			tally.detecting = tally.detecting.Add(wallTime(e.At.Sub(fault.began)))
		}
	})
}

// follow adds up the outages of the node of an entry.
func (t *tallies) follow(e journal.Entry, known hazards) {
	switch e.Kind {
	case journal.FaultBegan, journal.FaultEnded, journal.NodeRetired, journal.NodeReplaced:
		n := &t.nodes[e.Node]
		if _, began := n.outage.change(e, known); began {
			n.down = n.down.Add(wallTime(e.At.Sub(n.outage.since)))
		}
	}
}

// close cuts off what goes on at the end of the run.
func (t *tallies) close(end sim.Time) {
	for i := range t.nodes {
		n := &t.nodes[i]
		n.down = n.down.Add(wallTime(n.outage.lasted(end)))
		t.open.each(n.open, func(fault *running) {
			tally := t.of(fault.hazard, n)
			tally.lasted = tally.lasted.Add(wallTime(end.Sub(fault.began)))
		})
	}
}
