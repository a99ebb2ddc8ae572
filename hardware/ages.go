package hardware

import (
	"math"
	"sort"
)

// ages is the law of the age found at a random instant, density S(x)/mean, for a
// survival function that has no integral in closed form: the integral on a grid.
// Between grid points it is worked out anew, to all digits.
type ages struct {
	x, lived []float64 // ns: age, and the integral of S up to it
}

// The first grid point is where nobody has died yet as far as nanoseconds tell,
// and the last where next to nobody is left.
const firstAge, lastSurvival = 1e-3, 1e-18

// finest is the step below which no law is any smoother: the last nanoseconds
// before an age that no part outlives.
const finest = 1e-9

// newAges tabulates the integral in steps over which S is smooth: from x to
// x·exp(step).
func newAges(alive func(x float64) float64, smooth func(x, step float64) bool) ages {
	a := ages{x: []float64{0, firstAge}, lived: []float64{0, firstAge}}
	for x, sum := firstAge, firstAge; x*alive(x) > lastSurvival*sum && x < math.MaxInt64; {
		end := math.Log(math.MaxInt64 / x)
		step := min(2, end)
		for step > finest && !smooth(x, step) {
			step /= 2
		}
		next := x * math.Exp(step)
		if step == end {
			next = math.MaxInt64
		}
		sum += livedBetween(x, next, alive)
		a.x, a.lived = append(a.x, next), append(a.lived, sum)
		x = next
	}
	return a
}

// mean is the integral of S.
func (a *ages) mean() float64 {
	if len(a.lived) == 0 {
		return 0 // of a law that nobody made
	}
	return a.lived[len(a.lived)-1]
}

// older is the probability of an age above x.
func (a *ages) older(x float64, alive func(x float64) float64) float64 {
	i := sort.SearchFloat64s(a.x, x)
	switch {
	case i == 0:
		return 1
	case i == len(a.x):
		return 0
	}
	return (a.mean() - a.lived[i] + livedBetween(x, a.x[i], alive)) / a.mean()
}

// outlived returns the age that is outlived with probability u.
func (a *ages) outlived(u float64, alive func(x float64) float64) float64 {
	target := (1 - u) * a.mean()
	i := sort.SearchFloat64s(a.lived, target)
	if i <= 1 {
		return target // S is 1
	}
	if i == len(a.x) {
		return a.x[i-1]
	}
	from, rest := a.x[i-1], target-a.lived[i-1]
	x := reach(rest, rest, func(x float64) (sum, slope float64) {
		return livedBetween(from, from+x, alive), alive(from + x)
	})
	return from + min(x, a.x[i]-from)
}

// livedBetween integrates S over one step of the grid, or a part of one, by the
// rule of Gauss and Legendre with 8 points on the logarithm of the age.
func livedBetween(from, to float64, alive func(x float64) float64) float64 {
	points := [...]struct{ at, weight float64 }{
		{0.1834346424956498, 0.3626837833783620},
		{0.5255324099163290, 0.3137066458778873},
		{0.7966664774136267, 0.2223810344533745},
		{0.9602898564975363, 0.1012285362903763},
	}
	half := math.Log(to/from) / 2
	middle, sum := from*math.Exp(half), 0.0
	for _, p := range points {
		above, below := middle*math.Exp(half*p.at), middle*math.Exp(-half*p.at)
		sum += p.weight * (above*alive(above) + below*alive(below))
	}
	return half * sum
}
