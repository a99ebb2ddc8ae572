package report

import (
	"encoding/csv"
	"io"
	"math"
	"strconv"

	"github.com/clustersim/clustersim/experiment"
)

// CSV writes the metrics as a table for a spreadsheet, one row a metric.
func (r *Report) CSV(w io.Writer) error {
	rows := [][]string{{"metric", "value", "low", "high", "confidence", "n", "observations", "of", "unit", "better"}}
	for _, m := range r.Measures {
		e := m.Estimate
		rows = append(rows, []string{
			m.Metric.Name, plain(e.Value), plain(e.Lo), plain(e.Hi), plain(e.Confidence), strconv.Itoa(e.N),
			strconv.Itoa(m.Observations), m.Metric.Things, m.Metric.Unit, m.Metric.Better.String(),
		})
	}
	return csv.NewWriter(w).WriteAll(rows)
}

// plain is a number in full, or nothing for one without bound.
func plain(x float64) string {
	if math.IsInf(x, 0) {
		return ""
	}
	return strconv.FormatFloat(x, 'f', -1, 64)
}

// Table writes the table that the experiment collected as number i: a header, and
// the rows of all replications in the order of their seeds.
func Table(w io.Writer, r *experiment.Result, i int) error {
	c := csv.NewWriter(w)
	for t := range r.Trials {
		table := &r.Trials[t].Tables[i]
		if t == 0 {
			if err := c.Write(table.Columns); err != nil {
				return err
			}
		}
		if err := c.WriteAll(table.Rows); err != nil {
			return err
		}
	}
	return nil
}
