//go:build data

package scenario_test

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim"
	"github.com/clustersim/clustersim/metrics"
	"github.com/clustersim/clustersim/scenario"
	"github.com/clustersim/clustersim/sim/rng"
)

// The published shares of time in which at least 1 of 16 H100 spot nodes is there
// (SkyNomad, NSDI 2027), zone by zone, through scenario, runtime and table.
func TestDataSkyNomadThroughTheRuntime(t *testing.T) {
	file := filepath.Join(os.Getenv("CLUSTERSIM_DATA"), "skynomad", "h100_probe_counts.csv.gz")
	sum := 0.0
	for _, c := range []struct {
		zone    string
		percent float64
	}{
		{"asia-south2-b", 99.95},
		{"us-central1-a", 98.34},
		{"us-central1-c", 93.54},
		{"us-central1-b", 92.49},
		{"us-east5-a", 88.31},
		{"europe-west1-c", 87.93},
		{"us-east4-b", 87.07},
		{"us-east4-a", 86.17},
		{"asia-southeast1-b", 78.33},
		{"us-west1-a", 58.56},
		{"asia-southeast1-c", 54.66},
		{"europe-west3-c", 47.62},
		{"us-west1-b", 24.24},
	} {
		text := "version: 1\nhorizon: 21040m\nfleet: {trace: {format: skynomad, nodes: 16, zone: " + c.zone + ", file: " + file + "}}\n" +
			"workload: {job: {name: all, gpus: 16, run: 400d}}\n"
		s, err := scenario.Parse(scenario.Disk(), "s.yaml", []byte(text), nil, scenario.Builtin())
		require.NoError(t, err, c.zone)
		m, err := s.Model()
		require.NoError(t, err)
		fold, err := metrics.NewTableFold("gang_windows", 1)
		require.NoError(t, err)
		require.NoError(t, clustersim.Run(t.Context(), m, rng.NewSeed(1), fold))
		share := anyOne(t, fold.Table())
		require.InDelta(t, c.percent, 100*share, 0.01, c.zone)
		sum += share
	}
	require.InDelta(t, 76.71, 100*sum/13, 0.005)
}

// anyOne is the availability of any one node of the fleet.
func anyOne(t *testing.T, table metrics.Table) float64 {
	for _, row := range table.Rows {
		cell := func(column string) string { return row[slices.Index(table.Columns, column)] }
		if cell("gang") == "any" && cell("nodes") == "1" && cell("pool") == "" {
			share, err := strconv.ParseFloat(cell("availability"), 64)
			require.NoError(t, err)
			return share
		}
	}
	t.Fatal("the table has no row for any one node")
	return 0
}

// The published records are read by the short form of a fleet as they are, and
// their nodes come and go in a run.
func TestDataRecordsAreFleets(t *testing.T) {
	root := os.Getenv("CLUSTERSIM_DATA")
	for _, c := range []struct {
		file, settings string
		nodes          int
	}{
		{"skynomad/h100_probe_counts.csv.gz", "format: skynomad, zone: us-central1-a, nodes: 16", 16},
		{"skynomad/v100_multinode/16-nodes_us-east-2b.json", "format: spot, nodes: 16, offset: 12h", 16},
		{"skynomad/h100_traces/us-west1-a_h100_16.json", "format: spot, nodes: 1", 1},
		{"parcae/p3_availability.csv", "format: parcae, nodes: 32", 32},
		{"parcae/p3trace_events.csv", "format: parcae-events", 0},
		{"bamboo/p2-xlarge-us-east-1e-2020-11-23-1700-to-2020-11-24-0700.csv", "format: bamboo, nodes: 80", 80},
		{"fta_grid5000/events_sites1-4.csv.gz", "format: fta, prefix: site1/", 0},
		{"lanl/lanl_failures.csv.gz", "format: lanl, system: 19", 1024},
	} {
		text := "version: 1\nhorizon: 30d\nfleet: {trace: {" + c.settings + ", file: " + filepath.Join(root, c.file) + "}}\nworkload: {job: {name: j, run: 1h}}\n"
		s, err := scenario.Parse(scenario.Disk(), "s.yaml", []byte(text), nil, scenario.Builtin())
		require.NoError(t, err, c.file)
		if c.nodes > 0 {
			require.Equal(t, c.nodes, len(s.Site().Nodes), c.file)
		}
		require.Equal(t, 1, play(t, s, 1).completed, c.file)
	}
}
