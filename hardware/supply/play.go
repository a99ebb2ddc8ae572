package supply

import (
	"fmt"
	"iter"
	"time"

	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
)

// End is what happens where a trace that is played ends.
type End uint8

// What follows the end of a trace.
const (
	Wrap End = iota // the trace starts over, from its beginning, for ever
	Stop            // all nodes leave, for good
	Hold            // the last state stays
	ends
)

// String returns the rule's word.
func (e End) String() string {
	return [ends]string{"wrap", "stop", "hold"}[e]
}

// Play is the supply that a trace gives: time 0 is offset into the trace, which
// is 0 or more and less than the trace's length. It is the same for every seed.
// Offsets drawn at random and Wrap make a long trace into independent arms.
//
// A change at the offset itself has happened by time 0. Where the trace starts
// over, only nodes change whose first state is not their last.
func Play(t *Trace, offset time.Duration, end End) Supply {
	return playback{trace: t, offset: offset, end: end}
}

type playback struct {
	trace  *Trace
	offset time.Duration
	end    End
}

// Nodes is how many nodes the trace tells of.
func (p playback) Nodes() int { return p.trace.Nodes() }

// Changes yields those of the trace, moved to where they are played.
func (p playback) Changes(rng.Seed) iter.Seq2[Change, error] {
	return func(yield func(Change, error) bool) {
		if err := p.check(); err != nil {
			yield(Change{}, fmt.Errorf("supply: play: %w", err))
			return
		}
		run := &player{up: allUp(p.Nodes()), yield: yield}
		next := p.trace.after(sim.Time(p.offset))
		run.settle(0, p.trace.state(next))
		run.pass(p.trace.changes[next:], -p.offset)
		end := sim.Time(p.trace.length - p.offset)
		switch p.end {
		case Hold:
		case Stop:
			run.settle(end, make([]bool, p.Nodes()))
		case Wrap:
			run.wrap(p.trace, end)
		}
	}
}

func (p playback) check() error {
	switch {
	case p.offset < 0 || p.offset >= p.trace.length:
		return fmt.Errorf("the offset is %v, want 0 or more and less than the trace's length, %v", p.offset, p.trace.length)
	case p.end >= ends:
		return fmt.Errorf("the rule for the end is number %d, want wrap, stop or hold", p.end)
	}
	return nil
}

// player passes changes on and knows what state they have led to.
type player struct {
	up    []bool
	yield func(Change, error) bool
	done  bool // no more changes are wanted, or there is no time left for them
}

// pass hands on changes of the trace, later by shift.
func (r *player) pass(changes []Change, shift time.Duration) {
	for _, c := range changes {
		r.change(c.At.Add(shift), c.Node, c.Up)
		if r.done {
			return
		}
	}
}

// wrap passes on the trace from its beginning again and again.
func (r *player) wrap(t *Trace, start sim.Time) {
	next := t.after(0)
	first := t.state(next)
	for next < len(t.changes) && !r.done && start < sim.Never {
		r.settle(start, first)
		r.pass(t.changes[next:], time.Duration(start))
		start = start.Add(t.length)
	}
}

// settle passes on the changes that lead to a state.
func (r *player) settle(at sim.Time, state []bool) {
	for node, up := range state {
		if r.up[node] != up {
			r.change(at, int32(node), up)
		}
	}
}

func (r *player) change(at sim.Time, node int32, up bool) {
	if r.done || at == sim.Never {
		r.done = true
		return
	}
	r.up[node] = up
	r.done = !r.yield(Change{At: at, Node: node, Up: up}, nil)
}

// state is which nodes are up after the first n changes.
func (t *Trace) state(n int) []bool {
	up := allUp(t.Nodes())
	for _, c := range t.changes[:n] {
		up[c.Node] = c.Up
	}
	return up
}
