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

// confidence is that of the intervals in tables.
const confidence = 0.95

// tableKind is a table that can be asked for.
type tableKind struct {
	name string
	fold func(seed string) TableFold
}

func tableKinds() []tableKind {
	return []tableKind{
		{"jobs", func(seed string) TableFold { return &jobsTable{seed: seed} }},
		{"attempts", func(seed string) TableFold { return &attemptsTable{seed: seed} }},
		{"nodes", func(seed string) TableFold { return &nodesTable{seed: seed} }},
		{"failures", func(seed string) TableFold { return &failuresTable{seed: seed} }},
		{"reliability", func(seed string) TableFold { return &reliabilityTable{seed: seed} }},
		{"repairs", func(seed string) TableFold { return &repairsTable{seed: seed} }},
		{"blast_radius", func(seed string) TableFold { return &blastTable{seed: seed} }},
		{"windows", func(seed string) TableFold { return &windowsTable{seed: seed} }},
		{"gang_windows", func(seed string) TableFold { return &gangWindowsTable{seed: seed} }},
		{"fits", func(seed string) TableFold { return &fitsTable{seed: seed} }},
		{"availability_windows", func(seed string) TableFold { return &availabilityTable{seed: seed} }},
		{"job_size", func(seed string) TableFold { return &jobSizeTable{seed: seed} }},
	}
}

// TableNames lists the tables that [NewTableFold] can make.
func TableNames() []string {
	var names []string
	for _, k := range tableKinds() {
		names = append(names, k.name)
	}
	return names
}

// NewTableFold returns the fold for the table of that name; seed fills the first
// column. It returns an error for an unknown name.
//
//	jobs                  one row a job: when it came, started and ended, and how
//	attempts              one row an attempt, with what it left behind
//	nodes                 one row a node: failures, time broken, GPU time leased, revenue, lemons in truth and by suspicion
//	failures              one row a fault of a part: when it began, was detected and ended
//	reliability           one row a class of faults, a part and a GPU model: rates, times between and to failures and repairs
//	repairs               one row a part and stage of its repair: how often it began
//	blast_radius          one row a class, part and kind of domain: GPUs that one fault idles
//	windows               one row an uptime window: a maximal time in which a node works
//	gang_windows          one row a number of nodes, fixed or any: how long so many work at the same time
//	fits                  likewise by length: how likely a job of that length is left alone
//	availability_windows  one row a length: the least availability over any window of that length
//	job_size              one row a number of GPUs: the time until a gang of that size loses a node
func NewTableFold(name string, seed uint64) (TableFold, error) {
	for _, k := range tableKinds() {
		if k.name == name {
			return k.fold(strconv.FormatUint(seed, 10)), nil
		}
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

// finite writes a number, or nothing for one without bound.
func finite(x float64) string {
	if math.IsInf(x, 0) {
		return ""
	}
	return number(x)
}

// number writes a number to the millionth; one whose millionths an int64 does not
// hold, as a plain decimal.
func number(x float64) string {
	if millionths := math.Round(x * 1e6); math.Abs(millionths) < math.MaxInt64 {
		return decimal(int64(millionths), 6)
	}
	return strconv.FormatFloat(x, 'f', -1, 64)
}

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
