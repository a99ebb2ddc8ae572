package hardware

import (
	"fmt"
	"time"

	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
)

// FailureModel is the law by which a part in service fails.
type FailureModel interface {
	// Next draws the time to the next failure of a part that has been in service
	// for age at now: its residual life, not a whole one.
	Next(r *rng.Stream, now sim.Time, age time.Duration) time.Duration
	// StationaryAge draws the age of a part found in service at a random instant
	// of a long history: density S(a)/mean, by inversion.
	StationaryAge(r *rng.Stream) time.Duration
	// Mean is the mean life of a new part.
	Mean() time.Duration
}

// RepairModel is the law of the time from a failure to the return to service.
type RepairModel interface {
	// Repair draws the time a repair takes.
	Repair(r *rng.Stream) time.Duration
	// StationaryRest draws what is left of a repair found under way at a random
	// instant of a long history.
	StationaryRest(r *rng.Stream) time.Duration
	// Mean is the mean time to repair.
	Mean() time.Duration
}

// Symptom is how a failure shows.
type Symptom uint8

// The symptoms. A crash stops the node's work at once and is reported by the
// next health check; a departure is the owner taking the machine back.
const (
	Crash Symptom = iota
	Departure
)

// String returns the symptom's word.
func (s Symptom) String() string { return [...]string{"crash", "departure"}[s] }

// Hazard is one way in which a node fails: Count parts of a kind, each with a
// clock of its own that runs whether the node works or not (wall clock).
type Hazard struct {
	Part    string // names the part's random stream: gpu, host, owner
	Count   int    // parts of this kind on the node, at least 1
	Symptom Symptom
	Failure FailureModel
	Detect  time.Duration // from the failure until the scheduler knows
	Repair  RepairModel
}

// Availability is the long-run share of time in which one part of the hazard is
// in service: mean life over mean life plus mean repair.
func (h *Hazard) Availability() float64 {
	up, down := float64(h.Failure.Mean()), float64(h.Repair.Mean())
	return up / (up + down)
}

// Validate returns an error unless the hazard can happen: a named part, at least
// one of it, a positive mean life and no negative times.
func (h *Hazard) Validate() error {
	switch {
	case h.Part == "":
		return fmt.Errorf("hardware: hazard: part has no name, want one such as gpu, host or owner")
	case h.Count < 1:
		return fmt.Errorf("hardware: hazard %s: count is %d, want at least 1", h.Part, h.Count)
	case h.Failure == nil || h.Failure.Mean() <= 0:
		return fmt.Errorf("hardware: hazard %s: mean life is not positive, want a failure law that lets the part live", h.Part)
	case h.Repair == nil || h.Repair.Mean() < 0:
		return fmt.Errorf("hardware: hazard %s: mean repair is negative or missing, want a repair law, such as fixed after 0s", h.Part)
	case h.Detect < 0:
		return fmt.Errorf("hardware: hazard %s: detection takes %v, want at least 0s", h.Part, h.Detect)
	}
	return nil
}
