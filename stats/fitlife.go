package stats

import (
	"math"

	"gonum.org/v1/gonum/optimize"
)

// Fit says how well a fitted law explains the lives it was fitted to.
type Fit struct {
	LogLikelihood float64 // natural logarithm; of densities for exact lives, of probabilities for others
	Parameters    int     // that were free
	N             int     // lives, censored ones included
	Warnings      []string
}

// AIC is Akaike's information criterion (1974): the smaller, the better a law
// predicts; a difference of 10 settles it. It compares laws fitted to the same lives.
func (f Fit) AIC() float64 { return 2*float64(f.Parameters) - 2*f.LogLikelihood }

// law is the logarithms of the survival function and of the density of a law.
type law struct{ survival, density func(x float64) float64 }

// logLikelihood is that of lives under a law. It is -Inf if one is impossible.
func logLikelihood(lives []Life, of law) float64 {
	sum := 0.0
	for _, l := range lives {
		switch {
		case l.exact():
			sum += of.density(l.From)
		case l.censored():
			sum += of.survival(l.From)
		default:
			above := of.survival(l.From)
			sum += above + log1mexp(of.survival(l.To)-above)
		}
	}
	return sum
}

// log1mexp is log(1 - exp(x)) for x < 0, exact near both ends.
func log1mexp(x float64) float64 {
	if x > -math.Ln2 {
		return math.Log(-math.Expm1(x))
	}
	return math.Log1p(-math.Exp(x))
}

// maximise returns the parameters of the greatest likelihood, by the simplex
// method of Nelder and Mead, which it starts anew where it ended until that no
// longer helps: a simplex that collapsed early is the method's known weakness.
func maximise(start []float64, logLikelihood func(at []float64) float64) (at []float64, best float64, warnings []string) {
	problem := optimize.Problem{Func: func(at []float64) float64 {
		if l := logLikelihood(at); !math.IsNaN(l) {
			return -l
		}
		return math.Inf(1)
	}}
	settings := &optimize.Settings{
		Converger: &optimize.FunctionConverge{Absolute: 1e-13, Relative: 1e-15, Iterations: 100},
	}
	at, best = start, -problem.Func(start)
	for range 20 {
		result, err := optimize.Minimize(problem, at, settings, &optimize.NelderMead{SimplexSize: 0.1})
		if result == nil || err != nil {
			return at, best, []string{"the search for the greatest likelihood ended early"}
		}
		gain := -result.F - best
		if gain >= 0 {
			at, best = result.X, -result.F
		}
		if gain <= 1e-11 {
			return at, best, nil
		}
	}
	return at, best, []string{"the search for the greatest likelihood did not settle"}
}

// known checks the lives, counts those whose end is known at all, and returns a
// mean to start a search from: time by ends.
func known(lives []Life) (ends int, mean float64) {
	exposure := 0.0
	for _, l := range lives {
		l.check()
		exposure += l.From
		if !l.censored() {
			ends++
			exposure += (l.To - l.From) / 2
		}
	}
	return ends, exposure / float64(max(1, ends))
}

// noEnd is the fit of lives that all went on: no law is the likeliest.
func noEnd(n int) Fit {
	return Fit{N: n, Warnings: []string{"no life ended, so nothing says how long they last"}}
}
