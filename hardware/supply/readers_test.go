package supply_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/hardware/supply"
	"github.com/clustersim/clustersim/sim"
)

func sample(t testing.TB, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name))
	require.NoError(t, err)
	return text
}

func read(t *testing.T, r supply.Reader, text []byte) *supply.Trace {
	t.Helper()
	trace, err := r.Read(bytes.NewReader(text))
	require.NoError(t, err)
	return trace
}

func compressed(t testing.TB, text []byte) []byte {
	t.Helper()
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	_, err := w.Write(text)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return packed.Bytes()
}

// samples are all readers and a record for each.
func samples() map[string]supply.Reader {
	return map[string]supply.Reader{
		"probes.csv":        supply.Probes{Zone: "us-central1-b", Nodes: 16, Step: 10 * time.Minute},
		"preempted.json":    supply.SpotJSON{Nodes: 1},
		"parcae_counts.csv": supply.Steps{Unit: time.Millisecond, Nodes: 8},
		"parcae_events.csv": supply.Arrivals{Unit: time.Millisecond},
		"bamboo.csv":        supply.Steps{Unit: time.Hour, Nodes: 16},
		"fta.csv":           supply.FTA{},
		"lanl.csv":          supply.LANL{System: 7},
	}
}

// periods are stretches of time from one second to another.
func periods(seconds ...float64) []supply.Period {
	instant := func(s float64) sim.Time { return sim.Time(math.Round(s * float64(time.Second))) }
	var all []supply.Period
	for i := 0; i < len(seconds); i += 2 {
		all = append(all, supply.Period{From: instant(seconds[i]), To: instant(seconds[i+1])})
	}
	return all
}

// Sums over the real samples, worked out apart from this package.
func TestSkyNomadSamples(t *testing.T) {
	of := samples()
	probes := read(t, of["probes.csv"], sample(t, "probes.csv"))
	require.Equal(t, 24*time.Hour, probes.Length())
	require.InDelta(t, 132/144.0, probes.AtLeast(1), 1e-12)
	require.InDelta(t, 26/144.0, probes.AtLeast(16), 1e-12)
	require.InDelta(t, 1346/144.0/16, probes.Availability(), 1e-12)
	require.Len(t, probes.Periods(16), 18)

	// The authors' own reading of the same zone: preempted where no node started.
	one := read(t, of["preempted.json"], sample(t, "preempted.json"))
	require.Equal(t, 24*time.Hour, one.Length())
	require.Equal(t, probes.Periods(1), one.Periods(1))
}

// Half an hour in the two forms of Parcae, which tell of the same machines: a row
// for each that comes or goes, several at one instant, and a last row that does
// not show. In one the lowest numbers stay, in the other 11 machines have names.
func TestParcaeSamples(t *testing.T) {
	of := samples()
	counts := read(t, of["parcae_counts.csv"], sample(t, "parcae_counts.csv"))
	events := read(t, of["parcae_events.csv"], sample(t, "parcae_events.csv"))
	const nodeTime = 120*5 + 180*7 + 240*8 + 360*6 + 120*7 + 360*3 + 120*5 + 300*4 // seconds
	require.Equal(t, 30*time.Minute, counts.Length())
	require.InDelta(t, nodeTime/1800.0/8, counts.Availability(), 1e-12)
	require.Equal(t, 1.0, counts.AtLeast(3))
	require.Equal(t, periods(0, 1020, 1380, 1500), counts.Up(4))
	require.Equal(t, periods(120, 540, 900, 1020), counts.Up(6))
	require.Equal(t, "node-7", counts.Name(7))
	require.Equal(t, periods(300, 540), counts.Up(7))

	require.Equal(t, 11, events.Nodes())
	require.InDelta(t, nodeTime/1800.0/11, events.Availability(), 1e-12)
	require.Equal(t, "node4", events.Name(3))
	require.Equal(t, periods(0, 1800), events.Up(3))
	require.Equal(t, periods(120, 540), events.Up(6))
	require.Equal(t, "node11", events.Name(10))
	require.Equal(t, periods(1380, 1800), events.Up(10))
	for k := range 9 {
		require.Equal(t, counts.Periods(k), events.Periods(k))
	}
}

