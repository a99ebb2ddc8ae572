package supply

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"time"

	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
)

// Trace is a record of when each node of a fleet was available, from 0 to its
// length. It never changes, so any number of supplies may play it at once.
type Trace struct {
	names   []string // by number
	length  time.Duration
	changes []Change // as a Supply yields them, all before the length
}

// Period is a stretch of time: From belongs to it and To does not.
type Period struct{ From, To sim.Time }

// Length is how long the period lasts.
func (p Period) Length() time.Duration { return p.To.Sub(p.From) }

// NewTrace makes a trace of nodes with these names, which must differ, and of
// changes in the order and form that [Supply] asks for, all before the length.
func NewTrace(names []string, length time.Duration, changes []Change) (*Trace, error) {
	if err := checkNames(names); err != nil {
		return nil, fmt.Errorf("supply: make trace: %w", err)
	}
	if length <= 0 {
		return nil, fmt.Errorf("supply: make trace: it is %v long, want a positive length", length)
	}
	if err := checkChanges(len(names), length, changes); err != nil {
		return nil, fmt.Errorf("supply: make trace: %w", err)
	}
	return &Trace{names: slices.Clone(names), length: length, changes: slices.Clone(changes)}, nil
}

func checkNames(names []string) error {
	if err := checkNodes(len(names)); err != nil {
		return err
	}
	seen := make(map[string]bool, len(names))
	for i, name := range names {
		if name == "" || seen[name] {
			return fmt.Errorf("node %d is called %q, want a name of its own", i, name)
		}
		seen[name] = true
	}
	return nil
}

func checkNodes(n int) error {
	if n < 1 || n > maxNodes {
		return fmt.Errorf("has %d nodes, want 1 to %d", n, maxNodes)
	}
	return nil
}

func checkChanges(nodes int, length time.Duration, changes []Change) error {
	state := allUp(nodes)
	last := Change{At: -1}
	for i, c := range changes {
		switch {
		case c.At < 0 || c.At >= sim.Time(length):
			return fmt.Errorf("change %d is at %v, want 0 or later and before the end at %v", i, c.At, sim.Time(length))
		case c.Node < 0 || int(c.Node) >= nodes:
			return fmt.Errorf("change %d is of node %d, want 0 to %d", i, c.Node, nodes-1)
		case inOrder(last, c) >= 0:
			return fmt.Errorf("change %d, of node %d at %v, comes after node %d at %v; want them in order of time and node, each once an instant",
				i, c.Node, c.At, last.Node, last.At)
		case state[c.Node] == c.Up:
			return fmt.Errorf("change %d says that node %d is %s at %v, which it is already", i, c.Node, word(c.Up), c.At)
		}
		state[c.Node] = c.Up
		last = c
	}
	return nil
}

// inOrder compares changes by time and then by node.
func inOrder(a, b Change) int {
	if byTime := cmp.Compare(a.At, b.At); byTime != 0 {
		return byTime
	}
	return cmp.Compare(a.Node, b.Node)
}

func word(up bool) string {
	if up {
		return "up"
	}
	return "down"
}

func allUp(nodes int) []bool { return slices.Repeat([]bool{true}, nodes) }

// numbered names nodes of which nothing but their number is known.
func numbered(nodes int) []string {
	names := make([]string, nodes)
	for i := range names {
		names[i] = "node-" + strconv.Itoa(i)
	}
	return names
}

// Record is the trace of what a supply does from 0 to length: to measure it, or
// to play it again. It checks that the supply keeps to the rules of [Supply].
func Record(s Supply, seed rng.Seed, length time.Duration) (*Trace, error) {
	if err := checkNodes(s.Nodes()); err != nil {
		return nil, fmt.Errorf("supply: record: the supply %w", err)
	}
	changes, err := until(s.Changes(seed), sim.Time(length))
	if err != nil {
		return nil, fmt.Errorf("supply: record: %w", err)
	}
	return NewTrace(numbered(s.Nodes()), length, changes)
}

// errTooMany keeps a record from filling all memory.
var errTooMany = errors.New("more than 67,108,864 changes; record a shorter time")

const maxChanges = 1 << 26

// until collects the changes before the end.
func until(all iter.Seq2[Change, error], end sim.Time) ([]Change, error) {
	var changes []Change
	for c, err := range all {
		switch {
		case err != nil:
			return nil, err
		case c.At >= end:
			return changes, nil
		case len(changes) == maxChanges:
			return nil, errTooMany
		}
		changes = append(changes, c)
	}
	return changes, nil
}

// Nodes is how many nodes the trace tells of.
func (t *Trace) Nodes() int { return len(t.names) }

// Name is the name of node number i in the published record, or node-i where
// the record only counts.
func (t *Trace) Name(i int) string { return t.names[i] }

// Length is how long the trace is.
func (t *Trace) Length() time.Duration { return t.length }

// Changes is what happens in the trace, in the form that [NewTrace] takes. It
// must not be written to.
func (t *Trace) Changes() []Change { return t.changes }

// after is the index of the first change later than at.
func (t *Trace) after(at sim.Time) int {
	i, _ := slices.BinarySearchFunc(t.changes, at, func(c Change, at sim.Time) int {
		if c.At <= at {
			return -1
		}
		return 1
	})
	return i
}
