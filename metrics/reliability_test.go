package metrics_test

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/metrics"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
	"github.com/clustersim/clustersim/stats"
)

// Four jobs lose nodes: to a crash that is found an hour later, to an owner who
// gives notice, to a false alarm, and to wrong results.
func fourLosses() *tale {
	s := &tale{nodes: 4, jobs: []int{16, 8, 8}}
	s.start(0, 0, 0, 1)
	s.start(0, 1, 2)
	s.start(0, 2, 3)
	s.at(10, breaks(0, host), stops(0, 0))
	s.at(11, out(0, host, journal.Crash), ends(0, journal.NodeLost, 0))
	s.at(20, journal.Entry{Kind: journal.NoticeGiven, Node: 2, Ref: owner, Value: int64(time.Hour)}, ends(1, journal.NodeLost, 0))
	s.at(20, out(2, owner, journal.Departure))
	s.at(21, breaks(2, owner))
	s.at(30, out(3, check, journal.FalseAlarm), ends(2, journal.NodeLost, 0))
	s.at(31, in(3))
	s.start(31, 1, 3)
	s.at(40, breaks(3, core), journal.Entry{Kind: journal.WorkSpoiled, Job: 1, Node: 3})
	s.at(44, out(3, core, journal.Corruption), ends(1, journal.NodeLost, 0))
	s.at(50, works(0, host), in(0))
	s.at(51, works(2, owner), in(2), works(3, core), in(3))
	return s
}

func TestReliabilityOfFourLosses(t *testing.T) {
	fold := tableFold(t, "reliability")
	fourLosses().tell(60, fold)
	table := fold.Table()
	column := func(row []string, name string) string { return row[slices.Index(table.Columns, name)] }
	hours := func(h float64) string { return strconv.FormatFloat(math.Round(h*3600e6)/1e6, 'f', -1, 64) }
	third := 2.0 / 3
	want := map[string][]string{ // faults, MTBF, MTTR, detected, detection, interruptions, MTTI, ETTF
		"all ":                {"3", hours(85), hours(35), "2", hours(2.5), "4", hours(74.0 / 4), hours(61.0 / 3)},
		"class hardware":      {"2", hours(170), hours(40), "2", hours(2.5), "2", hours(37), hours(11 + third*19 - third*30/math.Log(third))},
		"class owner":         {"1", hours(170), hours(30), "0", "", "1", hours(74), hours(20 + .5*10 + .5*30/math.Ln2)},
		"symptom crash":       {"1", hours(170), hours(40), "1", hours(1), "1", hours(74), hours(11 + third*19 - third*30/math.Log(third))},
		"symptom departure":   {"1", hours(170), hours(30), "0", "", "1", hours(74), hours(20 + .5*10 + .5*30/math.Ln2)},
		"symptom false-alarm": {"0", "", "", "0", "", "1", hours(74), hours(30)},
		"symptom corruption":  {"1", "", "", "1", hours(4), "1", hours(74), ""},
		"part host":           {"1", hours(170), hours(40), "1", hours(1), "1", hours(74), hours(11 + third*19 - third*30/math.Log(third))},
		"part owner":          {"1", hours(170), hours(30), "0", "", "1", hours(74), hours(20 + .5*10 + .5*30/math.Ln2)},
		"part check":          {"0", "", "", "0", "", "1", hours(74), hours(30)},
		"part core":           {"1", "", "", "1", hours(4), "1", hours(74), ""},
		"part power":          {"0", "", "", "0", "", "0", "", ""},
		"gpu G":               {"3", hours(85), hours(35), "2", hours(2.5), "4", hours(74.0 / 4), hours(61.0 / 3)},
	}
	require.Len(t, table.Rows, len(want))
	for _, row := range table.Rows {
		var got []string
		for _, name := range []string{"faults", "mtbf_s", "mttr_s", "detected", "detection_s", "interruptions", "mtti_s", "ettf_s"} {
			got = append(got, column(row, name))
		}
		require.Equal(t, want[row[1]+" "+row[2]], got, row)
		rate := stats.PoissonRate(whole(t, row[3]), 0.01, 0.95) // ten node-days
		bounds := fmt.Sprintf("10 %.4f %.4f %.4f", rate.Value, rate.Lo, rate.Hi)
		require.Equal(t, bounds, fmt.Sprintf("%s %.4f %.4f %.4f", row[4], float(t, row[5]), float(t, row[6]), float(t, row[7])))
	}
}

