package cluster

// index files every node in service under its number of free GPUs and, if GPUs
// of it are shared, under the largest share left. A request looks at the lists
// that can hold it, fullest nodes first, so finding room does not depend on the
// size of the fleet. Within a list the lowest node comes first, which makes
// every choice reproducible.
type index struct {
	largest int      // GPUs of the largest node
	byFree  []bitset // [free GPUs]nodes
	count   []int    // members of byFree
	byShare [shareLists]bitset
	gpus    int // free GPUs in all

	tasks [][]uint8 // [GPUs of a task][free GPUs]tasks that fit: division is slow
}

// shareLists divides what is left of a GPU into eighths.
const shareLists = 8

func newIndex(nodes, largest int) index {
	x := index{largest: largest, byFree: make([]bitset, largest+1), count: make([]int, largest+1)}
	for f := range x.byFree {
		x.byFree[f] = newBitset(nodes)
	}
	for l := range x.byShare {
		x.byShare[l] = newBitset(nodes)
	}
	x.tasks = make([][]uint8, largest+1)
	for ask := 1; ask <= largest; ask++ {
		x.tasks[ask] = make([]uint8, largest+1)
		for f := range x.tasks[ask] {
			x.tasks[ask][f] = uint8(f / ask)
		}
	}
	return x
}

// wholeNodes is the capacity of n of the largest nodes.
func (x *index) wholeNodes(n int) int64 { return int64(n) * int64(x.largest) * 1000 }

// tasksIn says by free GPUs how many tasks of ask GPUs fit on a node.
func (x *index) tasksIn(ask int) []uint8 { return x.tasks[ask] }

// holds reports whether nodes have room for a number of tasks of ask GPUs in
// all, but for some nodes given by their number with each count of free GPUs.
func (x *index) holds(tasks, ask int, but []int) bool {
	if ask > x.largest {
		return false
	}
	for f := x.largest; f >= ask && tasks > 0; f-- {
		n := x.count[f]
		if but != nil {
			n -= but[f]
		}
		if n > 0 {
			tasks -= int(x.tasks[ask][f]) * n
		}
	}
	return tasks <= 0
}

func (x *index) add(node, free int) {
	x.byFree[free].set(node)
	x.count[free]++
	x.gpus += free
}

func (x *index) remove(node, free int) {
	x.byFree[free].clear(node)
	x.count[free]--
	x.gpus -= free
}

func (x *index) move(node, from, to int) {
	x.byFree[from].clear(node)
	x.byFree[to].set(node)
	x.count[from]--
	x.count[to]++
	x.gpus += to - from
}

// shareList is the list of GPUs with that compute left, 1..1000.
func shareList(compute uint16) int { return int(compute-1) * shareLists / 1000 }

// fileShare files the node under the largest share left on it, 0 for none.
func (x *index) fileShare(node int, most uint16) {
	for l := range x.byShare {
		x.byShare[l].clear(node)
	}
	if most > 0 {
		x.byShare[shareList(most)].set(node)
	}
}
