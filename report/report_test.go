package report_test

import (
	"bytes"
	"encoding/json"
	"io"
	"math"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/evidence"
	"github.com/clustersim/clustersim/experiment"
	"github.com/clustersim/clustersim/internal/golden"
	"github.com/clustersim/clustersim/metrics"
	"github.com/clustersim/clustersim/report"
	"github.com/clustersim/clustersim/stats"
)

// A report with every kind of number: symmetric, skewed, without an interval,
// bounded from one side only, and absent.
func sample(t *testing.T) *report.Report {
	t.Helper()
	metric := func(name string) metrics.Metric {
		m, ok := metrics.Find(name)
		require.True(t, ok, name)
		return m
	}
	requirement := func(text string) experiment.Requirement {
		q, err := experiment.ParseRequirement(text)
		require.NoError(t, err)
		return q
	}
	skewed := stats.Estimate{Value: 1, Lo: 0.963, Hi: 1, Confidence: 0.95, N: 100}
	symmetric := stats.Estimate{
		Value: 15711.5371, Lo: 15500.2, Hi: 15922.8742, Confidence: 0.95, N: 100,
		Warnings: []string{"skewed"},
	}
	alone := stats.Estimate{
		Value: 254.13112345, Lo: math.Inf(-1), Hi: math.Inf(1), Confidence: 0.95, N: 1,
		Warnings: []string{"n=1: no interval; add seeds", "skewed"},
	}
	bound := stats.Estimate{Value: math.Inf(1), Lo: 3600, Hi: math.Inf(1), Confidence: 0.95, N: 2}
	return &report.Report{
		Name: "sample | one", About: "A pipe | and a <tag>.",
		Verdict: experiment.Verdict{Outcome: experiment.Inconclusive, Judgements: []experiment.Judgement{
			{Requirement: requirement("completion >= 0.95"), Estimate: skewed, Known: true, Outcome: experiment.Pass, Why: "the 95% interval satisfies it"},
			{Requirement: requirement("mtti >= 2h"), Estimate: bound, Known: true, Outcome: experiment.Inconclusive, Why: "the 95% interval straddles it; add seeds"},
			{Requirement: requirement("deadline_met >= 0.9"), Outcome: experiment.Inconclusive, Why: "no run has data for it"},
		}},
		Measures: []report.Measure{
			{Metric: metric("completion"), Estimate: skewed, Observations: 4961},
			{Metric: metric("wait.mean"), Estimate: symmetric, Observations: 4961},
			{Metric: metric("bounded_slowdown.mean"), Estimate: alone, Observations: 4961},
		},
		Warnings: []string{"jobs[0]: larger than the fleet"},
		Defaults: []report.Default{{Path: "recovery", Value: "resume"}, {Path: "checkpoint.interval", Value: "60m", Source: "our assumption", Grade: "A"}},
		Claims: []evidence.Claim{
			{ID: "gpu/a", Value: 989, Low: 989, High: 989, Unit: "TFLOPS", Source: "S41", Grade: evidence.Verified, Published: "2026", Observed: "2026", Retrieved: "2026-11-22"},
			{ID: "profile/b", Value: 3.25, Low: 1.5, High: 5, Unit: "/1000 node-days", Source: "assumption", Grade: evidence.Assumed, Published: "undated", Observed: "undated", Retrieved: "2026-11-22"},
		},
		Provenance: report.Provenance{
			Command: "clustersim run sample.yaml --seeds 1..2", Scenario: "00ff", Seeds: []uint64{1, 2}, Partial: true,
			Version: "v0.0.0", Arch: "amd64", Digest: "ff00",
		},
	}
}

func TestForms(t *testing.T) {
	r := sample(t)
	for name, write := range map[string]func(io.Writer) error{
		"sample.txt":  func(w io.Writer) error { return r.Text(w, report.Style{Defaults: true}) },
		"colour.txt":  func(w io.Writer) error { return r.Text(w, report.Style{Colour: true}) },
		"sample.md":   r.Markdown,
		"sample.json": r.JSON,
		"sample.csv":  r.CSV,
	} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			require.NoError(t, write(&b))
			golden.Compare(t, filepath.Join("testdata", name), b.Bytes())
		})
	}
}

func TestJSONHasNoInfinity(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, sample(t).JSON(&b))
	var d struct {
		Metrics []struct {
			Name string
			Low  *float64
		}
	}
	require.NoError(t, json.Unmarshal(b.Bytes(), &d))
	require.NotNil(t, d.Metrics[0].Low)
	require.Nil(t, d.Metrics[2].Low)
}

func TestWithoutRequirementsThereIsNoVerdict(t *testing.T) {
	var b bytes.Buffer
	r := &report.Report{Name: "plain"}
	require.NoError(t, r.Text(&b, report.Style{}))
	require.Contains(t, b.String(), "· ANSWERED  plain, 0 replications\n")
}

func TestLongTimesAndSingleThings(t *testing.T) {
	var b bytes.Buffer
	r := &report.Report{Name: "long"}
	for _, seconds := range []float64{3599, 3600, 3_000_000, 6_749_125, 123_456_789} {
		m, ok := metrics.Find("mtbf")
		require.True(t, ok)
		e := stats.Estimate{Value: seconds, Lo: seconds, Hi: seconds, Confidence: 0.95, N: 2}
		r.Measures = append(r.Measures, report.Measure{Metric: m, Estimate: e, Observations: 1})
	}
	require.NoError(t, r.Text(&b, report.Style{}))
	require.Contains(t, b.String(), `
  metric  estimate (95 % interval)  unit        n  of
  mtbf    3599 ± 0                  s           2  1 failure
  mtbf    3600 ± 0                  s = 1 h     2  1 failure
  mtbf    3000000 ± 0               s = 833 h   2  1 failure
  mtbf    6749125 ± 0               s = 78.1 d  2  1 failure
  mtbf    123456789 ± 0             s = 1429 d  2  1 failure
`)
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

func TestFullDiskIsAnError(t *testing.T) {
	r := sample(t)
	require.ErrorIs(t, r.Text(full{}, report.Style{}), io.ErrShortWrite)
	require.ErrorIs(t, r.Markdown(full{}), io.ErrShortWrite)
	require.ErrorIs(t, r.JSON(full{}), io.ErrShortWrite)
	require.ErrorIs(t, r.CSV(full{}), io.ErrShortWrite)
}

// What never happens in any run is no news, unless the metric is always of
// interest.
func TestQuietMetrics(t *testing.T) {
	trials := []experiment.Trial{{Summary: &metrics.Summary{}}, {Summary: &metrics.Summary{}}}
	reported := func() (names []string) {
		for _, m := range report.Measures(&experiment.Result{Trials: trials, Confidence: 0.95}) {
			names = append(names, m.Metric.Name)
		}
		return names
	}
	require.Equal(t, []string{"jobs", "interruptions", "gpu_hours"}, reported())
	trials[1].Summary.Retired = 1
	require.Equal(t, []string{"jobs", "interruptions", "retired", "gpu_hours"}, reported())
}
