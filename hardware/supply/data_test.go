//go:build data

package supply_test

import (
	"compress/gzip"
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/hardware/supply"
	"github.com/clustersim/clustersim/sim/rng"
	"github.com/clustersim/clustersim/stats"
)

// published reads a record of the data folder, which is not part of this
// repository: the terms of some of it do not allow that.
func published(t *testing.T, r supply.Reader, parts ...string) *supply.Trace {
	t.Helper()
	file, err := os.Open(filepath.Join(append([]string{os.Getenv("CLUSTERSIM_DATA")}, parts...)...))
	require.NoError(t, err)
	t.Cleanup(func() { file.Close() })
	trace, err := r.Read(file)
	require.NoError(t, err)
	t.Logf("%s: %d nodes, %.2f d, availability %.6f, mean up %.3f h, mean down %.3f h, %d changes", parts[len(parts)-1], trace.Nodes(),
		trace.Length().Hours()/24, trace.Availability(), trace.MeanUp().Hours(), trace.MeanDown().Hours(), len(trace.Changes()))
	return trace
}

// played is a trace after it went through a supply.
func played(t *testing.T, trace *supply.Trace, length time.Duration) *supply.Trace {
	t.Helper()
	got, err := supply.Record(supply.Play(trace, 0, supply.Wrap), rng.NewSeed(1), length)
	require.NoError(t, err)
	return got
}

func probe(t *testing.T, zone string) *supply.Trace {
	t.Helper()
	reader := supply.Probes{Zone: zone, Nodes: 16, Step: 10 * time.Minute}
	return published(t, reader, "skynomad", "h100_probe_counts.csv.gz")
}

// The published shares of probes in which at least 1 of 16 H100 nodes started,
// in percent, from the changes of a supply that plays them. Each of the 2,104
// probes holds for 10 minutes; a pause of 110 minutes in the probing is left
// out, as it is in the published shares.
func TestDataSkyNomadShares(t *testing.T) {
	sum := 0.0
	want := map[string]float64{
		"asia-south2-b": 99.95, "us-central1-a": 98.34, "us-central1-c": 93.54, "us-central1-b": 92.49, "us-east5-a": 88.31,
		"europe-west1-c": 87.93, "us-east4-b": 87.07, "us-east4-a": 86.17, "asia-southeast1-b": 78.33, "us-west1-a": 58.56,
		"asia-southeast1-c": 54.66, "europe-west3-c": 47.62, "us-west1-b": 24.24,
	}
	require.Len(t, want, 13)
	for zone, percent := range want {
		trace := probe(t, zone)
		require.Equal(t, 2104*10*time.Minute, trace.Length())
		once := played(t, trace, trace.Length())
		require.InDelta(t, percent, 100*once.AtLeast(1), .01, zone)
		require.InDelta(t, percent, 100*played(t, trace, 3*trace.Length()).AtLeast(1), .01, zone)
		sum += once.AtLeast(1)
	}
	require.InDelta(t, 76.71, 100*sum/13, .005)
}

// table reads a published table by its first column.
func table(t *testing.T, name string) map[string][]string {
	t.Helper()
	file, err := os.Open(filepath.Join(os.Getenv("CLUSTERSIM_DATA"), "skynomad", "published_values", name))
	require.NoError(t, err)
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	require.NoError(t, err)
	byName := map[string][]string{}
	for _, row := range rows[1:] {
		byName[row[0]] = row[1:]
	}
	return byName
}

func number(t *testing.T, text string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(text, 64)
	require.NoError(t, err)
	return x
}

// The statistics of up periods that the paper plots are of the first 1,039
// probes, and up means all 16 nodes: number of periods, least, quartiles,
// largest and mean in hours, share of time, and mean number of nodes. All 13
// zones come out to the last published digit.
func TestDataSkyNomadPeriods(t *testing.T) {
	periods, shares := table(t, "spot_availability_boxplot_all.csv"), table(t, "spot_availability_filled_all.csv")
	require.Len(t, periods, 13)
	for zone, want := range periods {
		trace := played(t, probe(t, zone), 1039*10*time.Minute)
		require.InDelta(t, number(t, shares[zone][2]), 100*trace.AtLeast(16), 5e-7, zone)
		require.InDelta(t, number(t, shares[zone][3]), 16*trace.Availability(), 5e-7, zone)
		var hours []float64
		for _, p := range trace.Periods(16) {
			hours = append(hours, p.Length().Hours())
		}
		require.InDelta(t, number(t, want[0]), len(hours), 0, zone)
		if len(hours) == 0 {
			continue
		}
		got := append(stats.Quantiles(hours, 0, .25, .5, .75, 1), average(hours))
		for i, x := range got {
			require.InDelta(t, number(t, want[1+i]), x, 1e-6, "%s: column %d", zone, 1+i)
		}
	}
}

