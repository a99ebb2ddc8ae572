package scenario_test

import (
	"io"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/hardware/supply"
	"github.com/clustersim/clustersim/internal/golden"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/scenario"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
)

// supplied is a scenario in which a supply decides.
const supplied = `version: 1
horizon: 2d
fleet:
  pools:
  - name: before
    node: generic-1
    count: 2
    reliability: none
  - name: p
    node: h100-sxm-8
    count: 4
    reliability: {heartbeats: {every: 10s}}
    supply:
      trace: {format: spot, file: four.json, nodes: 4}
workload:
  job: {name: j, kind: training, gpus: 8, work: 50 GPU-h}
`

// records are one record of each format: small, and each of four nodes.
func records() fstest.MapFS {
	return fstest.MapFS{
		"four.json":     {Data: []byte(`{"metadata": {"gap_seconds": 600}, "data": [4, 4, 0, 2, 4, 4, 1, 4]}`)},
		"probes.csv":    {Data: []byte("scheduled_at,status,a,b\n2025-10-03T17:10:00Z,success,4,0\n2025-10-03T17:20:00Z,success,1,4\n2025-10-03T17:30:00Z,success,4,4\n")},
		"fives.csv":     {Data: []byte("scheduled_at,status,a\n2025-10-03T17:10:00.002Z,success,4\n2025-10-03T17:15:00Z,success,1\n2025-10-03T18:20:00Z,success,4\n2025-10-03T18:25:00Z,success,4\n")},
		"counts.csv":    {Data: []byte("0,4\n1000,2\n2000,4\n3000,4\n")},
		"events.csv":    {Data: []byte("0,add,n1\n0,add,n2\n0,add,n3\n0,add,n4\n500,remove,n2\n900,remove,n1\n")},
		"fta.csv":       {Data: []byte("node,event_type,start,stop\nx/1,1,1000,2000\nx/2,1,1000,1500\nx/3,1,1200,2000\nx/4,1,1000,2000\ny/1,1,1000,2000\n")},
		"lanl.csv":      {Data: []byte("System,machine type,nodes,nodenum,Prob Started,Prob Fixed,Down Time\n7,cluster,4,3,1/2/2000 0:00,1/2/2000 6:00,360\n7,cluster,4,1,1/1/2000 0:00,1/1/2000 12:00,720\n")},
		"backwards.csv": {Data: []byte("0,4\n2000,2\n1000,4\n")},
		"empty.csv":     {Data: nil},
		"still.json":    {Data: []byte(`{"metadata": {"gap_seconds": 600}, "data": [4, 4, 4, 4]}`)},
	}
}

// collect are the changes of a supply within a time.
func collect(t *testing.T, s supply.Supply, within time.Duration) []supply.Change {
	t.Helper()
	var all []supply.Change
	for c, err := range s.Changes(rng.NewSeed(1)) {
		require.NoError(t, err)
		if c.At > sim.Time(within) {
			break
		}
		all = append(all, c)
	}
	return all
}

func TestSupplyOfAPool(t *testing.T) {
	m := modelOf(t, records(), supplied)
	require.Len(t, m.Supply, 1)
	s := m.Supply[0]
	require.Equal(t, []hardware.NodeID{2, 3, 4, 5}, s.Nodes)
	require.Equal(t, 4, s.Supply.Nodes())
	require.Equal(t, hardware.Hazard{
		Part: "supply", Count: 1, Class: hardware.OwnerFault, Symptom: hardware.Departure, Detect: hardware.Heartbeat{Every: 10 * time.Second, Misses: 3},
	}, s.Hazard)
	first := supply.Change{At: sim.Time(20 * time.Minute), Node: 0}
	require.Equal(t, first, collect(t, s.Supply, time.Hour)[0])

	later := modelOf(t, records(), supplied, "fleet.pools.p.supply.trace.offset=15m", "fleet.pools.p.supply.part=market",
		"fleet.pools.p.supply.symptom=hang", "fleet.pools.p.supply.notice=30s").Supply[0]
	first.At = sim.Time(5 * time.Minute)
	require.Equal(t, first, collect(t, later.Supply, time.Hour)[0])
	require.Equal(t, hardware.Hazard{Part: "market", Count: 1, Symptom: hardware.Hang, Notice: 30 * time.Second}, later.Hazard)

	detected := modelOf(t, records(), supplied, "fleet.pools.p.supply.detect=1m", "fleet.pools.p.supply.class=hardware").Supply[0].Hazard
	require.Equal(t, hardware.Fixed{After: time.Minute}, detected.Detect)
	require.Equal(t, hardware.HardwareFault, detected.Class)
	require.Empty(t, modelOf(t, records(), supplied, "fleet.failures=none").Supply)
}