// Two and a half hours in the form of Bamboo: hours with a point, two rows a
// step, no node at first, one gone and back within an instant, lines that end as
// on Windows.
func TestBambooSample(t *testing.T) {
	text := sample(t, "bamboo.csv")
	require.Equal(t, 19, bytes.Count(text, []byte("\r\n")), "the file must keep its ends of lines")
	bamboo := read(t, samples()["bamboo.csv"], text)
	require.Equal(t, 9000*time.Second, bamboo.Length())
	const nodeTime = 770.4*6 + 2700*16 + 2700*11 + 18*14 + 1332*16 // seconds
	require.InDelta(t, nodeTime/9000/16, bamboo.Availability(), 1e-12)
	require.Equal(t, periods(129.6, 6300, 7650, 9000), bamboo.Up(0))
	require.Equal(t, periods(900, 6300, 7650, 9000), bamboo.Up(10))
	require.Equal(t, periods(900, 3600, 7668, 9000), bamboo.Up(15))
}

func TestReadersUndoGzip(t *testing.T) {
	for name, reader := range samples() {
		text := sample(t, name)
		want := read(t, reader, text)
		packed := compressed(t, text)
		require.Equal(t, want, read(t, reader, packed), name)
		_, err := reader.Read(bytes.NewReader(packed[:len(packed)-9]))
		require.ErrorContains(t, err, "the compressed data ends in the middle; want the whole file", name)
		_, err = reader.Read(bytes.NewReader(packed[:5]))
		require.ErrorContains(t, err, "line 1: the compressed data ends in the middle", name)
		packed[len(packed)-8] ^= 1
		_, err = reader.Read(bytes.NewReader(packed))
		require.ErrorContains(t, err, "the compressed data is damaged: gzip: invalid checksum", name)
		_, err = reader.Read(iotest.ErrReader(errors.New("no such disk")))
		require.ErrorContains(t, err, "no such disk", name)
	}
}

func TestReadersRefuseNothing(t *testing.T) {
	for name, reader := range samples() {
		_, err := reader.Read(strings.NewReader(""))
		var at *supply.FormatError
		require.ErrorAs(t, err, &at, name)
		require.Equal(t, 1, at.Line, name)
	}
}

// refusals are texts that a reader must refuse, by what it must say.
type refusals map[string]string

func (all refusals) check(t *testing.T, reader supply.Reader, prefix string) {
	t.Helper()
	for want, text := range all {
		_, err := reader.Read(strings.NewReader(text))
		require.EqualError(t, err, prefix+want)
	}
}

func TestProbesRefuse(t *testing.T) {
	const head, row = "scheduled_at,status,here,there\n", "2025-10-03T17:10:00-07:00,success,2,0\n"
	reader := supply.Probes{Zone: "there", Nodes: 2, Step: time.Minute}
	refusals{
		"line 2: there are no probes after the header, want at least one":                                          head,
		`line 1, column 1: there is no zone "there", want one of here`:                                             "scheduled_at,status,here\n",
		"line 1: the header has no column status":                                                                  "scheduled_at,here\n",
		"line 1, column 1: the header begins status, scheduled_at; want scheduled_at, status":                      "status,scheduled_at,there\n",
		"line 2: has 3 cells, want 4":                                                                              head + "2025-10-03T17:10:00-07:00,success,2\n",
		`line 3, column 37: "3" nodes, want a whole number from 0 to 2`:                                            head + row + "2025-10-03T17:11:00-07:00,success,2,3\n",
		`line 2, column 37: "-1" nodes, want a whole number from 0 to 2`:                                           head + "2025-10-03T17:10:00-07:00,success,2,-1\n",
		`line 2, column 37: "NaN" nodes, want a whole number from 0 to 2`:                                          head + "2025-10-03T17:10:00-07:00,success,2,NaN\n",
		"line 3, column 1: time goes from 2025-10-03T17:10:00-07:00 to 2025-10-03T17:10:00-07:00, want it to rise": head + row + row,
		`line 2, column 1: "now" is no time, want one such as 2025-10-03T17:10:00-07:00`:                           head + "now,success,2,0\n",
		`line 3, column 27: the status is "failed", want success`:                                                  head + row + "2025-10-03T17:11:00-07:00,failed,2,2\n",
		`line 2, column 31: extraneous or missing " in quoted-field`:                                               head + `2025-10-03T17:11:00-07:00,"suc"cess,2,2` + "\n",
	}.check(t, reader, "supply: read probes: ")
	_, err := supply.Probes{Zone: "there", Nodes: 2}.Read(strings.NewReader(head))
	require.EqualError(t, err, "supply: read probes: the step is 0s, want a positive one such as 10m")
	_, err = supply.Probes{Zone: "there", Step: 1}.Read(strings.NewReader(head))
	require.EqualError(t, err, "supply: read probes: the record has 0 nodes, want 1 to 1000000; say of how many it counts")
}

