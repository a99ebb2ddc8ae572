package supply_test

import (
	"math"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/hardware/supply"
	"github.com/clustersim/clustersim/sim/rng"
	"github.com/clustersim/clustersim/stats"
)

// nine are zones with the availabilities of the nine V100 zones of Can't Be Late
// (NSDI 2024) as analysed in the model notes, 1.7, and the correlations found
// there. Which zones share a region the notes do not say: three times three here.
func nine() supply.Zones {
	z := supply.Zones{SameRegion: .43, AcrossRegions: .14, Step: 10 * time.Minute, Memory: 3 * time.Hour}
	for i, p := range []float64{.167, .467, .447, .591, .759, .682, .883, .905, .891} {
		z.Zones = append(z.Zones, supply.Zone{Name: "zone-" + strconv.Itoa(i), Region: "region-" + strconv.Itoa(i/3), Availability: p, Nodes: 1})
	}
	return z
}

// record is eight years of the nine zones.
func record(t *testing.T, z supply.Zones, seed uint64) *supply.Trace {
	t.Helper()
	trace, err := supply.Record(z, rng.NewSeed(seed), 8*365*24*time.Hour)
	require.NoError(t, err)
	return trace
}

// overlap is how long two nodes are up together.
func overlap(a, b []supply.Period) (both time.Duration) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		from, to := max(a[i].From, b[j].From), min(a[i].To, b[j].To)
		both += max(0, to.Sub(from))
		if a[i].To < b[j].To {
			i++
		} else {
			j++
		}
	}
	return both
}

func share(up []supply.Period, of time.Duration) float64 {
	sum := time.Duration(0)
	for _, p := range up {
		sum += p.Length()
	}
	return float64(sum) / float64(of)
}

// correlation is that of the availability of two nodes of a trace.
func correlation(trace *supply.Trace, i, j int) float64 {
	a, b := trace.Up(i), trace.Up(j)
	p, q := share(a, trace.Length()), share(b, trace.Length())
	both := float64(overlap(a, b)) / float64(trace.Length())
	return (both - p*q) / math.Sqrt(p*(1-p)*q*(1-q))
}

// Availability, correlations and lengths are what the closed forms say, and so
// what was asked for. Eight years are some 24,000 independent times, as the
// variables forget in 3 hours: a correlation is known to about 0.01.
func TestZones(t *testing.T) {
	z := nine()
	trace := record(t, z, 1)
	var same, across []float64
	for i, zone := range z.Zones {
		up := trace.Up(i)
		require.InDelta(t, zone.Availability, share(up, trace.Length()), .02)
		mean := share(up, trace.Length()) * trace.Length().Hours() / float64(len(up))
		require.InEpsilon(t, z.MeanUp(i).Hours(), mean, .06)
		down := (1 - share(up, trace.Length())) * trace.Length().Hours() / float64(len(up))
		require.InEpsilon(t, z.MeanDown(i).Hours(), down, .06)
		for j := range i {
			want, err := z.Correlation(i, j)
			require.NoError(t, err)
			got := correlation(trace, i, j)
			require.InDelta(t, want, got, .05)
			if zone.Region == z.Zones[j].Region {
				same = append(same, got)
			} else {
				across = append(across, got)
			}
		}
	}
	require.Len(t, same, 9)
	require.Len(t, across, 27)
	require.InDelta(t, .43, average(same), .05)
	require.InDelta(t, .14, average(across), .05)
}

func average(xs []float64) float64 {
	sum := 0.0
	for _, x := range xs {
		sum += x
	}
	return sum / float64(len(xs))
}

// What was measured of the nine zones, in the model notes, 1.7: up times
// lognormal (-0.214, 1.481) and down times (-0.398, 1.281) of hours, pooled;
// median up times of .33 to 1.33 h and means of .72 to 10.5 h, mean down times
// of .8 to 3.5 h; any of the nine zones up for .9921 of time. Here, measured:
// (-0.18, 1.47), (-0.50, 1.25), medians .33 to 1.33 h, means .85 to 6.8 h and
// .72 to 4.2 h, any for .9912.
func TestZonesAreLikeThePublishedOnes(t *testing.T) {
	z := nine()
	trace := record(t, z, 2)
	var ups, downs stats.Moments
	for i := range z.Zones {
		var hours []float64
		up := trace.Up(i)
		for k, p := range up {
			hours = append(hours, p.Length().Hours())
			ups.Add(math.Log(p.Length().Hours()))
			if k > 0 {
				downs.Add(math.Log(p.From.Sub(up[k-1].To).Hours()))
			}
		}
		median := stats.Quantiles(hours, .5)[0]
		require.GreaterOrEqual(t, median, .32)
		require.LessOrEqual(t, median, 1.51)
		require.GreaterOrEqual(t, z.MeanUp(i).Hours(), .72)
		require.LessOrEqual(t, z.MeanUp(i).Hours(), 10.5)
	}
	require.InDelta(t, -.214, ups.Mean(), .1)
	require.InDelta(t, 1.481, math.Sqrt(ups.Variance()), .1)
	require.InDelta(t, -.398, downs.Mean(), .15)
	require.InDelta(t, 1.281, math.Sqrt(downs.Variance()), .1)
	require.InDelta(t, .9921, trace.AtLeast(1), .004)
}

// What it does not reproduce: times up for as long as they were. The chance
// that a job of 4 hours would run through from a random instant was .53 in the
// zone that was up for .759 of time, and is .37 here.
func TestZonesLackLongTimes(t *testing.T) {
	z := nine()
	trace := record(t, z, 3)
	room := time.Duration(0)
	for _, p := range trace.Up(4) {
		room += max(0, p.Length()-4*time.Hour)
	}
	require.InDelta(t, .37, float64(room)/float64(trace.Length()), .03)
}

