package scenario_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat"

	"github.com/clustersim/clustersim/hardware/supply"
	"github.com/clustersim/clustersim/scenario"
	"github.com/clustersim/clustersim/sim/rng"
)

// The availabilities of two zones of the preset are correlated as those of the
// published zones are on average: .43 in one region, .14 across (Can't Be Late,
// NSDI 2024). Ten years, hour by hour.
func TestPresetZonesRunShortTogether(t *testing.T) {
	const years, zones, nodes = 10, 9, 4
	model, err := load(t, scenario.PresetPrefix+"spot-zones").Model()
	require.NoError(t, err)
	require.Len(t, model.Supply, 1)
	trace, err := supply.Record(model.Supply[0].Supply, rng.NewSeed(1), years*365*24*time.Hour)
	require.NoError(t, err)
	var there [zones][]float64 // whether the first node of the zone is, by hour
	for z := range there {
		there[z] = make([]float64, years*365*24)
		for _, p := range trace.Up(z * nodes) {
			for hour := int((time.Duration(p.From) + time.Hour - 1) / time.Hour); time.Duration(hour)*time.Hour < time.Duration(p.To); hour++ {
				there[z][hour] = 1
			}
		}
	}
	var same, across []float64
	for a := range zones {
		for b := range a {
			r := stat.Correlation(there[a], there[b], nil)
			if model.Site.Nodes[a*nodes].Domains == model.Site.Nodes[b*nodes].Domains {
				same = append(same, r)
			} else {
				across = append(across, r)
			}
		}
	}
	require.Len(t, same, 9)
	t.Logf("correlation %.3f in a region, %.3f across", stat.Mean(same, nil), stat.Mean(across, nil))
	require.InDelta(t, 0.43, stat.Mean(same, nil), 0.05)
	require.InDelta(t, 0.14, stat.Mean(across, nil), 0.05)
}
