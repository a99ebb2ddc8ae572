package hardware_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/sim/rng"
	"github.com/clustersim/clustersim/stats"
)

// Factors have mean 1 and the variance that their law says, and take one
// exponential and no memory.
func TestFactorsOfMeanOne(t *testing.T) {
	for _, c := range []struct {
		law      hardware.FactorModel
		variance float64
	}{
		{hardware.GammaFactor{Shape: .14}, 1 / .14},
		{hardware.GammaFactor{Shape: .5}, 2},
		{hardware.GammaFactor{Shape: 100}, .01},
		{hardware.LogNormalFactor{Sigma: .5}, math.Expm1(.25)},
		{hardware.Kinds{{"lemon", .1, 5.5}, {"sound", .9, .5}}, .1*5.5*5.5 + .9*.25 - 1},
	} {
		require.NoError(t, c.law.Validate())
		r := rng.NewSeed(5).Child("factor").Stream()
		const n = 20_000
		var drawn, squares stats.Moments
		for range n {
			same := r
			same.Exp()
			x := c.law.Draw(&r)
			require.Equal(t, same, r, "one exponential")
			require.Positive(t, x)
			drawn.Add(x)
			squares.Add((x - 1) * (x - 1))
		}
		require.InDelta(t, 1, drawn.Mean(), 4*math.Sqrt(drawn.Variance()/n), "mean of %+v", c.law)
		require.InDelta(t, c.variance, squares.Mean(), 4*math.Sqrt(squares.Variance()/n), "variance of %+v", c.law)
		require.Zero(t, testing.AllocsPerRun(100, func() { c.law.Draw(&r) }))
	}
}

// The exponential of a gamma factor of shape a is -log Q(a, a·factor): for shape
// 1 the factor is the exponential itself, for 1/2 half the square of a normal.
func TestGammaFactorsInvertTheirLaw(t *testing.T) {
	r := rng.NewSeed(6).Child("gamma factor").Stream()
	for range 2000 {
		same, half := r, r
		e := same.Exp()
		require.InEpsilon(t, max(1e-9, e), hardware.GammaFactor{Shape: 1}.Draw(&r), 1e-12)
		x := hardware.GammaFactor{Shape: .5}.Draw(&half)
		if x > 1e-9 {
			require.InEpsilon(t, e, -math.Log(math.Erfc(math.Sqrt(x/2))), 1e-6*(1+1/e)*.01+1e-12, "%v", x)
		}
	}
}

// Parts without memory that differ by a gamma factor of shape 1/2.
func TestFrailPartsLookAsIfTheyGotBetter(t *testing.T) {
	law, factor := hardware.Exponential{MTBF: 1000 * hour}, hardware.GammaFactor{Shape: .5}
	life := func(r *rng.Stream) float64 { return law.Hasten(factor.Draw(r)).Next(r.Exp(), 0, 0).Hours() }
	simulatedShare(t, .5773503, func(r *rng.Stream) bool { return life(r) > 1000 })
	// The hazard at 1000 h is 1/3000 an hour, which 30 h hardly change.
	died := math.Sqrt(1./3) - math.Sqrt(1/3.06)
	require.InEpsilon(t, 30./3000*.5773503, died, .02)
	simulatedShare(t, died, func(r *rng.Stream) bool { x := life(r); return x > 1000 && x <= 1030 })
}

func TestKindsComeInTheirShares(t *testing.T) {
	kinds := hardware.Kinds{{"lemon", .15, 6}, {"sound", .8, 1}, {"jewel", .05, .1}}
	require.NoError(t, kinds.Validate())
	for _, k := range kinds {
		simulatedShare(t, k.Weight, func(r *rng.Stream) bool { return kinds.Draw(r) == k.Factor })
	}
}

func TestFactorsRefuseParametersOutOfRange(t *testing.T) {
	nan := math.NaN()
	many := make(hardware.Kinds, 17)
	for i := range many {
		many[i] = hardware.Kind{Name: fmt.Sprint(i), Weight: 1. / 17, Factor: 1}
	}
	for _, c := range []struct {
		law  hardware.FactorModel
		want string
	}{
		{hardware.GammaFactor{}, "hardware: gamma frailty: shape is 0, want a number within 0.05..1000 such as 0.5"},
		{hardware.GammaFactor{Shape: nan}, "hardware: gamma frailty: shape is NaN, want a number within 0.05..1000 such as 0.5"},
		{hardware.LogNormalFactor{Sigma: 4}, "hardware: lognormal frailty: sigma is 4, want a number within 0.001..3 such as 0.5"},
		{hardware.Kinds{}, "hardware: kinds frailty: number of kinds is 0, want 1 to 16"},
		{many, "hardware: kinds frailty: number of kinds is 17, want 1 to 16"},
		{hardware.Kinds{{"", 1, 1}}, `hardware: kinds frailty: name is "", want a name such as lemon`},
		{hardware.Kinds{{"a", .5, 1}, {"a", .5, 2}}, "hardware: kinds frailty: name is a, want one that no other kind has"},
		{hardware.Kinds{{"a", nan, 1}}, "hardware: kinds frailty: weight of a is NaN, want a share above 0 such as 0.15"},
		{hardware.Kinds{{"a", 1, 0}}, "hardware: kinds frailty: factor of a is 0, want a number above 0, at most 1000000, such as 6"},
		{hardware.Kinds{{"a", .5, 1}, {"b", .4, 1}}, "hardware: kinds frailty: sum of weights is 0.9, want 1"},
	} {
		require.EqualError(t, c.law.Validate(), c.want)
	}
}