// The step is that of most rows, whatever pauses there are.
func TestProbesCompareTheirGaps(t *testing.T) {
	const probes = "scheduled_at,status,here\n2025-10-03T17:00:00.002Z,success,2\n2025-10-03T17:05:00.001Z,success,0\n" +
		"2025-10-03T17:10:00.004Z,success,1\n2025-10-03T19:00:00.004Z,success,1\n2025-10-03T19:05:00.003Z,success,2\n"
	_, err := supply.Probes{Zone: "here", Nodes: 2, Step: 10 * time.Minute}.Read(strings.NewReader(probes))
	require.EqualError(t, err, "supply: read probes: the step is 10m0s, and half of the probes are no more than 5m0s apart; want a step of 5m0s")
	var wrong *supply.StepError
	require.ErrorAs(t, err, &wrong)
	require.Equal(t, supply.StepError{Step: 10 * time.Minute, Gap: 5 * time.Minute}, *wrong)
	trace, err := supply.Probes{Zone: "here", Nodes: 2, Step: wrong.Gap}.Read(strings.NewReader(probes))
	require.NoError(t, err)
	require.Equal(t, 25*time.Minute, trace.Length())
}

func TestStepsRefuse(t *testing.T) {
	refusals{
		"line 1: there are no rows, want at least one":                                                                         "",
		"line 2, column 1: time goes back from 5s to 4s, want it never to fall":                                                "5,1\n4,1\n",
		"line 2: all rows are of one instant; say how long the trace is":                                                       "5,1\n5,2\n",
		`line 1, column 1: time "-1", want a number such as 300 or 0.25, not negative and within 292 years of 1s each`:         "-1,1\n",
		`line 1, column 1: time "NaN", want a number such as 300 or 0.25, not negative and within 292 years of 1s each`:        "NaN,1\n",
		`line 1, column 1: time "1e3", want a number such as 300 or 0.25, not negative and within 292 years of 1s each`:        "1e3,1\n",
		`line 1, column 1: time "1.2.3", want a number such as 300 or 0.25, not negative and within 292 years of 1s each`:      "1.2.3,1\n",
		`line 1, column 1: time "9300000000", want a number such as 300 or 0.25, not negative and within 292 years of 1s each`: "9300000000,1\n",
		`line 2, column 3: "9" nodes, want a whole number from 0 to 8`:                                                         "5,1\n6,9\n",
		`line 2, column 3: "1.5" nodes, want a whole number from 0 to 8`:                                                       "5,1\n6,1.5\n",
		"line 2: has 1 cells, want 2": "5,1\n6\n",
	}.check(t, supply.Steps{Unit: time.Second, Nodes: 8}, "supply: read steps: ")
	refusals{
		"line 2: the last row is at 1m1s, want it within the trace's length, 1m0s": "5,1\n66,1\n",
	}.check(t, supply.Steps{Unit: time.Second, Nodes: 8, Length: time.Minute}, "supply: read steps: ")
	refusals{"the unit of time is 0s, want a positive one such as 1s": "5,1\n"}.check(t, supply.Steps{Nodes: 8}, "supply: read steps: ")
	refusals{
		"the length is -1ns, want a positive one, or 0 to end with the last row": "5,1\n",
	}.check(t, supply.Steps{Nodes: 8, Unit: 1, Length: -1}, "supply: read steps: ")
}

