package journal

import (
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/workloads"
)

// Entry is one thing that happened. Which fields count is fixed by Kind; the
// others are zero.
type Entry struct {
	At     sim.Time
	Value  int64 // by Kind: nanoseconds, or thousandths of a GPU
	Job    workloads.JobID
	Node   hardware.NodeID
	Ref    uint32 // by Kind: attempt number, or index of the node's hazard
	GPUs   uint16 // of one node; a job's total is the sum of its leases
	Kind   Kind
	Reason Reason
}

// Kind is what sort of thing happened.
type Kind uint8

// The kinds of entries. Those marked fact are known to nobody when they happen.
const (
	// JobSubmitted: a user hands in Job.
	JobSubmitted Kind = iota + 1
	// JobEligible: Job joins the queue: it arrived, and all jobs it depends on are complete.
	JobEligible
	// AttemptStarted: attempt Ref of Job gets its lease; Value is its expected length in ns.
	AttemptStarted
	// Leased: Job holds GPUs GPUs of Node, Value thousandths of a GPU in all. Follows AttemptStarted.
	Leased
	// AttemptEnded: attempt Ref of Job ends for Reason and gives its lease back; Value is the productive time in ns
	// that it leaves behind: work done at the placed speed and not lost. It is negative where the attempt loses what
	// earlier ones left behind: the sum over a job is what it has to show.
	AttemptEnded
	// WorkStopped (fact): attempt Ref of Job stops making progress, Reason says why; its lease goes on until the loss is detected.
	WorkStopped
	// JobEnded: Job is over for good, Reason says how; Value is 0, or negative if it ends while it waits and thereby
	// loses the productive time in ns that its attempts left behind.
	JobEnded
	// FaultBegan (fact): hazard Ref breaks a part of Node; Reason is the symptom.
	FaultBegan
	// FaultEnded (fact): that part of Node works again.
	FaultEnded
	// NodeDown: the scheduler learns that Node is out of service.
	NodeDown
	// NodeUp: Node is in service again, and this is seen at once.
	NodeUp
	// RunEnded: the run is over; jobs without JobEnded were cut off.
	RunEnded
	kinds
)

var kindWords = [kinds]string{
	JobSubmitted: "submitted", JobEligible: "eligible", AttemptStarted: "started", Leased: "leased",
	AttemptEnded: "attempt-ended", WorkStopped: "work-stopped", JobEnded: "ended", FaultBegan: "fault",
	FaultEnded: "fault-ended", NodeDown: "node-down", NodeUp: "node-up", RunEnded: "run-ended",
}

// String returns the kind's word in the text form.
func (k Kind) String() string {
	if k == 0 || k >= kinds {
		return "invalid"
	}
	return kindWords[k]
}

// Fact reports whether entries of this kind are known to nobody when they
// happen; all others are seen.
func (k Kind) Fact() bool { return k == WorkStopped || k == FaultBegan || k == FaultEnded }

// Reason is why something happened.
type Reason uint8

// The reasons.
const (
	NoReason Reason = iota
	// Completed: the work is done.
	Completed
	// Cancelled: the user gave the job up.
	Cancelled
	// NodeLost: a node of the gang went out of service.
	NodeLost
	// GaveUp: the recovery strategy stopped trying.
	GaveUp
	// NeverFits: no empty fleet of these nodes could hold the gang.
	NeverFits
	// DependencyFailed: a job that had to complete first ended otherwise.
	DependencyFailed
	// Dropped: the job did not fit when it arrived, and the scenario says not to wait.
	Dropped
	// CutOff: the run ended first; the work done so far counts.
	CutOff
	// Crash: a part broke.
	Crash
	// Departure: the owner took the machine back.
	Departure
	// InitiallyDown: out of service when the run began.
	InitiallyDown
	reasons
)

var reasonWords = [reasons]string{
	"", "completed", "cancelled", "node-lost", "gave-up", "never-fits", "dependency-failed", "dropped", "cut-off",
	"crash", "departure", "initially-down",
}

// String returns the reason's word in the text form; empty for none.
func (r Reason) String() string {
	if r >= reasons {
		return "invalid"
	}
	return reasonWords[r]
}

// SymptomReason is the reason that a fault with the symptom is journalled with.
func SymptomReason(s hardware.Symptom) Reason {
	if s == hardware.Departure {
		return Departure
	}
	return Crash
}

// Observer sees a run as it happens. Observers get the same records in the same
// order; none can change the run.
type Observer interface {
	Define(d Definition)
	Observe(e Entry)
}