func float(t *testing.T, cell string) float64 {
	x, err := strconv.ParseFloat(cell, 64)
	require.NoError(t, err)
	return x
}

func TestSummaryOfFourLosses(t *testing.T) {
	s := fourLosses().summary(60)
	require.Equal(t, 4, s.Interruptions)
	require.Equal(t, [5]int{hardware.HardwareFault: 2, hardware.OwnerFault: 1}, s.Faults)
	require.Equal(t, 2, s.NodeFailures, "wrong results stop nothing")
	require.Equal(t, 1, s.FalseAlarms)
	require.Equal(t, 2, s.Detected)
	require.InDelta(t, 5, s.Detecting.Hours(), 1e-12)
	require.InDelta(t, 170, s.NodeUp.Hours(), 1e-9)
	require.InDelta(t, 8*(4*60-39-31-1-7), s.InService.Hours(), 1e-9)
}

// A mate is blamed while the node that hangs stays: the stop says who it was.
func TestBlamedNodesAreNotCulprits(t *testing.T) {
	s := &tale{nodes: 2, jobs: []int{16}}
	s.start(0, 0, 0, 1)
	s.at(5, breaks(0, owner), stops(0, 0))
	s.at(6, out(1, owner, journal.Blamed), ends(0, journal.NodeLost, 0))
	s.at(7, out(0, owner, journal.Departure), in(1))
	fold, reliability := metrics.NewFold(), tableFold(t, "reliability")
	s.tell(10, fold, reliability)
	require.Equal(t, 1, fold.Summary().Misdiagnoses)
	require.InDelta(t, 2, fold.Summary().Detecting.Hours(), 1e-12, "until the culprit was out, not the scapegoat")
	for _, row := range reliability.Table().Rows {
		if row[2] == "owner" {
			require.Equal(t, "1", row[12])
		}
	}
}

// A spare takes over after an hour; another one comes, goes out of service and is
// given back. Each lease counts for its own time.
func spared() *tale {
	s := &tale{nodes: 3, jobs: []int{8}}
	s.start(0, 0, 0)
	s.at(0, leased(0, 1, journal.Standby))
	s.at(10, breaks(0, host), stops(0, 0))
	s.at(11, out(0, host, journal.Crash), journal.Entry{Kind: journal.Released, Job: 0, Node: 0},
		journal.Entry{Kind: journal.WorkResumed, Job: 0, Node: 0})
	s.at(15, leased(0, 2, journal.Standby))
	s.at(18, breaks(2, host), out(2, host, journal.Crash), journal.Entry{Kind: journal.Released, Job: 0, Node: 2})
	s.at(20, ends(0, journal.Completed, 19*time.Hour), over(0))
	return s
}

func TestSparesAreCharged(t *testing.T) {
	s := spared().summary(24)
	require.InDelta(t, 8*(11+20+3), s.Leased.Hours(), 1e-12)
	require.InDelta(t, s.Leased.Hours(), float64(s.Cost)/1e6, 1e-9)
	require.Equal(t, []int{1, 1}, []int{s.Attempts, s.Interruptions})
	require.InDelta(t, 8, s.Undetected.Hours(), 1e-12)
	require.InDelta(t, 20, s.Running.Hours(), 1e-12)
	require.InDelta(t, 8*19, s.Useful.Hours(), 1e-12)

	jobs, attempts, nodes := tableFold(t, "jobs"), tableFold(t, "attempts"), tableFold(t, "nodes")
	spared().tell(24, jobs, attempts, nodes)
	require.Equal(t, []string{"1", "1", "0", "68400", "272", "272", "false"}, jobs.Table().Rows[0][11:])
	require.Equal(t, []string{"completed", "8", "1", "1", "68400", "3600", "3600", "272"}, attempts.Table().Rows[0][5:])
	for i, gpuHours := range []string{"88", "160", "24"} {
		require.Equal(t, []string{gpuHours, gpuHours}, nodes.Table().Rows[i][9:11])
	}
}

