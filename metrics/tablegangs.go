package metrics

import (
	"strconv"
	"time"
)

// jobLengths are those that tables of windows ask about.
func jobLengths() []time.Duration {
	return []time.Duration{
		time.Hour, 4 * time.Hour, 8 * time.Hour, 24 * time.Hour, 72 * time.Hour, 168 * time.Hour,
	}
}

// eachGang calls f with the windows of fixed and of any nodes, in the whole fleet
// and in each pool, in numbers that are powers of two up to all that there are.
func (u *uptime) eachGang(lengths []time.Duration, f func(spec WindowSpec, w Windows)) {
	for _, pool := range u.pools() {
		_, n := u.places(pool)
		for k := 1; k <= n; k *= 2 {
			for _, fixed := range []bool{true, false} {
				spec := WindowSpec{Pool: pool, K: k, Fixed: fixed, Lengths: lengths}
				f(spec, u.windows(spec))
			}
		}
	}
}

func gangWord(fixed bool) string {
	if fixed {
		return "fixed"
	}
	return "any"
}

// gangWindowsTable makes the table of uptime windows of gangs.
type gangWindowsTable struct {
	seed string
	uptime
}

// Table returns the rows.
func (t *gangWindowsTable) Table() Table {
	table := Table{Name: "gang_windows", Columns: []string{
		"seed", "pool", "gang", "nodes", "of", "gangs", "ended", "availability", "mean_window_s", "mean_outage_s",
	}}
	t.eachGang(nil, func(spec WindowSpec, w Windows) {
		row := []string{
			t.seed, spec.Pool, gangWord(spec.Fixed), strconv.Itoa(spec.K), strconv.Itoa(w.Nodes), strconv.Itoa(w.Gangs),
			strconv.Itoa(w.Ended), "", "", "",
		}
		if t.end > 0 {
			row[7] = number(w.Availability())
		}
		if mean, ok := w.MeanWindow(); ok {
			row[8] = seconds(mean)
		}
		if mean, ok := w.MeanOutage(); ok {
			row[9] = seconds(mean)
		}
		table.Rows = append(table.Rows, row)
	})
	return table
}

// fitsTable makes the table of how likely jobs fit into windows.
type fitsTable struct {
	seed string
	uptime
}

// Table returns the rows.
func (t *fitsTable) Table() Table {
	table := Table{Name: "fits", Columns: []string{
		"seed", "pool", "gang", "nodes", "of", "length_s", "random_start", "new_window", "first_window",
	}}
	t.eachGang(jobLengths(), func(spec WindowSpec, w Windows) {
		for _, fit := range w.Fits {
			table.Rows = append(table.Rows, []string{
				t.seed, spec.Pool, gangWord(spec.Fixed), strconv.Itoa(spec.K), strconv.Itoa(w.Nodes), seconds(fit.Length),
				fit.Random.cell(), fit.New.cell(), fit.First.cell(),
			})
		}
	})
	return table
}

func (o Odds) cell() string {
	if !o.Known {
		return ""
	}
	return number(o.P)
}
