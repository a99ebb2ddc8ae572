package metrics_test

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/metrics"
	"github.com/clustersim/clustersim/sim/rng"
	"github.com/clustersim/clustersim/stats"
)

// Owners who want their machines back, each as often as they please, are fifty
// times as frequent as failures and hide no lemon.
func TestDeparturesHideNoLemons(t *testing.T) {
	s := &tale{nodes: 500, lemons: map[int]bool{}}
	goesWrong := func(i, hazard int, rate float64) {
		stream := rng.NewSeed(7).Index(uint64(i)).Index(uint64(hazard)).Stream()
		for at := stream.Exp() / rate; at < 3000; at += stream.Exp() / rate {
			s.at(at, breaks(hardware.NodeID(i), hazard), works(hardware.NodeID(i), hazard))
		}
	}
	for i := range s.nodes {
		rate := 1.0 / 1000
		if s.lemons[i] = i%10 == 0; s.lemons[i] {
			rate *= 20
		}
		goesWrong(i, host, rate)
		goesWrong(i, owner, float64(1+i%9)/100)
	}
	slices.SortStableFunc(s.entries, func(a, b journal.Entry) int { return cmp.Compare(a.At, b.At) })
	sum := s.summary(3000)
	require.Greater(t, sum.Faults[hardware.OwnerFault], 10*sum.Faults[hardware.HardwareFault])
	for _, name := range []string{"lemons.precision", "lemons.recall"} {
		m, _ := metrics.Find(name)
		got, _ := m.Value(sum)
		require.GreaterOrEqual(t, got, 0.95, name)
	}
}

// A zone takes back three nodes at once: the first stops a gang that leaves at
// once, before the second goes, and is not counted twice. An hour later it takes
// one more, and another owner another one at the same instant.
func TestNodesThatGoAtOnceAreOneBlast(t *testing.T) {
	s := &tale{nodes: 6, jobs: []int{24}}
	s.start(0, 0, 0, 1, 3)
	s.at(5, breaks(0, owner), stops(0, 0), out(0, owner, journal.Departure), ends(0, journal.NodeLost, 0))
	s.at(5, breaks(1, owner), out(1, owner, journal.Departure))
	s.at(5, breaks(2, owner), out(2, owner, journal.Departure))
	s.at(6, breaks(4, owner), breaks(5, host))
	fold := tableFold(t, "blast_radius")
	s.tell(10, fold)
	require.Equal(t, [][]string{
		{"1", "all", "", "3", "16", "29.6", "32"},
		{"1", "class", "hardware", "1", "8", "8", "8"},
		{"1", "class", "owner", "2", "20", "30.8", "32"},
		{"1", "part", "host", "1", "8", "8", "8"},
		{"1", "part", "owner", "2", "20", "30.8", "32"},
	}, fold.Table().Rows)
}

// sizes is the rows of job_size for gangs of one node, from mttf_s to mttf_high_s.
func sizes(t *testing.T, s *tale, end float64) []string {
	fold := tableFold(t, "job_size")
	s.tell(end, fold)
	return fold.Table().Rows[0][3:6]
}

// Twice, five nodes stop at once, and one alone: eleven failures in three clusters.
func TestBoundsRestOnClusters(t *testing.T) {
	s := &tale{nodes: 10}
	for _, hour := range []float64{10, 20} {
		for node := range hardware.NodeID(5) {
			s.at(hour, breaks(node, power), works(node, power))
		}
	}
	s.at(30, breaks(9, host), works(9, host))
	reliability := tableFold(t, "reliability")
	got := sizes(t, s, 100)
	s.entries = s.entries[:len(s.entries)-1] // its end
	s.tell(100, reliability)
	row := reliability.Table().Rows[0]
	rate := stats.PoissonRate(3, 1000.0/24/1000, 0.95)
	require.InDelta(t, rate.Lo*11/3, float(t, row[6]), 1e-5)
	require.InDelta(t, rate.Hi*11/3, float(t, row[7]), 1e-5)
	perNode := stats.PoissonRate(3, 3.6e6, 0.95)
	for i, want := range []float64{3.6e6 / 11, 3 / (11 * perNode.Hi), 3 / (11 * perNode.Lo)} {
		require.InDelta(t, want, float(t, got[i]), 1e-5, i)
	}
}

func TestTimesWithoutBoundAreEmpty(t *testing.T) {
	low := fmt.Sprintf("%.3f", 36_000/-math.Log(0.025))
	quiet := sizes(t, &tale{nodes: 1}, 10)
	require.Equal(t, []string{"", ""}, []string{quiet[0], quiet[2]})
	require.Equal(t, low, fmt.Sprintf("%.3f", float(t, quiet[1])))

	broken := &tale{nodes: 1}
	broken.at(0, breaks(0, host))
	require.Equal(t, []string{"", "", ""}, sizes(t, broken, 10))

	eternal := &tale{nodes: 1000} // the upper bound is beyond an int64 of microseconds
	eternal.at(1e6, breaks(0, host), works(0, host))
	want := 1000 * 2.5e6 * 3600 / -math.Log1p(-0.025)
	require.InEpsilon(t, want, float(t, sizes(t, eternal, 2.5e6)[2]), 1e-9)
}
