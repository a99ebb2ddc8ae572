package metrics_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/metrics"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
)

// Racks share what can strike them; each fault names the rack of its own node.
func TestFailuresNameTheDomainThatWasStruck(t *testing.T) {
	power := &hardware.Hazard{
		Part: "power", Count: 1, Failure: hardware.Exponential{MTBF: 50 * time.Hour}, Repair: hardware.Fixed{After: time.Hour},
	}
	s := hardware.Site{}
	for i, name := range []string{"r0", "r1", "r2"} {
		n := node("n"+name, 0, hardware.Fresh)
		n.Domains[hardware.Rack] = hardware.DomainID(i)
		s.Nodes = append(s.Nodes, n)
		s.Domains = append(s.Domains, hardware.Domain{Kind: hardware.Rack, Name: name, Parent: hardware.NoDomain})
		s.Shocks = append(s.Shocks, hardware.Shock{Hazard: power, Domain: hardware.DomainID(i), Nodes: []hardware.NodeID{hardware.NodeID(i)}, Reach: 1})
	}
	site, err := hardware.NewSite(s)
	require.NoError(t, err)
	fold, err := metrics.NewTableFold("failures", 1)
	require.NoError(t, err)
	require.NoError(t, clustersim.Run(context.Background(), clustersim.Model{Site: site, Until: sim.Time(500 * time.Hour)}, rng.NewSeed(1), fold))
	rows := fold.Table().Rows
	require.Greater(t, len(rows), 10)
	for _, row := range rows {
		require.Equal(t, row[1], "n"+row[5])
	}
}