// Results are wrong if nobody noticed until the end: what is found is done again.
func TestCorruptedJobs(t *testing.T) {
	spoiled := journal.Entry{Kind: journal.WorkSpoiled, Job: 0, Node: 0}
	noticed, unnoticed := &tale{nodes: 1, jobs: []int{8}}, &tale{nodes: 1, jobs: []int{8}}
	for _, s := range []*tale{noticed, unnoticed} {
		s.start(0, 0, 0)
		s.at(1, breaks(0, core), spoiled)
	}
	noticed.at(2, out(0, core, journal.Corruption), ends(0, journal.NodeLost, time.Hour))
	noticed.at(3, works(0, core), in(0))
	noticed.start(3, 0, 0)
	for _, s := range []*tale{noticed, unnoticed} {
		s.at(4, ends(0, journal.Completed, time.Hour), over(0))
	}
	jobs := tableFold(t, "jobs")
	unnoticed.tell(5, jobs)
	require.Equal(t, "true", jobs.Table().Rows[0][17])
	m, _ := metrics.Find("corrupted")
	for share, s := range map[float64]*metrics.Summary{0: noticed.summary(5), 1: unnoticed.summary(5)} {
		got, ok := m.Value(s)
		require.True(t, ok)
		require.Equal(t, share, got)
	}
}

func TestRepairsByStage(t *testing.T) {
	s := &tale{nodes: 2}
	repair := func(node hardware.NodeID, hazard uint32, stage int64) journal.Entry {
		return journal.Entry{Kind: journal.RepairBegan, Node: node, Ref: hazard, Value: stage}
	}
	s.at(1, breaks(0, host), breaks(0, host), out(0, host, journal.Crash), repair(0, host, 0))
	s.at(2, repair(0, host, 1), repair(0, host, 0))
	s.at(3, out(1, check, journal.FalseAlarm), repair(1, check, 0))
	s.at(4, works(0, host), repair(0, host, 2))
	fold, repairs, failures := metrics.NewFold(), tableFold(t, "repairs"), tableFold(t, "failures")
	s.tell(5, fold, repairs, failures)
	require.Equal(t, []int{5, 2}, []int{fold.Summary().Repairs, fold.Summary().Escalations})
	require.Equal(t, [][]string{
		{"1", "host", "hardware", "0", "2"},
		{"1", "host", "hardware", "1", "1"},
		{"1", "host", "hardware", "2", "1"},
		{"1", "check", "", "0", "1"},
	}, repairs.Table().Rows)
	rows := failures.Table().Rows
	require.Equal(t, []string{"14400", "2"}, rows[0][9:])
	require.Equal(t, []string{"", "1"}, rows[1][9:], "the journal does not say which of two equal parts it is")
}

