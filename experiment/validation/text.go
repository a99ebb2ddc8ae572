package validation

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Text is the outcomes as a table for a terminal, with a line that sums them up.
func Text(outcomes []Outcome) string {
	rows := [][]string{{"id", "quantity", "value", "± se", "expected", "z", "verdict"}}
	for i := range outcomes {
		o := &outcomes[i]
		rows = append(rows, []string{o.Case.ID + "  " + o.Case.Title + ": " + o.Case.Parameters})
		for j := range o.Measurements {
			m := &o.Measurements[j]
			rows = append(rows, []string{
				o.Case.ID, m.label(), number(m.Value), m.uncertainty(), number(m.Expected), m.deviation(), string(m.Verdict),
			})
		}
		if o.Err != nil {
			rows = append(rows, []string{fmt.Sprintf("%s  %s: %v", o.Case.ID, Differs, o.Err)})
		}
	}
	return aligned(rows) + Summary(outcomes) + "\n"
}

// aligned pads the cells of rows to columns two spaces apart. A row of one cell
// is a line of its own and widens no column.
func aligned(rows [][]string) string {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			if len(row) > 1 {
				widths[i] = max(widths[i], utf8.RuneCountInString(cell))
			}
		}
	}
	var b strings.Builder
	for _, row := range rows {
		line := ""
		for i, cell := range row {
			line += cell + strings.Repeat(" ", 2+max(0, widths[i]-utf8.RuneCountInString(cell)))
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	return b.String()
}

// Summary says in a sentence how many quantities and cases there are and how
// many of them differ or could not run.
func Summary(outcomes []Outcome) string {
	quantities, differ, failed := 0, 0, 0
	for i := range outcomes {
		if outcomes[i].Err != nil {
			failed++
		}
		for _, m := range outcomes[i].Measurements {
			quantities++
			if m.Verdict != Agrees {
				differ++
			}
		}
	}
	of := fmt.Sprintf("%d quantities of %d cases", quantities, len(outcomes))
	switch {
	case failed > 0:
		return fmt.Sprintf("%s: %d differ, and %d cases could not run.", of, differ, failed)
	case differ > 0:
		return fmt.Sprintf("%s: %d differ.", of, differ)
	}
	return of + ": all agree."
}

// label is the quantity with its unit.
func (m *Measurement) label() string {
	if m.Unit == "" {
		return m.Name
	}
	return m.Name + ", " + m.Unit
}

// uncertainty is the standard error.
func (m *Measurement) uncertainty() string {
	if m.Exact() {
		return "exact"
	}
	return strconv.FormatFloat(m.StandardError, 'g', 2, 64)
}

// deviation is z, empty for arithmetic.
func (m *Measurement) deviation() string {
	if m.Exact() {
		return ""
	}
	return fmt.Sprintf("%+.2f", m.Z)
}

// number prints seven digits, as laws are tabulated.
func number(x float64) string { return strconv.FormatFloat(x, 'g', 7, 64) }
