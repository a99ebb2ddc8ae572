package metrics

import (
	"github.com/clustersim/clustersim/internal/suggest"
	"github.com/clustersim/clustersim/stats"
)

// Metric is one row of the table of metrics.
type Metric struct {
	Name   string
	Unit   string // s, GPU-h, USD, USD/GPU-h, /1000 node-days, or 1 for counts and ratios
	Doc    string // its definition, one sentence
	Better Direction
	Kind   Kind
	P      float64 // the probability, for a Quantile
	Share  bool    // a number from 0 to 1, which may be written in percent
	Things string  // what N counts
	Quiet  bool    // of no interest, and not reported, where it is zero in every run

	// Of gives a run's contribution; its meaning is the Kind's. Nil for a Quantile.
	Of func(*Summary) (num, den float64)
	// Sample gives a run's observations. Nil for all but a Quantile.
	Sample func(*Summary) []float64
	// N is the number of observations behind a run's contribution.
	N func(*Summary) int
}

// Direction says which way is better.
type Direction uint8

// The directions.
const (
	Neither Direction = iota
	Higher
	Lower
)

// String returns the direction's word.
func (d Direction) String() string { return [...]string{"neither", "higher", "lower"}[d] }

// Kind says how the contributions of runs combine. Runs without data contribute
// nothing; a metric without any is absent.
type Kind uint8

// The kinds.
const (
	// Mean: num is the run's value, den 1, or 0 if it has none; runs are averaged.
	Mean Kind = iota
	// Ratio: num over den, each added up over runs. A mean over jobs is one too: its den is a number of jobs.
	Ratio
	// Proportion: num successes among den trials, each added up over runs.
	Proportion
	// Rate: num events in an exposure of den.
	Rate
	// MeanTime: an exposure of num for den events, the inverse of a rate.
	MeanTime
	// Quantile: of the observations of all runs taken together.
	Quantile
)

// String returns the kind's word.
func (k Kind) String() string {
	return [...]string{"mean", "ratio", "proportion", "rate", "mean-time", "quantile"}[k]
}

// Value is the metric of a single run; false if the run has no data for it.
func (m *Metric) Value(s *Summary) (float64, bool) {
	if m.Kind == Quantile {
		values := stats.Quantiles(m.Sample(s), m.P)
		if values == nil {
			return 0, false
		}
		return values[0], true
	}
	num, den := m.Of(s)
	if den == 0 {
		return 0, false
	}
	return num / den, true
}

// Find returns the metric of that name.
func Find(name string) (Metric, bool) {
	for _, m := range All() {
		if m.Name == name {
			return m, true
		}
	}
	return Metric{}, false
}

// Suggest returns the name of the metric that was probably meant.
func Suggest(name string) (string, bool) {
	return suggest.Closest(name, Names())
}

// Names lists the metrics in the order of [All].
func Names() []string {
	all := All()
	names := make([]string, len(all))
	for i := range all {
		names[i] = all[i].Name
	}
	return names
}
