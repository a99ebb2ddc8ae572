package stats

import "math"

// MeanLife estimates the mean of lives of which some were still going on when last seen: the area below the
// [KaplanMeier] estimate. Where the longest life had no end, the area beyond it is that of the exponential law that
// passes through the estimate there (Brown, Hollander and Korwar 1974), without which long lives would count for as
// long as they were watched. It is +Inf if no life ended. It panics on lives whose end is known to lie within an
// interval.
func MeanLife(lives []Life) float64 {
	steps := KaplanMeier(lives)
	if len(steps) == 0 {
		return math.Inf(1)
	}
	area, at, survival := 0.0, 0.0, 1.0
	for _, s := range steps {
		area += survival * (s.At - at)
		at, survival = s.At, s.Survival
	}
	longest := at
	for _, l := range lives {
		longest = max(longest, l.From)
	}
	if survival == 0 {
		return area
	}
	return area + survival*(longest-at) - survival*longest/math.Log(survival)
}

// Lasting is the share of lives that last at least x, by the steps of [KaplanMeier].
func Lasting(steps []SurvivalStep, x float64) float64 {
	share := 1.0
	for _, s := range steps {
		if s.At >= x {
			break
		}
		share = s.Survival
	}
	return share
}
