package supply_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/hardware/supply"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
	"github.com/clustersim/clustersim/stats"
)

// volunteer is the shape of the lives of hosts in SETI@home, of hours instead of
// days: mean 212.6 h, and a mean square of 11 times that of the scale.
var volunteer = hardware.Weibull{Shape: .58, Scale: 135 * time.Hour}

// market is one of 30 volunteers on average, with room for all of them.
func market() supply.Joins {
	return supply.Joins{Size: 200, Present: 30, Every: volunteer.Mean() / 30, Stay: volunteer, Refill: true}
}

// played is what nodes that join do from 0 to length, under the rules of supplies.
func recorded(t *testing.T, j supply.Joins, seed uint64, length time.Duration) *supply.Trace {
	t.Helper()
	trace, err := supply.Record(j, rng.NewSeed(seed), length)
	require.NoError(t, err)
	return trace
}

// there is how many nodes are there at the end of a trace.
func there(trace *supply.Trace) int {
	n := trace.Nodes()
	for _, c := range trace.Changes() {
		if c.Up {
			n++
		} else {
			n--
		}
	}
	return n
}

// within wants a mean within 4 standard errors of what it should be.
func within(t *testing.T, want, got, deviation float64, n int, what string) {
	t.Helper()
	z := (got - want) / deviation * math.Sqrt(float64(n))
	t.Logf("%s: %.4f, want %.4f, z %+.2f", what, got, want, z)
	require.LessOrEqual(t, math.Abs(z), 4., "%s: %v, want %v", what, got, want)
}

// poisson is the probabilities of the numbers 0 to n.
func poisson(mean float64, n int) []float64 {
	p := make([]float64, n+1)
	for k := range p {
		p[k] = stats.PoissonTail(k, mean) - stats.PoissonTail(k+1, mean)
	}
	return p
}

// Of 40 nodes 10 are there; 30 join one by one: by t it is 30 or a Poisson number,
// whichever is less.
func TestJoinsAreAPoissonProcess(t *testing.T) {
	j := supply.Joins{Size: 40, Present: 10, Every: 6 * time.Hour}
	require.Equal(t, 1., j.Availability())
	const runs = 4000
	for _, expected := range []float64{.5, 5, 28} {
		law := poisson(expected, 29)
		law = append(law, stats.PoissonTail(30, expected))
		mean, square := 0., 0.
		for k, p := range law {
			mean += p * float64(k)
			square += p * float64(k*k)
		}
		var joined stats.Moments
		all := 0.
		for seed := range uint64(runs) {
			n := there(recorded(t, j, seed, time.Duration(expected*float64(j.Every)))) - 10
			joined.Add(float64(n))
			if n == 30 {
				all++
			}
		}
		within(t, mean, joined.Mean(), math.Sqrt(square-mean*mean), runs, fmt.Sprintf("joined after %g gaps", expected))
		if p := law[30]; p > .01 {
			within(t, p, all/runs, math.Sqrt(p*(1-p)), runs, "all joined")
		}
	}
}

// Gaps are exponential; nodes join in order and each once.
func TestGapsOfJoins(t *testing.T) {
	j := supply.Joins{Size: 5000, Every: time.Hour}
	trace := recorded(t, j, 1, 10_000*time.Hour)
	joins := trace.Changes()[j.Size:]
	require.Len(t, joins, j.Size)
	var gaps []float64
	last := sim.Time(0)
	for i, c := range joins {
		require.Equal(t, supply.Change{At: c.At, Node: int32(i), Up: true}, c)
		gaps = append(gaps, c.At.Sub(last).Hours())
		last = c.At
	}
	_, p := stats.KolmogorovSmirnov(gaps, func(x float64) float64 { return -math.Expm1(-x) })
	t.Logf("p = %.3f", p)
	require.Greater(t, p, 1e-4)
}

