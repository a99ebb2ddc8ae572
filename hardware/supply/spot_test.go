package supply_test

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/hardware/supply"
	"github.com/clustersim/clustersim/sim/rng"
	"github.com/clustersim/clustersim/stats"
)

// churn has a mean time of exp(σ²/2) times the median at each level.
func churn() supply.Spot {
	return supply.Spot{
		Size: 16,
		Stay: [3]hardware.LogNormal{
			{Median: 40 * time.Minute, Sigma: 1}, {Median: 10 * time.Minute, Sigma: .4}, {Median: 30 * time.Minute, Sigma: 1.2},
		},
		Next:  [3][3]float64{{0, .7, .3}, {.3, .4, .3}, {.25, .75, 0}},
		Split: supply.Split{Mean: .5, Correlation: .4},
	}
}

// Balance of the levels by hand: visits v solve v·Next = v, and shares are in
// proportion to visits times mean stays.
func TestSpotShares(t *testing.T) {
	s := churn()
	v := []float64{.3*.25 + .3*.75 + .3*.25, .7*.25 + .7*.75 + .3*.75, .7*.3 + .3*.3 + .3*.3}
	for to := range 3 {
		require.InDelta(t, v[to], v[0]*s.Next[0][to]+v[1]*s.Next[1][to]+v[2]*s.Next[2][to], 1e-12)
	}
	stay := []float64{40 * math.Exp(.5), 10 * math.Exp(.08), 30 * math.Exp(.72)}
	sum := v[0]*stay[0] + v[1]*stay[1] + v[2]*stay[2]
	for l, share := range s.Shares() {
		require.InDelta(t, v[l]*stay[l]/sum, share, 1e-10)
	}
	shares := s.Shares()
	require.InDelta(t, shares[2]+shares[1]*8/16, s.Availability(), 1e-12)
	require.Equal(t, "none partial all", supply.None.String()+" "+supply.Partial.String()+" "+supply.All.String())
}

// Four hundred runs of five hours: what holds in the long run holds from the
// start, as they begin at a random instant of a long history.
func TestSpotIsStationary(t *testing.T) {
	s := churn()
	shares := s.Shares()
	const runs = 400
	var none, all, start, up float64
	for seed := range uint64(runs) {
		trace, err := supply.Record(s, rng.NewSeed(seed), 5*time.Hour)
		require.NoError(t, err)
		none += 1 - trace.AtLeast(1)
		all += trace.AtLeast(16)
		up += trace.Availability()
		if whole := trace.Periods(16); len(whole) > 0 && whole[0].From == 0 {
			start++
		}
	}
	// A share of a run varies no more than whether it is so at one instant.
	bound := func(p float64) float64 { return 4 * math.Sqrt(p*(1-p)/runs) }
	require.InDelta(t, shares[0], none/runs, bound(shares[0]))
	require.InDelta(t, shares[2], all/runs, bound(shares[2]))
	require.InDelta(t, shares[2], start/runs, bound(shares[2]))
	require.InDelta(t, s.Availability(), up/runs, bound(s.Availability()))
}

func TestSpotStays(t *testing.T) {
	s := churn()
	trace, err := supply.Record(s, rng.NewSeed(7), 5*365*24*time.Hour)
	require.NoError(t, err)
	var logs, hours stats.Moments
	for _, p := range trace.Periods(16) {
		hours.Add(p.Length().Hours())
		logs.Add(math.Log(p.Length().Hours()))
	}
	n := float64(hours.N())
	require.InDelta(t, s.Stay[supply.All].Mean().Hours(), hours.Mean(), 4*math.Sqrt(hours.Variance()/n))
	require.InDelta(t, math.Log(.5), logs.Mean(), 4*1.2/math.Sqrt(n))
	require.InDelta(t, 1.2, math.Sqrt(logs.Variance()), 4*1.2/math.Sqrt(2*n))
	require.InDelta(t, s.Shares()[0], 1-trace.AtLeast(1), .02)
}

func TestSpotIsReproducible(t *testing.T) {
	a, b := first(t, churn(), 500), first(t, churn(), 500)
	require.Equal(t, a, b)
	other, err := supply.Record(churn(), rng.NewSeed(2), 50*time.Hour)
	require.NoError(t, err)
	require.NotEqual(t, a[:20], other.Changes()[:20])
}

