package metrics

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/clustersim/clustersim/internal/suggest"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/units"
)

// Table is a table of one run, all cells as text. Times are seconds since the
// run began, which for a trace is the trace's own zero, as plain decimals without
// exponent; a cell without a value is empty.
type Table struct {
	Name    string
	Columns []string
	Rows    [][]string
}

// TableFold is the fold that makes a [Table].
type TableFold interface {
	journal.Observer
	// Table returns the table once the run has ended. Its first column is the seed.
	Table() Table
}

// TableNames lists the tables that [NewTableFold] can make.
func TableNames() []string { return []string{"jobs", "attempts", "nodes", "failures", "windows"} }

// NewTableFold returns the fold for the table of that name; seed fills the first
// column. It returns an error for an unknown name.
//
//	jobs      one row a job: when it came, started and ended, and how
//	attempts  one row an attempt, with what it left behind
//	nodes     one row a node: failures, time broken, GPU time leased, revenue
//	failures  one row a fault of a part: when it began, was detected and ended
//	windows   one row an uptime window: a maximal time in which a node works
func NewTableFold(name string, seed uint64) (TableFold, error) {
	cell := strconv.FormatUint(seed, 10)
	switch name {
	case "jobs":
		return &jobsTable{seed: cell}, nil
	case "attempts":
		return &attemptsTable{seed: cell}, nil
	case "nodes":
		return &nodesTable{seed: cell}, nil
	case "failures":
		return &failuresTable{seed: cell}, nil
	case "windows":
		return &windowsTable{seed: cell}, nil
	}
	hint := "want one of " + strings.Join(TableNames(), ", ")
	if near, ok := suggest.Closest(name, TableNames()); ok {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	return nil, fmt.Errorf("metrics: unknown table %q; %s", name, hint)
}

// instant writes an instant in seconds, exactly; nothing for one that never came.
func instant(t sim.Time) string {
	if t == sim.Never {
		return ""
	}
	return decimal(int64(t), 9)
}

func seconds(d time.Duration) string { return decimal(int64(d), 9) }

func gpus(milliGPUs int64) string { return decimal(milliGPUs, 3) }

func usd(m units.Money) string { return decimal(int64(m), 6) }

// number writes a number to the millionth.
func number(x float64) string { return decimal(int64(math.Round(x*1e6)), 6) }

// jobID is how a job is called outside: by the number that its trace gives it,
// or else by its ID.
func jobID(id int, name string) string {
	if _, err := strconv.ParseInt(name, 10, 64); err == nil {
		return name
	}
	return strconv.Itoa(id)
}

// decimal writes n divided by ten to the power places, without trailing zeros.
func decimal(n int64, places int) string {
	digits, sign := strconv.FormatInt(n, 10), ""
	if n < 0 {
		digits, sign = digits[1:], "-"
	}
	if missing := places + 1 - len(digits); missing > 0 {
		digits = strings.Repeat("0", missing) + digits
	}
	point := len(digits) - places
	text := digits[:point]
	if fraction := strings.TrimRight(digits[point:], "0"); fraction != "" {
		text += "." + fraction
	}
	return sign + text
}
