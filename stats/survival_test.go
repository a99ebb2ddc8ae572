package stats_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/stats"
)

// leukaemia is the sample of the remission study of Embury and others (1977),
// in weeks: 9 13 13+ 18 23 28+ 31 34 45+ 48 161+.
func leukaemia() []stats.Life {
	return []stats.Life{
		stats.Lasted(9), stats.Lasted(13), stats.Beyond(13), stats.Lasted(18), stats.Lasted(23), stats.Beyond(28),
		stats.Lasted(31), stats.Lasted(34), stats.Beyond(45), stats.Lasted(48), stats.Beyond(161),
	}
}

func TestKaplanMeier(t *testing.T) {
	steps := stats.KaplanMeier(leukaemia())
	var at, survival []float64
	for _, s := range steps {
		at = append(at, s.At)
		survival = append(survival, s.Survival)
	}
	require.Equal(t, []float64{9, 13, 18, 23, 31, 34, 48}, at)
	require.InDeltaSlice(t, []float64{.90909, .81818, .71591, .61364, .49091, .36818, .18409}, survival, 5e-6)
	require.InDelta(t, .08668, steps[0].StandardError, 5e-6)
	require.Equal(t, 8, steps[2].AtRisk, "the one last seen at 13 was at risk then, and not at 18")

	whole := stats.KaplanMeier([]stats.Life{stats.Lasted(2), stats.Lasted(1), stats.Lasted(2), stats.Lasted(4)})
	require.Equal(t, []stats.SurvivalStep{
		{At: 1, Survival: 0.75, StandardError: 0.75 * math.Sqrt(1.0/12), AtRisk: 4, Ended: 1},
		{At: 2, Survival: 0.25, StandardError: 0.25 * math.Sqrt(1.0/12+2.0/3), AtRisk: 3, Ended: 2},
		{At: 4, AtRisk: 1, Ended: 1},
	}, whole)
	require.Empty(t, stats.KaplanMeier([]stats.Life{stats.Beyond(3)}))
	require.PanicsWithValue(t, "stats: Kaplan-Meier of a life between 1 and 2, want exact or right-censored ones",
		func() { stats.KaplanMeier([]stats.Life{stats.Between(1, 2)}) })
	require.PanicsWithValue(t, "stats: life between NaN and NaN", func() { stats.KaplanMeier([]stats.Life{stats.Lasted(math.NaN())}) })
}

func TestFitsOfCensoredLives(t *testing.T) {
	e := stats.FitExponential(leukaemia())
	require.InEpsilon(t, 60.428571, e.Mean, 1e-6)
	w := stats.FitWeibull(leukaemia())
	require.InEpsilon(t, 1.031854, w.Shape, 1e-6)
	require.InEpsilon(t, 60.32289, w.Scale, 1e-6)
	require.InEpsilon(t, -35.703956, w.LogLikelihood, 1e-7)
	require.Equal(t, 11, w.N)
	require.InDelta(t, 4+2*35.703956, w.AIC(), 1e-5)
	one := stats.FitHyperexponential(leukaemia(), 1)
	require.InEpsilon(t, e.Mean, one.Phases[0].Mean, 1e-6, "one phase is the exponential law")
	require.InDelta(t, e.LogLikelihood, one.LogLikelihood, 1e-9)
	require.Empty(t, append(append(e.Warnings, w.Warnings...), one.Warnings...))
}

func TestFitsOfCompleteLives(t *testing.T) {
	lives := []stats.Life{stats.Lasted(1), stats.Lasted(math.E), stats.Lasted(math.E * math.E)}
	l := stats.FitLogNormal(lives)
	require.InDelta(t, 1, l.Mu, 1e-6, "the mean of the logarithms")
	require.InDelta(t, math.Sqrt(2.0/3), l.Sigma, 1e-6, "and their standard deviation")
}

func TestFitsWithoutAnEnd(t *testing.T) {
	lives := []stats.Life{stats.Beyond(3), stats.Beyond(5)}
	warning := []string{"no life ended, so nothing says how long they last"}
	require.Equal(t, warning, stats.FitExponential(lives).Warnings)
	require.Equal(t, warning, stats.FitWeibull(lives).Warnings)
	require.Equal(t, warning, stats.FitLogNormal(lives).Warnings)
	require.Equal(t, warning, stats.FitHyperexponential(lives, 2).Warnings)
	require.PanicsWithValue(t, "stats: mixture of 9 exponential laws, want 1 to 8", func() { stats.FitHyperexponential(lives, 9) })
}

// marketplace is the published histograms of 282 runs of consumer machines on a
// marketplace, in hours: 182 ended, within a bin each, and 100 went on.
func marketplace() []stats.Life {
	ended := []int{25, 15, 12, 11, 11, 14, 4, 7, 13, 6, 7, 3, 2, 5, 3, 10, 5, 3, 1, 0, 2, 2, 3, 0, 5, 1, 1, 1, 2, 2, 1, 0, 0, 0, 0, 1, 1, 1, 1, 1}
	wentOn := []int{3, 3, 2, 1, 0, 3, 2, 3, 3, 1, 0, 1, 5, 2, 1, 5, 2, 0, 5, 1, 0, 3, 0, 2, 0, 5, 1, 1, 0, 0, 3, 0, 1, 3, 4, 2, 5, 0, 2, 25}
	var lives []stats.Life
	width := (151.67 - .17) / 40
	for i, n := range ended {
		from := .17 + float64(i)*width
		for range n {
			if i == 0 {
				lives = append(lives, stats.Between(0, from+width))
				continue
			}
			lives = append(lives, stats.Between(from, from+width))
		}
	}
	width = (170.08 - 2.58) / 40
	for i, n := range wentOn {
		seen := 2.58 + (float64(i)+.5)*width
		if i == 39 {
			seen = 170
		}
		for range n {
			lives = append(lives, stats.Beyond(seen))
		}
	}
	return lives
}

func TestFitsOfHistograms(t *testing.T) {
	lives := marketplace()
	require.Len(t, lives, 282)
	const digitised = .02
	e, w, l := stats.FitExponential(lives), stats.FitWeibull(lives), stats.FitLogNormal(lives)
	h := stats.FitHyperexponential(lives, 2)
	t.Logf("%+v AIC %.1f\n%+v AIC %.1f\n%+v AIC %.1f\n%+v AIC %.1f", e, e.AIC(), w, w.AIC(), l, l.AIC(), h, h.AIC())
	require.InEpsilon(t, 93.07, e.Mean, digitised)
	require.InEpsilon(t, .7001, w.Shape, digitised)
	require.InEpsilon(t, 97.61, w.Scale, digitised)
	require.InEpsilon(t, 3.957, l.Mu, digitised)
	require.InEpsilon(t, 1.819, l.Sigma, digitised)
	require.InEpsilon(t, .373, h.Phases[0].Weight, digitised)
	require.InEpsilon(t, 465, h.Phases[0].Mean, digitised)
	require.InEpsilon(t, 37.2, h.Phases[1].Mean, digitised)
	require.InEpsilon(t, 30.7, e.AIC()-w.AIC(), digitised)
	require.InDelta(t, 1495.3, h.AIC(), .5)
	require.Less(t, h.AIC(), w.AIC())
	require.Empty(t, append(append(append(e.Warnings, w.Warnings...), l.Warnings...), h.Warnings...))
}