// The lowest numbers are up; of rows for one instant the last counts; the last
// row shows only if the trace goes on.
func TestSteps(t *testing.T) {
	const text = "1,0\n1,2\n2.5,3\n2.5,1\n\n4,1\n4,3\n"
	trace := read(t, supply.Steps{Unit: time.Hour, Nodes: 3}, []byte(text))
	want := []supply.Change{{At: 0, Node: 2}, {At: at(1.5), Node: 1}}
	require.Equal(t, 3*time.Hour, trace.Length())
	require.Equal(t, want, trace.Changes())
	trace = read(t, supply.Steps{Unit: time.Hour, Nodes: 3, Length: 4 * time.Hour}, []byte(text))
	require.Equal(t, 4*time.Hour, trace.Length())
	require.Equal(t, append(want, supply.Change{At: at(3), Node: 1, Up: true}, supply.Change{At: at(3), Node: 2, Up: true}), trace.Changes())
}

func TestArrivals(t *testing.T) {
	trace := read(t, supply.Arrivals{Unit: time.Second, Length: 30 * time.Second},
		[]byte("5,add,b\n5,add,a\n15,remove,b\n15,add,c\n15,remove,c\n20,remove,a\n20,add,a\n25,add,b\n"))
	require.Equal(t, "b a c", trace.Name(0)+" "+trace.Name(1)+" "+trace.Name(2))
	require.Len(t, trace.Up(0), 2)
	require.Len(t, trace.Up(1), 1, "removed and added in one instant")
	require.Empty(t, trace.Up(2), "added and removed in one instant")
	require.InDelta(t, (10+10+30)/90.0, trace.Availability(), 1e-12)
	refusals{
		`line 2, column 7: node "a" is added and is there already`:                   "5,add,a\n6,add,a\n",
		`line 1, column 10: node "a" is removed and is not there`:                    "5,remove,a\n",
		`line 1, column 3: "ad", want add or remove`:                                 "5,ad,a\n",
		`line 1, column 7: node "", want a name, and at most 1000000 different ones`: "5,add,\n",
		"line 1: there are no rows, want at least one":                               "",
	}.check(t, supply.Arrivals{Unit: time.Second}, "supply: read arrivals: ")
}

func TestFTA(t *testing.T) {
	trace := read(t, supply.FTA{}, sample(t, "fta.csv"))
	require.Equal(t, 1000*time.Second, trace.Length())
	require.Equal(t, "there/b/1", trace.Name(2))
	require.Equal(t, periods(0, 600, 700, 1000), trace.Up(0))
	require.Equal(t, periods(0, 400), trace.Up(1), "events that meet are one")
	require.Equal(t, periods(250, 500, 600, 1000), trace.Up(2), "what nothing tells of is down")
	there := read(t, supply.FTA{Prefix: "there/"}, sample(t, "fta.csv"))
	require.Equal(t, 750*time.Second, there.Length())
	require.Equal(t, 1, there.Nodes())

	const head = "node,event_type,start,stop\n"
	refusals{
		"line 1: there is nothing here; want a header with node, event_type, start, stop":                                "",
		"line 1: the header has no column stop":                                                                          "node,event_type,start\n",
		`line 2: there are no events of nodes "x"…, want at least one that lasts`:                                        head,
		"line 2, column 7: the event stops at 4, before it starts at 5":                                                  head + "x,1,5,4\n",
		`line 3, column 5: the event of node "x" starts at 5, before the node's last one stops`:                          head + "x,1,5,9\nx,0,5,9\n",
		`line 2, column 3: the event is of type "2", want 0 (not available) or 1 (available)`:                            head + "x,2,5,9\n",
		`line 2, column 5: time "+Inf", want a number such as 300 or 0.25, not negative and within 292 years of 1s each`: head + "x,1,+Inf,9\n",
		"line 2: has 5 cells, want 4": head + "x,1,5,9,\n",
	}.check(t, supply.FTA{Prefix: "x"}, "supply: read fta: ")
}

