package supply

import (
	"iter"

	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
)

// Change says that a node becomes available or stops being so.
type Change struct {
	At   sim.Time // 0 or later, before [sim.Never]
	Node int32    // 0 to Nodes-1, within the supply
	Up   bool     // available from At on
}

// Supply is the availability of a number of nodes over time.
type Supply interface {
	// Nodes is how many nodes there are, at least one.
	Nodes() int
	// Changes yields what changes, in order of time and, at one instant, of node.
	// Every node is up at 0 unless a change at 0 says otherwise, and each change
	// of a node is the opposite of the one before. The changes may go on for ever:
	// the caller stops when it has enough. After an error there are no more. The
	// same seed gives the same changes, as often as it is asked.
	Changes(seed rng.Seed) iter.Seq2[Change, error]
}

// maxNodes bounds a supply, so that a slip in a file or a scenario is an error
// and not a machine without memory.
const maxNodes = 1_000_000

// block is a run of neighbouring nodes of which the first few are up: a rising
// count brings the lowest number that is down, a falling one takes the highest.
type block struct {
	first int32
	up    int
}

// fill passes on the changes after which count nodes are up, and reports
// whether more changes are wanted.
func (b *block) fill(at sim.Time, count int, yield func(Change, error) bool) bool {
	from, to := b.up, count
	if from > to {
		from, to = to, from
	}
	rising := count > b.up
	b.up = count
	for node := from; node < to; node++ {
		if !yield(Change{At: at, Node: b.first + int32(node), Up: rising}, nil) {
			return false
		}
	}
	return true
}
