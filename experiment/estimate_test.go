package experiment_test

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/experiment"
	"github.com/clustersim/clustersim/metrics"
	"github.com/clustersim/clustersim/stats"
	"github.com/clustersim/clustersim/units"
)

// result is that of runs which came to the summaries.
func result(summaries ...metrics.Summary) *experiment.Result {
	r := &experiment.Result{Confidence: 0.95}
	for i := range summaries {
		r.Trials = append(r.Trials, experiment.Trial{Seed: uint64(i + 1), Summary: &summaries[i]})
	}
	return r
}

func estimate(t *testing.T, r *experiment.Result, name string) (stats.Estimate, bool) {
	t.Helper()
	m, ok := metrics.Find(name)
	require.True(t, ok, name)
	return r.Estimate(m)
}

func known(t *testing.T, r *experiment.Result, name string) stats.Estimate {
	t.Helper()
	e, ok := estimate(t, r, name)
	require.True(t, ok, name)
	return e
}

func hours(milliGPUs int64, h float64) units.GPUTime {
	return units.GPUTimeOf(milliGPUs, time.Duration(h*float64(time.Hour)))
}

func TestProportionOfSingleJobsIsWilson(t *testing.T) {
	runs := make([]metrics.Summary, 20)
	for i := range runs {
		runs[i] = metrics.Summary{Jobs: 1, Completed: 1}
	}
	runs[3].Completed = 0
	require.Equal(t, stats.Proportion(19, 20, 0.95), known(t, result(runs...), "completion"))
}

func TestProportionOfManyJobsCountsRuns(t *testing.T) {
	mixed := known(t, result(
		metrics.Summary{Jobs: 100, Completed: 100}, metrics.Summary{Jobs: 100, Completed: 50}, metrics.Summary{Jobs: 100, Completed: 90},
	), "completion")
	ratio := stats.Ratio([]float64{100, 50, 90}, []float64{100, 100, 100}, 0.95)
	require.Equal(t, []float64{0.8, ratio.Lo, 1}, []float64{mixed.Value, mixed.Lo, mixed.Hi}, "a share ends at 1")
	all := known(t, result(metrics.Summary{Jobs: 100, Completed: 100}, metrics.Summary{Jobs: 10, Completed: 10}), "completion")
	require.Equal(t, stats.Proportion(2, 2, 0.95), all, "110 jobs in two runs are two observations")
	require.Equal(t, 0.0, known(t, result(metrics.Summary{Jobs: 5}, metrics.Summary{Jobs: 9}), "completion").Value)
}

func TestRatiosAreOfTotals(t *testing.T) {
	r := result(
		metrics.Summary{Useful: hours(8000, 1), Leased: hours(8000, 10)},
		metrics.Summary{Useful: hours(8000, 90), Leased: hours(8000, 100)},
		metrics.Summary{}, // ran nothing: no data
	)
	e := known(t, r, "goodput")
	require.InDelta(t, 91.0/110, e.Value, 1e-12)
	require.Equal(t, 2, e.N)
}

func TestIntervalsOfSharesEndAtZeroAndOne(t *testing.T) {
	up := func(h float64) metrics.Summary {
		return metrics.Summary{Nodes: 1, NodeUp: hours(1000, h), NodeTime: hours(1000, 10), NodeFailures: 1}
	}
	high := known(t, result(up(10), up(10), up(9)), "availability")
	ratio := stats.Ratio([]float64{10, 10, 9}, []float64{10, 10, 10}, 0.95)
	require.Greater(t, ratio.Hi, 1.0, "else there is nothing to clip")
	require.InDeltaSlice(t, []float64{29.0 / 30, ratio.Lo, 1}, []float64{high.Value, high.Lo, high.Hi}, 1e-12)
	low := known(t, result(up(0), up(0), up(1)), "availability")
	require.Equal(t, 0.0, low.Lo)
	require.Greater(t, known(t, result(up(0), up(0), up(1)), "mttr").Hi, 1.0, "a ratio that is no share")

	alone := known(t, result(up(10), metrics.Summary{NodeUp: hours(1000, 1)}), "availability")
	require.False(t, alone.Known(), "no interval is not one from 0 to 1")
}

func TestMeansOverJobsWeighJobs(t *testing.T) {
	e := known(t, result(metrics.Summary{Wait: []float64{60}}, metrics.Summary{Wait: []float64{0, 0, 0}}), "wait.mean")
	require.Equal(t, 15.0, e.Value)
}