// A single machine is up or down; of two, the partial level has one.
func TestSmallSpots(t *testing.T) {
	one := churn()
	one.Size, one.Next, one.Stay[1] = 1, [3][3]float64{{0, 0, 1}, {}, {1, 0, 0}}, hardware.LogNormal{}
	require.NoError(t, one.Validate())
	require.InDelta(t, one.Shares()[supply.All], one.Availability(), 1e-15)
	trace, err := supply.Record(one, rng.NewSeed(1), 2*365*24*time.Hour)
	require.NoError(t, err)
	require.InDelta(t, one.Availability(), trace.Availability(), .03)

	two := churn()
	two.Size = 2
	require.InDelta(t, two.Shares()[2]+two.Shares()[1]/2, two.Availability(), 1e-12)
	trace, err = supply.Record(two, rng.NewSeed(1), 2*365*24*time.Hour)
	require.NoError(t, err)
	require.InDelta(t, two.Availability(), trace.Availability(), .03)
}

// A zone that is never whole goes from some nodes to others.
func TestSpotThatIsAlwaysPartial(t *testing.T) {
	s := churn()
	s.Next, s.Stay[0], s.Stay[2] = [3][3]float64{1: {0, 1, 0}}, hardware.LogNormal{}, hardware.LogNormal{}
	require.NoError(t, s.Validate())
	require.InDelta(t, .5, s.Availability(), 1e-12)
	trace, err := supply.Record(s, rng.NewSeed(1), 1000*time.Hour)
	require.NoError(t, err)
	require.Equal(t, 1.0, trace.AtLeast(1))
	require.Zero(t, trace.AtLeast(16))
	require.InDelta(t, .5, trace.Availability(), .03)
}

func TestSpotRefuses(t *testing.T) {
	for want, change := range map[string]func(*supply.Spot){
		"has 0 nodes, want 1 to 1000000":                                                                   func(s *supply.Spot) { s.Size = 0 },
		"the level partial is reached, want it only where there are two nodes or more":                     func(s *supply.Spot) { s.Size = 1 },
		"the level none is followed by partial with probability -0.1, want at least 0":                     func(s *supply.Spot) { s.Next[0][1] = -.1 },
		"the level none follows itself with probability 0.2, want 0":                                       func(s *supply.Spot) { s.Next[0][0] = .2 },
		"what follows the level all has a total probability of 1.25, want 1":                               func(s *supply.Spot) { s.Next[2][1] = 1 },
		"the level none is followed by all, of which nothing is said":                                      func(s *supply.Spot) { s.Next[2] = [3]float64{}; s.Next[0] = [3]float64{0, 0, 1} },
		"the level none does not come again and again, want each level that is reached to lead back to it": func(s *supply.Spot) { s.Next[1], s.Next[2] = [3]float64{0, .5, .5}, [3]float64{0, 1, 0} },
		"the level all: hardware: lognormal law: median is 0s, want a positive duration such as 6h":        func(s *supply.Spot) { s.Stay[2].Median = 0 },
		"supply: beta-binomial law: mean is 2, want 0 to 1":                                                func(s *supply.Spot) { s.Split.Mean = 2 },
		"only one level is reached, want one that changes; a trace that holds is for what does not":        func(s *supply.Spot) { s.Next = [3][3]float64{} },
	} {
		s := churn()
		change(&s)
		require.ErrorContains(t, s.Validate(), "supply: spot: "+want)
		_, err := supply.Record(s, rng.NewSeed(1), time.Hour)
		require.ErrorContains(t, err, want)
	}
}

// counting makes a trace of counts of four nodes, an hour each.
func counting(t *testing.T, counts ...int) *supply.Trace {
	t.Helper()
	var changes []supply.Change
	up := 4
	for i, count := range counts {
		for node := min(up, count); node < max(up, count); node++ {
			changes = append(changes, supply.Change{At: at(float64(i)), Node: int32(node), Up: count > up})
		}
		up = count
	}
	trace, err := supply.NewTrace([]string{"a", "b", "c", "d"}, time.Duration(len(counts))*time.Hour, changes)
	require.NoError(t, err)
	return trace
}

