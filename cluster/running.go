package cluster

import (
	"slices"

	"github.com/clustersim/clustersim/sim"
)

// running lists the jobs that hold a lease by the time at which they are
// expected to end, ties in order of their starts. A walk from the front meets
// the next releases of capacity first.
type running []expected

type expected struct {
	end  sim.Time
	slot int32
}

func (r *running) add(end sim.Time, slot int32) {
	i, _ := slices.BinarySearchFunc(*r, end, func(e expected, t sim.Time) int {
		if e.end <= t {
			return -1
		}
		return 1
	})
	*r = slices.Insert(*r, i, expected{end, slot})
}

func (r *running) remove(end sim.Time, slot int32) {
	i, _ := slices.BinarySearchFunc(*r, end, func(e expected, t sim.Time) int {
		if e.end < t {
			return -1
		}
		return 1
	})
	for (*r)[i].slot != slot {
		i++
	}
	*r = slices.Delete(*r, i, i+1)
}