func TestRatesAreExact(t *testing.T) {
	runs := make([]metrics.Summary, 4)
	for i := range runs {
		runs[i] = metrics.Summary{
			Faults: [5]int{100 + i}, NodeFailures: 100 + i, NodeTime: hours(1000, 24_000), NodeUp: hours(1000, 23_000),
			Interruptions: 0, Running: hours(1000, 10),
		}
	}
	rate := known(t, result(runs...), "failure_rate")
	exact := stats.PoissonRate(406, 4, 0.95)
	exact.N = 4
	require.Equal(t, exact, rate)
	mtbf := known(t, result(runs...), "mtbf")
	require.InDelta(t, 4*23_000*3600.0/406, mtbf.Value, 1e-6)
	require.Less(t, mtbf.Lo, mtbf.Value)
	require.Greater(t, mtbf.Hi, mtbf.Value)
	_, ok := estimate(t, result(runs...), "mtti")
	require.False(t, ok, "nothing was interrupted: there is a bound and no value")
}

func TestRatesWarnOfRunsThatDiffer(t *testing.T) {
	runs := make([]metrics.Summary, 10)
	for i := range runs {
		runs[i] = metrics.Summary{Faults: [5]int{10 + 100*(i%2)}, NodeTime: hours(1000, 24_000)}
	}
	require.Equal(t, []string{"the runs differ 46 times as much as a Poisson law allows: the interval is that of a ratio over runs"},
		known(t, result(runs...), "failure_rate").Warnings)
}

func TestQuantileOfSingleJobsIsByOrder(t *testing.T) {
	runs, all := make([]metrics.Summary, 30), make([]float64, 30)
	for i := range runs {
		all[i] = float64(i * i)
		runs[i].JCT = []float64{all[i]}
	}
	require.Equal(t, stats.Quantile(all, 0.5, 0.95), known(t, result(runs...), "jct.p50"))
}

// Runs with a luck of their own: the interval for the median must hold the truth
// as often as it says, which one that took jobs for independent would not.
func TestQuantileOfManyJobsCountsRuns(t *testing.T) {
	const experiments, runs, jobs = 400, 25, 40
	random := rand.New(rand.NewPCG(20, 26))
	covered, naive := 0, 0
	for range experiments {
		summaries := make([]metrics.Summary, runs)
		var all []float64
		for i := range summaries {
			luck := random.NormFloat64()
			for range jobs {
				summaries[i].Wait = append(summaries[i].Wait, 100+luck+random.NormFloat64())
			}
			all = append(all, summaries[i].Wait...)
		}
		if known(t, result(summaries...), "wait.p50").Contains(100) {
			covered++
		}
		if stats.Quantile(all, 0.5, 0.95).Contains(100) {
			naive++
		}
	}
	require.InDelta(t, 0.95, float64(covered)/experiments, 4*math.Sqrt(0.95*0.05/experiments))
	require.Less(t, float64(naive)/experiments, 0.6, "else the case is too easy")
}

func TestQuantileOfTooFewJobsIsNotBounded(t *testing.T) {
	e := known(t, result(metrics.Summary{Wait: []float64{1, 2}}, metrics.Summary{Wait: []float64{5, 9}}), "wait.p95")
	require.False(t, e.Known())
	require.Contains(t, e.Warnings, "4 observations in 2 runs are too few to bound the 0.95-quantile")
}

// Every metric of a single seed has its run's value, no interval, and says so.
func TestOneSeed(t *testing.T) {
	e := experiment.Experiment{Model: market(t, easy()), Seeds: []uint64{3}}
	r, err := e.Run(context.Background(), 4, nil)
	require.NoError(t, err)
	for _, m := range metrics.All() {
		value, has := m.Value(r.Trials[0].Summary)
		e, ok := r.Estimate(m)
		require.Equal(t, has, ok, m.Name)
		if ok {
			require.Equal(t, value, e.Value, m.Name)
			require.False(t, e.Known(), m.Name)
			require.Equal(t, []string{"n=1: no interval; add seeds"}, e.Warnings, m.Name)
		}
	}
}

func TestCountsOfRealRuns(t *testing.T) {
	e := experiment.Experiment{Model: market(t, easy()), Seeds: seeds(6), Confidence: 0.9}
	r, err := e.Run(context.Background(), 2, nil)
	require.NoError(t, err)
	jobs := 0
	absent := strings.Fields(`deadline_met failure_rate.software failure_rate.user failure_rate.network failure_rate.owner
		corrupted lemons.precision lemons.recall`)
	for _, m := range metrics.All() {
		e, ok := r.Estimate(m)
		require.Equal(t, !slices.Contains(absent, m.Name), ok, m.Name)
		if !ok {
			continue
		}
		require.Equal(t, 6, e.N, m.Name)
		require.Equal(t, 0.9, e.Confidence, m.Name)
		require.True(t, e.Contains(e.Value), m.Name)
		require.False(t, math.IsNaN(e.Value), m.Name)
		require.Equal(t, m.Kind == metrics.Mean, r.Count(m) == 6, strings.Join([]string{m.Name, m.Things}, " of "))
		if m.Name == "completion" {
			jobs = r.Count(m)
		}
	}
	require.Greater(t, jobs, 1000)
}