// Who joins stays for a whole stay, who is there at 0 for the rest of one; nobody
// comes back.
func TestStaysOfJoins(t *testing.T) {
	hours := func(law func(time.Duration) float64) func(float64) float64 {
		return func(x float64) float64 { return 1 - law(time.Duration(x*float64(time.Hour))) }
	}
	for _, c := range []struct {
		present int
		law     func(float64) float64
	}{{0, hours(volunteer.Survival)}, {5000, hours(volunteer.StationarySurvival)}} {
		j := supply.Joins{Size: 5000, Present: c.present, Every: time.Hour, Stay: volunteer}
		require.Zero(t, j.Availability())
		trace := recorded(t, j, 1, 1_000_000*time.Hour)
		require.Zero(t, there(trace))
		var stays []float64
		for node := range j.Size {
			up := trace.Up(node)
			require.Len(t, up, 1)
			stays = append(stays, up[0].Length().Hours())
		}
		_, p := stats.KolmogorovSmirnov(stays, c.law)
		t.Logf("%d present: p = %.3f", c.present, p)
		require.Greater(t, p, 1e-4)
	}
}

// counts is how many nodes are there at some instants, which rise.
func counts(t *testing.T, j supply.Joins, seed uint64, instants []sim.Time) []float64 {
	t.Helper()
	var all []float64
	n := float64(j.Size)
	for c, err := range j.Changes(rng.NewSeed(seed)) {
		require.NoError(t, err)
		for c.At > instants[len(all)] {
			if all = append(all, n); len(all) == len(instants) {
				return all
			}
		}
		if c.Up {
			n++
		} else {
			n--
		}
	}
	return all
}

// How a market of 30 comes to its equilibrium from any number: after a tenth of a
// mean stay, after one, and after 10.
func TestMarketsComeToEquilibrium(t *testing.T) {
	const runs = 2000
	stays := []float64{.1, 1, 10}
	var instants []sim.Time
	for _, n := range stays {
		instants = append(instants, sim.Time(n*float64(volunteer.Mean())))
	}
	for _, present := range []int{0, 30, 60} {
		j := market()
		j.Present = present
		found := make([]stats.Moments, len(stays))
		for seed := range uint64(runs) {
			for i, n := range counts(t, j, seed, instants) {
				found[i].Add(n)
			}
		}
		for i, at := range instants {
			left := volunteer.StationarySurvival(time.Duration(at))
			mean := float64(present)*left + 30*(1-left)
			variance := float64(present)*left*(1-left) + 30*(1-left)
			what := fmt.Sprintf("from %d, after %g mean stays", present, stays[i])
			within(t, mean, found[i].Mean(), math.Sqrt(variance), runs, what)
			within(t, variance, found[i].Variance(), math.Sqrt(2*variance*variance+variance), runs, what+", variance")
		}
	}
}

// Little's law, and a Poisson spread over time: a century of a market. With stays
// of mean square q and a rate λ, the mean over a time T has the variance λq/T.
func TestLittlesLaw(t *testing.T) {
	j := market()
	const century = 100 * 365 * 24 * time.Hour
	trace := recorded(t, j, 1, century)
	square := 135 * 135 * math.Gamma(1+2/.58)
	within(t, 30, 200*trace.Availability(), math.Sqrt(square/j.Every.Hours()/century.Hours()), 1, "mean over time")
	require.InDelta(t, 30, 200*j.Availability(), 1e-9, "room for all")

	var law float64
	for k, p := range poisson(30, 60) {
		law += p
		if k == 20 || k == 30 || k == 40 {
			// No function of the number forgets slower than the number itself.
			deviation := math.Sqrt(law * (1 - law) * square / volunteer.Mean().Hours() / century.Hours())
			within(t, law, 1-trace.AtLeast(k+1), deviation, 1, fmt.Sprintf("at most %d, share of time", k))
		}
	}
}

