package metrics

import (
	"fmt"

	"github.com/clustersim/clustersim/workloads"
)

// none marks a job without a slot.
const none = -1

// live keeps what is known of jobs that have not ended, in slots that are used
// again: memory follows the jobs alive at one time, plus four bytes for each job
// ever submitted.
type live[T any] struct {
	slotOf []int32 // by JobID; none before submission and after the end
	slots  []T
	unused []int32
}

// add gives the job a slot, which holds what its last user left there. Pointers
// into slots are good until the next add.
func (l *live[T]) add(id workloads.JobID) *T {
	for len(l.slotOf) <= int(id) {
		l.slotOf = append(l.slotOf, none)
	}
	if len(l.unused) == 0 {
		var fresh T
		l.unused = append(l.unused, int32(len(l.slots)))
		l.slots = append(l.slots, fresh)
	}
	last := len(l.unused) - 1
	l.slotOf[id] = l.unused[last]
	l.unused = l.unused[:last]
	return &l.slots[l.slotOf[id]]
}

// of finds a live job.
func (l *live[T]) of(id workloads.JobID) *T {
	if int(id) >= len(l.slotOf) || l.slotOf[id] == none {
		panic(fmt.Sprintf("metrics: entry for job %d, which is not among the %d live ones", id, len(l.slots)-len(l.unused)))
	}
	return &l.slots[l.slotOf[id]]
}

func (l *live[T]) remove(id workloads.JobID) {
	l.unused = append(l.unused, l.slotOf[id])
	l.slotOf[id] = none
}

// each visits the live jobs in order of their IDs.
func (l *live[T]) each(visit func(*T)) {
	for _, slot := range l.slotOf {
		if slot != none {
			visit(&l.slots[slot])
		}
	}
}
