package scenario_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/internal/golden"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/scenario"
	"github.com/clustersim/clustersim/sim/rng"
)

// shop is a fleet with people and parts, and pools whose nodes they repair.
const shop = `version: 1
horizon: 60d
fleet:
  crews:
    night: {size: 1}
    technicians: {size: 2, hours: {from: 8h, to: 17h, weekdays: true, start: tue 14:00}}
  stocks:
    gpus: {units: 3, restock: {law: fixed, after: 5d}}
  pools:
  - name: p
    node: h100-sxm-8
    count: 12
    spread: {regions: [us], racks: 4}
    labels: {cage: "2"}
    reliability:
      base: hyperscale-h100
      hazards:
        host:
          clock: operating
          misled: 0.1
          stages:
          - {name: reboot, time: {law: fixed, after: 10m}, escalates: 0.8, cures: 0.1}
          - {name: swap, crew: technicians, spare: gpus, time: {law: lognormal, median: 6h, sigma: 1.2}, cures: 0.8}
        power: {of: rack, failure: {law: exponential, mean: 20d}, repair: {law: fixed, after: 2h}}
        storm: {of: region, reach: 0.5, failure: {law: exponential, mean: 20d}, repair: {law: fixed, after: 1h}}
      frailty: {node: {gamma: {shape: 0.5}}, rack: {lognormal: {sigma: 0.3}}}
      lemons: {share: 0.2, factor: 6, cured: 0.5}
      factors: {cage: {"2": 1.5}, pool: {p: 2, q: 9}}
      retirement: {failures: 3, within: 30d, replace: {law: fixed, after: 1d}}
      start_up: {law: fixed, after: 1m}
      heartbeats: {every: 10s}
  - name: q
    node: h100-sxm-8
    count: 4
    spread: {regions: [us]}
    reliability:
      heartbeats: {every: 10s}
      hazards: {storm: {of: region, reach: 0.5, failure: {law: exponential, mean: 20d}, repair: {law: fixed, after: 1h}}}
workload:
  job: {name: j, kind: training, gpus: 64, work: 50000 GPU-h}
recovery: {name: resume, spares: 1, select: 3m}
`

func modelOf(t *testing.T, files fstest.MapFS, text string, sets ...string) clustersim.Model {
	t.Helper()
	s, err := parse(files, text, sets...)
	require.NoError(t, err)
	require.Empty(t, s.Warnings)
	m, err := s.Model()
	require.NoError(t, err)
	return m
}

// hazardOf is that of a part of a node.
func hazardOf(t *testing.T, n *hardware.Node, part string) *hardware.Hazard {
	t.Helper()
	i := slices.IndexFunc(n.Hazards, func(h hardware.Hazard) bool { return h.Part == part })
	require.GreaterOrEqual(t, i, 0, part)
	return &n.Hazards[i]
}

