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
	"pgregory.net/rapid"

	"github.com/clustersim/clustersim"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/metrics"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
	"github.com/clustersim/clustersim/stats"
)

// coming is a fleet of nodes that live and are repaired for exponential times, in
// equilibrium.
func coming(t require.TestingT, n int, up, down time.Duration, until time.Duration) clustersim.Model {
	var nodes []hardware.Node
	for i := range n {
		nodes = append(nodes, node(fmt.Sprintf("n%d", i), 0, hardware.Stationary, hardware.Hazard{
			Part: "host", Count: 1, Failure: hardware.Exponential{MTBF: up}, Repair: hardware.Exponential{MTBF: down},
		}))
	}
	return clustersim.Model{Site: site(t, nodes...), Until: sim.Time(until)}
}

func windows(t require.TestingT, m clustersim.Model, spec metrics.WindowSpec) metrics.Windows {
	fold, err := metrics.NewWindowFold(spec)
	require.NoError(t, err)
	run(t, m, 7, fold)
	return fold.Windows()
}

// near requires a mean of n observations with the standard deviation sd.
func near(t *testing.T, want, got, sd, n float64) {
	t.Helper()
	require.InDelta(t, want, got, 4*sd/math.Sqrt(n))
}

// Eight of ten nodes that work for 100 h and are repaired for 5 h, by the Markov
// chain of the number that works: a job of a day fits at a random instant far
// more often than into a new window.
func TestWindowsOfAnyNodes(t *testing.T) {
	m := coming(t, 10, 100*time.Hour, 5*time.Hour, 2_500_000*time.Hour)
	w := windows(t, m, metrics.WindowSpec{K: 8, Lengths: []time.Duration{24 * time.Hour}})
	n := float64(w.Ended)
	mean, _ := w.MeanWindow()
	outage, _ := w.MeanOutage()
	near(t, 179.16667, mean.Hours(), 1.3*179, n)
	near(t, 1.821625, outage.Hours(), 1.3*1.82, n)
	near(t, .98993512, w.Availability(), .015, n)
	near(t, .7374928, w.Fits[0].New.P, .44, n)
	near(t, .8838502, w.Fits[0].Random.P, .45, n)
	require.True(t, w.Fits[0].New.Known && w.Fits[0].Random.Known)
}

// Of 66 nodes with an availability of 99 %, 64 work together for a share of time
// that the binomial law gives.
func TestAvailabilityOfSparesIsBinomial(t *testing.T) {
	m := coming(t, 66, 99*time.Hour, time.Hour, 40_000*time.Hour)
	w := windows(t, m, metrics.WindowSpec{K: 64})
	require.InDelta(t, .9713023, w.Availability(), .004)
	all := windows(t, m, metrics.WindowSpec{K: 64, Fixed: true})
	require.Equal(t, 1, all.Gangs)
	require.InDelta(t, .5255965, all.Availability(), .02)
}

// A fixed gang of k such nodes goes on for an exponential time of mean 100/k h
// whenever it does, and at a random instant does so with A^k exp(-kL/100).
func TestWindowsOfFixedGangs(t *testing.T) {
	m := coming(t, 10, 100*time.Hour, 5*time.Hour, 500_000*time.Hour)
	w := windows(t, m, metrics.WindowSpec{K: 4, Fixed: true, Lengths: []time.Duration{8 * time.Hour, 24 * time.Hour}})
	require.Equal(t, 2, w.Gangs, "two nodes are left over")
	n := float64(w.Ended)
	mean, _ := w.MeanWindow()
	near(t, 25, mean.Hours(), 25, n)
	for _, fit := range w.Fits {
		survival := math.Exp(-4 * fit.Length.Hours() / 100)
		near(t, survival, fit.New.P, .5, n)
		near(t, math.Pow(100.0/105, 4)*survival, fit.Random.P, 1, n)
	}
}

