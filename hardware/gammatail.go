package hardware

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// gammaGrown is the hazard that a gamma law of shape a and scale 1 runs up from
// age z to z+x: log Q(a, z) - log Q(a, z+x). Far in the tail, where Q is no
// longer a number, the leading parts cancel on paper.
func gammaGrown(a, z, x float64) float64 {
	if inGammaTail(a, z) {
		return x - a*math.Log1p(x/z) - math.Log(gammaMills(a, z+x)/gammaMills(a, z))
	}
	return logGammaUpper(a, z) - logGammaUpper(a, z+x)
}

// gammaLasts is the time in which a part of age z runs up a hazard.
func gammaLasts(a, z, hazard float64) float64 {
	return reach(hazard, gammaGuess(a, z, hazard), func(x float64) (float64, float64) {
		return gammaGrown(a, z, x), gammaRate(a, z+x)
	})
}

// gammaRate is the hazard of a gamma law of scale 1 at age x: density over Q.
func gammaRate(a, x float64) float64 {
	if inGammaTail(a, x) {
		return 1 / (x * gammaMills(a, x))
	}
	logGamma, _ := math.Lgamma(a)
	return math.Exp((a-1)*math.Log(x) - x - logGamma - logGammaUpper(a, x))
}

// gammaGuess is about the time in which a part of age z runs up a hazard: for
// new parts by P(a, x) = x^a/Γ(a+1), which holds for small x, for old ones as if
// the hazard of their age went on.
func gammaGuess(a, z, hazard float64) float64 {
	if z > 0 {
		return hazard / gammaRate(a, z)
	}
	logGamma, _ := math.Lgamma(a + 1)
	return max(math.SmallestNonzeroFloat64, math.Exp((math.Log(min(1, hazard))+logGamma)/a))
}

// gammaUpper is Q(a, x) without the stretch, for small a, in which that of the
// library takes microseconds.
func gammaUpper(a, x float64) float64 {
	if x < max(a, 0.7) {
		return 1 - mathext.GammaIncReg(a, x)
	}
	return math.Exp(logGammaUpper(a, x))
}

// logGammaUpper is the logarithm of Q(a, x), exact where Q is near 1 too.
func logGammaUpper(a, x float64) float64 {
	if inGammaTail(a, x) {
		logGamma, _ := math.Lgamma(a)
		return a*math.Log(x) - x - logGamma + math.Log(gammaMills(a, x))
	}
	if x < max(a, 0.7) {
		return math.Log1p(-mathext.GammaIncReg(a, x))
	}
	return math.Log(mathext.GammaIncRegComp(a, x))
}

// inGammaTail tells ages from which the continued fraction is exact. For large
// shapes about one part in five hundred gets that old.
func inGammaTail(a, x float64) bool { return x > max(0.7, a+3*math.Sqrt(a)-1.5) }

// gammaMills is Q(a, x)·Γ(a)·exp(x)/x^a, by the continued fraction
// 1/(x+1-a+1(a-1)/(x+3-a+2(a-2)/(x+5-a+…))) (DLMF 8.9.2, contracted), which 100
// terms settle in the tail, the fewer the farther out.
func gammaMills(a, x float64) float64 {
	const terms = 100
	f := x + 2*terms + 1 - a
	for k := float64(terms); k >= 1; k-- {
		f = x + 2*k - 1 - a + k*(a-k)/f
	}
	return 1 / f
}
