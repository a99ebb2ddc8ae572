package report

import (
	"encoding/csv"
	"io"
	"strconv"
)

// CSV writes the metrics as a table for a spreadsheet, one row a metric.
func (r *Report) CSV(w io.Writer) error {
	rows := [][]string{{"metric", "value", "low", "high", "confidence", "n", "observations", "of", "unit", "better"}}
	for _, m := range r.Measures {
		e := m.Estimate
		low, high := "", ""
		if e.Known() {
			low, high = plain(e.Lo), plain(e.Hi)
		}
		rows = append(rows, []string{
			m.Metric.Name, plain(e.Value), low, high, plain(e.Confidence), strconv.Itoa(e.N),
			strconv.Itoa(m.Observations), m.Metric.Things, m.Metric.Unit, m.Metric.Better.String(),
		})
	}
	return csv.NewWriter(w).WriteAll(rows)
}

func plain(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// Table writes rows of a table, header first.
func Table(w io.Writer, header []string, rows [][]string) error {
	c := csv.NewWriter(w)
	if err := c.Write(header); err != nil {
		return err
	}
	return c.WriteAll(rows)
}