// Among fresh nodes that wear in, the first window of a gang is short; among old
// ones it is not.
func TestFirstWindowsDependOnAge(t *testing.T) {
	law := hardware.Weibull{Shape: 0.6, Scale: time.Duration(332.31965 * float64(time.Hour))}
	const size, gangs = 16, 2000
	for rule, want := range map[hardware.AgeRule][]float64{
		hardware.Fresh: {.2752882, .0366597}, hardware.Stationary: {.8582176, .5012882},
	} {
		var entries []journal.Entry
		for i := range size * gangs {
			stream, age := rng.NewSeed(1).Index(uint64(i)).Stream(), time.Duration(0)
			if rule == hardware.Stationary {
				age = law.StationaryAge(&stream)
			}
			e := down(1, hardware.NodeID(i))
			e.At = sim.Time(law.Next(stream.Exp(), 0, age))
			entries = append(entries, e)
		}
		slices.SortFunc(entries, func(a, b journal.Entry) int { return cmp.Compare(a.At, b.At) })
		fold, err := metrics.NewWindowFold(metrics.WindowSpec{K: size, Fixed: true, Lengths: []time.Duration{5 * time.Hour, 24 * time.Hour}})
		require.NoError(t, err)
		lives(fold, make([]string, size*gangs), append(entries, end(1e6))...)
		for i, p := range want {
			near(t, p, fold.Windows().Fits[i].First.P, math.Sqrt(p*(1-p)), gangs)
		}
	}
}

// at is a number of hours.
func at(h int) sim.Time { return sim.Time(time.Duration(h) * time.Hour) }

// lives shows a fold n nodes of one pool each by name, and their downtimes.
func lives(o journal.Observer, pools []string, entries ...journal.Entry) {
	o.Define(journal.DefineHazard(0, &hardware.Hazard{Part: "host"}))
	o.Define(journal.DefineHazard(1, &hardware.Hazard{Part: "core", Symptom: hardware.Corruption}))
	for i, pool := range pools {
		o.Define(journal.Definition{
			Subject: journal.NodeSubject, ID: int32(i), Name: fmt.Sprintf("n%d", i), Group: pool, GPU: "G", MilliGPUs: 8000, Deadline: sim.Never,
		})
	}
	for _, e := range entries {
		o.Observe(e)
	}
}

func down(h int, node hardware.NodeID) journal.Entry {
	e := journal.Entry{At: at(h), Kind: journal.FaultBegan, Node: node, Reason: journal.Crash}
	if h == 0 {
		e.Reason = journal.InitiallyDown
	}
	return e
}

func up(h int, node hardware.NodeID) journal.Entry {
	return journal.Entry{At: at(h), Kind: journal.FaultEnded, Node: node}
}

func end(h int) journal.Entry { return journal.Entry{At: at(h), Kind: journal.RunEnded} }

// counted is a result as hours: ended, up, down.
func counted(t *testing.T, spec metrics.WindowSpec, pools []string, entries ...journal.Entry) []float64 {
	fold, err := metrics.NewWindowFold(spec)
	require.NoError(t, err)
	lives(fold, pools, entries...)
	w := fold.Windows()
	return []float64{float64(w.Gangs), float64(w.Ended), w.Up.Hours(), w.Down.Hours()}
}

func TestWindowsAtOneInstant(t *testing.T) {
	two := []string{"p", "p"}
	pair := metrics.WindowSpec{K: 2, Fixed: true}
	one := metrics.WindowSpec{K: 1}
	require.Equal(t, []float64{1, 1, 10, 0}, counted(t, pair, two, down(4, 0), up(4, 0), end(10)),
		"a node that is back at once was lost all the same")
	require.Equal(t, []float64{1, 1, 8, 2}, counted(t, pair, two, down(4, 0), up(5, 0), down(5, 1), up(6, 1), end(10)),
		"what lasts no time is no window")
	require.Equal(t, []float64{1, 0, 10, 0}, counted(t, one, two, down(4, 0), up(5, 0), down(5, 1), up(6, 1), end(10)))
	require.Equal(t, []float64{1, 1, 5, 5}, counted(t, one, two, down(0, 0), down(0, 1), up(3, 0), down(8, 0), end(10)),
		"down from the beginning, and at the end")
	require.Equal(t, []float64{2, 0, 16, 4}, counted(t, metrics.WindowSpec{K: 1, Fixed: true}, two, down(0, 1), up(4, 1), end(10)))
	require.Equal(t, []float64{0, 0, 0, 0}, counted(t, metrics.WindowSpec{K: 3}, two, end(10)))
	require.Equal(t, []float64{1, 1, 4, 6}, counted(t, metrics.WindowSpec{Pool: "q", K: 1}, []string{"p", "q"}, down(2, 0), down(4, 1), end(10)))
	corrupt := journal.Entry{At: at(4), Kind: journal.FaultBegan, Reason: journal.Corruption, Ref: 1}
	retired := journal.Entry{At: at(5), Kind: journal.NodeRetired}
	replaced := journal.Entry{At: at(7), Kind: journal.NodeReplaced}
	require.Equal(t, []float64{1, 1, 8, 2}, counted(t, pair, two, corrupt, retired, replaced, end(10)),
		"who computes wrongly works on, who is retired does not")
}