// A shock strikes three nodes with two gangs on them and on a fourth; then a
// node of a gang that stands already breaks, and an idle one.
func TestBlastRadius(t *testing.T) {
	s := &tale{nodes: 5, jobs: []int{16, 16, 8}}
	s.start(0, 0, 0, 3)
	s.start(0, 1, 1, 2)
	s.at(5, journal.Entry{Kind: journal.ShockBegan, Ref: power}, breaks(0, power), stops(0, 0), breaks(1, power), stops(1, 1), breaks(2, power))
	s.at(6, breaks(3, host))
	s.at(7, breaks(4, host))
	s.start(7, 2, 4)
	s.at(7, stops(2, 4)) // it started on a node that had just broken
	s.at(9, out(0, power, journal.Crash), ends(0, journal.NodeLost, 0), ends(1, journal.NodeLost, 0), ends(2, journal.NodeLost, 0))
	s.at(10, works(0, power), works(1, power), works(2, power), works(3, host), works(4, host))
	s.at(20, breaks(0, host), breaks(0, owner))
	s.at(21, breaks(1, core))
	fold, failures := tableFold(t, "blast_radius"), tableFold(t, "failures")
	s.tell(30, fold, failures)
	require.Equal(t, [][]string{
		{"1", "all", "", "4", "12", "28.4", "32"},
		{"1", "class", "hardware", "4", "12", "28.4", "32"},
		{"1", "part", "host", "3", "5.333333", "8", "8"},
		{"1", "part", "power", "1", "32", "32", "32"},
		{"1", "domain", "rack", "1", "32", "32", "32"},
	}, fold.Table().Rows)
	require.Equal(t, []string{"power", "hardware", "crash", "r1", "crash"}, failures.Table().Rows[0][2:7])
	require.Equal(t, []string{"host", "hardware", "crash", "", "crash"}, failures.Table().Rows[3][2:7])
}

// Among a hundred nodes with none to two failures in 1000 h, one with fifteen
// stands out, and one that had four in its first 20 h before it was retired; not
// one that its owner wanted or a shock struck fifteen times.
func TestSuspects(t *testing.T) {
	s := &tale{nodes: 100, lemons: map[int]bool{7: true, 70: true, 71: true}}
	fail := func(hour float64, node int, hazard int) {
		s.at(hour, breaks(hardware.NodeID(node), hazard), works(hardware.NodeID(node), hazard))
	}
	for k := range 4 {
		fail(float64(k), 33, host)
	}
	s.at(20, journal.Entry{Kind: journal.NodeRetired, Node: 33})
	s.at(30, journal.Entry{Kind: journal.NodeReplaced, Node: 33})
	for i := range 100 {
		for k := range i % 3 {
			fail(100+float64(k), i, host)
		}
	}
	for k := range 15 {
		fail(200+float64(k), 7, host)
		fail(200+float64(k), 70, owner)
		s.at(200+float64(k), journal.Entry{Kind: journal.ShockBegan, Ref: power})
		fail(200+float64(k), 50, power)
	}
	fold, nodes := metrics.NewFold(), tableFold(t, "nodes")
	s.tell(1000, fold, nodes)
	var suspects []string
	for _, row := range nodes.Table().Rows {
		if row[12] == "true" {
			suspects = append(suspects, row[1]+" "+row[11])
		}
	}
	require.Equal(t, []string{"n7 true", "n33 false"}, suspects)
	sum := fold.Summary()
	require.Equal(t, []int{3, 2, 1, 1, 1}, []int{sum.Lemons, sum.Suspects, sum.Convicted, sum.Retired, sum.Replaced})
	for name, want := range map[string]float64{"lemons.precision": 1.0 / 2, "lemons.recall": 1.0 / 3} {
		m, _ := metrics.Find(name)
		got, _ := m.Value(sum)
		require.Equal(t, want, got, name)
	}
}

// Nodes that fail at one rate, three times each on average, raise hardly any
// suspicion; of those that fail ten times as often, hardly any escapes it.
func TestSuspectsOfFleets(t *testing.T) {
	fleet := func(lemons int) *metrics.Summary {
		s := &tale{nodes: 2000, lemons: map[int]bool{}}
		for i := range s.nodes {
			rate := 1.0 / 1000
			if s.lemons[i] = i < lemons; i < lemons {
				rate *= 10
			}
			stream := rng.NewSeed(5).Index(uint64(i)).Stream()
			for at := stream.Exp() / rate; at < 3000; at += stream.Exp() / rate {
				s.at(at, breaks(hardware.NodeID(i), host), works(hardware.NodeID(i), host))
			}
		}
		slices.SortStableFunc(s.entries, func(a, b journal.Entry) int { return cmp.Compare(a.At, b.At) })
		return s.summary(3000)
	}
	s := fleet(100)
	require.GreaterOrEqual(t, s.Convicted, 98)
	require.LessOrEqual(t, s.Suspects-s.Convicted, 4)
	equal := fleet(1) // without a lemon, nobody would look
	require.Equal(t, 1, equal.Convicted)
	require.LessOrEqual(t, equal.Suspects, 2)
}

