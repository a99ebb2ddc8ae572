package scenario_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/evidence"
	"github.com/clustersim/clustersim/internal/golden"
	"github.com/clustersim/clustersim/scenario"
)

// property finds a key in the schema, in any of the written forms of its parents.
func property(t *testing.T, at map[string]any, path []string) bool {
	t.Helper()
	if len(path) == 0 {
		return true
	}
	if forms, ok := at["anyOf"].([]any); ok {
		for _, form := range forms {
			if property(t, form.(map[string]any), path) {
				return true
			}
		}
		return false
	}
	key, list := strings.CutSuffix(path[0], "[]")
	next, ok := at["additionalProperties"].(map[string]any)
	if key != "*" {
		properties, _ := at["properties"].(map[string]any)
		next, ok = properties[key].(map[string]any)
	}
	if ok && list {
		next, ok = listed(next)
	}
	return ok && property(t, next, path[1:])
}

// listed is the schema of the entries of a list, in the form that is a list.
func listed(at map[string]any) (map[string]any, bool) {
	if forms, ok := at["anyOf"].([]any); ok {
		for _, form := range forms {
			if items, ok := listed(form.(map[string]any)); ok {
				return items, true
			}
		}
	}
	items, ok := at["items"].(map[string]any)
	return items, ok
}

func TestEveryKeyIsInTheSchemaAndExplained(t *testing.T) {
	var schema map[string]any
	require.NoError(t, json.Unmarshal(scenario.Schema(), &schema))
	r := scenario.Builtin()
	keys := scenario.Keys()
	require.Greater(t, len(keys), 100)
	for _, key := range keys {
		require.True(t, property(t, schema, strings.Split(key, ".")), key)
		text, ok := r.Explain(key)
		require.True(t, ok, key)
		require.Greater(t, strings.Count(text, "\n"), 1, "%s has no doc", text)
		if strings.Contains(text, "\n  default ") && !strings.Contains(text, "the key is required") {
			require.Contains(t, text, "\n  source ", "%s: a default needs a reason", key)
			require.Contains(t, text, "\n  grade ", key)
		}
	}
}

func TestExplain(t *testing.T) {
	r := scenario.Builtin()
	var b strings.Builder
	for _, key := range []string{
		"seeds", "fleet.pools[].prise", "fleet.pools[0].age", "price", "checkpoint.interval", "policy.place", "network.base", "workload.job.gpus",
		"hazards.*.symptom", "hazards.*.detect", "stages.crew", "frailty.rack", "lemons.factor", "retirement.half_life", "checks.finds", "bids.rivals", "fleet.failures", "fleet.crews.*.hours.from",
		"spread.pdus", "supply.trace.format", "zones.memory", "joins", "joins.every", "joins.present", "joins.stay", "joins.refill", "fleet.spot.nodes", "recovery.spares",
	} {
		text, ok := r.Explain(key)
		if !ok {
			near, _ := scenario.NearestKey(key)
			text = "no such key; did you mean " + near + "?\n"
		}
		b.WriteString("$ explain " + key + "\n" + text + "\n")
	}
	for _, code := range []string{"E110", "e212", "E222", "E226"} {
		text, ok := scenario.ExplainCode(code)
		require.True(t, ok)
		b.WriteString("$ explain " + code + "\n" + text + "\n")
	}
	golden.Compare(t, "testdata/explain.txt", []byte(b.String()))
	_, ok := scenario.ExplainCode("E999")
	require.False(t, ok)
}

// Every code that a mistake carries is explained, once.
func TestCodes(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range scenario.Codes() {
		require.False(t, seen[c.Code], c.Code)
		require.NotEmpty(t, c.Title)
		require.NotEmpty(t, c.Text)
		seen[c.Code] = true
	}
	for _, file := range []string{"testdata/refused.txt", "testdata/eight.txt", "testdata/reliability.txt", "testdata/supply.txt"} {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		for _, part := range strings.Split(string(text), " [E")[1:] {
			require.True(t, seen["E"+part[:3]], part[:3])
		}
	}
}

// What is left out is listed with its source; the numbers are the catalogue's.
func TestDefaults(t *testing.T) {
	s, err := parse(nil, "version: 1\nfleet: {pools: [{name: p, node: h100-sxm-8, reliability: hyperscale-h100}]}\nworkload: {job: {name: j, kind: training, work: 10 GPU-h}}\n")
	require.NoError(t, err)
	require.Equal(t, "s", s.Name)
	ledger := scenario.Builtin().Catalog().Ledger()
	got := map[string]string{}
	for _, d := range s.Defaults() {
		require.NotContains(t, got, d.Path, "listed twice")
		got[d.Path] = d.Value
		require.NotEmpty(t, d.Source, d.Path)
		require.NotEqual(t, evidence.Ungraded, d.Grade, d.Path)
		if d.Claim != "" {
			claim, ok := ledger.Claim(d.Claim)
			require.True(t, ok)
			require.Equal(t, claim.Grade, d.Grade)
			require.Contains(t, s.Claims(), d.Claim)
		}
	}
	require.Equal(t, map[string]string{
		"horizon": "3650d", "seeds": "30", "network": "nic", "policy": "{name: easy}", "policy.place": "pack",
		"recovery": "{name: resume}", "recovery.retries": "unlimited", "engine.decide": "instant", "engine.order": "natural", "on_misfit": "wait",
		"fleet.pools[0].age": "stationary", "fleet.pools[0].price": "2.25 USD/h",
		"workload.job.checkpoint.interval": "60m", "workload.job.checkpoint.cost": "60s", "workload.job.checkpoint.restart": "5m",
		"workload.job.reference": "h100-sxm", "workload.job.estimate": "exact",
	}, got)
	for _, id := range s.Claims() {
		_, ok := ledger.Claim(id)
		require.True(t, ok, id)
	}
}

// The words of the file agree with the catalogue.
func TestCheckpointDefaultsAreTheCatalogues(t *testing.T) {
	c := scenario.Builtin().Catalog()
	said, err := parse(nil, small(), "workload.jobs.j.kind=training", "workload.jobs.j.checkpoint={}")
	require.NoError(t, err)
	for _, d := range said.Defaults() {
		if !strings.Contains(d.Path, "checkpoint") {
			continue
		}
		name := map[string]string{"interval": "checkpoint-interval", "cost": "checkpoint-write", "restart": "restart-restore"}[d.Path[strings.LastIndex(d.Path, ".")+1:]]
		value, claim, ok := c.Default(name)
		require.True(t, ok, d.Path)
		require.Equal(t, value, d.Value)
		require.Equal(t, claim, d.Claim)
	}
}
