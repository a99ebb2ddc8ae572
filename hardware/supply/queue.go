package supply

// queue is changes in a heap: the earliest comes out first, and of one instant
// the one with the lowest node.
type queue []Change

func (q *queue) push(c Change) {
	*q = append(*q, c)
	h := *q
	for i := len(h) - 1; i > 0; {
		parent := (i - 1) / 2
		if inOrder(h[parent], h[i]) <= 0 {
			return
		}
		h[parent], h[i] = h[i], h[parent]
		i = parent
	}
}

// pop takes out the first; there must be one.
func (q *queue) pop() Change {
	h := *q
	first, last := h[0], len(h)-1
	h[0] = h[last]
	h = h[:last]
	for i := 0; ; {
		child := 2*i + 1
		if child >= len(h) {
			break
		}
		if child+1 < len(h) && inOrder(h[child+1], h[child]) < 0 {
			child++
		}
		if inOrder(h[i], h[child]) <= 0 {
			break
		}
		h[i], h[child] = h[child], h[i]
		i = child
	}
	*q = h
	return first
}
