package supply

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/clustersim/clustersim/sim"
)

// FTA reads an event trace of the Failure Trace Archive (Kondo et al., CCGrid
// 2010) with columns node, event_type (1 available, 0 not), start and stop (Unix
// seconds; the event lasts from one to the other). Events of one node are in
// order of time and do not overlap.
//
// The trace runs from the earliest start to the latest stop of all nodes. Nodes
// are numbered as they come. What no event tells of counts as not available: a
// node that joined late is down before.
type FTA struct {
	Prefix string // of the names of the nodes to take, such as "site3/"; empty for all
}

// Read reads the events.
func (f FTA) Read(r io.Reader) (*Trace, error) {
	trace, err := f.read(r)
	if err != nil {
		return nil, fmt.Errorf("supply: read fta: %w", err)
	}
	return trace, nil
}

func (f FTA) read(r io.Reader) (*Trace, error) {
	in, err := openTable(r)
	if err != nil {
		return nil, err
	}
	cells, err := in.header("node", "event_type", "start", "stop")
	if err != nil {
		return nil, err
	}
	events := ftaEvents{table: in, lives: newLives(), node: cells[0], kind: cells[1], start: cells[2], stop: cells[3]}
	for width := len(in.row); ; {
		found, err := in.next(width)
		if err != nil {
			return nil, err
		}
		if !found {
			break
		}
		if err := events.take(f.Prefix); err != nil {
			return nil, err
		}
	}
	if events.window.Length() == 0 {
		return nil, &FormatError{Line: in.line + 1, Problem: fmt.Sprintf("there are no events of nodes %q…, want at least one that lasts", f.Prefix)}
	}
	return events.trace(events.window)
}

type ftaEvents struct {
	*table
	*lives
	node, kind, start, stop int // cells
	last                    []time.Duration
	window                  Period
}

// take notes the event of a row.
func (e *ftaEvents) take(prefix string) error {
	name := strings.TrimSpace(e.row[e.node])
	if !strings.HasPrefix(name, prefix) {
		return nil
	}
	from, err := e.instant(e.start, time.Second)
	if err != nil {
		return err
	}
	to, err := e.instant(e.stop, time.Second)
	if err != nil {
		return err
	}
	node, ok := e.lives.node(name)
	if !ok || name == "" {
		return e.fault(e.node, "node %s, want a name, and at most %d different ones", excerpt(name), maxNodes)
	}
	if node == len(e.last) {
		e.last = append(e.last, from)
	}
	switch kind := strings.TrimSpace(e.row[e.kind]); {
	case to < from:
		return e.fault(e.stop, "the event stops at %s, before it starts at %s", e.row[e.stop], e.row[e.start])
	case from < e.last[node]:
		return e.fault(e.start, "the event of node %s starts at %s, before the node's last one stops", excerpt(name), e.row[e.start])
	case kind != "0" && kind != "1":
		return e.fault(e.kind, "the event is of type %s, want 0 (not available) or 1 (available)", excerpt(kind))
	case kind == "1":
		e.add(node, Period{sim.Time(from), sim.Time(to)})
	}
	e.last[node] = to
	e.widen(Period{sim.Time(from), sim.Time(to)})
	return nil
}

// widen makes the window of all events hold one more.
func (e *ftaEvents) widen(p Period) {
	if e.window == (Period{}) {
		e.window = p
		return
	}
	e.window = Period{min(e.window.From, p.From), max(e.window.To, p.To)}
}