func TestLANL(t *testing.T) {
	trace := read(t, supply.LANL{System: 7}, sample(t, "lanl.csv"))
	require.Equal(t, 10*24*time.Hour, trace.Length())
	require.Equal(t, "0123", trace.Name(0)+trace.Name(1)+trace.Name(2)+trace.Name(3))
	require.Equal(t, []supply.Period{{From: at(12), To: at(240)}}, trace.Up(1), "a failure without a length is none")
	require.Equal(t, []supply.Period{{From: 0, To: at(24)}, {From: at(33.5), To: at(239)}}, trace.Up(3), "failures that overlap are one")
	require.Equal(t, 1.0-(12+9.5+1)/960, trace.Availability())
	shifted := read(t, supply.LANL{System: 12}, sample(t, "lanl.csv"))
	require.Equal(t, "130 131 132 133", strings.Join([]string{shifted.Name(0), shifted.Name(1), shifted.Name(2), shifted.Name(3)}, " "))

	refusals{
		"line 11: there are no failures of system 99, want one of 7, 9, 12, 14": string(sample(t, "lanl.csv")),
	}.check(t, supply.LANL{System: 99}, "supply: read lanl: ")
	refusals{
		`line 10, column 8: "" nodes, want a whole number from 0 to 1000000`: string(sample(t, "lanl.csv")),
	}.check(t, supply.LANL{System: 14}, "supply: read lanl: ")
	const head = "System,nodes,nodenum,Prob Started,Prob Fixed\n"
	refusals{
		"line 2, column 21: the failure was fixed at 1/1/2000 1:00, before it started at 1/1/2000 2:00":          head + "1,2,0,1/1/2000 2:00,1/1/2000 1:00\n",
		`line 2, column 7: "13/1/2000 2:00" is no time, want month/day/year hour:minute such as 6/21/2005 10:54`: head + "1,2,0,13/1/2000 2:00,1/1/2000 1:00\n",
		"2 nodes failed of a system of 1":                                head + "1,1,0,1/1/2000 2:00,1/1/2000 3:00\n1,1,1,1/1/2000 2:00,1/1/2000 3:00\n",
		"the failures span 0s, want more than 0 and less than 292 years": head + "1,1,0,1/1/2000 2:00,1/1/2000 2:00\n",
	}.check(t, supply.LANL{System: 1}, "supply: read lanl: ")
}

func TestSpotJSON(t *testing.T) {
	trace := read(t, supply.SpotJSON{Nodes: 4}, []byte(`{"other":[{"a":[1]}],"data":[4,0,3,3],"metadata":{"x":{},"gap_seconds":300}}`))
	require.Equal(t, 20*time.Minute, trace.Length())
	require.InDelta(t, 10/16.0, trace.Availability(), 1e-15)
	require.Len(t, trace.Up(3), 1)
	refusals{
		"line 1: the text ends in the middle, want the whole of it":                                "",
		`line 1, column 1: "[" stands here, want {`:                                                "[1]",
		"line 1, column 2: there is no list called data or preempted":                              "{} ",
		"line 2, column 6: there is no gap_seconds":                                                "{\"data\":\n[1,2]}",
		"line 1, column 27: the list is empty, want at least one number":                           `{"gap_seconds":1,"data":[]}`,
		`line 2, column 3: data[1] is "5", want a whole number from 0 to 4`:                        "{\"data\":[1,\n  5]}",
		`line 1, column 11: data[0] is "-1", want a whole number from 0 to 4`:                      `{"data":[-1]}`,
		`line 1, column 12: data[0] is "1.5", want a whole number from 0 to 4`:                     `{"data":[1.5]}`,
		"line 1, column 13: data[0] is null, want a whole number from 0 to 4":                      `{"data":[null]}`,
		"line 1, column 25: this is no JSON: invalid character 'N' looking for beginning of value": `{"gap_seconds":1,"data":[NaN]}`,
		`line 1, column 16: gap_seconds is "0", want one positive number without exponent, once`:   `{"gap_seconds":0}`,
		`line 1, column 18: gap_seconds is "1e3", want one positive number without exponent, once`: `{"gap_seconds":1e3}`,
		`line 1, column 34: gap_seconds is "2", want one positive number without exponent, once`:   `{"gap_seconds":300,"gap_seconds":2}`,
		"line 1, column 12: the text ends in the middle, want the whole of it":                     `{"data":[1,2`,
		"line 1, column 18: data is a second list, want one":                                       `{"data":[1],"data":[2]}`,
		"line 1, column 12: preempted tells of one node, and 4 are asked for; ask for 1":           `{"preempted":[1]}`,
		"line 1, column 29: something follows the object, want nothing":                            `{"gap_seconds":1,"data":[1]}{`,
	}.check(t, supply.SpotJSON{Nodes: 4}, "supply: read spot json: ")
}
