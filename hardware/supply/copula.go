package supply

import (
	"math"

	"gonum.org/v1/gonum/integrate/quad"
	"gonum.org/v1/gonum/mathext"
)

// Zones are thresholds on normal variables. What follows are the laws of such
// indicators: of two standard normals with a correlation, whether each exceeds
// its threshold.

// threshold is what a standard normal exceeds with probability p.
func threshold(p float64) float64 { return -mathext.NormalQuantile(p) }

// covariance is that of the indicators of two standard normals above h and k,
// correlated by rho within -1 to 1. It is 0 at rho = 0, and its derivative by
// rho is the bivariate normal density at (h, k) (Plackett, Biometrika 41, 1954);
// with rho = sin θ the integrand is smooth to the ends.
func covariance(h, k, rho float64) float64 {
	end := math.Asin(rho)
	density := func(angle float64) float64 {
		sin, cos := math.Sincos(angle)
		return math.Exp(-(h*h + k*k - 2*h*k*sin) / (2 * cos * cos))
	}
	const points = 48
	integral := quad.Fixed(density, min(0, end), max(0, end), points, quad.Legendre{}, 0)
	return math.Copysign(integral/(2*math.Pi), end)
}

// pair are two zones' thresholds.
type pair struct{ h, k float64 }

// correlation is that of the indicators.
func (p pair) correlation(rho float64) float64 {
	return covariance(p.h, p.k, rho) / math.Sqrt(spread(p.h)*spread(p.k))
}

// spread is the variance of an indicator.
func spread(h float64) float64 {
	above := math.Erfc(h/math.Sqrt2) / 2
	return above * (1 - above)
}

// mean is the mean correlation of the indicators of all pairs.
func mean(pairs []pair, rho float64) float64 {
	sum := 0.0
	for _, p := range pairs {
		sum += p.correlation(rho)
	}
	return sum / float64(len(pairs))
}

// closest bounds the correlation of normals: closer, they are one variable.
const closest = 0.999

// latent is the correlation of the normals at which the mean correlation of the
// indicators is the one wanted, 0 or more, or false if none is enough. Without
// pairs nothing is wanted.
func latent(pairs []pair, wanted float64) (float64, bool) {
	if len(pairs) == 0 {
		return 0, true
	}
	low, high := 0.0, closest
	if mean(pairs, high) < wanted {
		return 0, false
	}
	for range 50 {
		if middle := (low + high) / 2; mean(pairs, middle) < wanted {
			low = middle
		} else {
			high = middle
		}
	}
	return high, true
}
