package supply

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/clustersim/clustersim/sim"
)

// Probes reads one zone of a table of launch attempts: columns scheduled_at
// (RFC 3339, rising), status (success) and one for each zone, with how many of
// the nodes that were asked for started. It is the form of the H100 probes of
// SkyNomad (NSDI 2027): 16 nodes every 10 minutes.
//
// Each row holds for one Step, and rows are laid end to end: where the probing
// paused, so does the trace. Shares of its time are shares of the probes. What
// was probed is whether nodes would start, not whether running ones were taken.
type Probes struct {
	Zone  string
	Nodes int           // asked for in each probe
	Step  time.Duration // from one probe to the next: within 5% the median gap of the rows
}

// StepError says that probes are not a step apart, as most of their gaps tell.
type StepError struct {
	Step time.Duration // as said
	Gap  time.Duration // median from one probe to the next, in whole seconds from 10 s on
}

// Error says which step would be right.
func (e *StepError) Error() string {
	return fmt.Sprintf("the step is %v, and half of the probes are no more than %v apart; want a step of %v", e.Step, e.Gap, e.Gap)
}

// Read reads the column of the zone. It is a [*StepError] if the step is not
// that of the rows.
func (p Probes) Read(r io.Reader) (*Trace, error) {
	trace, err := p.read(r)
	if err != nil {
		return nil, fmt.Errorf("supply: read probes: %w", err)
	}
	return trace, nil
}

func (p Probes) read(r io.Reader) (*Trace, error) {
	if p.Step <= 0 {
		return nil, fmt.Errorf("the step is %v, want a positive one such as 10m", p.Step)
	}
	out, err := newCounted(p.Nodes)
	if err != nil {
		return nil, err
	}
	in, err := openTable(r)
	if err != nil {
		return nil, err
	}
	zone, err := p.zone(in)
	if err != nil {
		return nil, err
	}
	return p.rounds(in, zone, out)
}

// zone finds the zone's cell by the header.
func (p Probes) zone(in *table) (int, error) {
	if _, err := in.header("scheduled_at", "status"); err != nil {
		return 0, err
	}
	if in.row[0] != "scheduled_at" || in.row[1] != "status" {
		return 0, in.fault(0, "the header begins %s, %s; want scheduled_at, status", in.row[0], in.row[1])
	}
	zone := slices.Index(in.row[2:], p.Zone)
	if zone < 0 {
		return 0, in.fault(0, "there is no zone %q, want one of %s", p.Zone, strings.Join(in.row[2:], ", "))
	}
	return 2 + zone, nil
}

func (p Probes) rounds(in *table, zone int, out *counted) (*Trace, error) {
	cells := len(in.row)
	last := time.Time{}
	at := sim.Time(0)
	var gaps []time.Duration
	for {
		found, err := in.next(cells)
		if err != nil {
			return nil, err
		}
		if !found {
			break
		}
		before := last
		if last, err = probed(in, before); err != nil {
			return nil, err
		}
		if at > 0 {
			gaps = append(gaps, last.Sub(before))
		}
		count, err := in.count(zone, p.Nodes)
		if err != nil {
			return nil, err
		}
		if err := out.set(at, count); err != nil {
			return nil, err
		}
		at = at.Add(p.Step)
	}
	if at == 0 {
		return nil, &FormatError{Line: in.line + 1, Problem: "there are no probes after the header, want at least one"}
	}
	if err := p.checkStep(gaps); err != nil {
		return nil, err
	}
	return out.trace(time.Duration(at))
}

// checkStep compares the step with the median gap of the rows, of which pauses
// in the probing move little.
func (p Probes) checkStep(gaps []time.Duration) error {
	if len(gaps) == 0 {
		return nil
	}
	slices.Sort(gaps)
	gap := gaps[len(gaps)/2]
	if gap >= 10*time.Second {
		gap = gap.Round(time.Second)
	}
	if (gap - p.Step).Abs() > p.Step/20 {
		return &StepError{Step: p.Step, Gap: gap}
	}
	return nil
}

// probed checks when and whether the probe of a row was made.
func probed(in *table, last time.Time) (time.Time, error) {
	at, err := time.Parse(time.RFC3339Nano, in.row[0])
	switch {
	case err != nil:
		return at, in.fault(0, "%s is no time, want one such as 2025-10-03T17:10:00-07:00", excerpt(in.row[0]))
	case !at.After(last):
		return at, in.fault(0, "time goes from %s to %s, want it to rise", last.Format(time.RFC3339), in.row[0])
	case in.row[1] != "success":
		return at, in.fault(1, "the status is %s, want success", excerpt(in.row[1]))
	}
	return at, nil
}
