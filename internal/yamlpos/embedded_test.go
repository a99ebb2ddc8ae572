package yamlpos_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/internal/yamlpos"
)

func TestEmbeddedStructsShareTheirKeys(t *testing.T) {
	c, _, problems := read(t, valid+"about: a small fleet\n")
	require.NoError(t, problems.Err())
	require.Equal(t, "a small fleet", c.About)
}

func TestRulesOfListsAndMaps(t *testing.T) {
	var c struct {
		Kinds  []string                 `key:"kinds" enum:"training|batch" min:"1"`
		Shares yamlpos.Ordered[float64] `key:"shares" max:"1"`
		Counts map[string]int           `key:"counts" min:"1"`
	}
	_, problems := yamlpos.Read("x", []byte("kinds: [batch, bacth]\nshares: {a: 1, b: 2}\ncounts: {}\n"), nil, &c)
	require.Equal(t, `x:1:16: kinds[1]: "bacth" is not one of training or batch; did you mean "batch"? [E114]
x:2:9: shares: has 2 entries; must be at most 1 [E113]
x:3:9: counts: has 0 entries; must be at least 1 [E113]`, problems.Error())
	_, problems = yamlpos.Read("x", []byte("kinds: [batch]\ncounts: {z: 1}\n"), nil, &c)
	require.NoError(t, problems.Err())
	require.Equal(t, []string{"batch"}, c.Kinds)
	require.Equal(t, map[string]int{"z": 1}, c.Counts)
}

func TestAValueWithAProblemLeavesTheRest(t *testing.T) {
	c, _, problems := read(t, "version: 1\nname: n\nseeds: x\nhorizon: 2h\n")
	require.Len(t, problems, 1)
	require.Zero(t, c.Seeds)
	require.Equal(t, span(7200e9), c.Horizon)
}
