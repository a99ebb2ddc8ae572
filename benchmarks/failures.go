package benchmarks

import (
	"context"
	"fmt"
	"math"
	"strconv"
	"time"

	"github.com/clustersim/clustersim"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/scheduler/policies"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
)

// The failure-and-repair load: every node has one clock, new at the start.
const (
	failureShape = 0.8
	failureMean  = 30 * 24 * time.Hour
	repairMean   = 4 * time.Hour
	failureYear  = sim.Time(365 * 24 * time.Hour)
)

// failureScale is the scale of the Weibull law with that mean.
func failureScale() time.Duration {
	return time.Duration(float64(failureMean) / math.Gamma(1+1/failureShape))
}

func failureHazards() []hardware.Hazard {
	return []hardware.Hazard{{
		Part: "host", Count: 1, Symptom: hardware.Crash,
		Failure: hardware.Weibull{Shape: failureShape, Scale: failureScale()},
		Repair:  hardware.Exponential{MTBF: repairMean},
	}}
}

// troubledFleet is a fleet whose nodes also differ in how fast they fail, fail
// together by the rack, and fail more at some hours than at others.
func troubledFleet(nodes int) *hardware.Site {
	rhythm := hardware.Rhythm{}
	for hour := range rhythm.Hours {
		rhythm.Hours[hour] = 1 + 0.6*math.Sin(2*math.Pi*float64(hour)/24)
	}
	for day := range rhythm.Days {
		rhythm.Days[day] = 1
	}
	hazards := failureHazards()
	periodic, err := hardware.NewPeriodic(hardware.Exponential{MTBF: failureMean}, rhythm)
	if err != nil {
		panic("benchmarks: rhythm: " + err.Error())
	}
	hazards[0].Failure = periodic
	site := *newFleet(nodes, hazards)
	frailty := &hardware.Frailty{Node: hardware.GammaFactor{Shape: 2}}
	for i := range site.Nodes {
		n := &site.Nodes[i]
		n.Frailty = frailty
		n.Domains[hardware.Rack] = hardware.DomainID(i / rackSize)
		if i%rackSize == 0 {
			site.Domains = append(site.Domains, hardware.Domain{Kind: hardware.Rack, Name: strconv.Itoa(i / rackSize), Parent: hardware.NoDomain})
			site.Shocks = append(site.Shocks, rackShock(len(site.Shocks), min(nodes, i+rackSize)))
		}
	}
	troubled, err := hardware.NewSite(site)
	if err != nil {
		panic("benchmarks: new troubled fleet: " + err.Error())
	}
	return troubled
}

// rackSize is the nodes of a rack.
const rackSize = 16

// rackShock is the power of a rack, whose nodes end before a number.
func rackShock(rack, end int) hardware.Shock {
	s := hardware.Shock{
		Hazard: &hardware.Hazard{
			Part: "power", Count: 1,
			Failure: hardware.Exponential{MTBF: 4 * failureMean}, Repair: hardware.Exponential{MTBF: repairMean},
		},
		Domain: hardware.DomainID(rack), Reach: 1,
	}
	for id := rack * rackSize; id < end; id++ {
		s.Nodes = append(s.Nodes, hardware.NodeID(id))
	}
	return s
}

// runFailures lets the nodes of a site fail and be repaired until the end.
func runFailures(site *hardware.Site, until sim.Time, observers ...journal.Observer) {
	model := clustersim.Model{Site: site, Policy: policies.FCFS{Place: policies.Pack}, Until: until}
	if err := clustersim.Run(context.Background(), model, rng.NewSeed(1), observers...); err != nil {
		panic(fmt.Sprintf("benchmarks: run failures: %v", err))
	}
}

// outages counts failures, and adds up the node time that they cost.
type outages struct {
	failures int
	down     float64 // node hours
	open     int     // nodes down now
	since    sim.Time
}

// Define implements [journal.Observer].
func (o *outages) Define(journal.Definition) {}

// Observe implements [journal.Observer].
func (o *outages) Observe(e journal.Entry) {
	o.down += float64(o.open) * e.At.Sub(o.since).Hours()
	o.since = e.At
	switch e.Kind {
	case journal.FaultBegan:
		o.failures++
		o.open++
	case journal.FaultEnded:
		o.open--
	}
}

// heapAt measures the live heap when the run is half over.
type heapAt struct {
	when  sim.Time
	bytes float64
}

// Define implements [journal.Observer].
func (h *heapAt) Define(journal.Definition) {}

// Observe implements [journal.Observer].
func (h *heapAt) Observe(e journal.Entry) {
	if h.bytes == 0 && e.At >= h.when {
		h.bytes = liveBytes()
	}
}

// nodeBytes and pendingBytes bound the live heap of a run: of a node, and of its
// one pending event.
const nodeBytes, pendingBytes = 64, 40

// FailureRatios measures a year of failure and repair of 1e5 nodes against
// closures on container/heap, and what it costs that nodes differ, fail together
// and keep hours against the plain run of ours. It takes about a minute; quick
// takes 1e4 nodes, for which only the allocations are claimed.
func FailureRatios(quick bool) []Ratio {
	nodes := 100_000
	r := Ratio{Target: 5, AllocsMost: noAllocations, BytesMost: nodeBytes + pendingBytes}
	troubled := Ratio{Target: 1.0 / 3, AllocsMost: noAllocations}
	if quick {
		nodes, r.Target, r.BytesMost, troubled.Target = 10_000, 0, 0, 0
	}
	r.Name = fmt.Sprintf("failures, %.0e nodes", float64(nodes))
	site := newFleet(nodes, failureHazards())

	before, half := liveBytes(), heapAt{when: failureYear / 2}
	var count outages
	runFailures(site, failureYear, &count, &half)
	r.BytesPerPending = (half.bytes - before) / float64(nodes)

	ours := side{func(int) { runFailures(site, failureYear) }, count.events()}
	r.AllocsPerOp = allocations(ours.run, ours.units)
	sketch := func(int) { newFailureSketch(nodes, time.Duration(failureYear)).run() }
	yardstick := side{sketch, newFailureSketch(nodes, time.Duration(failureYear)).run()}

	troubled.Name = "  with frailty, shocks, hours"
	bad := troubledFleet(nodes)
	var worse outages
	runFailures(bad, failureYear, &worse)
	all := side{func(int) { runFailures(bad, failureYear) }, worse.events()}
	troubled.AllocsPerOp = allocations(all.run, all.units)
	return []Ratio{r.compare(ours, yardstick, 5), troubled.compare(all, ours, 3)}
}

// events is how many failures and repairs there were.
func (o *outages) events() int { return 2*o.failures - o.open }
