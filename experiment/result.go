package experiment

import (
	"crypto/sha256"

	"github.com/clustersim/clustersim/metrics"
)

// Result is what an experiment came to. It is a function of the experiment alone,
// unless it is partial: then which trials finished in time is chance.
type Result struct {
	Trials     []Trial  // that finished, in the order of their seeds
	Partial    bool     // whether trials are missing
	Digest     [32]byte // SHA-256 of the digests of the trials
	Confidence float64  // of estimates
}

// collect makes the result of the trials that finished.
func (e *Experiment) collect(trials []*Trial) *Result {
	r := &Result{Confidence: e.confidence()}
	digests := sha256.New()
	for _, t := range trials {
		if t == nil {
			r.Partial = true
			continue
		}
		r.Trials = append(r.Trials, *t)
		digests.Write(t.Digest[:]) // never fails
	}
	digests.Sum(r.Digest[:0])
	return r
}

// Count is how many observations are behind an estimate of the metric, over all
// trials: jobs, failures, whatever its Things says. The N of an estimate counts
// seeds, because that is what its interval rests on.
func (r *Result) Count(m metrics.Metric) int {
	total := 0
	for i := range r.Trials {
		total += m.N(r.Trials[i].Summary)
	}
	return total
}
