package supply_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/clustersim/clustersim/hardware/supply"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
)

// first collects the first n changes of a supply, or all if there are fewer.
func first(t require.TestingT, s supply.Supply, n int) []supply.Change {
	var all []supply.Change
	for c, err := range s.Changes(rng.NewSeed(1)) {
		require.NoError(t, err)
		if all = append(all, c); len(all) == n {
			break
		}
	}
	return all
}

// The states at 12 h and 0 h differ in nothing, so the seam shows nothing: node
// b is down on both sides.
func TestWrap(t *testing.T) {
	trace := small(t)
	got := first(t, supply.Play(trace, 0, supply.Wrap), 14)
	require.Equal(t, trace.Changes(), got[:7])
	for i, c := range got[7:13] { // the change at 0 is not needed again
		want := trace.Changes()[1+i]
		require.Equal(t, supply.Change{At: want.At + at(12), Node: want.Node, Up: want.Up}, c)
	}
	require.Equal(t, supply.Change{At: at(26), Node: 1, Up: true}, got[13])
}

// A change at the offset has happened; one at the seam happens there, once.
func TestOffsetsAndSeams(t *testing.T) {
	trace, err := supply.NewTrace([]string{"a", "b"}, 10*time.Hour, []supply.Change{
		{At: 0, Node: 1}, {At: at(4), Node: 0}, {At: at(4), Node: 1, Up: true},
	})
	require.NoError(t, err)
	for _, c := range []struct {
		name   string
		offset time.Duration
		end    supply.End
		want   []supply.Change
	}{
		{"wrap at a change", 4 * time.Hour, supply.Wrap, []supply.Change{
			{At: 0, Node: 0},
			{At: at(6), Node: 0, Up: true},
			{At: at(6), Node: 1},
			{At: at(10), Node: 0},
			{At: at(10), Node: 1, Up: true},
		}},
		{"wrap a nanosecond before", 4*time.Hour - 1, supply.Wrap, []supply.Change{
			{At: 0, Node: 1},
			{At: 1, Node: 0},
			{At: 1, Node: 1, Up: true},
			{At: at(6) + 1, Node: 0, Up: true},
			{At: at(6) + 1, Node: 1},
		}},
		{"stop", time.Hour, supply.Stop, []supply.Change{
			{At: 0, Node: 1}, {At: at(3), Node: 0}, {At: at(3), Node: 1, Up: true}, {At: at(9), Node: 1},
		}},
		{"stop after a nanosecond", 10*time.Hour - 1, supply.Stop, []supply.Change{{At: 0, Node: 0}, {At: 1, Node: 1}}},
		{"hold", 5 * time.Hour, supply.Hold, []supply.Change{{At: 0, Node: 0}}},
	} {
		require.Equal(t, c.want, first(t, supply.Play(trace, c.offset, c.end), len(c.want)+boolInt(c.end != supply.Wrap)), c.name)
	}
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

func TestPlayEndsWhereNothingChanges(t *testing.T) {
	up, err := supply.NewTrace([]string{"a", "b"}, time.Hour, []supply.Change{{Node: 1}})
	require.NoError(t, err)
	require.Equal(t, []supply.Change{{Node: 1}}, first(t, supply.Play(up, time.Minute, supply.Wrap), 9))
	require.Equal(t, []supply.Change{{Node: 1}, {At: at(1)}}, first(t, supply.Play(up, 0, supply.Stop), 9))
}

// A trace of a century wraps until time ends, and no later.
func TestWrapEndsWithTime(t *testing.T) {
	century := 100 * 365 * 24 * time.Hour
	trace, err := supply.NewTrace([]string{"a"}, century, []supply.Change{{At: 1}, {At: 2, Up: true}})
	require.NoError(t, err)
	got := first(t, supply.Play(trace, 0, supply.Wrap), 100)
	require.Len(t, got, 6)
	require.Equal(t, supply.Change{At: sim.Time(2*century) + 2, Up: true}, got[5])
}

func TestPlayRefuses(t *testing.T) {
	trace := small(t)
	for want, s := range map[string]supply.Supply{
		"supply: play: the offset is -1ns, want 0 or more and less than the trace's length, 12h0m0s":    supply.Play(trace, -1, supply.Wrap),
		"supply: play: the offset is 12h0m0s, want 0 or more and less than the trace's length, 12h0m0s": supply.Play(trace, 12*time.Hour, supply.Hold),
		"supply: play: the rule for the end is number 3, want wrap, stop or hold":                       supply.Play(trace, 0, 3),
	} {
		_, err := supply.Record(s, rng.NewSeed(1), time.Hour)
		require.EqualError(t, err, "supply: record: "+want)
	}
	require.Equal(t, "wrap stop hold", supply.Wrap.String()+" "+supply.Stop.String()+" "+supply.Hold.String())
}

// anyTrace has few nodes and few instants, so that all coincidences happen.
func anyTrace(t *rapid.T) *supply.Trace {
	nodes := rapid.IntRange(1, 3).Draw(t, "nodes")
	length := rapid.IntRange(1, 8).Draw(t, "length")
	up := slices.Repeat([]bool{true}, nodes)
	var changes []supply.Change
	for i := range length {
		for node := range nodes {
			if rapid.Bool().Draw(t, "up") != up[node] {
				up[node] = !up[node]
				changes = append(changes, supply.Change{At: sim.Time(i), Node: int32(node), Up: up[node]})
			}
		}
	}
	trace, err := supply.NewTrace([]string{"a", "b", "c"}[:nodes], time.Duration(length), changes)
	require.NoError(t, err)
	return trace
}

// isUp is the state of a node in a trace by the definition of its changes.
func isUp(trace *supply.Trace, node int32, at sim.Time) bool {
	up := true
	for _, c := range trace.Changes() {
		if c.Node == node && c.At <= at {
			up = c.Up
		}
	}
	return up
}

// What is played is at every instant what the trace says of the instant it
// comes from; Record checks that changes are real, in order and alternate.
func TestPlayIsTheTrace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		trace := anyTrace(t)
		length := sim.Time(trace.Length())
		offset := rapid.Int64Range(0, int64(length)-1).Draw(t, "offset")
		end := supply.End(rapid.IntRange(0, 2).Draw(t, "end"))
		played, err := supply.Record(supply.Play(trace, time.Duration(offset), end), rng.NewSeed(1), 30)
		require.NoError(t, err)
		for now := range sim.Time(30) {
			from := now + sim.Time(offset)
			for node := range int32(trace.Nodes()) {
				want := false
				switch {
				case from < length:
					want = isUp(trace, node, from)
				case end == supply.Hold:
					want = isUp(trace, node, length-1)
				case end == supply.Wrap:
					want = isUp(trace, node, from%length)
				}
				require.Equal(t, want, isUp(played, node, now), "node %d at %d", node, now)
			}
		}
	})
}