// A pool can be smaller than a record if that is said.
func TestCutRecords(t *testing.T) {
	set := []string{"fleet.pools.p.count=2", "fleet.pools.p.supply.trace.cut=true"}
	cut := modelOf(t, records(), supplied, set...).Supply[0].Supply
	require.Equal(t, 2, cut.Nodes())
	for _, c := range collect(t, cut, 80*time.Minute) {
		require.Less(t, c.Node, int32(2))
	}
	require.Len(t, collect(t, cut, 79*time.Minute), 4+2, "both leave and return, then one of them")
}

func TestEndsOfRecords(t *testing.T) {
	for end, want := range map[string]int{"wrap": 14 + 14, "stop": 14 + 4, "hold": 14} {
		s := modelOf(t, records(), supplied, "fleet.pools.p.supply.trace.end="+end).Supply[0].Supply
		require.Len(t, collect(t, s, 150*time.Minute), want, end)
	}
}

// Every format is read, also by the short form.
func TestFormatsOfRecords(t *testing.T) {
	for _, settings := range []string{
		"{format: spot, file: four.json, nodes: 4}",
		"{format: skynomad, file: probes.csv, zone: a, nodes: 4}",
		"{format: parcae, file: counts.csv, nodes: 4}",
		"{format: bamboo, file: counts.csv, nodes: 4, unit: 1m, length: 3d}",
		"{format: parcae-events, file: events.csv}",
		"{format: fta, file: fta.csv, prefix: x/}",
		"{format: lanl, file: lanl.csv, system: 7}",
	} {
		require.Equal(t, 4, modelOf(t, records(), supplied, "fleet.pools.p.supply.trace="+settings).Supply[0].Supply.Nodes(), settings)
		m := modelOf(t, records(), supplied, "fleet={trace: "+settings+"}", "workload.job.gpus=4")
		require.Len(t, m.Site.Nodes, 4, settings)
		require.Equal(t, "fleet/box-0001", m.Site.Nodes[0].Name)
		require.NotEmpty(t, collect(t, m.Supply[0].Supply, 48*time.Hour), settings)
	}
}

func TestModelsOfMarkets(t *testing.T) {
	const two = "{none: {median: 40m, sigma: 1.3}, all: {median: 50m, sigma: 1.5}}"
	spot := modelOf(t, records(), supplied, "fleet.pools.p.supply={spot: "+two+"}").Supply[0].Supply.(supply.Spot)
	require.Equal(t, 4, spot.Size)
	require.Equal(t, hardware.LogNormal{Median: 40 * time.Minute, Sigma: 1.3}, spot.Stay[supply.None])
	require.Equal(t, 1.0, spot.Next[supply.None][supply.All])
	require.Equal(t, 1.0, spot.Next[supply.All][supply.None])

	three := modelOf(t, records(), supplied, `fleet.pools.p.supply={spot: {split: {mean: 0.5, correlation: 0.9}, none: {median: 40m, sigma: 1.3, then: {partial: 0.4, all: 0.6}},
		partial: {median: 5m, sigma: 1, then: {none: 0.3, partial: 0.2, all: 0.5}}, all: {median: 50m, sigma: 1.5, then: {none: 1}}}}`).Supply[0].Supply.(supply.Spot)
	require.Equal(t, [3]float64{0.3, 0.2, 0.5}, three.Next[supply.Partial])
	require.Equal(t, supply.Split{Mean: 0.5, Correlation: 0.9}, three.Split)

	short := modelOf(t, records(), supplied, "fleet={spot: "+two+"}", "fleet.spot.nodes=9", "workload.job.gpus=4")
	require.Len(t, short.Site.Nodes, 9)
	fitted := modelOf(t, records(), supplied, "fleet={spot: {fit: {format: spot, file: four.json, nodes: 4}}}", "workload.job.gpus=4")
	require.Len(t, fitted.Site.Nodes, 4, "as many as the record has")
	scaled := modelOf(t, records(), supplied, "fleet={spot: {nodes: 12, fit: {format: spot, file: four.json, nodes: 4}}}", "workload.job.gpus=4")
	require.Equal(t, fitted.Supply[0].Supply.(supply.Spot).Stay, scaled.Supply[0].Supply.(supply.Spot).Stay)
	require.Len(t, scaled.Site.Nodes, 12)
}

