package supply

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/clustersim/clustersim/sim"
)

// Arrivals reads nodes that come and go: rows of a time, add or remove, and the
// node's name, without a header. The trace starts with the first row, and nodes
// are numbered as they come; before it is added a node is down. Names are not
// used again by other nodes, so a trace has more nodes than are ever up at once.
//
// It is the form of Parcae's p3trace.csv (NSDI 2024; milliseconds, about 11.4
// hours).
type Arrivals struct {
	Unit   time.Duration // of the times
	Length time.Duration // of the trace; 0 to end it with the last row
}

// Read reads the rows.
func (a Arrivals) Read(r io.Reader) (*Trace, error) {
	trace, err := a.read(r)
	if err != nil {
		return nil, fmt.Errorf("supply: read arrivals: %w", err)
	}
	return trace, nil
}

func (a Arrivals) read(r io.Reader) (*Trace, error) {
	in, err := openTimeline(r, a.Unit, a.Length)
	if err != nil {
		return nil, err
	}
	all := crew{lives: newLives()}
	for {
		at, found, err := in.next(3)
		if err != nil {
			return nil, err
		}
		if !found {
			break
		}
		if err := all.move(in, at); err != nil {
			return nil, err
		}
	}
	length, err := in.end()
	if err != nil {
		return nil, err
	}
	return all.trace(length)
}

// crew knows since when each node has been there.
type crew struct {
	*lives
	since []sim.Time // by node; Never if it is not there
}

// move lets the node of a row come or go.
func (c *crew) move(in *timeline, at sim.Time) error {
	name := strings.TrimSpace(in.row[2])
	node, ok := c.node(name)
	if !ok || name == "" {
		return in.fault(2, "node %s, want a name, and at most %d different ones", excerpt(name), maxNodes)
	}
	if node == len(c.since) {
		c.since = append(c.since, sim.Never)
	}
	there := c.since[node] != sim.Never
	switch kind := strings.TrimSpace(in.row[1]); {
	case kind != "add" && kind != "remove":
		return in.fault(1, "%s, want add or remove", excerpt(kind))
	case kind == "add" && there:
		return in.fault(2, "node %s is added and is there already", excerpt(name))
	case kind == "remove" && !there:
		return in.fault(2, "node %s is removed and is not there", excerpt(name))
	case kind == "add":
		c.since[node] = at
	default:
		c.add(node, Period{c.since[node], at})
		c.since[node] = sim.Never
	}
	return nil
}

// trace ends the record: who is there stays to the end.
func (c *crew) trace(length time.Duration) (*Trace, error) {
	end := sim.Time(length)
	for node, since := range c.since {
		if since < end {
			c.add(node, Period{since, end})
		}
	}
	return c.lives.trace(Period{0, end})
}