func TestWindowsAreRefused(t *testing.T) {
	_, err := metrics.NewWindowFold(metrics.WindowSpec{})
	require.EqualError(t, err, "metrics: windows of gangs of 0 nodes, want at least 1")
	_, err = metrics.NewWindowFold(metrics.WindowSpec{K: 1, Lengths: []time.Duration{0}})
	require.EqualError(t, err, "metrics: windows for jobs of 0s, want a positive length")
}

func TestOddsThatNobodyKnows(t *testing.T) {
	fold, err := metrics.NewWindowFold(metrics.WindowSpec{K: 1, Lengths: []time.Duration{4 * time.Hour, 6 * time.Hour, 20 * time.Hour}})
	require.NoError(t, err)
	lives(fold, []string{"p"}, down(5, 0), up(6, 0), end(11))
	fits := fold.Windows().Fits
	// (5-4 + 5-4) of 11-4 hours; both windows last 5 h, of which the second was cut off.
	require.Equal(t, metrics.Fit{
		Length: 4 * time.Hour, Random: metrics.Odds{P: 2.0 / 7, Known: true}, New: metrics.Odds{P: 1, Known: true},
		First: metrics.Odds{P: 1, Known: true},
	}, fits[0])
	require.Equal(t, metrics.Odds{P: 0, Known: true}, fits[1].Random)
	require.Equal(t, metrics.Odds{}, fits[1].New, "no window was seen for that long")
	require.Equal(t, metrics.Odds{P: 0, Known: true}, fits[1].First, "it ended before")
	require.Equal(t, metrics.Odds{}, fits[2].Random, "the run is too short")
}

// Hour by hour, with no two changes at one instant, any result is that of
// counting.
func TestWindowsAreThoseOfCounting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(t, "nodes")
		changes := rapid.SliceOfN(rapid.IntRange(0, n-1), 0, 40).Draw(t, "changes")
		spec := metrics.WindowSpec{
			K: rapid.IntRange(1, n).Draw(t, "k"), Fixed: rapid.Bool().Draw(t, "fixed"),
			Lengths: []time.Duration{time.Duration(rapid.IntRange(1, 10).Draw(t, "length")) * time.Hour},
		}
		entries, works := []journal.Entry{}, make([][]bool, len(changes)+1)
		state := make([]bool, n)
		for i := range state {
			state[i] = true
		}
		for h := range works {
			if h > 0 {
				node := hardware.NodeID(changes[h-1])
				if state[node] = !state[node]; state[node] {
					entries = append(entries, up(h, node))
				} else {
					entries = append(entries, down(h, node))
				}
			}
			works[h] = append([]bool{}, state...)
		}
		fold, err := metrics.NewWindowFold(spec)
		require.NoError(t, err)
		lives(fold, make([]string, n), append(entries, end(len(works)))...)
		requireCounted(t, spec, works, fold.Windows())
	})
}

// requireCounted counts windows in the hours in which nodes work.
func requireCounted(t *rapid.T, spec metrics.WindowSpec, works [][]bool, w metrics.Windows) {
	n := len(works[0])
	size := n
	if spec.Fixed {
		size = spec.K
	}
	ended, ups, starts := 0, 0, 0
	length := int(spec.Lengths[0] / time.Hour)
	for first := 0; first+size <= n; first += size {
		run := 0
		for h := range works {
			count := 0
			for _, work := range works[h][first : first+size] {
				if work {
					count++
				}
			}
			if count < spec.K {
				ended += min(run, 1)
				run = 0
				continue
			}
			ups++
			if run++; run > length {
				starts++ // an hour of starting points
			}
		}
	}
	gangs := n / size
	require.Equal(t, gangs, w.Gangs)
	require.Equal(t, ended, w.Ended)
	require.InDelta(t, ups, w.Up.Hours(), 1e-9)
	require.InDelta(t, gangs*len(works)-ups, w.Down.Hours(), 1e-9)
	if len(works) > length {
		require.InDelta(t, float64(starts)/float64(gangs*(len(works)-length)), w.Fits[0].Random.P, 1e-9)
	}
}

