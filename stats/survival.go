package stats

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// SurvivalStep is a step of an estimated survival function, which is constant
// from At up to the next step.
type SurvivalStep struct {
	At            float64 // when lives ended
	Survival      float64 // share that lasts longer than At
	StandardError float64 // of Survival, by the formula of Greenwood (1926); 0 where nothing is left to err about
	AtRisk        int     // lives that had lasted until At
	Ended         int     // those that ended there
}

// KaplanMeier estimates the survival function of lives of which some were still
// going on when last seen (Kaplan and Meier 1958). One last seen at x counts
// among those at risk at x. The function is 1 before the first step. Beyond the
// last one it is known as far as the longest life; if that was seen to its end,
// it is 0. It panics on lives whose end is known to lie within an interval.
func KaplanMeier(lives []Life) []SurvivalStep {
	sorted := slices.Clone(lives)
	for _, l := range sorted {
		if l.check(); !l.exact() && !l.censored() {
			panic(fmt.Sprintf("stats: Kaplan-Meier of a life between %v and %v, want exact or right-censored ones", l.From, l.To))
		}
	}
	slices.SortFunc(sorted, func(a, b Life) int { return cmp.Compare(a.From, b.From) })
	var steps []SurvivalStep
	survival, greenwood := 1.0, 0.0
	for i := 0; i < len(sorted); {
		at, atRisk, ended := sorted[i].From, len(sorted)-i, 0
		for ; i < len(sorted) && sorted[i].From == at; i++ {
			if sorted[i].exact() {
				ended++
			}
		}
		if ended == 0 {
			continue
		}
		n, d := float64(atRisk), float64(ended)
		survival *= (n - d) / n
		step := SurvivalStep{At: at, Survival: survival, AtRisk: atRisk, Ended: ended}
		if ended < atRisk {
			greenwood += d / (n * (n - d))
			step.StandardError = survival * math.Sqrt(greenwood)
		}
		steps = append(steps, step)
	}
	return steps
}
