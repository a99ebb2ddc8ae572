package supply

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mathext"

	"github.com/clustersim/clustersim/sim/rng"
)

// Case T39 of the model notes: all or none of 16 nodes, at mean availability .47.
func TestBetaBinomialOfASpotZone(t *testing.T) {
	p := BetaBinomial{Trials: 16, Mean: .47, Correlation: .95}.Probabilities()
	require.InDelta(t, .4291586, p[16], 5e-8)
	require.InDelta(t, .4889796, p[0], 5e-8)
	p = BetaBinomial{Trials: 16, Mean: .47, Correlation: .01}.Probabilities()
	require.InDelta(t, 1.84344e-5, p[16], 5e-11)
	p = BetaBinomial{Trials: 16, Mean: .47}.Probabilities()
	require.InDelta(t, 5.66977e-6, p[16], 5e-12)
	require.InEpsilon(t, math.Pow(.47, 16), p[16], 1e-12)
}

// The textbook form, C(n,k)·B(k+a, n-k+b)/B(a, b).
func textbook(b BetaBinomial, k int) float64 {
	n, x := float64(b.Trials), float64(k)
	alpha := b.Mean * (1 - b.Correlation) / b.Correlation
	beta := (1 - b.Mean) * (1 - b.Correlation) / b.Correlation
	choose := -math.Log(n+1) - mathext.Lbeta(x+1, n-x+1)
	return math.Exp(choose + mathext.Lbeta(x+alpha, n-x+beta) - mathext.Lbeta(alpha, beta))
}

func TestBetaBinomialProbabilities(t *testing.T) {
	for _, b := range []BetaBinomial{
		{Trials: 1, Mean: .3, Correlation: .5},
		{Trials: 14, Mean: .53, Correlation: .43},
		{Trials: 200, Mean: .9, Correlation: .02},
		{Trials: 5000, Mean: .5, Correlation: .3},
	} {
		sum, mean, squares := 0.0, 0.0, 0.0
		for k, p := range b.Probabilities() {
			require.InDelta(t, textbook(b, k), p, 1e-10)
			sum, mean, squares = sum+p, mean+p*float64(k), squares+p*float64(k)*float64(k)
		}
		require.InEpsilon(t, 1, sum, 1e-12)
		require.InEpsilon(t, b.Expected(), mean, 1e-9)
		require.InEpsilon(t, b.Variance(), squares-mean*mean, 1e-8)
	}
}

// Laws at the edges of their range.
func TestBetaBinomialEdges(t *testing.T) {
	require.Equal(t, []float64{1}, BetaBinomial{Mean: .5}.Probabilities())
	require.Equal(t, []float64{1, 0, 0}, BetaBinomial{Trials: 2, Correlation: .5}.Probabilities())
	require.Equal(t, []float64{1, 0, 0}, BetaBinomial{Trials: 2}.Probabilities())
	require.Equal(t, []float64{0, 0, 1}, BetaBinomial{Trials: 2, Mean: 1}.Probabilities())
	require.InDeltaSlice(t, []float64{.25, .5, .25}, BetaBinomial{Trials: 2, Mean: .5}.Probabilities(), 1e-15)
	far := BetaBinomial{Trials: 100_000, Mean: .5}.Probabilities() // most terms are below the smallest number
	require.InEpsilon(t, math.Sqrt(2/math.Pi/100_000), far[50_000], 1e-4)
	for want, b := range map[string]BetaBinomial{
		"supply: beta-binomial law: trials are -1, want 0 to 1000000":                     {Trials: -1},
		"supply: beta-binomial law: mean is NaN, want 0 to 1":                             {Mean: math.NaN()},
		"supply: beta-binomial law: mean is 1.1, want 0 to 1":                             {Mean: 1.1},
		"supply: beta-binomial law: correlation is 1, want at least 0 and less than 1":    {Correlation: 1},
		"supply: beta-binomial law: correlation is -0.1, want at least 0 and less than 1": {Correlation: -.1},
	} {
		require.EqualError(t, b.Validate(), want)
	}
}

func TestBetaBinomialDraws(t *testing.T) {
	b := BetaBinomial{Trials: 14, Mean: .53, Correlation: .43}
	r := rng.NewSeed(1).Stream()
	seen := make([]float64, 15)
	table := b.table()
	const n = 200_000
	for range n {
		seen[table.draw(&r)]++
	}
	for k, p := range b.Probabilities() {
		require.Less(t, math.Abs(seen[k]-n*p)/math.Sqrt(n*p*(1-p)), 4.0, "%d nodes", k)
	}
	require.Zero(t, testing.AllocsPerRun(100, func() { table.draw(&r) }))
}