// In the long run the fitted process has the shares of the trace exactly.
func TestFitSpot(t *testing.T) {
	trace := counting(t, 4, 4, 0, 2, 3, 0, 0, 4, 1, 1, 0, 0, 0, 4)
	s, err := supply.FitSpot(trace)
	require.NoError(t, err)
	require.Equal(t, 4, s.Size)
	// Round and round: 4 for 3 h (1 h at the end, 2 h at the start), 0, 2, 3, 0, 4, 1, 0.
	require.InDeltaSlice(t, []float64{0, 1.0 / 3, 2.0 / 3}, s.Next[0][:], 1e-15)
	require.InDeltaSlice(t, []float64{2.0 / 3, 1.0 / 3, 0}, s.Next[1][:], 1e-15)
	require.InDeltaSlice(t, []float64{.5, .5, 0}, s.Next[2][:], 1e-15)
	require.InDeltaSlice(t, []float64{6.0 / 14, 4.0 / 14, 4.0 / 14}, floats(s.Shares()), 1e-12)
	require.InDelta(t, trace.Availability(), s.Availability(), 1e-12)
	require.InDelta(t, math.Cbrt(1*2*3), s.Stay[0].Median.Hours(), 1e-12)
	require.InDelta(t, 2, s.Stay[0].Mean().Hours(), 1e-9)
	// Counts 2 3 1 1, less one, are of 2 trials: mean 3/4 of 2, variance 11/16.
	require.InDelta(t, 3.0/8, s.Split.Mean, 1e-15)
	require.InDelta(t, 11.0/16/(2*3.0/8*5.0/8)-1, s.Split.Correlation, 1e-12)
}

func floats(a [3]float64) []float64 { return a[:] }

func TestFitSpotOfFewLevels(t *testing.T) {
	s, err := supply.FitSpot(counting(t, 4, 0, 4))
	require.NoError(t, err)
	require.Equal(t, [3]float64{}, s.Next[supply.Partial])
	require.InDelta(t, 2.0/3, s.Availability(), 1e-6, "equal stays are drawn with the least sigma")
	s, err = supply.FitSpot(counting(t, 3, 3, 3, 2))
	require.NoError(t, err)
	require.InDelta(t, 11.0/16, s.Availability(), 1e-12)
	s, err = supply.FitSpot(counting(t, 3, 0))
	require.NoError(t, err)
	require.InDelta(t, 3.0/8, s.Availability(), 1e-12)
	_, err = supply.FitSpot(counting(t, 3, 3))
	require.EqualError(t, err, "supply: fit spot: the number of nodes that are up never changes; play the trace with hold")
}

// The real probes of a zone, of which some but not all nodes are mostly there.
func TestFitSpotOfASample(t *testing.T) {
	trace := read(t, samples()["probes.csv"], sample(t, "probes.csv"))
	s, err := supply.FitSpot(trace)
	require.NoError(t, err)
	require.InDelta(t, 1-trace.AtLeast(1), s.Shares()[supply.None], 1e-9)
	require.InDelta(t, trace.AtLeast(16), s.Shares()[supply.All], 1e-9)
	played, err := supply.Record(s, rng.NewSeed(1), 2*365*24*time.Hour)
	require.NoError(t, err)
	require.InDelta(t, trace.Availability(), played.Availability(), .02)
	require.InDelta(t, trace.AtLeast(8), played.AtLeast(8), .1, "the law of the counts is a beta-binomial only roughly")
}

// Changes cost no memory, however many there are.
func TestChangesDoNotAllocate(t *testing.T) {
	for _, s := range []supply.Supply{churn(), nine(), market(), supply.Play(small(t), 0, supply.Wrap)} {
		few := testing.AllocsPerRun(1, func() { pass(s, 10) })
		many := testing.AllocsPerRun(1, func() { pass(s, 10_000) })
		require.LessOrEqual(t, many, few)
	}
}

// pass takes n changes of a supply.
func pass(s supply.Supply, n int) {
	for range s.Changes(rng.NewSeed(1)) {
		if n--; n == 0 {
			break
		}
	}
}

func BenchmarkSpot(b *testing.B) {
	left := b.N
	for seed := uint64(0); left > 0; seed++ { // a seed's changes end after 292 years
		for range churn().Changes(rng.NewSeed(seed)) {
			if left--; left == 0 {
				break
			}
		}
	}
}
