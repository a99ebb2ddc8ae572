package stats

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// Phase is one kind of lives in a mixture of exponential laws.
type Phase struct{ Weight, Mean float64 }

// HyperexponentialFit is the mixture of exponential laws that makes lives
// likeliest.
type HyperexponentialFit struct {
	Phases []Phase // the longest first; weights sum to 1
	Fit
}

// FitHyperexponential fits a mixture of 1 to 8 exponential laws to exact,
// interval- and right-censored lives by maximum likelihood, with the EM
// algorithm (Dempster, Laird and Rubin 1977) from means spread around that of
// all lives. Lives that a single exponential law explains as well give phases
// of nearly equal means or of nearly no weight. It panics on other numbers of
// phases.
func FitHyperexponential(lives []Life, phases int) HyperexponentialFit {
	if phases < 1 || phases > 8 {
		panic(fmt.Sprintf("stats: mixture of %d exponential laws, want 1 to 8", phases))
	}
	ends, mean := known(lives)
	if ends == 0 {
		return HyperexponentialFit{Phases: []Phase{{1, math.Inf(1)}}, Fit: noEnd(len(lives))}
	}
	mix := make([]Phase, phases)
	for i := range mix {
		mix[i] = Phase{1 / float64(phases), mean * math.Pow(3, float64(phases-1)/2-float64(i))}
	}
	fit := Fit{Parameters: 2*phases - 1, N: len(lives), LogLikelihood: math.Inf(-1)}
	const patience = 20_000
	for round := 0; ; round++ {
		before := fit.LogLikelihood
		fit.LogLikelihood = improve(mix, lives)
		if fit.LogLikelihood-before < 1e-11 {
			break
		}
		if round == patience {
			fit.Warnings = []string{"the search for the greatest likelihood did not settle"}
			break
		}
	}
	slices.SortFunc(mix, func(a, b Phase) int { return cmp.Compare(b.Mean, a.Mean) })
	return HyperexponentialFit{mix, fit}
}

// improve takes one step of the EM algorithm and returns the log-likelihood that
// the mixture had before it: every life is shared out among the phases as likely
// as they are to have made it, and each phase becomes the mean of its shares.
func improve(mix []Phase, lives []Life) float64 {
	shares, times := make([]float64, len(mix)), make([]float64, len(mix))
	likely := make([]float64, len(mix))
	sum := 0.0
	for _, l := range lives {
		total := 0.0
		for i, p := range mix {
			likely[i] = p.Weight * p.likelihood(l)
			total += likely[i]
		}
		sum += math.Log(total)
		for i, p := range mix {
			share := likely[i] / total
			shares[i] += share
			times[i] += share * p.expected(l)
		}
	}
	for i := range mix {
		if shares[i] > 0 {
			mix[i].Mean = times[i] / shares[i]
		}
		mix[i].Weight = shares[i] / float64(len(lives))
	}
	return sum
}

// likelihood is that of a life of the phase.
func (p Phase) likelihood(l Life) float64 {
	switch {
	case l.exact():
		return math.Exp(-l.From/p.Mean) / p.Mean
	case l.censored():
		return math.Exp(-l.From / p.Mean)
	}
	return -math.Exp(-l.From/p.Mean) * math.Expm1(-(l.To-l.From)/p.Mean)
}

// expected is the mean of a life of the phase, given what is known of it.
func (p Phase) expected(l Life) float64 {
	switch {
	case l.exact():
		return l.From
	case l.censored():
		return l.From + p.Mean
	}
	return l.From + p.Mean - (l.To-l.From)/math.Expm1((l.To-l.From)/p.Mean)
}
