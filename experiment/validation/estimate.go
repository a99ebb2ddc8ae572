package validation

import (
	"context"
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/clustersim/clustersim/sim/rng"
	"github.com/clustersim/clustersim/stats"
)

// replicate runs independent replications, each on a seed of its own.
func replicate[S any](ctx context.Context, n int, seed rng.Seed, run func(seed rng.Seed) (S, error)) ([]S, error) {
	samples := make([]S, n)
	for i := range samples {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		var err error
		if samples[i], err = run(seed.Index(uint64(i))); err != nil {
			return nil, err
		}
	}
	return samples, nil
}

// column takes one number of each replication.
func column[S any](samples []S, of func(*S) float64) []float64 {
	xs := make([]float64, len(samples))
	for i := range samples {
		xs[i] = of(&samples[i])
	}
	return xs
}

// constant is the column of replications that all have x.
func constant(x float64, like []float64) []float64 {
	xs := make([]float64, len(like))
	for i := range xs {
		xs[i] = x
	}
	return xs
}

// mean measures the mean of replications.
func mean(name, unit string, expected float64, xs []float64) Measurement {
	return ratio(name, unit, expected, xs, constant(1, xs))
}

// ratio measures the ratio of two totals over replications, whose standard error
// is that of the linearised ratio: a mean of ratios would be biased.
//
// The controls, if any, are quantities of the replications with mean zero, such
// as how far the arrivals of a replication are off their rate. What they explain
// by linear regression is taken off; that narrows the interval and moves no mean
// (Lavenberg and Welch, Management Science 27(3), 1981).
func ratio(name, unit string, expected float64, num, den []float64, controls ...[]float64) Measurement {
	n, q := len(num), len(controls)
	if n <= 2*(q+1) {
		controls, q = nil, 0
	}
	base := average(den)
	value := average(num) / base
	left := make([]float64, n)
	for i := range left {
		left[i] = num[i] - value*den[i]
	}
	value -= explain(left, controls) / base
	var m stats.Moments
	for _, x := range left {
		m.Add(x)
	}
	scale := float64(n-1) / float64(n-1-q)
	return sampled(name, unit, expected, value, math.Sqrt(m.Variance()*scale/float64(n))/base, n)
}

// sampled compares an estimate with its law.
func sampled(name, unit string, expected, value, se float64, n int) Measurement {
	m := Measurement{
		Name: name, Unit: unit, Value: value, Expected: expected, StandardError: se,
		Z: (value - expected) / se, N: n, Tolerance: SampledTolerance,
	}
	m.judge()
	return m
}

// transformed measures f of a quantity where the law is f of the quantity's law,
// with the slope of f at the estimate (the delta method).
func (m Measurement) transformed(name string, f, slope func(x float64) float64) Measurement {
	return sampled(name, m.Unit, f(m.Expected), f(m.Value), m.StandardError*math.Abs(slope(m.Value)), m.N)
}

// deviates measures a standard deviation where a variance was measured.
func deviates(m Measurement) Measurement {
	return m.transformed(m.Name, math.Sqrt, func(x float64) float64 { return 0.5 / math.Sqrt(x) })
}

// power measures a power of a quantity.
func power(name string, m Measurement, to float64) Measurement {
	return m.transformed(name,
		func(x float64) float64 { return math.Pow(x, to) },
		func(x float64) float64 { return to * math.Pow(x, to-1) })
}

// explain takes off ys what a linear regression on the controls explains, and
// returns the part of their mean that the controls' luck explains.
func explain(ys []float64, controls [][]float64) float64 {
	if len(controls) == 0 {
		return 0
	}
	design := mat.NewDense(len(ys), len(controls), nil)
	means := make([]float64, len(controls))
	for k, c := range controls {
		means[k] = average(c)
		for i := range c {
			design.Set(i, k, c[i]-means[k])
		}
	}
	centre := average(ys)
	centred := mat.NewVecDense(len(ys), nil)
	for i, y := range ys {
		centred.SetVec(i, y-centre)
	}
	var slopes mat.VecDense
	if err := slopes.SolveVec(design, centred); err != nil {
		return 0 // the controls do not vary on their own: nothing to learn from them
	}
	luck := 0.0
	for k := range controls {
		luck += slopes.AtVec(k) * means[k]
		for i := range ys {
			ys[i] -= slopes.AtVec(k) * design.At(i, k)
		}
	}
	return luck
}

func average(xs []float64) float64 {
	var m stats.Moments
	for _, x := range xs {
		m.Add(x)
	}
	return m.Mean()
}
