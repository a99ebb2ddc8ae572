package metrics

import (
	"fmt"

	"github.com/clustersim/clustersim/journal"
)

// openFaults keeps the faults that have begun and not ended, in slots that are
// used again: memory follows the faults open at one time. Each node keeps a
// faultList of its own.
type openFaults[T any] struct {
	slots  []openFault[T]
	unused []faultList
}

// faultList is the number of a node's oldest open fault, from 1 on; 0 for none.
type faultList int32

type openFault[T any] struct {
	hazard uint32
	next   faultList
	note   T
}

func (o *openFaults[T]) slot(at faultList) *openFault[T] { return &o.slots[at-1] }

// begin opens the fault of an entry.
func (o *openFaults[T]) begin(of *faultList, e journal.Entry, note T) {
	for *of != 0 {
		of = &o.slot(*of).next
	}
	fault := openFault[T]{hazard: e.Ref, note: note}
	if last := len(o.unused) - 1; last >= 0 {
		*of = o.unused[last]
		o.unused = o.unused[:last]
		*o.slot(*of) = fault
		return
	}
	*of = faultList(len(o.slots) + 1)
	o.slots = append(o.slots, fault)
}

// end closes the oldest open fault of the entry's hazard: the journal does not
// tell equal parts apart.
func (o *openFaults[T]) end(of *faultList, e journal.Entry) T {
	for ; *of != 0; of = &o.slot(*of).next {
		at := *of
		if fault := o.slot(at); fault.hazard == e.Ref {
			*of = fault.next
			o.unused = append(o.unused, at)
			return fault.note
		}
	}
	panic(fmt.Sprintf("metrics: a fault of hazard %d of node %d ended that had not begun", e.Ref, e.Node))
}

// each visits the open faults, the oldest first.
func (o *openFaults[T]) each(of faultList, visit func(note *T)) {
	for ; of != 0; of = o.slot(of).next {
		visit(&o.slot(of).note)
	}
}
