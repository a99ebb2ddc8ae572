package supply_test

import (
	"errors"
	"iter"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/hardware/supply"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
)

// All kinds of supply are supplies, and all readers readers.
var (
	_ = []supply.Supply{supply.Spot{}, supply.Zones{}}
	_ = []supply.Reader{supply.Probes{}, supply.SpotJSON{}, supply.Steps{}, supply.Arrivals{}, supply.FTA{}, supply.LANL{}}
)

func at(hours float64) sim.Time { return sim.Time(hours * float64(time.Hour)) }

// small is twelve hours of three nodes:
//
//	   0   4   8   12
//	a  ████▁▁██████
//	b  ▁▁██▁▁████▁▁
//	c  ████████████
func small(t *testing.T) *supply.Trace {
	t.Helper()
	trace, err := supply.NewTrace([]string{"a", "b", "c"}, 12*time.Hour, []supply.Change{
		{At: 0, Node: 1},
		{At: at(2), Node: 1, Up: true},
		{At: at(4), Node: 0},
		{At: at(4), Node: 1},
		{At: at(6), Node: 0, Up: true},
		{At: at(6), Node: 1, Up: true},
		{At: at(10), Node: 1},
	})
	require.NoError(t, err)
	return trace
}

func TestMeasures(t *testing.T) {
	trace := small(t)
	require.Equal(t, 3, trace.Nodes())
	require.Equal(t, "b", trace.Name(1))
	require.Equal(t, 12*time.Hour, trace.Length())
	require.InDelta(t, (10+6+12)/36.0, trace.Availability(), 1e-15)
	require.InDelta(t, 1, trace.AtLeast(1), 1e-15)
	require.InDelta(t, 10/12.0, trace.AtLeast(2), 1e-15)
	require.InDelta(t, 6/12.0, trace.AtLeast(3), 1e-15)
	require.Zero(t, trace.AtLeast(4))
	require.Equal(t, []supply.Period{{From: 0, To: at(4)}, {From: at(6), To: at(12)}}, trace.Periods(2))
	require.Equal(t, []supply.Period{{From: at(2), To: at(4)}, {From: at(6), To: at(10)}}, trace.Periods(3))
	require.Equal(t, []supply.Period{{From: at(2), To: at(4)}, {From: at(6), To: at(10)}}, trace.Up(1))
	require.Equal(t, []supply.Period{{From: 0, To: at(12)}}, trace.Up(2))
	require.Equal(t, 28*time.Hour/5, trace.MeanUp())
	require.Equal(t, 8*time.Hour/4, trace.MeanDown())
	require.Equal(t, 4*time.Hour, trace.Periods(2)[0].Length())
}

// One node leaves in the instant in which another comes: the count stays.
func TestExchangeKeepsTheCount(t *testing.T) {
	trace, err := supply.NewTrace([]string{"a", "b"}, 4*time.Hour, []supply.Change{
		{At: 0, Node: 1}, {At: at(2), Node: 0}, {At: at(2), Node: 1, Up: true},
	})
	require.NoError(t, err)
	require.Equal(t, []supply.Period{{From: 0, To: at(4)}}, trace.Periods(1))
	require.Empty(t, trace.Periods(2))
}

func TestConstantTraces(t *testing.T) {
	up, err := supply.NewTrace([]string{"a"}, time.Hour, nil)
	require.NoError(t, err)
	require.Equal(t, 1.0, up.Availability())
	require.Equal(t, time.Hour, up.MeanUp())
	require.Zero(t, up.MeanDown())
	down, err := supply.NewTrace([]string{"a"}, time.Hour, []supply.Change{{}})
	require.NoError(t, err)
	require.Zero(t, down.Availability())
	require.Zero(t, down.MeanUp())
	require.Equal(t, time.Hour, down.MeanDown())
	require.Empty(t, down.Up(0))
}

func TestNewTraceRefuses(t *testing.T) {
	two := []string{"a", "b"}
	for _, c := range []struct {
		names   []string
		length  time.Duration
		changes []supply.Change
		want    string
	}{
		{nil, time.Hour, nil, "has 0 nodes, want 1 to 1000000"},
		{[]string{"a", "a"}, time.Hour, nil, `node 1 is called "a", want a name of its own`},
		{[]string{""}, time.Hour, nil, `node 0 is called "", want a name of its own`},
		{two, 0, nil, "it is 0s long, want a positive length"},
		{two, time.Hour, []supply.Change{{At: -1}}, "change 0 is at -00.000000001s, want 0 or later and before the end at 01h00m00s"},
		{two, time.Hour, []supply.Change{{At: at(1)}}, "change 0 is at 01h00m00s, want 0 or later and before the end at 01h00m00s"},
		{two, time.Hour, []supply.Change{{Node: 2}}, "change 0 is of node 2, want 0 to 1"},
		{two, time.Hour, []supply.Change{{Node: -1}}, "change 0 is of node -1, want 0 to 1"},
		{two, time.Hour, []supply.Change{{Up: true}}, "change 0 says that node 0 is up at 0s, which it is already"},
		{two, time.Hour, []supply.Change{{}, {At: 1}}, "change 1 says that node 0 is down at 00.000000001s, which it is already"},
		{
			two, time.Hour,
			[]supply.Change{{Node: 1}, {Node: 0}},
			"change 1, of node 0 at 0s, comes after node 1 at 0s; want them in order of time and node, each once an instant",
		},
		{
			two, time.Hour,
			[]supply.Change{{}, {Up: true}},
			"change 1, of node 0 at 0s, comes after node 0 at 0s; want them in order of time and node, each once an instant",
		},
	} {
		_, err := supply.NewTrace(c.names, c.length, c.changes)
		require.ErrorContains(t, err, "supply: make trace: ")
		require.ErrorContains(t, err, c.want)
	}
}

// scripted is a supply of the test's own.
type scripted struct {
	nodes   int
	changes []supply.Change
	err     error
}

func (s scripted) Nodes() int { return s.nodes }

func (s scripted) Changes(rng.Seed) iter.Seq2[supply.Change, error] {
	return func(yield func(supply.Change, error) bool) {
		for _, c := range s.changes {
			if !yield(c, nil) {
				return
			}
		}
		if s.err != nil {
			yield(supply.Change{}, s.err)
		}
	}
}

func TestRecord(t *testing.T) {
	changes := []supply.Change{{At: 0, Node: 1}, {At: at(1)}, {At: at(2), Up: true}, {At: at(3), Node: 1, Up: true}}
	trace, err := supply.Record(scripted{nodes: 2, changes: changes}, rng.NewSeed(1), 3*time.Hour)
	require.NoError(t, err)
	require.Equal(t, changes[:3], trace.Changes())
	require.Equal(t, "node-1", trace.Name(1))

	_, err = supply.Record(scripted{nodes: 2, changes: changes, err: errors.New("torn")}, rng.NewSeed(1), 4*time.Hour)
	require.EqualError(t, err, "supply: record: torn")
	_, err = supply.Record(scripted{nodes: 0}, rng.NewSeed(1), time.Hour)
	require.EqualError(t, err, "supply: record: the supply has 0 nodes, want 1 to 1000000")
	_, err = supply.Record(scripted{nodes: 1, changes: []supply.Change{{Up: true}}}, rng.NewSeed(1), time.Hour)
	require.ErrorContains(t, err, "which it is already")
}