// A market cut off at 8 places for which 8 nodes would come is Erlang's loss
// system: all places are taken for B(8, 8) = 0.2356 of time, whatever the law of
// the stays.
func TestMarketsThatAreCutOff(t *testing.T) {
	law := poisson(8, 8)
	sum := 0.
	for _, p := range law {
		sum += p
	}
	blocked := law[8] / sum
	require.InDelta(t, .2356, blocked, 1e-4)
	const warm, length = 300 * time.Hour, 1300 * time.Hour
	for name, stay := range map[string]hardware.RepairModel{
		"exponential": hardware.Exponential{MTBF: 8 * time.Hour},
		"fixed":       hardware.Fixed{After: 8 * time.Hour},
		"weibull":     hardware.Weibull{Shape: .58, Scale: time.Duration(8 * float64(time.Hour) / math.Gamma(1+1/.58))},
	} {
		j := supply.Joins{Size: 8, Present: 8, Every: time.Hour, Stay: stay, Refill: true}
		require.InDelta(t, 1-blocked, j.Availability(), 1e-9, "mean 8·(1-B)")
		var full, taken stats.Moments
		for seed := range uint64(100) {
			trace := recorded(t, j, seed, length)
			full.Add(late(trace.Periods(8), warm, length))
			for node := range 8 {
				taken.Add(late(trace.Up(node), warm, length) * 8)
			}
		}
		within(t, blocked, full.Mean(), math.Sqrt(full.Variance()), full.N(), name+", full")
		require.InDelta(t, 8*(1-blocked), taken.Mean(), .05, name)
	}
}

// late is the share of the time from one instant to another in some periods.
func late(all []supply.Period, from, to time.Duration) float64 {
	sum := time.Duration(0)
	for _, p := range all {
		sum += max(0, p.To.Sub(max(p.From, sim.Time(from))))
	}
	return float64(sum) / float64(to-from)
}

// Who joins takes the free place with the lowest number, also where nodes come
// and go at one instant; the rules of supplies are kept.
func TestJoinersTakeTheLowestFreePlace(t *testing.T) {
	for _, every := range []time.Duration{1, 3, time.Second} {
		for _, stay := range []hardware.RepairModel{
			hardware.Fixed{After: 5 * every},
			hardware.Fixed{After: 1},
			hardware.Uniform{From: 0, To: 20 * every},
			hardware.Weibull{Shape: .3, Scale: every},
			hardware.Exponential{MTBF: 30 * every},
		} {
			j := supply.Joins{Size: 12, Present: 7, Every: every, Stay: stay, Refill: true}
			trace := recorded(t, j, 1, 3000*every)
			taken := []bool{true, true, true, true, true, true, true, true, true, true, true, true}
			require.NotEmpty(t, trace.Changes())
			for _, c := range trace.Changes() {
				for lower := range c.Node {
					require.True(t, taken[lower] || !c.Up, "%v every %v: %v", stay, every, c)
				}
				taken[c.Node] = c.Up || c.At == 0 && c.Node < 7
				if c.At == 0 {
					require.GreaterOrEqual(t, c.Node, int32(7))
				}
			}
		}
	}
}

// spells are the stays of those who joined.
func spells(trace *supply.Trace) map[supply.Period]bool {
	all := map[supply.Period]bool{}
	for node := range trace.Nodes() {
		for _, p := range trace.Up(node) {
			if p.From > 0 {
				all[p] = true
			}
		}
	}
	return all
}

// Runs are paired: who comes when, and stays how long, is the same however many
// places there are and however many nodes were there before.
func TestJoinsKeepTheirLuck(t *testing.T) {
	large := market()
	all := spells(recorded(t, large, 1, 5000*time.Hour))
	small := large
	small.Size, small.Present = 20, 5
	some := spells(recorded(t, small, 1, 5000*time.Hour))
	require.Greater(t, len(all), 600)
	require.Greater(t, len(all), len(some)+100, "many found no place")
	for p := range some {
		require.Contains(t, all, p)
	}
	once := small
	once.Refill = false
	for p := range spells(recorded(t, once, 1, 5000*time.Hour)) {
		require.Contains(t, some, p)
	}

	slow := supply.Joins{Size: 100, Every: 20 * time.Hour}
	fast := supply.Joins{Size: 60, Every: 10 * time.Hour, Stay: hardware.Never{}}
	late, soon := recorded(t, slow, 1, 9000*time.Hour).Changes()[100:], recorded(t, fast, 1, 9000*time.Hour).Changes()[60:]
	require.Len(t, soon, 60)
	for i := range soon {
		require.InDelta(t, float64(late[i].At), 2*float64(soon[i].At), 200, "but for rounding, twice as often is the same in half the time")
	}
	require.Equal(t, all, spells(recorded(t, large, 1, 5000*time.Hour)))
	require.NotEqual(t, all, spells(recorded(t, large, 2, 5000*time.Hour)))
}