// Over whole cycles, a job fits at a random instant as the residual law says:
// E[(W-L)+]/(E[W]+E[D]), here of windows of 6 and 10 h and outages of 2 h.
func TestRandomStartsFollowTheResidualLaw(t *testing.T) {
	var entries []journal.Entry
	const cycles = 4000
	for i := range cycles {
		entries = append(entries, down(20*i+6, 0), up(20*i+8, 0), down(20*i+18, 0), up(20*i+20, 0))
	}
	fold, err := metrics.NewWindowFold(metrics.WindowSpec{K: 1, Lengths: []time.Duration{5 * time.Hour, 8 * time.Hour}})
	require.NoError(t, err)
	lives(fold, []string{"p"}, append(entries, end(20*cycles))...)
	w := fold.Windows()
	require.InDelta(t, (1.0+5)/20, w.Fits[0].Random.P, 1e-4)
	require.InDelta(t, 2.0/20, w.Fits[1].Random.P, 1e-4)
	require.InDelta(t, .5, w.Fits[1].New.P, 1e-3)
}

func TestAvailabilityOverWindows(t *testing.T) {
	fold := tableFold(t, "availability_windows")
	lives(fold, []string{"p", "p"}, down(100, 1), up(110, 1), down(200, 1), up(205, 1), end(1000))
	require.Equal(t, [][]string{
		{"1", "3600", "0.5", "0.5", "0", "n1"},
		{"1", "14400", "0.5", "0.5", "0", "n1"},
		{"1", "86400", "0.791667", "0.791667", "0.583333", "n1"},
		{"1", "604800", "0.955357", "0.955357", "0.910714", "n1"},
		{"1", "2592000", "0.989583", "0.989583", "0.979167", "n1"},
	}, fold.Table().Rows)
	empty := tableFold(t, "availability_windows")
	empty.Observe(end(1000))
	require.Empty(t, empty.Table().Rows)
}

// Two failures in 360 node-hours of work: gangs of n nodes go on for 180/n h.
// What gangs did first is what Kaplan-Meier makes of 30, 50, 90+ and 100+ h for
// one node, of 30 and 90+ for two, and of 20 for four.
func TestJobSizes(t *testing.T) {
	fold := tableFold(t, "job_size")
	lives(fold, []string{"p", "p", "p", "p"}, down(0, 3), up(10, 3), down(30, 1), down(50, 0), up(50, 1), up(60, 0), end(100))
	rate := stats.PoissonRate(2, 360, 0.95)
	var want [][]string
	for i, first := range []struct {
		gangs, failed string
		hours         float64
	}{
		{"4", "2", 30 + .75*20 + .5*50 + .5*100/math.Ln2}, {"2", "1", 30 + .5*60 + .5*90/math.Ln2}, {"1", "1", 20},
	} {
		n := float64(int(1) << i)
		seconds := func(hours float64) string { return strconv.FormatFloat(math.Round(hours*3600e6)/1e6, 'f', -1, 64) }
		want = append(want, []string{
			"1", fmt.Sprint(8 * n), fmt.Sprint(n), seconds(180 / n), seconds(1 / rate.Hi / n), seconds(1 / rate.Lo / n),
			first.gangs, first.failed, seconds(first.hours),
		})
	}
	require.Equal(t, want, fold.Table().Rows)
}

// The tables ask about the fleet and, if there are several, each pool.
func TestTablesOfWindowsKnowPools(t *testing.T) {
	fold := tableFold(t, "gang_windows")
	lives(fold, []string{"p", "q", "q"}, down(4, 1), up(5, 1), end(10))
	require.Equal(t, [][]string{
		{"1", "", "fixed", "1", "3", "3", "1", "0.966667", "104400", "3600"},
		{"1", "", "any", "1", "3", "1", "0", "1", "", ""},
		{"1", "", "fixed", "2", "3", "1", "1", "0.9", "32400", "3600"},
		{"1", "", "any", "2", "3", "1", "0", "1", "", ""},
		{"1", "p", "fixed", "1", "1", "1", "0", "1", "", ""},
		{"1", "p", "any", "1", "1", "1", "0", "1", "", ""},
		{"1", "q", "fixed", "1", "2", "2", "1", "0.95", "68400", "3600"},
		{"1", "q", "any", "1", "2", "1", "0", "1", "", ""},
		{"1", "q", "fixed", "2", "2", "1", "1", "0.9", "32400", "3600"},
		{"1", "q", "any", "2", "2", "1", "1", "0.9", "32400", "3600"},
	}, fold.Table().Rows)
}
