package metrics_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/metrics"
	"github.com/clustersim/clustersim/scheduler"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/workloads"
)

// states lists name, state and productive time of the jobs.
func states(jobs metrics.Table) string {
	var all []string
	for _, row := range jobs.Rows {
		all = append(all, row[2]+" "+row[10]+" "+row[14])
	}
	return strings.Join(all, "\n")
}

// unlucky has one machine, which fails at 1 h and 5 h, for an hour each time.
func unlucky(t *testing.T, jobs ...workloads.Job) clustersim.Model {
	crash := hardware.Hazard{
		Part: "host", Count: 1, Failure: hardware.Fixed{After: 3 * time.Hour}, Repair: hardware.Fixed{After: time.Hour},
	}
	n := node("a", 0, hardware.Given, crash)
	n.Age.Of = 2 * time.Hour
	m := story(t)
	m.Site, m.Workload, m.Until = site(t, n), workloads.List(jobs), sim.Time(8*time.Hour)
	return m
}

func saving(j workloads.Job) workloads.Job {
	j.Checkpoint.Interval = 30 * time.Minute
	return j
}

func TestEveryEnding(t *testing.T) {
	hopeless := saving(job("hopeless", 8, 0, 9*time.Hour))
	second := job("second", 1, 0, time.Hour)
	second.After = []workloads.JobID{0}
	bored := job("bored", 8, 0, time.Hour)
	bored.Cancel = sim.Time(90 * time.Minute)
	long, queued := job("long", 8, 0, 9*time.Hour), job("queued", 1, 0, time.Hour)
	waiting := job("waiting", 1, 0, time.Hour)
	waiting.After = []workloads.JobID{3}
	m := unlucky(t, hopeless, second, bored, long, queued, waiting)
	m.Recovery = scheduler.Retry{From: scheduler.Resume, Limit: 0}
	m.Until = sim.Time(4 * time.Hour)
	require.Equal(t, strings.Join([]string{
		"hopeless gave-up 0", "second dependency-failed 0", "bored cancelled 0", "long running 7200", "queued queued 0",
		"waiting waiting 0",
	}, "\n"), states(table(t, m, "jobs")))
	s := run(t, m, 1)
	require.Equal(t, []int{6, 0, 1, 1, 0, 1, 0, 3},
		[]int{s.Jobs, s.Completed, s.Cancelled, s.GaveUp, s.NeverFits, s.DependencyFailed, s.Dropped, s.CutOff})
}

func TestDroppedJobs(t *testing.T) {
	m := unlucky(t, job("first", 8, 0, time.Minute), job("second", 8, 30*time.Second, time.Minute))
	m.Misfit = clustersim.Drop
	require.Equal(t, "first completed 60\nsecond dropped 0", states(table(t, m, "jobs")))
	require.Equal(t, 1, run(t, m, 1).Dropped)
}

// What a cancelled job had saved is lost, whether it was running or waiting.
func TestCancelledWorkIsNotUseful(t *testing.T) {
	for _, at := range []time.Duration{90 * time.Minute, 3 * time.Hour} {
		j := saving(job("j", 8, 0, 7*time.Hour))
		j.Cancel = sim.Time(at)
		m := unlucky(t, j)
		require.Equal(t, "j cancelled 0", states(table(t, m, "jobs")), at)
		s := run(t, m, 1)
		require.Zero(t, s.Useful.Sign(), at)
		require.Positive(t, s.Leased.Sign(), at)
		require.Zero(t, s.Judged, at)
	}
}

func TestRestartKeepsNothing(t *testing.T) {
	m := unlucky(t, saving(job("j", 8, 0, 150*time.Minute)))
	m.Recovery = scheduler.Retry{From: scheduler.Restart, Limit: -1}
	s := run(t, m, 1)
	require.Equal(t, 1, s.Interruptions)
	require.InDelta(t, 8*2.5, s.Useful.Hours(), 1e-12)
	require.InDelta(t, 8*3.5, s.Leased.Hours(), 1e-12)
	require.InDelta(t, 2.5/4.5, s.Productive.Hours()/s.Eligible.Hours(), 1e-12)
}

func TestUndetectedTime(t *testing.T) {
	s := run(t, story(t), 1)
	require.InDelta(t, 16*0.5, s.Undetected.Hours(), 1e-12)
}

// Faults found at the start take time from the node, but happened before.
func TestFaultsFoundAtTheStart(t *testing.T) {
	fold, windows, failures := metrics.NewFold(), tableFold(t, "windows"), tableFold(t, "failures")
	for _, o := range []journal.Observer{fold, windows, failures} {
		o.Define(journal.DefineHazard(0, &hardware.Hazard{Part: "host"}))
		o.Define(journal.DefineHazard(1, &hardware.Hazard{Part: "owner", Class: hardware.OwnerFault, Symptom: hardware.Departure}))
		o.Define(journal.Definition{Subject: journal.NodeSubject, Name: "a", MilliGPUs: 8000, Deadline: sim.Never})
		for _, e := range []journal.Entry{
			{Kind: journal.FaultBegan, Reason: journal.InitiallyDown, Ref: 0},
			{Kind: journal.NodeDown},
			{At: 2, Kind: journal.FaultBegan, Reason: journal.Departure, Ref: 1},
			{At: 5, Kind: journal.FaultEnded, Ref: 0},
			{At: 10, Kind: journal.FaultEnded, Ref: 1},
			{At: 10, Kind: journal.NodeUp},
			{At: 30, Kind: journal.RunEnded},
		} {
			o.Observe(e)
		}
	}
	s := fold.Summary()
	require.Equal(t, []int{0, 1, 0, 0}, []int{s.Faults[hardware.HardwareFault], s.Faults[hardware.OwnerFault], s.NodeFailures, s.Detected})
	require.Equal(t, text(metrics.Table{Name: "windows", Columns: windows.Table().Columns, Rows: [][]string{
		{"1", "a", "0.00000001", "0.00000003", "false", "true"},
	}}), text(windows.Table()))
	require.Equal(t, text(metrics.Table{Name: "failures", Columns: failures.Table().Columns, Rows: [][]string{
		{"1", "a", "host", "hardware", "crash", "", "initially-down", "0", "0", "0.000000005", "0"},
		{"1", "a", "owner", "owner", "departure", "", "departure", "0.000000002", "0.000000002", "0.00000001", "0"},
	}}), text(failures.Table()))
}

func tableFold(t *testing.T, name string) metrics.TableFold {
	fold, err := metrics.NewTableFold(name, 1)
	require.NoError(t, err)
	return fold
}

func TestEntriesMustMakeSense(t *testing.T) {
	require.PanicsWithValue(t, "metrics: entry for job 3, which is not among the 0 live ones", func() {
		metrics.NewFold().Observe(journal.Entry{Kind: journal.JobEligible, Job: 3})
	})
}

func TestWords(t *testing.T) {
	require.Equal(t, "higher lower neither", strings.Join([]string{metrics.Higher.String(), metrics.Lower.String(), metrics.Neither.String()}, " "))
	require.Equal(t, "mean-time", metrics.MeanTime.String())
	near, ok := metrics.Suggest("goodputt")
	require.True(t, ok)
	require.Equal(t, "goodput", near)
	_, ok = metrics.Find("goodputt")
	require.False(t, ok)
}
