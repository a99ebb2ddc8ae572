package supply

import (
	"iter"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
)

// Changes yields what changes, until nobody is left to come or to go. Gaps have a
// stream, and so has the stay of each node: by its number if it is there at 0,
// else by how many came before it, those who found no place included. So who
// comes when and stays how long does not depend on the number of places.
func (j Joins) Changes(seed rng.Seed) iter.Seq2[Change, error] {
	return func(yield func(Change, error) bool) {
		if err := j.Validate(); err != nil {
			yield(Change{}, err)
			return
		}
		run := joinsRun{
			joins: j, gap: hardware.Exponential{MTBF: j.Every},
			gaps: seed.Child("gap").Stream(), stays: seed.Child("stay"),
			free: make(queue, 0, j.Size), leaving: make(queue, 0, j.Size),
		}
		if run.begin(seed.Child("present"), yield) {
			run.play(yield)
		}
	}
}

// joinsRun is a supply under way.
type joinsRun struct {
	joins   Joins
	gap     hardware.Exponential
	gaps    rng.Stream
	stays   rng.Seed   // of those who join
	stay    rng.Stream // of the node that stays; here, so that no draw takes memory
	came    uint64     // how many have come since 0
	next    sim.Time   // when the next comes
	free    queue      // places for whoever comes, all at 0
	leaving queue      // who leaves when
}

// begin has the first nodes stay and the other places wait.
func (r *joinsRun) begin(present rng.Seed, yield func(Change, error) bool) bool {
	for node := range int32(r.joins.Size) {
		if int(node) >= r.joins.Present {
			r.free.push(Change{Node: node})
			if !yield(Change{Node: node}, nil) {
				return false
			}
		} else if r.joins.Stay != nil {
			r.stay = present.Index(uint64(node)).Stream()
			r.leaving.push(Change{At: sim.Time(max(1, r.joins.Stay.StationaryRest(&r.stay))), Node: node})
		}
	}
	return true
}

func (r *joinsRun) play(yield func(Change, error) bool) {
	r.await()
	for more := true; more; {
		leave := sim.Never
		if len(r.leaving) > 0 {
			leave = r.leaving[0].At
		}
		switch {
		case min(leave, r.next) == sim.Never:
			return
		case r.next < leave:
			more = r.join(yield)
			r.await()
		default:
			if r.next == leave {
				r.next++ // a node changes once an instant, and its place may be the one that is left
			}
			more = r.leave(yield)
		}
	}
}

// await draws when the next node comes: never, if there is no place left for it.
func (r *joinsRun) await() {
	if len(r.free) == 0 && !r.joins.Refill {
		r.next = sim.Never
		return
	}
	r.next = r.next.Add(r.gap.Repair(&r.gaps))
}

// join gives the node that comes a place, if there is one.
func (r *joinsRun) join(yield func(Change, error) bool) bool {
	number := r.came
	r.came++
	if len(r.free) == 0 {
		return true
	}
	node := r.free.pop().Node
	if r.joins.Stay != nil {
		r.stay = r.stays.Index(number).Stream()
		r.leaving.push(Change{At: r.next.Add(max(1, r.joins.Stay.Repair(&r.stay))), Node: node})
	}
	return yield(Change{At: r.next, Node: node, Up: true}, nil)
}

// leave lets the node go whose time is over.
func (r *joinsRun) leave(yield func(Change, error) bool) bool {
	gone := r.leaving.pop()
	if r.joins.Refill {
		r.free.push(Change{Node: gone.Node})
	}
	return yield(gone, nil)
}