// Zones say where their nodes are.
func TestZones(t *testing.T) {
	const set = "fleet.pools.p.supply={zones: {places: [{name: a, region: us, availability: 0.6, nodes: 2}, {name: b, region: us, availability: 0.6, nodes: 1}, {name: c, region: eu, availability: 0.7, nodes: 1}]}}"
	m := modelOf(t, records(), supplied, set, "fleet.pools.p.spread={operators: 2}", "workload.job.where={zone: c, region: eu}")
	var zones, regions []string
	for i := range m.Site.Nodes[2:] {
		n := &m.Site.Nodes[2+i]
		zone, _ := n.Label("zone")
		region, _ := n.Label("region")
		zones, regions = append(zones, zone), append(regions, region)
		require.Equal(t, region, m.Site.Domains[n.Domains[hardware.Region]].Name)
	}
	require.Equal(t, []string{"a", "a", "b", "c"}, zones)
	require.Equal(t, []string{"us", "us", "us", "eu"}, regions)
	made := m.Supply[0].Supply.(supply.Zones)
	require.Equal(t, 0.43, made.SameRegion)
	require.Equal(t, 3*time.Hour, made.Memory)
	require.Contains(t, refusal(t, records(), supplied, set, "workload.job.where={zone: d}"), "[E212]")
}

func TestJoins(t *testing.T) {
	const p = "fleet.pools.p.supply"
	few := modelOf(t, records(), supplied, p+"={joins: {every: 6h}}").Supply[0].Supply
	require.Equal(t, supply.Joins{Size: 4, Every: 6 * time.Hour}, few)
	m := modelOf(t, records(), supplied, "fleet.pools.p.count=100", p+"={joins: {every: 6h, present: 20, stay: {law: weibull, shape: 0.58, scale: 135d}, refill: true}, notice: 1m}").Supply[0]
	require.Equal(t, supply.Joins{Size: 100, Present: 20, Every: 6 * time.Hour, Stay: hardware.Weibull{Shape: .58, Scale: 135 * 24 * time.Hour}, Refill: true}, m.Supply)
	require.Equal(t, time.Minute, m.Hazard.Notice)
	require.Empty(t, modelOf(t, records(), supplied, p+"={joins: {every: 6h}}", "fleet.failures=none").Supply)
}

// A gang of all four nodes begins when the last of them has joined.
func TestGangsWaitForNodesToJoin(t *testing.T) {
	s, err := parse(records(), supplied, "fleet.pools.p.supply={joins: {every: 6h, present: 2}}", "horizon=90d", "workload.job.gpus=32")
	require.NoError(t, err)
	var started, joined []journal.Entry
	for _, e := range journalOf(t, s).entries {
		switch e.Kind {
		case journal.AttemptStarted:
			started = append(started, e)
		case journal.NodeUp:
			joined = append(joined, e)
		}
	}
	require.Len(t, joined, 2)
	require.Equal(t, []hardware.NodeID{4, 5}, []hardware.NodeID{joined[0].Node, joined[1].Node})
	require.Greater(t, joined[1].At, joined[0].At)
	require.Len(t, started, 1)
	require.Equal(t, joined[1].At, started[0].At)
}

// boxes is a reader of a user: of so many nodes the first leaves after an hour.
type boxes struct{ nodes int }

// Read implements [supply.Reader].
func (b boxes) Read(io.Reader) (*supply.Trace, error) {
	names := make([]string, b.nodes)
	for i := range names {
		names[i] = strconv.Itoa(i)
	}
	return supply.NewTrace(names, 2*time.Hour, []supply.Change{{At: sim.Time(time.Hour), Node: 0}})
}

func TestUsersRecords(t *testing.T) {
	r := scenario.Builtin()
	r.AddSupplyFormat("mine", func(decode scenario.Decode) (supply.Reader, error) {
		var config struct {
			Boxes int `key:"boxes" required:"true" min:"1"`
		}
		err := decode(&config)
		return boxes{config.Boxes}, err
	})
	require.Equal(t, []string{"skynomad", "spot", "parcae", "parcae-events", "bamboo", "fta", "lanl", "mine"}, r.SupplyFormats())
	s, err := scenario.Parse(records(), "s.yaml", []byte(supplied), []string{"fleet.pools.p.supply.trace={format: mine, file: empty.csv, boxes: 4}"}, r)
	require.NoError(t, err)
	m, err := s.Model()
	require.NoError(t, err)
	require.Equal(t, []supply.Change{{At: sim.Time(time.Hour), Node: 0}}, collect(t, m.Supply[0].Supply, 90*time.Minute))
	_, err = scenario.Parse(records(), "s.yaml", []byte(supplied), []string{"fleet.pools.p.supply.trace={format: mine, file: empty.csv, boxs: 4}"}, r)
	require.EqualError(t, err, `--set:1:60: fleet.pools[1].supply.trace.boxs: unknown key "boxs"; did you mean "boxes"? [E102]`)
}