// The authors' traces of one node are the probes, "preempted" where none of 16
// started, with a pause filled by 60 ticks.
func TestDataSkyNomadPreempted(t *testing.T) {
	for _, zone := range []string{"us-central1-b", "europe-west3-c"} {
		trace := published(t, supply.SpotJSON{Nodes: 1}, "skynomad", "h100_traces", zone+"_h100_16.json")
		require.Equal(t, 2114*10*time.Minute, trace.Length())
		const before = 690 * 10 * time.Minute
		require.Equal(t, played(t, probe(t, zone), before).Periods(1), played(t, trace, before).Periods(1))
	}
}

// The fitted generator keeps what makes gangs of 16 hard: mostly all nodes are
// there or none. Published shares of time are P(0) and P(16) of model notes 1.7;
// mean up times of all 16 are those of the traces, and a run of ten years comes
// within a tenth of them.
//
// Measured over four seeds: P(0) .366-.375 .544-.560 .549-.574, P(16) .451-.462
// .412-.427 .401-.425, mean up times 1.62-1.69 1.78-1.83 1.94-2.01 h.
func TestDataSpotFitReproducesGangs(t *testing.T) {
	for _, c := range []struct {
		zone               string
		none, all, upHours float64
	}{
		{"us-east-2b", .372, .456, 1.669},
		{"us-west-2a", .554, .418, 1.794},
		{"us-west-2c", .560, .415, 1.997},
	} {
		trace := published(t, supply.SpotJSON{Nodes: 16}, "skynomad", "v100_multinode", "16-nodes_"+c.zone+".json")
		require.InDelta(t, c.none, 1-trace.AtLeast(1), .0006)
		require.InDelta(t, c.all, trace.AtLeast(16), .0006)
		spot, err := supply.FitSpot(trace)
		require.NoError(t, err)
		require.InDelta(t, 1-trace.AtLeast(1), spot.Shares()[supply.None], 1e-9)
		require.InDelta(t, trace.AtLeast(16), spot.Shares()[supply.All], 1e-9)
		require.InDelta(t, trace.Availability(), spot.Availability(), 1e-9)
		for seed := range uint64(4) {
			got, err := supply.Record(spot, rng.NewSeed(seed), 10*365*24*time.Hour)
			require.NoError(t, err)
			up := got.AtLeast(16) * got.Length().Hours() / float64(len(got.Periods(16)))
			t.Logf("%s, seed %d: P(0) %.4f, P(16) %.4f, mean up time of all 16 %.3f h", c.zone, seed, 1-got.AtLeast(1), got.AtLeast(16), up)
			require.InDelta(t, c.none, 1-got.AtLeast(1), .03)
			require.InDelta(t, c.all, got.AtLeast(16), .03)
			require.InEpsilon(t, c.upHours, up, .1)
		}
	}
}

// near is what a trace must measure, as found on the first reading: a change of
// a reader that moves it is a change of meaning.
type near struct {
	nodes            int
	availability     float64
	meanUp, meanDown float64 // hours
}

func (want near) check(t *testing.T, trace *supply.Trace) {
	t.Helper()
	require.Equal(t, want.nodes, trace.Nodes())
	require.InDelta(t, want.availability, trace.Availability(), 5e-5)
	require.InDelta(t, want.meanUp, trace.MeanUp().Hours(), 5e-3)
	require.InDelta(t, want.meanDown, trace.MeanDown().Hours(), 5e-3)
}

// Grid'5000, May 2005 to November 2006, sites 1 to 4. Type 1 is available: its
// events have 77.96 % of the time of all events and last 9 h by the median, those
// of type 0 10 minutes; and site by site it is .683 .747 .947 .903 of the time.
// As the time before a node's first event counts as down, the trace, which is as
// long as the archive, has less.
func TestDataGrid5000(t *testing.T) {
	file := []string{"fta_grid5000", "events_sites1-4.csv.gz"}
	all := published(t, supply.FTA{}, file...)
	near{574, .57418, 35.891, 26.600}.check(t, all)
	require.Equal(t, time.Duration(1163165604-1115811139)*time.Second, all.Length())
	near{259, .58469, 28.780, 20.435}.check(t, published(t, supply.FTA{Prefix: "site1/"}, file...))
	near{95, .38585, 41.380, 65.499}.check(t, published(t, supply.FTA{Prefix: "site2/"}, file...))
	near{57, .79518, 102.708, 26.459}.check(t, published(t, supply.FTA{Prefix: "site3/"}, file...))
	near{163, .65800, 37.470, 19.473}.check(t, published(t, supply.FTA{Prefix: "site4/"}, file...))

	times := eventTimes(t, file...)
	require.InDelta(t, .77958, times["1"]/(times["0"]+times["1"]), 1e-5)
	upTime := all.Availability() * float64(all.Nodes()) * all.Length().Seconds()
	require.InEpsilon(t, times["1"], upTime, 1e-9, "all of it is in the trace")
}

