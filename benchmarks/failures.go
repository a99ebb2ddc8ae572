package benchmarks

import (
	"context"
	"fmt"
	"math"
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
