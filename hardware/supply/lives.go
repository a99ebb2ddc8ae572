package supply

import (
	"cmp"
	"slices"
)

// lives gathers when each node of a record was up, in the record's own time.
type lives struct {
	names  []string
	number map[string]int
	up     [][]Period // by node, in order
}

func newLives() *lives { return &lives{number: map[string]int{}} }

// node is the number of a node; those not met before get the next one.
func (l *lives) node(name string) (int, bool) {
	if n, ok := l.number[name]; ok {
		return n, true
	}
	if len(l.names) == maxNodes {
		return 0, false
	}
	n := len(l.names)
	l.number[name] = n
	l.names = append(l.names, name)
	l.up = append(l.up, nil)
	return n, true
}

// add says that a node was up, not before it was last said to be.
func (l *lives) add(node int, p Period) {
	up := l.up[node]
	switch n := len(up); {
	case p.From == p.To:
	case n > 0 && up[n-1].To == p.From:
		up[n-1].To = p.To
	default:
		l.up[node] = append(up, p)
	}
}

// trace is what happened within a window of the record's time, which holds all
// periods.
func (l *lives) trace(window Period) (*Trace, error) {
	var changes []Change
	for node, periods := range l.up {
		changes = appendLife(changes, int32(node), periods, window)
	}
	slices.SortFunc(changes, inOrder)
	return NewTrace(l.names, window.Length(), changes)
}

// appendLife adds the changes of one node.
func appendLife(changes []Change, node int32, up []Period, window Period) []Change {
	if len(up) == 0 || up[0].From > window.From {
		changes = append(changes, Change{At: 0, Node: node})
	}
	for _, p := range up {
		if p.From > window.From {
			changes = append(changes, Change{At: p.From - window.From, Node: node, Up: true})
		}
		if p.To < window.To {
			changes = append(changes, Change{At: p.To - window.From, Node: node})
		}
	}
	return changes
}

// outside are the periods of a window in which none of others lies, which may
// overlap.
func outside(others []Period, window Period) []Period {
	slices.SortFunc(others, func(a, b Period) int { return cmp.Compare(a.From, b.From) })
	var free []Period
	from := window.From
	for _, p := range others {
		if p.Length() == 0 {
			continue
		}
		if p.From > from {
			free = append(free, Period{from, p.From})
		}
		from = max(from, p.To)
	}
	if from < window.To {
		free = append(free, Period{from, window.To})
	}
	return free
}
