package supply

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/integrate/quad"
)

// Sheppard 1899: at thresholds of 0 the covariance is asin(ρ)/2π.
func TestCovarianceAtTheMiddle(t *testing.T) {
	for _, rho := range []float64{-.99, -.3, 0, .14, .43, .9, .999} {
		require.InDelta(t, math.Asin(rho)/(2*math.Pi), covariance(0, 0, rho), 1e-14)
	}
}

// above is the probability that a standard normal exceeds z.
func above(z float64) float64 { return math.Erfc(z/math.Sqrt2) / 2 }

// By conditioning on the first variable, a route that has nothing in common
// with the other: ∫ φ(x)·Q((k-ρx)/√(1-ρ²)) dx from h, less Q(h)·Q(k).
func TestCovarianceByConditioning(t *testing.T) {
	for _, h := range []float64{-3.1, -1.31, -.23, .1, .97, 3.1} {
		for _, k := range []float64{-1.2, .4, .97, 2} {
			for _, rho := range []float64{.05, .14, .5, .8, .95, .99} {
				given := func(x float64) float64 {
					return math.Exp(-x*x/2) / math.Sqrt(2*math.Pi) * above((k-rho*x)/math.Sqrt(1-rho*rho))
				}
				both := 0.0
				for x := h; x < 9; x += .125 {
					both += quad.Fixed(given, x, x+.125, 20, quad.Legendre{}, 0)
				}
				require.InDelta(t, both-above(h)*above(k), covariance(h, k, rho), 1e-11, "h=%v k=%v rho=%v", h, k, rho)
			}
		}
	}
}

// What is common to two variables wholly makes their indicators as alike as
// their availabilities allow.
func TestLatentCorrelation(t *testing.T) {
	pairs := []pair{{threshold(.5), threshold(.5)}, {threshold(.9), threshold(.3)}}
	rho, ok := latent(pairs, .2)
	require.True(t, ok)
	require.InDelta(t, .2, mean(pairs, rho), 1e-12)
	rho, ok = latent(pairs[:1], 1.0/3)
	require.True(t, ok)
	require.InDelta(t, .5, rho, 1e-12, "asin(.5)/2π over 1/4")
	_, ok = latent(pairs, .7) // (1 + √(.1·.3/(.9·.7)))/2 = .609 at most
	require.False(t, ok)
	rho, ok = latent(nil, .4)
	require.True(t, ok)
	require.Zero(t, rho)
}
