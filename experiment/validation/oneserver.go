package validation

import (
	"context"
	"fmt"
	"math"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/sim/rng"
	"github.com/clustersim/clustersim/workloads"
)

// oneServer is the M/G/1 queue: lengths have a mean and a squared coefficient of
// variation (SCV), and the law is fixed, exponential or lognormal to match.
type oneServer struct {
	rate, mean, scv float64 // per hour, hours, 1
	replications    int
}

func (l oneServer) asCase() Case {
	_, name := lengths(l.mean, l.scv)
	return Case{
		ID: "T02", Title: "M/G/1 queue", Through: throughRuntime,
		About: "The same with one node and lengths of any law: the mean wait grows with the variance of the lengths. Fixed, " +
			"exponential and lognormal lengths are drawn, by their squared coefficient of variation (SCV).",
		Source: "F. Pollaczek 1930 and A. Y. Khinchine 1932; L. Kleinrock, Queueing Systems, vol. 1, Wiley 1975, chapter 5: the mean " +
			"wait from the first two moments of the lengths.",
		Parameters: fmt.Sprintf("λ=%g/h %s lengths, mean %g h, SCV %g", l.rate, name, l.mean, l.scv),
		Run:        l.run,
	}
}

// lengths is a law of positive times with a mean in hours and an SCV.
func lengths(mean, scv float64) (law workloads.Length, name string) {
	switch scv {
	case 0:
		return hardware.Fixed{After: hours(mean)}, "fixed"
	case 1:
		return hardware.Exponential{MTBF: hours(mean)}, "exponential"
	}
	variance := math.Log1p(scv) // of the logarithm
	return hardware.LogNormal{Median: hours(mean * math.Exp(-variance/2)), Sigma: math.Sqrt(variance)}, "lognormal"
}

func (l oneServer) run(ctx context.Context, e Effort, seed rng.Seed) ([]Measurement, error) {
	law, _ := lengths(l.mean, l.scv)
	second := l.mean * l.mean * (1 + l.scv)
	q := queue{servers: 1, rate: l.rate, length: law, mean: l.mean, second: second, warm: 3000, end: 33000}
	runs, controls, err := q.replicate(ctx, e.replications(l.replications), seed)
	if err != nil {
		return nil, err
	}
	wait := pollaczek(l.rate, l.mean, second)
	jobs := column(runs, func(w *waits) float64 { return w.jobs })
	total := column(runs, func(w *waits) float64 { return w.wait })
	waited := column(runs, func(w *waits) float64 { return w.waited })
	return []Measurement{
		ratio("mean wait", "h", wait, total, jobs, controls...),
		ratio("P(wait)", "", l.rate*l.mean, waited, jobs, controls...),
	}, nil
}