func TestWhatNodesCarry(t *testing.T) {
	m := modelOf(t, nil, shop)
	site := m.Site
	require.Equal(t, clustersim.Spares{Count: 1, Select: 3 * time.Minute}, m.Spares)
	require.Equal(t, []hardware.Crew{
		{Name: "night", Size: 1},
		{Name: "technicians", Size: 2, Hours: hardware.Hours{From: 8 * time.Hour, To: 17 * time.Hour, Weekdays: true, Start: 38 * time.Hour}},
	}, site.Crews)
	require.Equal(t, []hardware.Stock{{Name: "gpus", Units: 3, Restock: hardware.Fixed{After: 120 * time.Hour}}}, site.Stocks)

	p, q := site.Nodes[0], site.Nodes[12]
	host, nccl := hazardOf(t, &p, "host"), hazardOf(t, &p, "nccl")
	require.True(t, host.Operating)
	require.Equal(t, "10m0s", host.Stages[0].Time.Mean().String(), "stages take the place of the base's")
	require.Equal(t, hardware.Heartbeat{Every: 10 * time.Second, Misses: 3}, host.Detect)
	require.Equal(t, hardware.Fixed{After: 10 * time.Minute}, nccl.Detect, "what the base says goes before heartbeats")
	require.Equal(t, hardware.CrewID(1), host.Stages[1].Crew)
	require.Equal(t, hardware.StockID(0), host.Stages[1].Spare)
	require.Equal(t, hardware.NoCrew, host.Stages[0].Crew)
	require.Equal(t, 3.0, p.Factor, "1.5 for the cage and 2 for the pool")
	require.Equal(t, 0.0, q.Factor)
	require.Equal(t, hardware.LogNormalFactor{Sigma: 0.3}, p.Frailty.Shared[hardware.Rack])
	require.Equal(t, hardware.Lemons{Share: 0.2, Factor: 6, Cured: 0.5}, p.Frailty.Lemons)
	require.Nil(t, q.Frailty)
	require.Equal(t, 3, p.Retirement.Failures)
	require.Equal(t, hardware.Fixed{After: time.Minute}, p.StartUp)
	require.Same(t, &p.Hazards[0], &site.Nodes[11].Hazards[0], "nodes share what they carry")
	require.Same(t, p.Frailty, site.Nodes[11].Frailty)
}

// What strikes a domain is there once, however many pools are in it.
func TestPoolsShareTheShocksOfADomain(t *testing.T) {
	site := modelOf(t, nil, shop).Site
	require.Len(t, site.Shocks, 4+1)
	for i, s := range site.Shocks {
		require.Equal(t, hardware.Heartbeat{Every: 10 * time.Second, Misses: 3}, s.Hazard.Detect)
		domain := site.Domains[s.Domain]
		for _, id := range s.Nodes {
			require.Equal(t, s.Domain, site.Nodes[id].Domains[domain.Kind])
		}
		if s.Hazard.Part == "power" {
			require.Len(t, s.Nodes, 3, i)
			require.Equal(t, 1.0, s.Reach)
		}
	}
	storm := site.Shocks[4]
	require.Equal(t, "storm", storm.Hazard.Part)
	require.Len(t, storm.Nodes, 16)
	require.Equal(t, 0.5, storm.Reach)
}

// Pools that name one profile carry the same slice.
func TestPoolsShareAProfile(t *testing.T) {
	files := fstest.MapFS{"mine.yaml": {Data: []byte("base: hyperscale-h100\nhazards: {host: {detect: 5s}}\n")}}
	for _, name := range []string{"hyperscale-h100", "mine.yaml"} {
		text := "version: 1\nfleet:\n  pools:\n  - {name: a, node: h100-sxm-8, reliability: NAME}\n  - {name: b, node: a100-sxm-8, reliability: ./NAME}\nworkload: {job: {name: j, run: 1h}}\n"
		if name == "hyperscale-h100" {
			text = strings.ReplaceAll(text, "./NAME", "Hyperscale-H100")
		}
		site := modelOf(t, files, strings.ReplaceAll(text, "NAME", name)).Site
		require.Same(t, &site.Nodes[0].Hazards[0], &site.Nodes[1].Hazards[0], name)
	}
}

// The arm without failures has the nodes and the start-up, and nothing else of it.
func TestNoFailures(t *testing.T) {
	m := modelOf(t, nil, shop, "fleet.failures=none")
	require.Empty(t, m.Site.Shocks)
	for _, n := range m.Site.Nodes {
		require.Empty(t, n.Hazards)
		require.Nil(t, n.Frailty)
		require.Nil(t, n.Retirement)
		require.Zero(t, n.Factor)
	}
	require.NotNil(t, m.Site.Nodes[0].StartUp)
	require.Len(t, m.Site.Crews, 2)
}

// kinds counts the entries of a run by kind.
type kinds map[journal.Kind]int

func (k kinds) Define(journal.Definition) {}
func (k kinds) Observe(e journal.Entry)   { k[e.Kind]++ }