// Changes end where nobody is left to come or to go, and at the end of all time.
func TestJoinsEnd(t *testing.T) {
	count := func(j supply.Joins) (n int) {
		for c, err := range j.Changes(rng.NewSeed(1)) {
			require.NoError(t, err)
			require.Less(t, c.At, sim.Never)
			n++
		}
		return n
	}
	require.Equal(t, 0, count(supply.Joins{Size: 3, Present: 3, Every: time.Hour}))
	require.Equal(t, 3+3, count(supply.Joins{Size: 3, Every: time.Hour}))
	require.Equal(t, 2+2+3, count(supply.Joins{Size: 3, Present: 1, Every: time.Hour, Stay: hardware.Fixed{After: 1}}))
	require.Equal(t, 3+3, count(supply.Joins{Size: 3, Every: 6 * time.Hour, Stay: hardware.Never{}, Refill: true}))
	years := supply.Joins{Size: 1, Every: 365 * 24 * time.Hour, Stay: hardware.Exponential{MTBF: 365 * 24 * time.Hour}, Refill: true}
	require.InDelta(t, 292, count(years), 70, "half of the joiners of 292 years find the place free, and leave")
	for range (supply.Joins{Size: 3, Every: time.Hour}).Changes(rng.NewSeed(1)) {
		break
	}
}

func TestJoinsRefuse(t *testing.T) {
	for want, change := range map[string]func(*supply.Joins){
		"has 0 nodes, want 1 to 1000000":                                                          func(j *supply.Joins) { j.Size = 0 },
		"has 1000001 nodes, want 1 to 1000000":                                                    func(j *supply.Joins) { j.Size = 1_000_001 },
		"-1 nodes are present, want 0 to 200":                                                     func(j *supply.Joins) { j.Present = -1 },
		"201 nodes are present, want 0 to 200":                                                    func(j *supply.Joins) { j.Present = 201 },
		"one joins every 0s, want a positive duration such as 6h":                                 func(j *supply.Joins) { j.Every = 0 },
		"places are filled again and nobody leaves, want a law of stays":                          func(j *supply.Joins) { j.Stay = nil },
		"the stay: hardware: weibull law: shape is 0, want a number within 0.05..1000":            func(j *supply.Joins) { j.Stay = hardware.Weibull{Scale: time.Hour} },
		"nodes stay for 0s on average, want a law with a positive mean":                           func(j *supply.Joins) { j.Stay = hardware.Fixed{} },
		"nodes that join every 1ms and stay for 1h0m0s on average would be 3600000 at once, want": func(j *supply.Joins) { j.Every, j.Stay = time.Millisecond, hardware.Fixed{After: time.Hour} },
	} {
		j := market()
		change(&j)
		require.ErrorContains(t, j.Validate(), "supply: joins: "+want)
		_, err := supply.Record(j, rng.NewSeed(1), time.Hour)
		require.Error(t, err)
		for _, err := range j.Changes(rng.NewSeed(1)) {
			require.ErrorContains(t, err, want)
		}
	}
	quick := supply.Joins{Size: 9, Every: time.Millisecond, Stay: hardware.Never{}}
	require.NoError(t, quick.Validate(), "whose places are not filled again")
}

func BenchmarkJoins(b *testing.B) {
	left := b.N
	for seed := uint64(0); left > 0; seed++ { // a seed's changes end after 292 years
		for range market().Changes(rng.NewSeed(seed)) {
			if left--; left == 0 {
				break
			}
		}
	}
}
