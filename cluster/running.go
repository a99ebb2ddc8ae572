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
	firsts []sim.Time // by block: its first end, apart so that a search stays in the cache
	blocks [][]expected
	unused [][]expected
	jobs   int
}

type expected struct {
	end  sim.Time
	slot int32
}

// blockSize is the most entries of a block: what moves as fast as it is found.
const blockSize = 128

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
		r.insertBlock(0, append(r.spareBlock(), expected{end, slot}))
		return
	}
	// Behind all that end no later: in the last block that begins so, or the first.
	b := max(0, sort.Search(len(r.firsts), func(b int) bool { return r.firsts[b] > end })-1)
	if len(r.blocks[b]) == blockSize {
		r.split(b)
		if r.firsts[b+1] <= end {
			b++
		}
	}
	block := r.blocks[b]
	i := sort.Search(len(block), func(i int) bool { return block[i].end > end })
	r.blocks[b] = slices.Insert(block, i, expected{end, slot})
	r.firsts[b] = r.blocks[b][0].end
}

func (r *running) remove(end sim.Time, slot int32) {
	r.jobs--
	// The first entry that ends so is in the last block that begins earlier, or
	// opens the next one.
	b := max(0, sort.Search(len(r.firsts), func(b int) bool { return r.firsts[b] >= end })-1)
	i := sort.Search(len(r.blocks[b]), func(i int) bool { return r.blocks[b][i].end >= end })
	for ; i == len(r.blocks[b]) || r.blocks[b][i].slot != slot; i++ {
		if i == len(r.blocks[b]) {
			b, i = b+1, -1
		}
	}
	r.blocks[b] = slices.Delete(r.blocks[b], i, i+1)
	if len(r.blocks[b]) > 0 {
		r.firsts[b] = r.blocks[b][0].end
		return
	}
	r.unused = append(r.unused, r.blocks[b])
	r.blocks = slices.Delete(r.blocks, b, b+1)
	r.firsts = slices.Delete(r.firsts, b, b+1)
}

// split moves the second half of a block into a new one behind it.
func (r *running) split(b int) {
	block := r.blocks[b]
	r.insertBlock(b+1, append(r.spareBlock(), block[blockSize/2:]...))
	r.blocks[b] = block[:blockSize/2]
}

func (r *running) insertBlock(b int, block []expected) {
	r.blocks = slices.Insert(r.blocks, b, block)
	r.firsts = slices.Insert(r.firsts, b, block[0].end)
}

// spareBlock returns an empty block, one that was used before if there is one.
func (r *running) spareBlock() []expected {
	last := len(r.unused) - 1
	if last < 0 {
		return make([]expected, 0, blockSize)
	}
	block := r.unused[last]
	r.unused = r.unused[:last]
	return block
}
