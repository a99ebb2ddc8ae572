package scenario_test

import (
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/hardware"
)

// A rhythm and the law that it modulates are overridden each on its own.
func TestRhythms(t *testing.T) {
	const week = "rhythm: {days: [1, 1, 1, 1, 1, 0.5, 0.5], start: tue 14:00}"
	files := fstest.MapFS{"home.yaml": {Data: []byte("base: hyperscale-h100\nhazards: {host: {" + week + "}}\n")}}
	host := func(set string) hardware.FailureModel {
		s, err := parse(files, small(), "fleet.pools.p.reliability="+set)
		require.NoError(t, err, set)
		m, err := s.Model()
		require.NoError(t, err, set)
		hazards := m.Site.Nodes[0].Hazards
		for i := range hazards {
			if hazards[i].Part == "host" {
				return hazards[i].Failure
			}
		}
		return nil
	}
	plain := host("hyperscale-h100")
	modulated := host("home.yaml").(hardware.Periodic)
	require.Equal(t, plain, modulated.Base)
	require.Equal(t, 38*time.Hour, modulated.Rhythm.Start)
	require.Equal(t, 0.5, modulated.Rhythm.Days[6])

	other := host("{base: home.yaml, hazards: {host: {failure: {law: exponential, mean: 9h}}}}").(hardware.Periodic)
	require.Equal(t, hardware.Exponential{MTBF: 9 * time.Hour}, other.Base)
	require.Equal(t, modulated.Rhythm, other.Rhythm, "the law changes and the rhythm stays")
	later := host("{base: home.yaml, hazards: {host: {rhythm: {days: [1, 1, 1, 1, 1, 2, 2]}}}}").(hardware.Periodic)
	require.Equal(t, plain, later.Base)
	require.Equal(t, 2.0, later.Rhythm.Days[6], "the rhythm changes and the law stays")

	for set, want := range map[string]string{
		"{base: home.yaml, hazards: {host: {failure: {law: fixed, after: 9h}}}}":                                                                                   `hazards.host.rhythm: rhythm needs a law with a hazard, which fixed and empirical with lives have not [E201]`,
		"{base: home.yaml, hazards: {host: {rhythm: {start: mon 00:00}}}}":                                                                                         `hazards.host.rhythm: rhythm needs hours or days or both [E201]`,
		"{base: home.yaml, hazards: {host: {rhythm: {days: [0, 0, 0, 0, 0, 0, 0]}}}}":                                                                              `hazards.host.rhythm: rhythm: factors of days are all 0, want one above 0 [E201]`,
		"{base: home.yaml, hazards: {host: {rhythm: {hours: [1], days: [0, 0, 0, 0, 0, 0]}}}}":                                                                     `rhythm.hours: has 1 entries; must be at least 24 [E113]`,
		"{base: none, hazards: {host: {failure: {law: empirical, curve: [{age: 2h, survival: 0.5}, {age: 1h, survival: 0.4}]}, repair: {law: fixed, after: 0s}}}}": `hazards.host.failure: piecewise law: age is 1h0m0s, want more than 2h0m0s, where the curve has come to [E201]`,
	} {
		_, err := parse(files, small(), "fleet.pools.p.reliability="+set)
		require.ErrorContains(t, err, want, set)
	}
}
