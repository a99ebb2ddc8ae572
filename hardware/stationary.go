package hardware

import "math"

// equilibrium is the law of the age found at a random instant, at the age
// mean·exp(y): the probabilities of a younger and of an older one, and the slope
// of the first in y. Each of the two must be exact where it is the smaller.
type equilibrium func(y float64) (younger, older, slope float64)

// invert returns the y that is outlived with probability u, 0 < u < 1, by
// Newton's method on the logarithm of the smaller probability, inside an
// interval that halves whenever Newton would leave it. The interval starts at
// log(1-u): an age below x is at most x/mean likely.
//
// Library inverses of the gamma distribution are no alternative: for small
// parameters, laws of wear, they stop several digits early.
func invert(u float64, at equilibrium) float64 {
	const bold = 8 // the longest step while no upper end is known
	low, high := math.Log(1-u), math.Inf(1)
	y := max(low, math.Log(-math.Log(u)))
	for range 100 {
		younger, older, slope := at(y)
		var excess, steepness float64
		if u > 0.5 {
			excess, steepness = math.Log(younger/(1-u)), slope/younger
		} else {
			excess, steepness = math.Log(u/older), slope/older
		}
		if excess < 0 {
			low = y
		} else {
			high = y
		}
		next := y - excess/steepness
		if !(next >= low && next <= high && next <= y+bold) {
			next = low + min(bold, (high-low)/2)
		}
		if math.Abs(next-y) <= 1e-14*max(1, math.Abs(y)) {
			return next
		}
		y = next
	}
	return y
}
