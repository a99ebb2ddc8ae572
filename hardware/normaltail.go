package hardware

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// tail is the score from which probabilities are handled as ratios: Q(5) is
// 3e-7, and from 38 on Q is no longer a number of its own.
const tail = 5

// upperStep returns the step d for which a standard normal that exceeds z also
// exceeds z+d with probability u, 0 < u < 1: Q(z+d) = u·Q(z).
func upperStep(z, u float64) float64 {
	if z < tail {
		return max(0, -mathext.NormalQuantile(u*upper(z))-z)
	}
	return tailStep(z, u)
}

// tailStep is upperStep by Newton's method on the logarithm of Q, which is
// concave: the first step from 0 lands beyond the root and the rest approach it
// from there.
func tailStep(z, u float64) float64 {
	target := math.Log(u)
	m := mills(z)
	d := -target * m
	for range 12 {
		m1 := mills(z + d)
		excess := math.Log(m1/m) - d*(z+d/2) - target
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
	if z < tail {
		return math.Log1p(-upper(-z))
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
