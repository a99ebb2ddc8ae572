package hardware

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// tail is the score from which probabilities are handled as ratios: Q(5) is
// 3e-7, and from 38 on Q is no longer a number of its own.
const tail = 5

// vanishing is a hazard whose survival is near the smallest number there is.
const vanishing = 600

// newScore is the z that a standard normal exceeds with probability
// exp(-hazard), from whichever tail is the smaller where digits would be lost.
func newScore(hazard float64) float64 {
	switch {
	case hazard < 1e-4:
		return mathext.NormalQuantile(-math.Expm1(-hazard))
	case hazard < vanishing:
		return -mathext.NormalQuantile(math.Exp(-hazard))
	}
	return tail + tailStep(tail, hazard+logUpper(tail))
}

// upperStep returns the step d for which a standard normal that exceeds z also
// exceeds z+d with probability exp(-hazard): Q(z+d) = exp(-hazard)·Q(z).
func upperStep(z, hazard float64) float64 {
	switch {
	case z >= tail:
		return tailStep(z, hazard)
	case hazard < vanishing:
		return max(0, -mathext.NormalQuantile(math.Exp(-hazard)*upper(z))-z)
	}
	return newScore(hazard-logUpper(z)) - z
}

// tailStep is upperStep by Newton's method on the logarithm of Q, which is
// concave: the first step from 0 lands beyond the root and the rest approach it
// from there.
func tailStep(z, hazard float64) float64 {
	m := mills(z)
	d := min(hazard*m, math.Sqrt(2*hazard))
	for range 12 {
		m1 := mills(z + d)
		excess := math.Log(m1/m) - d*(z+d/2) + hazard
		next := d + excess*m1
		if next >= d || next <= 0 {
			break
		}
		d = next
	}
	return d
}

// logUpper is the logarithm of Q(z), also where Q is no longer a number.
func logUpper(z float64) float64 {
	switch {
	case z < 0:
		return math.Log1p(-upper(-z))
	case z < tail:
		return math.Log(upper(z))
	}
	return math.Log(mills(z)) - (z*z+math.Log(2*math.Pi))/2
}

// mills is Q(z) over the normal density at z, by the continued fraction
// 1/(z+1/(z+2/(z+3/(z+…)))) (Laplace), which 60 terms settle from z = 5 on.
func mills(z float64) float64 {
	f := z
	for k := 60.0; k >= 1; k-- {
		f = z + k/f
	}
	return 1 / f
}
