package cluster

import (
	"time"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/workloads"
)

// Phase is where a job is in its life.
type Phase uint8

// The phases. Waiting is for other jobs to complete; Queued is for capacity.
const (
	Unknown Phase = iota
	Waiting
	Queued
	Running
	Completed
	Failed // ended otherwise: cancelled, given up, rejected
)

// String returns the phase's word.
func (p Phase) String() string {
	return [...]string{"unknown", "waiting", "queued", "running", "completed", "failed"}[p]
}

// Job is a job that has not ended, with all that the runtime keeps of it.
// Policies see only its Request and its Progress.
type Job struct {
	workloads.Job
	Phase     Phase
	Attempts  uint32             // started so far
	On        hardware.Placement // while running
	on1       [1]hardware.Slice  // room for it on one node, as of most jobs: beside it, for both are read at once
	Spares    int                // slices at the end of On that stand by
	Started   sim.Time           // of the attempt under way, or of its last stretch without a loss
	Expected  sim.Time           // end of the attempt under way, by the estimate
	Kept      time.Duration      // work at nominal speed that a further attempt need not repeat
	Useful    time.Duration      // productive time behind Kept
	SaveEvery time.Duration      // productive time between saves, as the checkpointer decided; 0 for none

	// Timetable is that of the attempt under way: by the estimate when it starts,
	// and by the truth once the runtime has seen to it.
	Timetable workloads.Attempt

	// The truth, for the runtime alone.
	Finish  sim.Handle      // the event that completes the attempt
	GiveUp  sim.Handle      // the event that cancels the job
	Lost    sim.Time        // when a node of the gang broke
	Culprit hardware.NodeID // that node
	Stopped bool            // no progress since Lost

	slot       int32
	level      *level
	place      int32
	blockers   int               // jobs that must complete first
	dependents []workloads.JobID // jobs that wait for this one
	masks      []*mask           // by task group
	leases     []int32           // by slice of On

	// Room for masks and leases of a job on one node, as most are.
	mask1  [1]*mask
	lease1 [1]int32
	widest uint16 // most tasks of a slice of the gang

	Trouble
}

// Trouble is what the runtime keeps of a job to which something unusual happened.
type Trouble struct {
	Swaps    uint32          // nodes replaced so far while attempts went on
	Down     int             // slices of the gang on nodes that do not work
	Segment  time.Duration   // productive time kept in earlier stretches of the attempt under way
	Pace     workloads.Rate  // of progress since PacedAt, where a node is slower than it should be; 0 for Full
	Paced    time.Duration   // elapsed by the timetable until PacedAt
	PacedAt  sim.Time        // when the pace last changed
	Spoiled  bool            // results of the attempt are wrong since SoundFor
	Tainted  bool            // what is kept of earlier attempts is wrong
	Taint    hardware.NodeID // the node that made it so
	SoundFor time.Duration   // elapsed by the timetable when results began to be wrong
	Snapshot time.Duration   // productive time that the save after a notice keeps
	SavedAt  sim.Time        // when that save is complete; 0 for none
}

// Remaining is how much longer the job takes at nominal speed, by its estimate;
// never less than a nanosecond, for estimates can be short.
func (j *Job) Remaining() time.Duration { return max(1, j.Estimate-j.Kept) }

// jobs keeps live jobs in slots that are used again, and of every job ever
// submitted its phase.
type jobs struct {
	chunks [][]Job // so that pointers to jobs stay good
	unused []int32
	slotOf []int32 // by JobID; none once ended
	phase  []Phase // by JobID, for those without a slot
	live   int
}

const chunk = 256

func (js *jobs) slot(i int32) *Job { return &js.chunks[i/chunk][i%chunk] }

func (js *jobs) find(id workloads.JobID) *Job {
	if id < 0 || int(id) >= len(js.slotOf) || js.slotOf[id] == none {
		return nil
	}
	return js.slot(js.slotOf[id])
}

// add stores the job, whose ID must be the next one.
func (js *jobs) add(j workloads.Job) *Job {
	if len(js.unused) == 0 {
		first := int32(len(js.chunks) * chunk)
		fresh := make([]Job, chunk)
		for i := range fresh {
			j := &fresh[i]
			j.On, j.masks, j.leases = j.on1[:0], j.mask1[:0], j.lease1[:0]
		}
		js.chunks = append(js.chunks, fresh)
		for i := int32(chunk - 1); i >= 0; i-- {
			js.unused = append(js.unused, first+i)
		}
	}
	last := len(js.unused) - 1
	slot := js.unused[last]
	js.unused = js.unused[:last]
	js.slotOf = append(js.slotOf, slot)
	js.phase = append(js.phase, Unknown)
	js.live++

	stored := js.slot(slot)
	*stored = Job{
		Job: j, slot: slot, place: none,
		On: stored.On[:0], masks: stored.masks[:0], leases: stored.leases[:0], dependents: stored.dependents[:0],
	}
	return stored
}

func (js *jobs) forget(j *Job) {
	js.slotOf[j.ID] = none
	js.phase[j.ID] = j.Phase
	js.unused = append(js.unused, j.slot)
	js.live--
}
