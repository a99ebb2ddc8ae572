package experiment

import (
	"fmt"
	"math"

	"github.com/clustersim/clustersim/metrics"
	"github.com/clustersim/clustersim/stats"
)

// quantile is that of the observations of all trials together: of a job picked
// at random, whatever run it is in.
func (r *Result) quantile(m metrics.Metric) (stats.Estimate, bool) {
	var all []float64
	var runs [][]float64
	for i := range r.Trials {
		if sample := m.Sample(r.Trials[i].Summary); len(sample) > 0 {
			all = append(all, sample...)
			runs = append(runs, sample)
		}
	}
	switch len(runs) {
	case 0:
		return stats.Estimate{}, false
	case 1:
		return r.single(stats.Quantiles(all, m.P)[0]), true
	case len(all):
		return stats.Quantile(all, m.P, r.Confidence), true
	}
	return woodruff(all, runs, m.P, r.Confidence), true
}

// woodruff is the interval for the quantile of clustered observations: that of
// the share of observations up to the quantile, a ratio over runs, read back
// through the empirical law (R. Woodruff, Journal of the American Statistical
// Association 47, 1952).
func woodruff(all []float64, runs [][]float64, p, confidence float64) stats.Estimate {
	value := stats.Quantiles(all, p)[0]
	below, sizes := make([]float64, len(runs)), make([]float64, len(runs))
	for i, sample := range runs {
		sizes[i] = float64(len(sample))
		for _, x := range sample {
			if x <= value {
				below[i]++
			}
		}
	}
	share := stats.Ratio(below, sizes, confidence)
	e := stats.Estimate{
		Value: value, Lo: math.Inf(-1), Hi: math.Inf(1), Confidence: confidence, N: len(runs), Warnings: share.Warnings,
	}
	half := share.HalfWidth()
	if p-half >= 0 {
		e.Lo = stats.Quantiles(all, p-half)[0]
	}
	if p+half <= 1 {
		e.Hi = stats.Quantiles(all, p+half)[0]
	}
	if !e.Known() {
		e.Warnings = append(e.Warnings, fmt.Sprintf("%d observations in %d runs are too few to bound the %v-quantile",
			len(all), len(runs), p))
	}
	return e
}
