package hardware

import (
	"fmt"
	"math"
	"time"

	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
)

// FailureModel is the law by which a part in service fails.
type FailureModel interface {
	// Next is the time in which a part that has been in service for age at now runs
	// up that hazard, which is positive: with a standard exponential for a hazard,
	// its residual life. It is at least a nanosecond.
	Next(hazard float64, now sim.Time, age time.Duration) time.Duration
	// StationaryAge draws the age of a part found in service at a random instant
	// of a long history: density S(a)/mean, by inversion.
	StationaryAge(r *rng.Stream) time.Duration
	// Mean is the mean life of a new part.
	Mean() time.Duration
	// Hasten is the law of a part whose hazard is factor times as high at every age
	// and time (proportional hazards): its survival is that of this law to the power
	// of factor, which is positive and finite.
	Hasten(factor float64) FailureModel
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

// The symptoms.
const (
	Crash      Symptom = iota // the node's work stops, and the node says so
	Departure                 // the owner takes the machine back: its work stops
	Hang                      // the node's work stops, and nothing says so
	LinkLoss                  // the node works and cannot be reached: its gang's work stops
	Corruption                // the node works on and its results are wrong
	Slowdown                  // the node works on, slower
	FalseAlarm                // nothing is wrong, though a check says so
	symptoms
)

// String returns the symptom's word.
func (s Symptom) String() string {
	return [symptoms]string{"crash", "departure", "hang", "link-loss", "corruption", "slowdown", "false-alarm"}[s]
}

// Stops reports whether work on the node stops when the fault begins.
func (s Symptom) Stops() bool { return s <= LinkLoss }

// FaultClass is whose failure it is; rates and times are told apart by it.
type FaultClass uint8

// The classes of faults.
const (
	HardwareFault FaultClass = iota // a part of the machine
	SoftwareFault                   // drivers, libraries, the system: on the node's side
	UserFault                       // the job's own code or data
	NetworkFault                    // links, switches, a provider
	OwnerFault                      // nothing broke: somebody took the machine back
	faultClasses
)

// String returns the class's word.
func (c FaultClass) String() string {
	return [faultClasses]string{"hardware", "software", "user", "network", "owner"}[c]
}

// Hazard is one way in which a node, or a domain, fails: Count parts of a kind,
// each with a clock of its own.
type Hazard struct {
	Part      string // names the part's random stream, and the cause in tables: gpu, host, owner
	Class     FaultClass
	Count     int // parts of this kind, 1..4096
	Symptom   Symptom
	Speed     float64 // what is left of a node's speed, for Slowdown: within 0..1, both excluded
	Operating bool    // the clock runs only while a job makes progress on the node, otherwise always; such parts are found in service
	Alike     bool    // neither frailty nor lemons nor known factors of a node change it
	Failure   FailureModel
	Notice    time.Duration // from the moment that Failure gives, when the scheduler is told, until the part goes
	Detect    RepairModel   // from the failure until the scheduler knows; nil for at once
	Misled    float64       // probability that another node of the gang is blamed, 0..1
	Repair    RepairModel   // of a part that comes back by itself, from the failure on; nil with Stages
	Stages    []Stage       // of a repair that begins when the failure is known
}

// mostParts bounds the parts of a kind on a node, each of which has a clock.
const mostParts = 4096

// Availability is the long-run share of time in which one part of the hazard is
// in service: mean life over mean life plus mean outage. It is 1 where nothing
// breaks or what breaks never comes back: a fleet consists of what is left.
func (h *Hazard) Availability() float64 { return h.AvailabilityUnder(h.Failure) }

// AvailabilityUnder is the availability of a part that another law of failure
// holds for, such as one that is hastened.
func (h *Hazard) AvailabilityUnder(law FailureModel) float64 {
	outage := h.MeanOutage()
	if h.Symptom == FalseAlarm || outage == math.MaxInt64 {
		return 1
	}
	up, down := float64(law.Mean())+float64(h.Notice), float64(outage)
	return up / (up + down)
}

// MeanOutage is the mean time from a failure to the return, without waiting for
// hands and spares.
func (h *Hazard) MeanOutage() time.Duration {
	if h.Repair != nil {
		return h.Repair.Mean()
	}
	mean := 0.0
	if h.Detect != nil {
		mean = float64(h.Detect.Mean())
	}
	reached := 1.0
	for i := range h.Stages {
		mean += reached * float64(h.Stages[i].Time.Mean())
		reached *= h.Stages[i].Escalates
	}
	return span(mean)
}

// Scraps reports whether a repair can end with the node being scrapped.
func (h *Hazard) Scraps() bool {
	return len(h.Stages) > 0 && h.Stages[len(h.Stages)-1].Escalates > 0
}

// Validate returns an error unless the hazard can happen: a named part, at least
// one of it, a positive mean life, one way to come back, probabilities within
// 0..1 and no negative times.
func (h *Hazard) Validate() error {
	switch {
	case h.Part == "":
		return fmt.Errorf("hardware: hazard: part has no name, want one such as gpu, host or owner")
	case h.Count < 1 || h.Count > mostParts:
		return fmt.Errorf("hardware: hazard %s: count is %d, want 1..%d", h.Part, h.Count, mostParts)
	case h.Failure == nil || h.Failure.Mean() <= 0:
		return fmt.Errorf("hardware: hazard %s: mean life is not positive, want a failure law that lets the part live", h.Part)
	case h.Repair == nil && h.Stages == nil || h.Repair != nil && h.Repair.Mean() < 0:
		return fmt.Errorf("hardware: hazard %s: mean repair is negative or missing, want a repair law, such as fixed after 0s", h.Part)
	case h.Repair != nil && h.Stages != nil:
		return fmt.Errorf("hardware: hazard %s: it has a repair law and stages of repair, want one of them", h.Part)
	case h.Detect != nil && h.Detect.Mean() < 0:
		return fmt.Errorf("hardware: hazard %s: detection takes %v, want at least 0s", h.Part, h.Detect.Mean())
	case !(h.Misled >= 0 && h.Misled <= 1):
		return fmt.Errorf("hardware: hazard %s: probability of misdiagnosis is %v, want 0..1", h.Part, h.Misled)
	case h.Symptom == Slowdown && !(h.Speed > 0 && h.Speed < 1) || h.Symptom != Slowdown && h.Speed != 0:
		return fmt.Errorf("hardware: hazard %s: %v leaves %v of the speed, want a share within 0..1 for a slowdown and 0 for all else", h.Part, h.Symptom, h.Speed)
	case h.Notice < 0:
		return fmt.Errorf("hardware: hazard %s: notice is %v, want at least 0s", h.Part, h.Notice)
	case h.Notice > 0 && (!h.Symptom.Stops() || h.Operating || h.Stages != nil):
		return fmt.Errorf("hardware: hazard %s: notice can be given only of what stops work, by the wall clock, and comes back by itself; want 0s", h.Part)
	}
	if law, checks := h.Failure.(interface{ Validate() error }); checks {
		if err := law.Validate(); err != nil {
			return fmt.Errorf("hardware: hazard %s: %w", h.Part, err)
		}
	}
	if _, rhythmic := h.Failure.(Periodic); rhythmic && h.Operating {
		return fmt.Errorf("hardware: hazard %s: its clock runs in operating time, which has no hours of the day; want wall-clock time or no rhythm", h.Part)
	}
	return h.checkStages()
}
