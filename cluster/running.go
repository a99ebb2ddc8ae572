package cluster

import (
	"slices"
	"sort"

	"github.com/clustersim/clustersim/sim"
)

// running lists the jobs that hold a lease by the time at which they are
// expected to end, ties in order of their starts. A walk from the front meets
// the next releases of capacity first. The list is cut into blocks, none of them
// empty, so that a change moves a block at most, however many jobs run.
type running struct {
	blocks [][]expected
	unused [][]expected
	jobs   int
}

type expected struct {
	end  sim.Time
	slot int32
}

// blockSize is the most entries of a block: what moves as fast as it is found.
const blockSize = 256

func (r *running) len() int { return r.jobs }

// each lists the entries in order.
func (r *running) each(yield func(expected) bool) {
	for _, block := range r.blocks {
		for _, e := range block {
			if !yield(e) {
				return
			}
		}
	}
}

// list returns a copy of the entries in order.
func (r *running) list() []expected { return slices.Concat(r.blocks...) }

func (r *running) add(end sim.Time, slot int32) {
	r.jobs++
	if len(r.blocks) == 0 {
		r.blocks = append(r.blocks, append(r.empty(), expected{end, slot}))
		return
	}
	// Behind all that end no later: in the last block that begins so, or the first.
	b := max(0, sort.Search(len(r.blocks), func(b int) bool { return r.blocks[b][0].end > end })-1)
	if len(r.blocks[b]) == blockSize {
		r.split(b)
		if r.blocks[b+1][0].end <= end {
			b++
		}
	}
	block := r.blocks[b]
	i := sort.Search(len(block), func(i int) bool { return block[i].end > end })
	r.blocks[b] = slices.Insert(block, i, expected{end, slot})
}

// split moves the second half of a block into a new one behind it.
func (r *running) split(b int) {
	block := r.blocks[b]
	r.blocks = slices.Insert(r.blocks, b+1, append(r.empty(), block[blockSize/2:]...))
	r.blocks[b] = block[:blockSize/2]
}

func (r *running) empty() []expected {
	last := len(r.unused) - 1
	if last < 0 {
		return make([]expected, 0, blockSize)
	}
	block := r.unused[last]
	r.unused = r.unused[:last]
	return block
}

func (r *running) remove(end sim.Time, slot int32) {
	r.jobs--
	// The first block that has an end as late, and in it the first such entry.
	b := sort.Search(len(r.blocks), func(b int) bool { return r.blocks[b][len(r.blocks[b])-1].end >= end })
	i := sort.Search(len(r.blocks[b]), func(i int) bool { return r.blocks[b][i].end >= end })
	for r.blocks[b][i].slot != slot {
		if i++; i == len(r.blocks[b]) {
			b, i = b+1, 0
		}
	}
	r.blocks[b] = slices.Delete(r.blocks[b], i, i+1)
	if len(r.blocks[b]) == 0 {
		r.unused = append(r.unused, r.blocks[b])
		r.blocks = slices.Delete(r.blocks, b, b+1)
	}
}
