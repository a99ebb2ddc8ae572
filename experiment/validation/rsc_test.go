//go:build !invariants

package validation

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	clustersim "github.com/clustersim/clustersim"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/metrics"
	"github.com/clustersim/clustersim/sim/rng"
)

// fleetOf is a scenario of 16,384 nodes of 8 GPUs of a profile for 60 days, all
// of which work at the start.
const fleetOf = `version: 1
horizon: 60d
fleet: {pools: [{name: p, node: a100-sxm-8, count: 16384, age: fresh, reliability: %s}]}
workload: {job: {name: none, run: 1h}}
`

// job is a row of the table job_size, in hours.
type job struct{ gpus, mttf, low, high, gangs, failed, first float64 }

// played runs a fleet of a profile and returns the table of job sizes and the
// summary.
func played(t *testing.T, profile string) ([]job, *metrics.Summary) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "fleet.yaml")
	require.NoError(t, os.WriteFile(file, fmt.Appendf(nil, fleetOf, profile), 0o600))
	table, err := metrics.NewTableFold("job_size", 1)
	require.NoError(t, err)
	fold := metrics.NewFold()
	require.NoError(t, clustersim.Run(t.Context(), idle(t, file), rng.NewSeed(1), table, fold))
	var jobs []job
	made := table.Table()
	for _, row := range made.Rows {
		cell := func(column string, unit float64) float64 {
			x, err := strconv.ParseFloat(row[slices.Index(made.Columns, column)], 64)
			require.NoError(t, err, "%s of %v", column, row)
			return x / unit
		}
		jobs = append(jobs, job{
			cell("gpus", 1), cell("mttf_s", 3600), cell("mttf_low_s", 3600), cell("mttf_high_s", 3600),
			cell("gangs", 1), cell("failed", 1), cell("first_failure_s", 3600),
		})
	}
	return jobs, fold.Summary()
}

// Mean times to failure by size of the job, from the rates that Meta published
// of its research clusters (A. Kokolis and others, HPCA 2025): 6.50 and 2.34
// failures per 1000 node-days that health checks attribute to a node, and a job of
// 1024 GPUs that fails every 7.9 hours for whatever reason.
func TestRSC(t *testing.T) {
	for profile, want := range map[string]map[float64]float64{
		"research-a100-bad":            {1024: 28.8462, 8192: 3.60577, 16_384: 1.802885, 131_072: 0.2253606},
		"research-a100-good":           {1024: 80.1282, 8192: 10.01603, 16_384: 5.008013, 131_072: 0.6260017},
		"research-a100-bad-all-causes": {1024: 7.9, 8192: 0.9875, 16_384: 0.49375, 131_072: 0.06171875},
	} {
		jobs, sum := played(t, profile)
		failures := float64(sum.NodeFailures)
		require.Greater(t, failures, 2000.0)
		for _, j := range jobs {
			require.Less(t, j.low, j.mttf)
			require.Less(t, j.mttf, j.high)
			expected, known := want[j.gpus]
			if !known {
				continue
			}
			require.InEpsilon(t, expected, j.mttf, 4/math.Sqrt(failures), "%s: %v GPUs", profile, j.gpus)
			require.InEpsilon(t, expected, j.first, 4/math.Sqrt(j.failed)+1e-9, "%s: first failures of gangs of %v GPUs", profile, j.gpus)
			t.Logf("%-28s %7.0f GPUs: %9.4f h (%.4f), first failure of %4.0f gangs %9.4f h", profile, j.gpus, j.mttf, expected, j.gangs, j.first)
		}
	}
}

// What software and users break is two thirds of all and counted by itself; what
// is left is the node's own.
func TestRSCByClass(t *testing.T) {
	_, sum := played(t, "research-a100-bad-all-causes")
	days := sum.NodeTime.Hours() / 24 / 1000
	for class, rate := range map[hardware.FaultClass]float64{
		hardware.HardwareFault: 6.5, hardware.SoftwareFault: 13.12, hardware.UserFault: 4.11,
	} {
		require.InEpsilon(t, rate, float64(sum.Faults[class])/days, 4/math.Sqrt(rate*days), class.String())
	}
}