// Played from its beginning, a trace is itself again.
func TestRecordOfPlay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		trace := anyTrace(t)
		again, err := supply.Record(supply.Play(trace, 0, supply.Wrap), rng.NewSeed(1), trace.Length())
		require.NoError(t, err)
		require.Equal(t, trace.Changes(), again.Changes())
		require.Equal(t, trace.MeanUp(), again.MeanUp())
	})
}

// Measures agree with counting instant by instant.
func TestMeasuresByCounting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		trace := anyTrace(t)
		length := int(trace.Length())
		total, atLeast := 0, make([]int, trace.Nodes()+1)
		for now := range length {
			count := 0
			for node := range int32(trace.Nodes()) {
				count += boolInt(isUp(trace, node, sim.Time(now)))
			}
			total += count
			for k := range count + 1 {
				atLeast[k]++
			}
		}
		require.InDelta(t, float64(total)/float64(length*trace.Nodes()), trace.Availability(), 1e-12)
		for k, n := range atLeast {
			require.InDelta(t, float64(n)/float64(length), trace.AtLeast(k), 1e-12)
		}
		for node := range trace.Nodes() {
			for _, p := range trace.Up(node) {
				for now := p.From; now < p.To; now++ {
					require.True(t, isUp(trace, int32(node), now))
					total--
				}
			}
		}
		require.Zero(t, total, "periods of nodes add up to what is up")
	})
}
