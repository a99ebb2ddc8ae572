package evidence

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// ID names a claim, such as llama3-405b-interruptions.
type ID string

// Undated stands where a source carries no date: the absence is stated, not left open.
const Undated = "undated"

// Claim is one number that somebody stated, with its range and its origin.
type Claim struct {
	ID        ID
	Text      string  // what the number is of
	Value     float64 // finite, in Unit
	Unit      string  // as text; "1" for a pure number
	Low, High float64 // the range of credible values, finite, with Value inside
	Source    string  // who says so and where, precise enough to find it
	Published string  // when the source appeared: 2026-11-22, 2026-11, 2026 or undated
	Observed  string  // when what it describes was observed, likewise
	Retrieved string  // when we read it, likewise
	Grade     Grade
	Note      string // optional
}

// fault is what is wrong with one field of a claim.
type fault struct{ field, why string }

// Error prints for example: unit is missing.
func (f fault) Error() string { return f.field + " " + f.why }

// check returns everything that is wrong with the claim.
func (c Claim) check() []fault {
	var wrong []fault
	for _, f := range []fault{
		{"id", missing(string(c.ID))},
		{"text", missing(c.Text)},
		{"unit", missing(c.Unit)},
		{"value", c.rangeFault()},
		{"source", missing(c.Source)},
		{"published", dateFault(c.Published)},
		{"observed", dateFault(c.Observed)},
		{"retrieved", dateFault(c.Retrieved)},
		{"grade", gradeFault(c.Grade)},
	} {
		if f.why != "" {
			wrong = append(wrong, f)
		}
	}
	return wrong
}

func missing(text string) string {
	if strings.TrimSpace(text) == "" {
		return "is missing"
	}
	return ""
}

func (c Claim) rangeFault() string {
	for _, v := range []float64{c.Low, c.Value, c.High} {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return fmt.Sprintf("%v in %v to %v is not finite", c.Value, c.Low, c.High)
		}
	}
	if c.Value < c.Low || c.Value > c.High {
		return fmt.Sprintf("%v is outside %v to %v", c.Value, c.Low, c.High)
	}
	return ""
}

func dateFault(s string) string {
	if s == "" {
		return "is missing; write a date, or " + Undated
	}
	if s == Undated {
		return ""
	}
	for _, layout := range []string{"2006-01-02", "2006-01", "2006"} {
		if _, err := time.Parse(layout, s); err == nil {
			return ""
		}
	}
	return fmt.Sprintf("%q is not a date; write 2026-11-22, 2026-11, 2026 or %s", s, Undated)
}

func gradeFault(g Grade) string {
	if g == Ungraded || g > Verified {
		return "is missing"
	}
	return ""
}

// Format prints the claim for reading, on three lines, or four if it has a note.
func (c Claim) Format() string {
	var b strings.Builder
	unit := " " + c.Unit
	if c.Unit == "1" {
		unit = ""
	}
	fmt.Fprintf(&b, "%s: %s%s (%s to %s) [%s: %s]\n",
		c.ID, number(c.Value), unit, number(c.Low), number(c.High), c.Grade, c.Grade.Meaning())
	fmt.Fprintf(&b, "  %s\n", c.Text)
	fmt.Fprintf(&b, "  source: %s; published %s, observed %s, retrieved %s\n",
		c.Source, c.Published, c.Observed, c.Retrieved)
	if c.Note != "" {
		fmt.Fprintf(&b, "  note: %s\n", c.Note)
	}
	return b.String()
}

func number(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
