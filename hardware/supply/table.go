package supply

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// table reads comma-separated rows one by one and knows where each cell stands.
type table struct {
	rows *csv.Reader
	row  []string // holds until the next
	line int      // of the row
}

func openTable(r io.Reader) (*table, error) {
	text, err := plain(r)
	if err != nil {
		return nil, err
	}
	rows := csv.NewReader(text)
	rows.ReuseRecord = true
	rows.FieldsPerRecord = -1
	return &table{rows: rows}, nil
}

// next reads a row of so many cells and reports whether there was one.
func (t *table) next(cells int) (bool, error) {
	row, err := t.rows.Read()
	wrong := (*csv.ParseError)(nil)
	switch {
	case errors.Is(err, io.EOF):
		return false, nil
	case errors.As(err, &wrong):
		return false, &FormatError{Line: wrong.Line, Column: wrong.Column, Problem: wrong.Err.Error()}
	case err != nil:
		return false, damage(err, t.line+1)
	}
	t.row = row
	t.line, _ = t.rows.FieldPos(0)
	if cells > 0 && len(row) != cells {
		return false, &FormatError{Line: t.line, Problem: fmt.Sprintf("has %d cells, want %d", len(row), cells)}
	}
	return true, nil
}

// header reads the first row and tells in which cells these columns are.
func (t *table) header(columns ...string) ([]int, error) {
	found, err := t.next(0)
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, &FormatError{Line: 1, Problem: "there is nothing here; want a header with " + strings.Join(columns, ", ")}
	}
	cells := make([]int, len(columns))
	for i, name := range columns {
		if cells[i] = slices.Index(t.row, name); cells[i] < 0 {
			return nil, &FormatError{Line: t.line, Problem: fmt.Sprintf("the header has no column %s", name)}
		}
	}
	return cells, nil
}

// fault says what is wrong with a cell.
func (t *table) fault(cell int, format string, args ...any) error {
	line, column := t.rows.FieldPos(cell)
	return &FormatError{Line: line, Column: column, Problem: fmt.Sprintf(format, args...)}
}

// count reads a cell that holds how many nodes there are of most.
func (t *table) count(cell, most int) (int, error) {
	n, err := strconv.Atoi(strings.TrimSpace(t.row[cell]))
	if err != nil || n < 0 || n > most {
		return 0, t.fault(cell, "%s nodes, want a whole number from 0 to %d", excerpt(t.row[cell]), most)
	}
	return n, nil
}

// instant reads a cell that holds a time, counted in units.
func (t *table) instant(cell int, unit time.Duration) (time.Duration, error) {
	ns, ok := decimal(strings.TrimSpace(t.row[cell]), unit)
	if !ok {
		return 0, t.fault(cell, "time %s, want a number such as 300 or 0.25, not negative and within 292 years of %v each",
			excerpt(t.row[cell]), unit)
	}
	return ns, nil
}

// decimal reads digits, perhaps with a point, and nothing else: no sign, no
// exponent, no NaN.
func decimal(text string, unit time.Duration) (time.Duration, bool) {
	if strings.Trim(text, "0123456789.") != "" {
		return 0, false
	}
	x, err := strconv.ParseFloat(text, 64)
	if err != nil || x*float64(unit) >= math.MaxInt64 {
		return 0, false
	}
	return time.Duration(math.Round(x * float64(unit))), true
}