// The nodes of a supply come and go in a run.
func TestSupplyIsPlayed(t *testing.T) {
	m := modelOf(t, records(), supplied, "workload.job.gpus=32")
	seen := kinds{}
	require.NoError(t, clustersim.Run(t.Context(), m, rng.NewSeed(1), seen))
	require.Greater(t, seen[journal.FaultBegan], 20)
	require.Greater(t, seen[journal.AttemptEnded], 5)
}

func TestSupplyRefused(t *testing.T) {
	const p = "fleet.pools.p.supply"
	golden.Compare(t, "testdata/supply.txt", refusals(t, records(), supplied,
		p+"={}",
		p+".spot={none: {median: 1h, sigma: 1}}",
		p+".trace.format=spott",
		p+".trace.fiel=x",
		p+"={trace: {format: spot, fiel: four.json, nodes: 4}}",
		p+".trace.nodes=3",
		p+".trace={format: spot, file: four.json}",
		p+".trace={format: spot, file: none.json, nodes: 4}",
		p+".trace={format: fta, file: empty.csv}",
		p+".trace={format: skynomad, file: probes.csv, nodes: 4, zone: c}",
		p+".trace={format: parcae, file: backwards.csv, nodes: 4}",
		p+".trace={format: bamboo, file: counts.csv}",
		p+".trace={format: lanl, file: lanl.csv, system: 8}",
		p+".trace.offset=2h",
		p+".trace.end=never",
		"fleet.pools.p.count=5",
		"fleet.pools.p.count=3",
		p+".symptom=slowdown",
		p+".detect={law: screen, every: 1h}",
		p+"={spot: {none: {median: 1h, sigma: 1}}}",
		p+"={spot: {none: {median: 1h, sigma: 1}, all: {median: 1h, sigma: 0}}}",
		p+"={spot: {none: {median: 1h, sigma: 1}, partial: {median: 1h, sigma: 1}, all: {median: 1h, sigma: 1}}}",
		p+"={spot: {none: {median: 1h, sigma: 1, then: {all: 0.5}}, all: {median: 1h, sigma: 1}}}",
		p+"={spot: {fit: {format: spot, file: four.json, nodes: 4}, all: {median: 1h, sigma: 1}}}",
		p+"={spot: {fit: {format: spot, file: still.json, nodes: 4}}}",
		p+"={zones: {places: []}}",
		p+"={zones: {places: [{name: a, region: us, availability: 0.6, nodes: 3}]}}",
		p+"={zones: {partial: 0.5, places: [{name: a, region: us, availability: 0.6, nodes: 4}]}}",
		p+"={zones: {places: [{name: a, region: us, availability: 0.9, nodes: 2}, {name: b, region: us, availability: 0.1, nodes: 2}]}}",
		p+"={spot: {fit: {format: spot, file: four.json, nodes: 4, offset: 5m, end: stop, cut: true}}}",
		p+"={spot: {split: {mean: 0.5, correlation: 0.5}, none: {median: 1h, sigma: 1}, all: {median: 1h, sigma: 1}}}",
		p+".trace={format: skynomad, file: probes.csv, nodes: 4, zone: a, step: 5m}",
		p+".trace={format: skynomad, file: fives.csv, nodes: 4, zone: a}",
		p+"={zones: {split: {mean: 0.5, correlation: 0.5}, places: [{name: a, region: us, availability: 0.6, nodes: 4}]}}",
		p+"={zones: {across_regions: 0.5, places: [{name: a, region: us, availability: 0.6, nodes: 4}]}}",
		p+"={zones: {same_region: 0.1, places: [{name: a, region: us, availability: 0.6, nodes: 4}]}}",
		p+"={zones: {same_region: 0.9, places: [{name: a, region: us, availability: 0.9, nodes: 2}, {name: b, region: us, availability: 0.1, nodes: 2}]}}",
		p+"={zones: {places: [{name: a, region: us, availability: 0.999, nodes: 2}, {name: b, region: eu, availability: 0.001, nodes: 2}]}}",
		p+"={zones: {across_regions: 0.1, places: [{name: a, region: us, availability: 0.999, nodes: 2}, {name: b, region: eu, availability: 0.001, nodes: 2}]}}",
		p+"={zones: {memory: 5m, places: [{name: a, region: us, availability: 0.6, nodes: 4}]}}",
		p+"={zones: {step: 4h, places: [{name: a, region: us, availability: 0.6, nodes: 4}]}}",
		p+".trace={format: parcae, file: counts.csv, nodes: 4, unit: 1ns}",
		p+"={spot: {fit: {format: parcae, file: counts.csv, nodes: 4, unit: 1ns}}}",
		p+"={spot: {none: {median: 1ns, sigma: 1}, all: {median: 3ns, sigma: 1}}}",
		p+"={joins: {every: 1us, stay: {law: exponential, mean: 1ms}, refill: true}}",
		p+".joins={every: 6h}",
		p+"={joins: {}}",
		p+"={joins: {every: 0s}}",
		p+"={joins: {every: 6}}",
		p+"={joins: {every: -6h}}",
		p+"={joins: {every: 6h, present: 5}}",
		p+"={joins: {every: 6h, present: -1}}",
		p+"={joins: {every: 6h, refill: true}}",
		p+"={joins: {every: 6h, stay: {law: weibull, shape: 0.58}}}",
		p+"={joins: {every: 6h, stay: {law: weibull, shape: 0.01, scale: 135d}}}",
		p+"={joins: {every: 6h, stay: {law: weibul, shape: 0.58, scale: 135d}}}",
		p+"={joins: {every: 6h, stay: 30d}}",
		p+"={joins: {every: 6h, stay: {law: fixed, after: 0s}}}",
		p+"={joins: {every: 1s, stay: {law: exponential, mean: 135d}, refill: true}}",
		"fleet={trace: {format: spot, file: four.json, nodes: 4}, gpus: 4}",
		"fleet={spot: {none: {median: 1h, sigma: 1}, all: {median: 1h, sigma: 1}}}",
	))
	require.Contains(t, refusal(t, records(), supplied, "horizon=3650d", p+"={zones: {step: 1s, places: [{name: a, region: us, availability: 0.6, nodes: 4}]}}"),
		"supply.zones.step: zones have a step of 1s, which makes 3.2e+08 changes within the horizon of 3650d; at most 1e+08 can be played")
	for _, sets := range [][]string{
		{p + "={zones: {places: [{name: a, region: us, availability: 0.6, nodes: 4}]}}", "fleet.pools.p.spread.sites=2"},
		{p + "={zones: {places: [{name: a, region: us, availability: 0.6, nodes: 4}]}}", "fleet.pools.p.labels.zone=a"},
	} {
		require.Regexp(t, `\[E(206|211)\]`, refusal(t, records(), supplied, sets...))
	}
}

