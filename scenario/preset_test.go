package scenario_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/scenario"
	"github.com/clustersim/clustersim/sim/rng"
)

// outcome counts how the jobs of runs ended.
type outcome struct{ completed, other int }

func (o *outcome) Define(journal.Definition) {}

func (o *outcome) Observe(e journal.Entry) {
	if e.Kind != journal.JobEnded {
		return
	}
	if e.Reason == journal.Completed {
		o.completed++
	} else {
		o.other++
	}
}

func load(t testing.TB, name string, sets ...string) *scenario.Scenario {
	t.Helper()
	s, err := scenario.Load(scenario.Disk(), name, sets, scenario.Builtin())
	if problems, ok := err.(scenario.Problems); ok {
		t.Fatal(problems.Format())
	}
	require.NoError(t, err)
	return s
}

func play(t testing.TB, s *scenario.Scenario, seed uint64) outcome {
	t.Helper()
	m, err := s.Model()
	require.NoError(t, err)
	var o outcome
	require.NoError(t, clustersim.Run(t.Context(), m, rng.NewSeed(seed), &o))
	return o
}

func TestPresetsRun(t *testing.T) {
	want := map[string]outcome{
		"central-7b": {completed: 1}, "decentral-7b": {completed: 1}, "batch-inference": {completed: 1000}, "spot-zones": {completed: 50},
		"llama3-54d": {}, // longer than the time that is looked at
	}
	var names []string
	for _, p := range scenario.Presets() {
		names = append(names, p.Name)
		require.NotEmpty(t, p.About, p.Name)
		s := load(t, scenario.PresetPrefix+p.Name)
		require.Equal(t, p.Name, s.Name)
		require.Equal(t, p.About, s.About)
		require.NotEmpty(t, s.Require)
		require.NotEmpty(t, s.Gates)
		require.Empty(t, s.Warnings)
		text, _ := scenario.PresetSource(p.Name)
		require.True(t, strings.HasPrefix(string(text), "# yaml-language-server: $schema="))
		o := play(t, s, 1)
		if exactly, ok := want[p.Name]; ok {
			require.Equal(t, exactly, o, p.Name)
			continue
		}
		require.Greater(t, o.completed, 9*o.other, p.Name)
	}
	require.Equal(t, []string{"batch-inference", "campus", "central-7b", "decentral-7b", "llama3-54d", "mixed-month", "spot-zones"}, names)
}

// BenchmarkPresets plays one seed of each preset.
func BenchmarkPresets(b *testing.B) {
	for _, p := range scenario.Presets() {
		b.Run(p.Name, func(b *testing.B) {
			s := load(b, scenario.PresetPrefix+p.Name)
			for i := range b.N {
				play(b, s, uint64(i+1))
			}
		})
	}
}
