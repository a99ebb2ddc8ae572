package scenario_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/scenario"
	"github.com/clustersim/clustersim/sim/rng"
)

// text is the journal of one run of a scenario, definitions included.
type text struct {
	defined []journal.Definition
	entries []journal.Entry
}

func (o *text) Define(d journal.Definition) { o.defined = append(o.defined, d) }
func (o *text) Observe(e journal.Entry)     { o.entries = append(o.entries, e) }

func journalOf(t *testing.T, s *scenario.Scenario) *text {
	t.Helper()
	m, err := s.Model()
	require.NoError(t, err)
	o := &text{}
	require.NoError(t, clustersim.Run(t.Context(), m, rng.NewSeed(7), o))
	return o
}

// An assignment is the same scenario as the edited text: the same values, hash,
// defaults and journal.
func TestSetIsTheSameAsEditing(t *testing.T) {
	source, ok := scenario.PresetSource("decentral-7b")
	require.True(t, ok)
	base := string(source)
	for _, c := range []struct{ set, from, to string }{
		{"fleet.pools.marketplace.count=25", "count: 40", "count: 25"},
		{"fleet.pools[0].age=90d", "age: stationary", "age: 90d"},
		{"fleet.pools.marketplace.reliability={base: marketplace-datacenter, hazards: {host: {detect: 2h}}}", "reliability: marketplace-datacenter", "reliability: {hazards: {host: {detect: 2h}}, base: marketplace-datacenter}"},
		{"fleet.pools.marketplace.spread.racks=20", "operators: 12,", "racks: 20, operators: 12,"},
		{"fleet.pools.marketplace.labels.tier=gold", "      age: stationary\n", "      labels: {tier: gold}\n      age: stationary\n"},
		{"workload.jobs.finetune-7b.checkpoint.size=84GB", "checkpoint: {interval: 60m}", "checkpoint: {size: 84GB, interval: 60m}"},
		{"workload.jobs.finetune-7b.where={region: us-east}", "      deadline: 10d", "      deadline: 10d\n      where:\n        region: us-east"},
		{"policy=fcfs", "policy: {name: easy, place: pack}", "policy: fcfs"},
		{"policy.place=spread", "place: pack", "place: spread"},
		{"recovery.name=restart", "{name: resume, retries: 20}", "{retries: 20, name: restart}"},
		{"seeds=5..9", "seeds: 100 ", "seeds: 5..9 # "},
		{"network.latency=1s", "network: wan-tier-high", "network: {base: wan-tier-high, latency: 1s}"},
		{"engine.decide=10m", "gates:", "engine: {decide: 10m}\ngates:"},
	} {
		before := base
		if strings.HasPrefix(c.set, "network.") { // a name has no keys to assign
			before = strings.Replace(base, "network: wan-tier-high", "network: {base: wan-tier-high}", 1)
		}
		edited := strings.Replace(base, c.from, c.to, 1)
		require.NotEqual(t, base, edited, c.set)
		set, err := parse(nil, before, c.set)
		require.NoError(t, err, c.set)
		want, err := parse(nil, edited)
		require.NoError(t, err, c.set)
		require.Equal(t, want.Hash(), set.Hash(), c.set)
		require.Equal(t, want.Seeds, set.Seeds)
		require.ElementsMatch(t, want.Defaults(), set.Defaults(), c.set)
		require.Equal(t, journalOf(t, want), journalOf(t, set), c.set)
		original, err := parse(nil, base)
		require.NoError(t, err)
		require.NotEqual(t, original.Hash(), set.Hash(), c.set)
	}
}

// A node keeps its name, its domains and its labels when its pool grows.
func TestNodesKeepTheirNames(t *testing.T) {
	few := load(t, "preset:decentral-7b").Site()
	many := load(t, "preset:decentral-7b", "fleet.pools.marketplace.count=12000").Site()
	require.Len(t, many.Nodes, 12000)
	for i := range few.Nodes {
		a, b := few.Nodes[i], many.Nodes[i]
		require.Equal(t, a.Name, b.Name)
		require.Equal(t, a.Labels, b.Labels)
	}
	require.Equal(t, "marketplace/op-05/box-0017", few.Nodes[16].Name)
	require.Equal(t, "marketplace/op-12/box-12000", many.Nodes[11999].Name)
}

func TestDomainsNest(t *testing.T) {
	site := load(t, "preset:decentral-7b", "fleet.pools.marketplace.spread.racks=20").Site()
	used := make([]bool, len(site.Domains))
	for i := range site.Nodes {
		places := site.Nodes[i].Domains
		for _, id := range places {
			if id != hardware.NoDomain {
				used[id] = true
			}
		}
		require.Equal(t, places[hardware.PhysicalSite], site.Domains[places[hardware.Rack]].Parent, "a node is in the site of its rack")
		require.Equal(t, places[hardware.Region], site.Domains[places[hardware.PhysicalSite]].Parent, "and in the region of its site")
	}
	require.NotContains(t, used, false)
	require.Len(t, site.Domains, 20+15+12+3)
}

// The size of tasks: the largest divisor that the smallest node in question holds.
func TestTasksOfAGang(t *testing.T) {
	for set, want := range map[string][2]int{
		"gpus=8": {1, 8}, "gpus=24": {3, 8}, "gpus=12": {2, 6}, "gpus=7": {1, 7}, "gpus=11": {11, 1}, "gpus=1": {1, 1},
	} {
		s, err := parse(nil, small(), "workload.jobs.j."+set)
		require.NoError(t, err)
		m, err := s.Model()
		require.NoError(t, err)
		for j, err := range m.Workload.Jobs(rng.NewSeed(1)) {
			require.NoError(t, err)
			require.Equal(t, want, [2]int{j.Groups[0].Tasks, j.Groups[0].Ask.GPUs}, set)
		}
	}
}

func FuzzLoad(f *testing.F) {
	for _, p := range scenario.Presets() {
		source, _ := scenario.PresetSource(p.Name)
		f.Add(string(source), "seeds=3")
	}
	f.Add(small(), "fleet.pools.p.spread.racks=2")
	f.Add("version: 1\nfleet: {gpus: 8}\nworkload: {trace: {file: a.swf}}\n", "workload.trace.scale=2")
	registry := scenario.Builtin()
	f.Fuzz(func(t *testing.T, source, set string) {
		files := fstest.MapFS{"a.swf": {Data: []byte("1 0 0 10 1 -1 -1 1 10 -1 1 1 1 -1 -1 -1 -1 -1\n")}}
		s, err := scenario.Parse(files, "s.yaml", []byte(source), []string{set}, registry)
		if err != nil {
			require.NotEmpty(t, err.Error())
			require.Nil(t, s)
			return
		}
		_, err = s.Model()
		require.NoError(t, err)
		require.Len(t, s.Hash(), 64)
	})
}