// What a refusal says to write is taken.
func TestHintsOfCorrelationsFit(t *testing.T) {
	for hint, zones := range map[string]string{
		"across_regions: 0.001": "{name: a, region: us, availability: 0.999, nodes: 2}, {name: b, region: eu, availability: 0.001, nodes: 2}",
		"same_region: 0.111":    "{name: a, region: us, availability: 0.9, nodes: 2}, {name: b, region: us, availability: 0.1, nodes: 2}",
	} {
		set := "fleet.pools.p.supply={zones: {places: [" + zones + "]}}"
		require.Contains(t, refusal(t, records(), supplied, set), "write "+hint+", or less")
		more := "fleet.pools.p.supply.zones." + strings.ReplaceAll(hint, ": ", "=")
		modelOf(t, records(), supplied, set, "fleet.pools.p.supply.zones.across_regions=0", more)
	}
}

// A record that does not start over and a market that fills up end by themselves,
// however fast they are.
func TestFastSuppliesThatEnd(t *testing.T) {
	const p = "fleet.pools.p.supply"
	for _, set := range []string{
		p + ".trace={format: parcae, file: counts.csv, nodes: 4, unit: 1ns, end: hold}",
		p + ".trace={format: parcae, file: counts.csv, nodes: 4, unit: 1ns, end: stop}",
		p + "={joins: {every: 1ns, stay: {law: exponential, mean: 1ms}}}",
	} {
		require.Len(t, modelOf(t, records(), supplied, set).Supply, 1, set)
	}
}
