package supply

import (
	"errors"
	"fmt"
	"time"

	"github.com/clustersim/clustersim/sim"
)

// counted builds a trace of a record that only counts. Of a count of c, the c
// lowest numbers are up: a falling count takes the highest numbers first.
type counted struct {
	nodes   int
	block   block
	changes []Change
}

func newCounted(nodes int) (*counted, error) {
	if err := checkNodes(nodes); err != nil {
		return nil, fmt.Errorf("the record %w; say of how many it counts", err)
	}
	return &counted{nodes: nodes, block: block{up: nodes}}, nil
}

// set says how many nodes are up from an instant on, which is not before the
// last. Of counts for one instant the last one counts.
func (c *counted) set(at sim.Time, count int) error {
	for len(c.changes) > 0 && c.changes[len(c.changes)-1].At == at {
		last := c.changes[len(c.changes)-1]
		c.changes = c.changes[:len(c.changes)-1]
		if last.Up {
			c.block.up--
		} else {
			c.block.up++
		}
	}
	c.block.fill(at, count, func(change Change, _ error) bool {
		c.changes = append(c.changes, change)
		return len(c.changes) < maxChanges
	})
	if len(c.changes) >= maxChanges {
		return errors.New("the counts go up and down too often; want fewer than 67,108,864 nodes coming and going")
	}
	return nil
}

// trace ends the record. What was set for the end or later does not show.
func (c *counted) trace(length time.Duration) (*Trace, error) {
	for len(c.changes) > 0 && c.changes[len(c.changes)-1].At >= sim.Time(length) {
		c.changes = c.changes[:len(c.changes)-1]
	}
	return NewTrace(numbered(c.nodes), length, c.changes)
}
