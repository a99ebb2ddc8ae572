package hardware

import (
	"math/bits"
	"strconv"
	"strings"
)

// GPUSet is a set of the GPUs of one node: bit i is GPU i.
type GPUSet uint64

// Len is the number of GPUs in the set.
func (g GPUSet) Len() int { return bits.OnesCount64(uint64(g)) }

// First is the lowest GPU of the set; MaxGPUs if it is empty.
func (g GPUSet) First() int { return bits.TrailingZeros64(uint64(g)) }

// Lowest returns the n lowest GPUs of the set, which must hold as many.
func (g GPUSet) Lowest(n int) GPUSet {
	rest := g
	for range n {
		rest &= rest - 1
	}
	return g &^ rest
}

// String lists the set as ranges: 0-3,6.
func (g GPUSet) String() string {
	var b strings.Builder
	for i := 0; i < MaxGPUs; i++ {
		if g>>i&1 == 0 {
			continue
		}
		j := i
		for j+1 < MaxGPUs && g>>(j+1)&1 == 1 {
			j++
		}
		if b.Len() > 0 {
			b.WriteByte(',')
		}
		b.WriteString(strconv.Itoa(i))
		if j > i {
			b.WriteByte('-')
			b.WriteString(strconv.Itoa(j))
		}
		i = j
	}
	return b.String()
}

// Slice is what a placement takes of one node for one task group: whole GPUs,
// or with a non-zero Share that part of each GPU in the set.
type Slice struct {
	Node  NodeID
	Group uint16 // index of the task group it serves
	Tasks uint16 // tasks of the group on this node
	GPUs  GPUSet
	Share Share // of each GPU; zero for whole GPUs
}

// MilliGPUs is the capacity the slice takes, in thousandths of a GPU.
func (s Slice) MilliGPUs() int64 {
	if s.Share == (Share{}) {
		return int64(s.GPUs.Len()) * 1000
	}
	return int64(s.GPUs.Len()) * int64(s.Share.Compute)
}

// Placement is where a job runs: at most one slice for each node and task
// group, except that tasks sharing one GPU have a slice each.
type Placement []Slice
