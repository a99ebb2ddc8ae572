package process

import "slices"

// queue is a line of waiting processes.
type queue struct {
	line []*Proc
	head int // those before it have gone
}

func (q *queue) len() int { return len(q.line) - q.head }

func (q *queue) push(p *Proc) {
	if q.head > q.len() { // keep the storage within twice the line
		q.line = slices.Delete(q.line, 0, q.head)
		q.head = 0
	}
	q.line = append(q.line, p)
}

// pop returns the first in the line, nil if there is none.
func (q *queue) pop() *Proc {
	if q.len() == 0 {
		return nil
	}
	p := q.line[q.head]
	q.line[q.head] = nil
	q.head++
	return p
}

// remove takes p out of the middle of the line.
func (q *queue) remove(p *Proc) {
	i := q.head + slices.Index(q.line[q.head:], p)
	q.line = slices.Delete(q.line, i, i+1)
}