// All of it happens in a run.
func TestReliabilityIsPlayed(t *testing.T) {
	seen := kinds{}
	require.NoError(t, clustersim.Run(t.Context(), modelOf(t, nil, shop), rng.NewSeed(1), seen))
	for _, kind := range []journal.Kind{journal.FaultBegan, journal.ShockBegan, journal.RepairBegan, journal.NodeRetired, journal.NodeReplaced, journal.WorkResumed} {
		require.Positive(t, seen[kind], "%v of %v", kind, seen)
	}
}

// refusals is what a person reads of each of several assignments that cannot be.
func refusals(t *testing.T, files fstest.MapFS, text string, sets ...string) []byte {
	t.Helper()
	var b strings.Builder
	for _, set := range sets {
		b.WriteString("$ --set " + set + "\n" + refusal(t, files, text, set) + "\n")
	}
	return []byte(b.String())
}

func TestReliabilityRefused(t *testing.T) {
	const laws = "failure: {law: exponential, mean: 9d}, repair: {law: fixed, after: 1h}"
	const p = "fleet.pools.p.reliability"
	files := fstest.MapFS{
		"shop.yaml": {Data: []byte("hazards: {host: {failure: {law: exponential, mean: 9d}, stages: [{name: a, crew: nobody, time: {law: fixed, after: 1h}}]}}\n")},
		"rack.yaml": {Data: []byte("hazards:\n  power:\n    of: rack\n    speed: 0.5\n    " + strings.ReplaceAll(laws, ", repair", "\n    repair") + "\n")},
		"pdu.yaml":  {Data: []byte("hazards: {power: {of: pdu, " + laws + "}}\n")},
	}
	golden.Compare(t, "testdata/reliability.txt", refusals(t, files, shop,
		p+".hazards.host.failure={law: weibull, shape: 0, scale: 5h}",
		p+".hazards.host.failure={law: hyperexponential, phases: [{weight: 0.5, mean: 1h}, {weight: 0.6, mean: 2h}]}",
		p+".hazards.host.failure={law: empirical, lives: []}",
		p+".hazards.host.failure={law: empirical, curve: [{age: 2h, survival: 0.9}, {age: 1h, survival: 0.8}]}",
		p+".hazards.host.failure={law: uniform, from: 1h, to: 2h}",
		p+".hazards.host.misled=-1",
		p+".hazards.host.misled=1.2",
		p+".hazards.host.speed=0.5",
		p+".hazards.host.symptom=slowdown",
		p+".hazards.host.symptom=crush",
		p+".hazards.host.class=hardwar",
		p+".hazards.host.reach=0.5",
		p+".hazards.host.of=rack",
		p+".hazards.host.of=cabinet",
		p+".hazards.host.notice=2m",
		p+".hazards.host.repair={law: fixed, after: 1h}",
		p+".hazards.host.detect=30",
		p+".hazards.host.detect={law: screen, every: 24h, coverage: 1.2}",
		p+".hazards.host.infancy={factor: 0.5, fades: 7d}",
		p+".hazards.host.stages=[]",
		p+".hazards.host.stages[0].escalates=1.2",
		p+".hazards.host.stages[1].crew=technicans",
		p+".hazards.host.stages[1].spare=fans",
		p+".hazards.new={count: 2}",
		p+".hazards.power.stages=[{name: a, time: {law: fixed, after: 1h}}]",
		p+".hazards.power.symptom=corruption",
		p+".hazards.power.of=pdu",
		p+".hazards={a.b: {of: chassis, "+laws+"}}",
		"fleet.pools.q.reliability.hazards.storm.reach=0.6",
		p+".frailty.rak={gamma: {shape: 1}}",
		p+".frailty.rack={gamma: {shape: 1}, kinds: [{name: a, weight: 1, factor: 1}]}",
		p+".frailty.site={gamma: {shape: 1}}",
		p+".lemons={share: 1.1, factor: 6}",
		p+".lemons.factor=1",
		p+`.factors={cage: {"2": 0}}`,
		p+".retirement={within: 30d, failures: 0}",
		p+".retirement.both=true",
		p+".heartbeats.misses=0",
		p+".checks={every: 5m, false_positives: 0.1}",
		p+".bids={ours: 0.25, rivals: 3/d, median: 0 USD/h}",
		p+"=shop.yaml",
		p+"=rack.yaml",
		"fleet.pools.q.reliability=pdu.yaml",
		"fleet.crews={technicians: {size: 0}}",
		"fleet.crews.technicians.hours={from: 17h, to: 8h}",
		"fleet.crews={technician: {size: 1}}",
		"fleet.stocks.gpus.restock={law: weibull, shape: 0, scale: 1h}",
		"fleet.stocks.gpus.restock={law: weibull, shape: 1}",
		"fleet.failures=some",
		"fleet.pools.p.labels.rack=a",
		"recovery.spares=-1",
		"recovery.slect=3m",
		"recovery={nmae: restart, spares: 2}",
	))
}

