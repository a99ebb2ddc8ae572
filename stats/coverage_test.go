package stats_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/stats"
)

// experiments is how often each estimate is repeated; a share of them has a standard error of at most 0.7 % near 95 %.
const experiments = 1000

// least and most are 0.95 ± 4 standard errors.
const (
	least = 0.95 - 0.0276
	most  = 0.95 + 0.0276
)

// coverage repeats an estimate and returns the share of intervals that hold the truth, and the share that hold it or
// carry a warning.
func coverage(truth float64, estimate func(*rand.Rand) stats.Estimate) (covered, honest float64) {
	random := rand.New(rand.NewPCG(20, 26))
	for range experiments {
		e := estimate(random)
		if e.Contains(truth) {
			covered += 1.0 / experiments
		}
		if e.Contains(truth) || len(e.Warnings) > 0 {
			honest += 1.0 / experiments
		}
	}
	return covered, honest
}

func sample(n int, draw func() float64) []float64 {
	xs := make([]float64, n)
	for i := range xs {
		xs[i] = draw()
	}
	return xs
}

func TestNormalMeansAreCovered(t *testing.T) {
	covered, _ := coverage(0, func(r *rand.Rand) stats.Estimate { return stats.Mean(sample(5, r.NormFloat64), 0.95) })
	require.InDelta(t, 0.95, covered, most-0.95)
}

func TestSkewedAndZeroHeavyMeansAreCoveredOrWarn(t *testing.T) {
	lognormal := func(r *rand.Rand) float64 { return math.Exp(2 * r.NormFloat64()) }
	covered, honest := coverage(math.Exp(2), func(r *rand.Rand) stats.Estimate {
		return stats.Mean(sample(30, func() float64 { return lognormal(r) }), 0.95)
	})
	require.Less(t, covered, least, "else the case is too easy")
	require.Greater(t, honest, least)
	covered, honest = coverage(0.03, func(r *rand.Rand) stats.Estimate {
		return stats.Mean(sample(30, func() float64 { return math.Floor(r.Float64() + 0.03) }), 0.95)
	})
	require.Less(t, covered, least, "else the case is too easy")
	require.Greater(t, honest, least)
}

func TestRatiosAreCovered(t *testing.T) {
	// Useful time out of elapsed time: elapsed 1 to 3, of which a share around 0.7 that falls as runs get longer.
	const truth = (0.9*2 - 0.1*(4+1.0/3)) / 2 // E[(0.9 - 0.1 T) T] / E[T], T uniform on 1 to 3
	covered, _ := coverage(truth, func(r *rand.Rand) stats.Estimate {
		elapsed := sample(20, func() float64 { return 1 + 2*r.Float64() })
		useful := make([]float64, len(elapsed))
		for i, t := range elapsed {
			useful[i] = (0.9 - 0.1*t + 0.05*r.NormFloat64()) * t
		}
		return stats.Ratio(useful, elapsed, 0.95)
	})
	require.InDelta(t, 0.95, covered, most-0.95)
}

func TestProportionsAreCovered(t *testing.T) {
	hits := func(r *rand.Rand, p float64) (k int) {
		for range 40 {
			if r.Float64() < p {
				k++
			}
		}
		return k
	}
	for _, p := range []float64{0.1, 0.5, 0.93} {
		covered, _ := coverage(p, func(r *rand.Rand) stats.Estimate { return stats.Proportion(hits(r, p), 40, 0.95) })
		require.Greater(t, covered, least-0.02, "Wilson's coverage oscillates around its level, p = %v", p)
		exact, _ := coverage(p, func(r *rand.Rand) stats.Estimate { return stats.ProportionExact(hits(r, p), 40, 0.95) })
		require.Greater(t, exact, least)
		require.GreaterOrEqual(t, exact, covered)
	}
}

func TestQuantilesAreCovered(t *testing.T) {
	for _, p := range []float64{0.5, 0.9} {
		covered, _ := coverage(-math.Log(1-p), func(r *rand.Rand) stats.Estimate {
			return stats.Quantile(sample(60, r.ExpFloat64), p, 0.95)
		})
		require.Greater(t, covered, least, "p = %v", p)
		require.Less(t, covered, 0.99, "an interval that always covers is too wide, p = %v", p)
	}
}

func TestPoissonRatesAreCovered(t *testing.T) {
	for _, rate := range []float64{0.3, 4, 30} {
		covered, _ := coverage(rate, func(r *rand.Rand) stats.Estimate {
			events := 0
			for at := r.ExpFloat64() / rate; at < 1; at += r.ExpFloat64() / rate {
				events++
			}
			return stats.PoissonRate(events, 1, 0.95)
		})
		require.Greater(t, covered, least, "rate %v", rate)
	}
}

func TestKolmogorovSmirnovRejectsAtItsLevel(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 1933))
	rejected := 0.0
	for range experiments {
		if _, p := stats.KolmogorovSmirnov(sample(20, random.ExpFloat64), exponential); p < 0.05 {
			rejected += 1.0 / experiments
		}
	}
	require.InDelta(t, 0.05, rejected, 0.0276)
}
