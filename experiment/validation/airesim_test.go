package validation

import (
	"context"
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	clustersim "github.com/clustersim/clustersim"
	"github.com/clustersim/clustersim/metrics"
	"github.com/clustersim/clustersim/scenario"
	"github.com/clustersim/clustersim/sim/rng"
)

// golds is what the published runs of a peer came to: mean, standard
// deviation and number.
type golds struct {
	quantity string
	mean, sd float64
	runs     int
	of       func(*metrics.Summary) float64
}

func publishedRuns(quantity string, runs []float64, of func(*metrics.Summary) float64) golds {
	mean, sd := stat.MeanStdDev(runs, nil)
	return golds{quantity, mean, sd, len(runs), of}
}

func failures(s *metrics.Summary) float64 { return float64(s.NodeFailures) }
func byHand(s *metrics.Summary) float64   { return float64(s.Escalations) }
func inMinutes(s *metrics.Summary) float64 {
	return s.LastEnd.Sub(s.FirstArrival).Minutes()
}

// The default scenario of AIReSim (arXiv 2603.07041), seeds 42 to 44, and its
// scenario without bad servers, seeds 1000 to 1029, as it prints them.
func TestAIReSim(t *testing.T) {
	for _, c := range []struct {
		file string
		runs uint64
		want []golds
	}{
		{"airesim.yaml", 20, []golds{
			publishedRuns("failures", []float64{11175, 11140, 11008}, failures),
			publishedRuns("repairs by hand", []float64{8950, 8959, 8764}, byHand),
			publishedRuns("minutes", []float64{592561, 591806, 589195}, inMinutes),
		}},
		{"airesim-no-bad.yaml", 200, []golds{
			{"failures", 162.5, 15.8, 30, failures},
			{"minutes", 95437, 318, 30, inMinutes},
		}},
	} {
		sums := replications(t, "../../examples/peers/"+c.file, c.runs)
		for _, p := range c.want {
			p.agreesWith(t, c.file, sums)
		}
	}
}

// replications runs a scenario file with the seeds from 1 on.
func replications(t *testing.T, file string, runs uint64) []*metrics.Summary {
	s, err := scenario.Load(scenario.Disk(), file, nil, scenario.Builtin())
	require.NoError(t, err)
	model, err := s.Model()
	require.NoError(t, err)
	var sums []*metrics.Summary
	for seed := range runs {
		fold := metrics.NewFold()
		require.NoError(t, clustersim.Run(context.Background(), model, rng.NewSeed(seed+1), fold))
		sums = append(sums, fold.Summary())
	}
	return sums
}

// agreesWith wants the difference of the means to lie within their joint 99 %
// interval.
func (p *golds) agreesWith(t *testing.T, file string, sums []*metrics.Summary) {
	values := make([]float64, len(sums))
	for i, s := range sums {
		require.Equal(t, 1, s.Completed, file)
		values[i] = p.of(s)
	}
	mean, sd := stat.MeanStdDev(values, nil)
	n, m := float64(len(values)), float64(p.runs)
	pooled := ((n-1)*sd*sd + (m-1)*p.sd*p.sd) / (n + m - 2)
	half := distuv.StudentsT{Sigma: 1, Nu: n + m - 2}.Quantile(0.995) * math.Sqrt(pooled*(1/n+1/m))
	t.Logf("%-20s %-16s ours %9.1f (sd %6.1f, n %d), published %9.1f (sd %6.1f, n %d), difference %+.1f within ±%.1f",
		file, p.quantity, mean, sd, len(values), p.mean, p.sd, p.runs, mean-p.mean, half)
	require.InDelta(t, p.mean, mean, half, "%s: %s", file, p.quantity)
}