// eventTimes adds up the seconds of the events of an FTA file, by type.
func eventTimes(t *testing.T, parts ...string) map[string]float64 {
	t.Helper()
	file, err := os.Open(filepath.Join(append([]string{os.Getenv("CLUSTERSIM_DATA")}, parts...)...))
	require.NoError(t, err)
	defer file.Close()
	text, err := gzip.NewReader(file)
	require.NoError(t, err)
	rows, err := csv.NewReader(text).ReadAll()
	require.NoError(t, err)
	times := map[string]float64{}
	for _, row := range rows[1:] {
		times[row[1]] += number(t, row[3]) - number(t, row[2])
	}
	return times
}

// Los Alamos, system by system: hardly ever is a node down, and for hours then.
// The largest is 19, the one with most failures 2; 17 names no nodes.
func TestDataLANL(t *testing.T) {
	for system, want := range map[int]near{
		2: {49, .99568, 520.787, 2.276}, 3: {128, .99970, 5231.935, 2.251}, 4: {128, .99969, 5029.666, 2.235},
		5: {128, .99965, 4923.403, 2.439}, 6: {32, .99978, 5908.350, 1.869}, 7: {1, .98532, 304.419, 4.500},
		8: {164, .99741, 9896.290, 34.591}, 9: {256, .99884, 8268.765, 19.407}, 10: {256, .99841, 8704.284, 30.256},
		11: {256, .99830, 8184.022, 28.274}, 12: {512, .99940, 11302.135, 22.007}, 13: {256, .99821, 9369.149, 40.397},
		14: {128, .99221, 6273.713, 99.326}, 15: {1, .98077, 119.805, 2.306}, 19: {1024, .99956, 6046.408, 3.463},
		21: {128, .99918, 1363.819, 2.395}, 22: {1, .97791, 265.047, 5.961}, 23: {5, .99574, 604.821, 2.602},
		24: {1, .98434, 406.486, 6.425},
	} {
		t.Log("system", system)
		want.check(t, published(t, supply.LANL{System: system}, "lanl", "lanl_failures.csv.gz"))
	}
}

// Parcae's two files tell of the same machines, 24.03 of 32 on average: in one
// the lowest numbers stay, in the other 177 machines have names.
func TestDataParcae(t *testing.T) {
	counts := published(t, supply.Steps{Unit: time.Millisecond, Nodes: 32}, "parcae", "p3_availability.csv")
	near{32, .75087, 1.543, .503}.check(t, counts)
	events := published(t, supply.Arrivals{Unit: time.Millisecond}, "parcae", "p3trace_events.csv")
	near{177, .13575, 1.543, 5.350}.check(t, events)
	for k := range 33 {
		require.Equal(t, counts.Periods(k), events.Periods(k))
	}
}

// Bamboo's counts, 15.50, 9.99, 8.15 and 2.48 nodes on average.
func TestDataBamboo(t *testing.T) {
	for _, c := range []struct {
		name string
		unit time.Duration
		want near
	}{
		{"p2-xlarge-2020-11-20-to-2020-11-23.csv", time.Hour, near{16, .96906, 7.394, .236}},
		{"p2-xlarge-us-east-1e-2020-11-23-1700-to-2020-11-24-0700.csv", time.Second, near{16, .62427, 15.781, 12.664}},
		{"g4dn-xlarge-us-east-1c-2020-11-20-1930-to-2020-11-21-2200.csv", time.Second, near{16, .50941, 2.170, 1.923}},
		{"g4dn-xlarge-us-east-1d-2020-11-23-1730-to-2020-11-24-1530.csv", time.Second, near{16, .15508, .562, 2.560}},
	} {
		c.want.check(t, published(t, supply.Steps{Unit: c.unit, Nodes: 16}, "bamboo", c.name))
	}
}
