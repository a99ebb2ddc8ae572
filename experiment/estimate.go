package experiment

import (
	"fmt"
	"math"

	"github.com/clustersim/clustersim/metrics"
	"github.com/clustersim/clustersim/stats"
)

// Estimate is the metric over all trials; false where no trial has data for it,
// or nothing but a bound: no interruption in 1000 hours bounds mtti and gives it
// no value. N counts the seeds with data. A single one gives no interval.
func (r *Result) Estimate(m metrics.Metric) (stats.Estimate, bool) {
	e, ok := r.estimate(m)
	return e, ok && !math.IsInf(e.Value, 0)
}

// estimate is Estimate, with an infinite value where there is only a bound.
func (r *Result) estimate(m metrics.Metric) (stats.Estimate, bool) {
	if m.Kind == metrics.Quantile {
		return r.quantile(m)
	}
	s := r.shares(m)
	switch {
	case len(s.num) == 0:
		return stats.Estimate{}, false
	case s.below == 0 && m.Kind != metrics.MeanTime:
		return stats.Estimate{}, false
	case len(s.num) == 1:
		return r.single(s.above / s.below), true
	}
	e := s.combine(m.Kind, r.Confidence)
	if m.Share && e.Known() {
		e.Lo, e.Hi = max(0, e.Lo), min(1, e.Hi) // a share cannot be beyond
	}
	e.N = len(s.num)
	return e, true
}

// single is the estimate that one seed supports.
func (r *Result) single(value float64) stats.Estimate {
	return stats.Estimate{
		Value: value, Lo: math.Inf(-1), Hi: math.Inf(1), Confidence: r.Confidence, N: 1,
		Warnings: []string{"n=1: no interval; add seeds"},
	}
}

// shares are the contributions of the trials that have data, and their totals.
type shares struct {
	num, den     []float64
	above, below float64
}

func (r *Result) shares(m metrics.Metric) (s shares) {
	for i := range r.Trials {
		num, den := m.Of(r.Trials[i].Summary)
		if num == 0 && den == 0 || m.Kind == metrics.Mean && den == 0 {
			continue
		}
		s.num, s.den = append(s.num, num), append(s.den, den)
		s.above += num
		s.below += den
	}
	return s
}

// combine estimates from at least two trials.
func (s *shares) combine(kind metrics.Kind, confidence float64) stats.Estimate {
	switch kind {
	case metrics.Mean:
		return stats.Mean(s.num, confidence)
	case metrics.Ratio:
		return stats.Ratio(s.num, s.den, confidence)
	case metrics.Proportion:
		return s.proportion(confidence)
	case metrics.Rate:
		return s.rate(s.num, s.den, confidence)
	case metrics.MeanTime:
		return inverse(s.rate(s.den, s.num, confidence))
	}
	panic(fmt.Sprintf("experiment: metric of kind %v has no rule", kind))
}

// proportion counts runs, not jobs, where it counts: the jobs of a run share its
// luck, and a thousand of them may be one observation.
func (s *shares) proportion(confidence float64) stats.Estimate {
	most := 0.0
	for _, den := range s.den {
		most = max(most, den)
	}
	n := len(s.num)
	switch {
	case most <= 1:
		return stats.Proportion(int(s.above), int(s.below), confidence)
	case s.above == 0:
		return stats.Proportion(0, n, confidence)
	case s.above == s.below:
		return stats.Proportion(n, n, confidence)
	}
	return stats.Ratio(s.num, s.den, confidence)
}

// rate is that of all events over all exposure: with Poisson's exact interval,
// unless the runs differ by more than that law allows.
func (s *shares) rate(events, exposure []float64, confidence float64) stats.Estimate {
	total, time := 0.0, 0.0
	for i := range events {
		total += events[i]
		time += exposure[i]
	}
	e := stats.PoissonRate(int(total), time, confidence)
	d, limit := dispersion(events, exposure, e.Value)
	if d <= limit {
		return e
	}
	e = stats.Ratio(events, exposure, confidence)
	e.Lo = max(0, e.Lo)
	e.Warnings = append(e.Warnings, fmt.Sprintf(
		"the runs differ %.2g times as much as a Poisson law allows: the interval is that of a ratio over runs", d))
	return e
}

// dispersion is the mean squared deviation of the counts from what the rate lets
// expect, as a share of Poisson's, and what it exceeds as rarely as a normal
// exceeds 4 standard deviations. A squared deviation over its mean μ has variance
// 2 + 1/μ.
func dispersion(events, exposure []float64, rate float64) (d, limit float64) {
	total, variance, degrees := 0.0, 0.0, -1.0
	for i := range events {
		mean := rate * exposure[i]
		if mean == 0 {
			continue
		}
		total += (events[i] - mean) * (events[i] - mean) / mean
		variance += 2 + 1/mean
		degrees++
	}
	if degrees < 1 {
		return 0, 0
	}
	return total / degrees, 1 + 4*math.Sqrt(variance)/degrees
}

// inverse turns a rate into a mean time. Without events it is a bound from below.
func inverse(rate stats.Estimate) stats.Estimate {
	e := rate
	e.Value, e.Lo, e.Hi = 1/rate.Value, 1/rate.Hi, 1/rate.Lo // 1/0 is +Inf: not bounded
	return e
}
