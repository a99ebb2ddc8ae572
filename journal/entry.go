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
	Value  int64 // by Kind: nanoseconds, thousandths of a GPU, millionths of a speed, a stage or a domain
	Job    workloads.JobID
	Node   hardware.NodeID
	Ref    uint32 // by Kind: attempt number, or the number of a hazard as defined
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
	// Leased: Job holds GPUs GPUs of Node, Value thousandths of a GPU in all, as a spare if the Reason is Standby.
	// Follows AttemptStarted, or comes while the attempt goes on.
	Leased
	// AttemptEnded: attempt Ref of Job ends for Reason and gives its lease back; Value is the productive time in ns
	// that it leaves behind: work done at the placed speed and not lost. It is negative where the attempt loses what
	// earlier ones left behind: the sum over a job is what it has to show.
	AttemptEnded
	// WorkStopped (fact): attempt Ref of Job stops making progress, Reason says why; its lease goes on until the loss is detected.
	WorkStopped
	// WorkSlowed (fact): attempt Ref of Job goes on at Value millionths of its speed.
	WorkSlowed
	// WorkSpoiled (fact): what attempt Ref of Job computes from now on is wrong, for a part of Node is, or
	// was when earlier attempts saved what this one goes on from.
	WorkSpoiled
	// WorkResumed: attempt Ref of Job was interrupted by the loss of Node and keeps its lease: another node took over;
	// Value is the time in ns until it makes progress again.
	WorkResumed
	// Released: Job gives Node back while its attempt Ref goes on.
	Released
	// JobEnded: Job is over for good, Reason says how; Value is 0, or negative if it ends while it waits and thereby
	// loses the productive time in ns that its attempts left behind.
	JobEnded
	// ShockBegan (fact): hazard Ref of domain Value strikes; a FaultBegan follows for each node that it breaks.
	ShockBegan
	// FaultBegan (fact): hazard Ref breaks a part of Node; Reason is the symptom.
	FaultBegan
	// FaultEnded (fact): that part of Node works again.
	FaultEnded
	// NoticeGiven: hazard Ref will take a part of Node in Value ns.
	NoticeGiven
	// NodeDown: the scheduler takes Node for out of service, on account of hazard Ref. Reason is FalseAlarm if nothing is
	// wrong with it, Blamed if something is wrong with another node, and the symptom otherwise.
	NodeDown
	// NodeUp: Node is in service again, and this is seen at once.
	NodeUp
	// RepairBegan: stage Value of the repair of hazard Ref of Node begins: hands and spares are there.
	RepairBegan
	// NodeCured (fact): Node is no lemon any more.
	NodeCured
	// NodeRetired: Node will not come back.
	NodeRetired
	// NodeReplaced: a new machine stands in the place of Node.
	NodeReplaced
	// RunEnded: the run is over; jobs without JobEnded were cut off.
	RunEnded
	kinds
)

var kindWords = [kinds]string{
	JobSubmitted: "submitted", JobEligible: "eligible", AttemptStarted: "started", Leased: "leased",
	AttemptEnded: "attempt-ended", WorkStopped: "work-stopped", WorkSlowed: "work-slowed", WorkSpoiled: "work-spoiled",
	WorkResumed: "work-resumed", Released: "released", JobEnded: "ended",
	ShockBegan: "shock", FaultBegan: "fault", FaultEnded: "fault-ended", NoticeGiven: "notice",
	NodeDown: "node-down", NodeUp: "node-up", RepairBegan: "repair", NodeCured: "node-cured",
	NodeRetired: "node-retired", NodeReplaced: "node-replaced", RunEnded: "run-ended",
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
func (k Kind) Fact() bool {
	switch k {
	case WorkStopped, WorkSlowed, WorkSpoiled, ShockBegan, FaultBegan, FaultEnded, NodeCured:
		return true
	}
	return false
}

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
	// Hang: work stopped, and nothing said so.
	Hang
	// LinkLoss: the node could not be reached.
	LinkLoss
	// Corruption: results were wrong.
	Corruption
	// Slowdown: work went on, slower.
	Slowdown
	// FalseAlarm: a check was wrong.
	FalseAlarm
	// Blamed: taken for the culprit in another node's place.
	Blamed
	// Standby: held as a spare.
	Standby
	reasons
)

var reasonWords = [reasons]string{
	"", "completed", "cancelled", "node-lost", "gave-up", "never-fits", "dependency-failed", "dropped", "cut-off",
	"crash", "departure", "initially-down", "hang", "link-loss", "corruption", "slowdown", "false-alarm", "blamed",
	"standby",
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
	return [...]Reason{
		hardware.Crash: Crash, hardware.Departure: Departure, hardware.Hang: Hang, hardware.LinkLoss: LinkLoss,
		hardware.Corruption: Corruption, hardware.Slowdown: Slowdown, hardware.FalseAlarm: FalseAlarm,
	}[s]
}

// Observer sees a run as it happens. Observers get the same records in the same
// order; none can change the run.
type Observer interface {
	Define(d Definition)
	Observe(e Entry)
}
