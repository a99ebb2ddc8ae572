package supply

import (
	"fmt"
	"io"
	"time"

	"github.com/clustersim/clustersim/sim"
)

// Steps reads a count over time: rows of a time and of how many nodes there are
// from then on, without a header. The trace starts with the first row. Times
// never fall, and of rows for one instant the last counts, so a curve drawn with
// two rows a step reads as what it shows.
//
// It is the form of Parcae's p3_availability.csv (NSDI 2024; milliseconds, 32
// nodes, about 11.4 hours) and of the counts of Bamboo (NSDI 2023; seconds, or
// hours in the file that spans several days, which it does not say of itself).
type Steps struct {
	Unit   time.Duration // of the times
	Nodes  int           // the most that there could be
	Length time.Duration // of the trace; 0 to end it with the last row, whose count then does not show
}

// Read reads the rows.
func (s Steps) Read(r io.Reader) (*Trace, error) {
	trace, err := s.read(r)
	if err != nil {
		return nil, fmt.Errorf("supply: read steps: %w", err)
	}
	return trace, nil
}

func (s Steps) read(r io.Reader) (*Trace, error) {
	out, err := newCounted(s.Nodes)
	if err != nil {
		return nil, err
	}
	in, err := openTimeline(r, s.Unit, s.Length)
	if err != nil {
		return nil, err
	}
	for {
		at, found, err := in.next(2)
		if err != nil {
			return nil, err
		}
		if !found {
			break
		}
		count, err := in.count(1, s.Nodes)
		if err != nil {
			return nil, err
		}
		if err := out.set(at, count); err != nil {
			return nil, err
		}
	}
	length, err := in.end()
	if err != nil {
		return nil, err
	}
	return out.trace(length)
}

// timeline reads a table whose first cell is a time, from the first one on.
type timeline struct {
	*table
	unit        time.Duration
	length      time.Duration // 0 for to the last row
	rows        int
	first, last time.Duration
}

func openTimeline(r io.Reader, unit, length time.Duration) (*timeline, error) {
	switch {
	case unit <= 0:
		return nil, fmt.Errorf("the unit of time is %v, want a positive one such as 1s", unit)
	case length < 0:
		return nil, fmt.Errorf("the length is %v, want a positive one, or 0 to end with the last row", length)
	}
	in, err := openTable(r)
	return &timeline{table: in, unit: unit, length: length}, err
}

// next reads a row and tells its instant in the trace.
func (t *timeline) next(cells int) (sim.Time, bool, error) {
	found, err := t.table.next(cells)
	if !found {
		return 0, false, err
	}
	at, err := t.instant(0, t.unit)
	if err != nil {
		return 0, false, err
	}
	if t.rows == 0 {
		t.first, t.last = at, at
	}
	if at < t.last {
		return 0, false, t.fault(0, "time goes back from %v to %v, want it never to fall", t.last, at)
	}
	t.rows++
	t.last = at
	return sim.Time(at - t.first), true, nil
}

// end is how long the trace is.
func (t *timeline) end() (time.Duration, error) {
	span := t.last - t.first
	switch {
	case t.rows == 0:
		return 0, &FormatError{Line: 1, Problem: "there are no rows, want at least one"}
	case t.length == 0 && span == 0:
		return 0, &FormatError{Line: t.line, Problem: "all rows are of one instant; say how long the trace is"}
	case t.length == 0:
		return span, nil
	case t.length < span:
		return 0, &FormatError{Line: t.line, Problem: fmt.Sprintf("the last row is at %v, want it within the trace's length, %v", span, t.length)}
	}
	return t.length, nil
}