// Spares go with any recovery, also with the one that is not named.
func TestSpares(t *testing.T) {
	for _, set := range []string{"recovery.spares=2", "recovery={spares: 2, select: 0s}", "recovery={name: restart, retries: 3, spares: 2}"} {
		require.Equal(t, clustersim.Spares{Count: 2}, modelOf(t, nil, small(), set).Spares, set)
	}
	require.Zero(t, modelOf(t, nil, small()).Spares)
	s, err := parse(nil, small(), "recovery.spares=2")
	require.NoError(t, err)
	require.True(t, slices.ContainsFunc(s.Defaults(), func(d scenario.Default) bool { return d.Path == "recovery.name" && d.Value == "resume" }))
}

// Factors by a label that no node has are probably not meant.
func TestFactorsOfNobody(t *testing.T) {
	s, err := parse(nil, shop, "fleet.pools.p.reliability.factors={row: {a: 2}, rack: {p/rack-001: 2}}")
	require.NoError(t, err)
	require.Len(t, s.Warnings, 1)
	require.Contains(t, s.Warnings[0].String(), `fleet.pools[0].reliability.factors.row: the pool has no label "row": its factors change nothing`)
	require.Equal(t, 2.0, s.Site().Nodes[0].Factor)
	require.Equal(t, 0.0, s.Site().Nodes[1].Factor)
}

// So are factors by a value that no node of any pool has. Profiles of the
// catalogue have factors of all values that there may be.
func TestFactorsOfValuesOfNobody(t *testing.T) {
	s, err := parse(nil, shop, `fleet.pools.p.reliability.factors={cage: {"2": 2, "7": 3}, rack: {p/rack-009: 2, p/rack-004: 1}, pool: {q: 2, r: 2}, region: {us: 1, eu: 2}}`)
	require.NoError(t, err)
	var got []string
	for _, w := range s.Warnings {
		got = append(got, w.String()[strings.Index(w.String(), "factors"):])
	}
	require.ElementsMatch(t, []string{
		`factors.cage["7"]: no node has the label cage with the value "7": its factor changes nothing; write a value that there is, such as "2" [E224]`,
		`factors.rack["p/rack-009"]: no node has the label rack with the value "p/rack-009": its factor changes nothing; write a value that there is, such as "p/rack-001" [E224]`,
		`factors.pool.r: no node has the label pool with the value "r": its factor changes nothing; write a value that there is, such as "p" [E224]`,
		`factors.region.eu: no node has the label region with the value "eu": its factor changes nothing; write a value that there is, such as "us" [E224]`,
	}, got)
	modelOf(t, nil, shop, "fleet.pools.q.reliability=crypto-miner", "fleet.pools.q.labels={cage: top}") // without warnings
}
