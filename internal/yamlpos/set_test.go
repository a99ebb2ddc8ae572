package yamlpos_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/internal/golden"
)

func TestAssign(t *testing.T) {
	c, _, problems := read(t, valid,
		"fleet.pools.b.count=80", "fleet.pools[0].tier=home", "fleet.pools.0.share=0.5",
		"network.latency=9ms", "policy={name: easy, depth: 4}", "policy.name=fifo", "seeds=5", "name=a=b",
		"prices.zebra=3", "prices.bee=4", `extra[1]["x"]=[1, 2]`, "fleet.pools.b.repair=")
	require.NoError(t, problems.Err())
	require.Equal(t, 80, c.Fleet.Pools[1].Count)
	require.Nil(t, c.Fleet.Pools[1].Repair)
	require.Equal(t, "home", c.Fleet.Pools[0].Tier)
	require.InDelta(t, 0.5, c.Fleet.Pools[0].Share, 0)
	require.Equal(t, span(9e6), c.Network.Latency)
	require.Equal(t, "fifo", c.Policy.Name)
	require.Equal(t, "a=b", c.Name)
	require.Equal(t, "extra[1].x[1]", c.Extra.Items[1].Entries[0].Value.Items[1].Path())
	require.Equal(t, []float64{3, 1.5, 4}, []float64{c.Prices[0].Value, c.Prices[1].Value, c.Prices[2].Value})
}

func TestRefusedAssignments(t *testing.T) {
	var out strings.Builder
	for _, set := range []string{
		"seeds", "=3", "seeds=2.5", "sseds=3", "network.latncy=3ms", "netwrok.latency=3ms", "name.x=1",
		"fleet.pools.marketplace.count=8", "fleet.pools.9.count=8", "fleet.pools[2]=x", "fleet.pools.bb.count=1",
		"fleet.pool.a.count=1", "prices[0]=1", "fleet..pools=1", "fleet.pools[0=1", "fleet.pools[x]=1", "fleet.pools[0]x=1",
		"extra={a: 1, a: 2}", "extra=[1", "extra=a: b: c", "extra=*x", "horizon=30 days", "fleet.pools.a.repair=soon",
		"extra=\xff",
	} {
		_, _, problems := read(t, valid, set)
		require.NotEmpty(t, problems, set)
		fmt.Fprint(&out, problems.Format())
	}
	golden.Compare(t, "testdata/assignments.txt", []byte(out.String()))
}