// Nodes are compared with those of their own GPU model only.
func TestModelsAreToldApart(t *testing.T) {
	fold, nodes, reliability := metrics.NewFold(), tableFold(t, "nodes"), tableFold(t, "reliability")
	for _, o := range []journal.Observer{fold, nodes, reliability} {
		o.Define(journal.DefineHazard(host, &hardware.Hazard{Part: "host"}))
		for i := range 40 {
			o.Define(journal.Definition{
				Subject: journal.NodeSubject, ID: int32(i), GPU: []string{"old", "new"}[i%2], MilliGPUs: 8000, Lemon: i == 1, Deadline: sim.Never,
			})
		}
		s := &tale{}
		for i := range 40 {
			if i%2 == 1 && i > 1 {
				continue // a new one, which never fails
			}
			for k := range 12 {
				s.at(float64(k), breaks(hardware.NodeID(i), host), works(hardware.NodeID(i), host))
			}
		}
		slices.SortStableFunc(s.entries, func(a, b journal.Entry) int { return cmp.Compare(a.At, b.At) })
		s.at(100, journal.Entry{Kind: journal.RunEnded})
		for _, e := range s.entries {
			o.Observe(e)
		}
	}
	require.Equal(t, []int{1, 1, 1}, []int{fold.Summary().Lemons, fold.Summary().Suspects, fold.Summary().Convicted})
	for i, row := range nodes.Table().Rows {
		require.Equal(t, strconv.FormatBool(i == 1), row[12], "twelve failures are usual for the old model")
	}
	rows := reliability.Table().Rows
	require.Equal(t, []string{"gpu", "old", "240", "83.333333"}, rows[len(rows)-2][1:5])
	require.Equal(t, []string{"gpu", "new", "12", "83.333333"}, rows[len(rows)-1][1:5])
	for i, faults := range map[int]int{0: 252, len(rows) - 2: 240, len(rows) - 1: 12} {
		days := float(t, rows[i][4])
		rate := stats.ClusteredRate(faults, 12, days/1000, 0.95)
		require.InEpsilon(t, rate.Lo, float(t, rows[i][6]), 1e-6, "each hour's are one cluster, whatever the models")
		require.InEpsilon(t, rate.Hi, float(t, rows[i][7]), 1e-6)
	}
}

func TestReleasedNodesWereLeased(t *testing.T) {
	require.PanicsWithValue(t, "metrics: a node is released that was not leased", func() {
		s := &tale{nodes: 2, jobs: []int{8}}
		s.start(0, 0, 0)
		s.at(1, journal.Entry{Kind: journal.Released, Job: 0, Node: 1})
		s.summary(2)
	})
}

func TestHazardsMustMakeSense(t *testing.T) {
	require.PanicsWithValue(t, "metrics: entry for hazard 3 of 0", func() {
		fold := metrics.NewFold()
		fold.Define(journal.Definition{Subject: journal.NodeSubject})
		fold.Observe(journal.Entry{Kind: journal.FaultBegan, Ref: 3})
	})
	require.PanicsWithValue(t, `metrics: hazard of class "x"`, func() {
		metrics.NewFold().Define(journal.Definition{Subject: journal.HazardSubject, Group: "x"})
	})
	require.PanicsWithValue(t, `metrics: hazard with symptom "x"`, func() {
		metrics.NewFold().Define(journal.Definition{Subject: journal.HazardSubject, Group: "user", Kind: "x"})
	})
	require.PanicsWithValue(t, "metrics: a fault of hazard 0 of node 0 ended that had not begun", func() {
		s := &tale{nodes: 1}
		s.at(1, works(0, host))
		s.summary(2)
	})
}
