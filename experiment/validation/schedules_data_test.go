//go:build data

package validation

import (
	"compress/gzip"
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/experiment"
	"github.com/clustersim/clustersim/internal/golden"
	"github.com/clustersim/clustersim/metrics"
	"github.com/clustersim/clustersim/scenario"
)

// The published schedules of the SDSC SP2 log through the example scenario, as a
// user would run it. With -rewrite the section of the page is written anew.
func TestDataSchedules(t *testing.T) {
	var results []Schedule
	for _, published := range []struct {
		policy         string
		wait, slowdown float64
	}{
		{"fcfs", 15711.537, 254.1311},
		{"easy", 3372.912, 17.1420},
	} {
		s := replay(t, published.policy)
		require.Equal(t, 4961, s.Jobs)
		require.True(t, s.Passed(), "%s: %d of %d jobs", s.Policy, s.Same, s.Jobs)
		require.InDelta(t, published.wait, s.Wait, 0.0005)
		require.InDelta(t, published.slowdown, s.Slowdown, 0.00005)
		results = append(results, s)
	}
	stored, err := os.ReadFile(page)
	require.NoError(t, err)
	text, _ := strings.CutSuffix(string(stored), SchedulesIn(string(stored)))
	golden.Compare(t, page, []byte(strings.TrimRight(text, "\n")+"\n\n"+Schedules(results)))
}

func replay(t *testing.T, policy string) Schedule {
	data := filepath.Join(os.Getenv("CLUSTERSIM_DATA"), "swf")
	s, err := scenario.Load(scenario.Disk(), "../../examples/peers/swf.yaml", []string{
		"fleet.gpus=128", "policy.name=" + policy,
		"workload.trace.file=" + filepath.Join(data, "SDSC-SP2-first5000lines.swf.gz"),
	}, scenario.Builtin())
	require.NoError(t, err)
	model, err := s.Model()
	require.NoError(t, err)
	e := experiment.Experiment{Model: model, Seeds: []uint64{1}, Tables: []string{"jobs"}}
	r, err := e.Run(t.Context(), 1, nil)
	require.NoError(t, err)

	starts := cells(t, filepath.Join(data, "expected_sdsc5k_"+policy+".csv.gz"), "job_id", "start")
	result := Schedule{
		Log: "SDSC SP2, first 5,000 lines", Policy: policy, Against: "pyss (Hebrew University, 2007)",
		Protocol: "examples/peers/swf.yaml", Jobs: len(starts),
		Wait: value(t, r, "wait.mean"), Slowdown: value(t, r, "bounded_slowdown.mean"),
	}
	table := r.Trials[0].Tables[0]
	id, start := indexOf(t, table.Columns, "job_id"), indexOf(t, table.Columns, "start_s")
	for _, row := range table.Rows {
		if starts[row[id]] == row[start] {
			result.Same++
		}
	}
	return result
}

func value(t *testing.T, r *experiment.Result, name string) float64 {
	m, ok := metrics.Find(name)
	require.True(t, ok)
	e, ok := r.Estimate(m)
	require.True(t, ok)
	return e.Value
}

// cells reads a column of a compressed table, keyed by another.
func cells(t *testing.T, path, key, name string) map[string]string {
	file, err := os.Open(path)
	require.NoError(t, err)
	defer file.Close()
	plain, err := gzip.NewReader(file)
	require.NoError(t, err)
	rows, err := csv.NewReader(plain).ReadAll()
	require.NoError(t, err)
	k, v := indexOf(t, rows[0], key), indexOf(t, rows[0], name)
	found := map[string]string{}
	for _, row := range rows[1:] {
		found[row[k]] = row[v]
	}
	return found
}

func indexOf(t *testing.T, columns []string, name string) int {
	for i, c := range columns {
		if c == name {
			return i
		}
	}
	require.Fail(t, "no column", name)
	return 0
}