// A zone's randomness is its own: another zone elsewhere moves none of it, and
// where no correlation is wanted its changes stay what they are.
func TestZonesKeepTheirLuck(t *testing.T) {
	z := nine()
	z.SameRegion, z.AcrossRegions = 0, 0
	few := z
	few.Zones = z.Zones[3:5]
	all, two := record(t, z, 1), record(t, few, 1)
	require.Equal(t, all.Up(3), two.Up(0))
	require.Equal(t, all.Up(4), two.Up(1))
	require.InDelta(t, 0, correlation(all, 3, 4), .04)
}

// Zones of 16 nodes: the availability is that of the first node, a fifth of it
// is partial, and the split is even; the last node is there at the level all.
func TestZonesOfSeveralNodes(t *testing.T) {
	z := nine()
	z.Partial, z.Split = .2, supply.Split{Mean: .5, Correlation: .3}
	for i := range z.Zones {
		z.Zones[i].Nodes = 16
	}
	z.Zones[8].Nodes = 1
	require.Equal(t, 129, z.Nodes())
	require.Equal(t, 48, z.First(3))
	trace := record(t, z, 1)
	for i := range 8 {
		p := z.Zones[i].Availability
		require.InDelta(t, p, share(trace.Up(z.First(i)), trace.Length()), .02)
		require.InDelta(t, .8*p, share(trace.Up(z.First(i)+15), trace.Length()), .02)
		nodes := 0.0
		for k := range 16 {
			nodes += share(trace.Up(z.First(i)+k), trace.Length())
		}
		require.InDelta(t, p*(.8+.2*8/16), nodes/16, .02)
	}
	require.InDelta(t, z.Zones[8].Availability, share(trace.Up(128), trace.Length()), .02)
	want, err := z.Correlation(3, 4)
	require.NoError(t, err)
	require.InDelta(t, want, correlation(trace, z.First(3), z.First(4)), .05)
}

func TestZonesRefuse(t *testing.T) {
	for want, change := range map[string]func(*supply.Zones){
		"there are none, want at least one":                                                              func(z *supply.Zones) { z.Zones = nil },
		`zone 1, "": the region is "region-0", want names of zone and region`:                            func(z *supply.Zones) { z.Zones[1].Name = "" },
		`zone 1, "zone-1": the region is "", want names of zone and region`:                              func(z *supply.Zones) { z.Zones[1].Region = "" },
		`zone 1 is called "zone-0", as one before; want a name of its own`:                               func(z *supply.Zones) { z.Zones[1].Name = "zone-0" },
		`zone 8, "zone-8": the availability is 1, want 0.001 to 0.999`:                                   func(z *supply.Zones) { z.Zones[8].Availability = 1 },
		`zone 8, "zone-8": the availability is NaN, want 0.001 to 0.999`:                                 func(z *supply.Zones) { z.Zones[8].Availability = math.NaN() },
		`zone 8, "zone-8": has 0 nodes, want 1 to 1000000`:                                               func(z *supply.Zones) { z.Zones[8].Nodes = 0 },
		"they have 1000008 nodes together, want at most 1000000":                                         func(z *supply.Zones) { z.Zones[8].Nodes = 1_000_000 },
		"the correlation within regions is 1, want at least 0 and less than 1":                           func(z *supply.Zones) { z.SameRegion = 1 },
		"the correlation across regions is -0.1, want at least 0 and less than 1":                        func(z *supply.Zones) { z.AcrossRegions = -.1 },
		"the correlation within regions is 0.9, and at such availabilities it is at most 0.":             func(z *supply.Zones) { z.SameRegion = .9 },
		"the correlation across regions is 0.8, and at such availabilities it is at most 0.":             func(z *supply.Zones) { z.AcrossRegions = .8 },
		"the correlation within regions is 0.1, and by what all zones have in common it is at least 0.1": func(z *supply.Zones) { z.SameRegion = .1 },
		"the correlation across regions is 0.5, and as within regions it is at most 0.430":               func(z *supply.Zones) { z.Zones, z.AcrossRegions = z.Zones[:1], .5 },
		"the step is 1ms, want at least 1s, such as 10m":                                                 func(z *supply.Zones) { z.Step = time.Millisecond },
		"the memory is 0s, want a positive duration such as 3h":                                          func(z *supply.Zones) { z.Memory = 0 },
		"the partial share is 1, want at least 0 and less than 1":                                        func(z *supply.Zones) { z.Partial = 1 },
		"supply: beta-binomial law: mean is -1, want 0 to 1":                                             func(z *supply.Zones) { z.Split.Mean = -1 },
	} {
		z := nine()
		change(&z)
		require.ErrorContains(t, z.Validate(), "supply: zones: "+want)
		for _, err := range z.Changes(rng.NewSeed(1)) {
			require.ErrorContains(t, err, want)
		}
	}
	require.NoError(t, nine().Validate())
	alone := nine()
	alone.Zones = alone.Zones[:1]
	require.NoError(t, alone.Validate(), "without pairs nothing is asked of them")
}

func BenchmarkZones(b *testing.B) {
	left := b.N
	for seed := uint64(0); left > 0; seed++ { // a seed's changes end after 292 years
		for range nine().Changes(rng.NewSeed(seed)) {
			if left--; left == 0 {
				break
			}
		}
	}
}
