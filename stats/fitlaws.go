package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// ExponentialFit is the exponential law that makes lives likeliest.
type ExponentialFit struct {
	Mean float64 // of S(t) = exp(-t/Mean); +Inf if no life ended
	Fit
}

// FitExponential fits an exponential law to exact, interval- and right-censored
// lives by maximum likelihood. Without intervals the mean is the time of all
// lives by the number of those that ended.
func FitExponential(lives []Life) ExponentialFit {
	ends, mean := known(lives)
	if ends == 0 {
		return ExponentialFit{Mean: math.Inf(1), Fit: noEnd(len(lives))}
	}
	at, best, warnings := maximise([]float64{math.Log(mean)}, func(at []float64) float64 {
		return logLikelihood(lives, weibullLaw(1, math.Exp(at[0])))
	})
	return ExponentialFit{math.Exp(at[0]), Fit{best, 1, len(lives), warnings}}
}

// WeibullFit is the Weibull law that makes lives likeliest.
type WeibullFit struct {
	Shape, Scale float64 // of S(t) = exp(-(t/Scale)^Shape); Scale is +Inf if no life ended
	Fit
}

// FitWeibull fits a Weibull law to exact, interval- and right-censored lives by
// maximum likelihood.
func FitWeibull(lives []Life) WeibullFit {
	ends, mean := known(lives)
	if ends == 0 {
		return WeibullFit{Shape: 1, Scale: math.Inf(1), Fit: noEnd(len(lives))}
	}
	at, best, warnings := maximise([]float64{0, math.Log(mean)}, func(at []float64) float64 {
		return logLikelihood(lives, weibullLaw(math.Exp(at[0]), math.Exp(at[1])))
	})
	return WeibullFit{math.Exp(at[0]), math.Exp(at[1]), Fit{best, 2, len(lives), warnings}}
}

func weibullLaw(shape, scale float64) law {
	survival := func(x float64) float64 { return -math.Pow(x/scale, shape) }
	return law{survival, func(x float64) float64 {
		return math.Log(shape/scale) + (shape-1)*math.Log(x/scale) + survival(x)
	}}
}

// LogNormalFit is the lognormal law that makes lives likeliest.
type LogNormalFit struct {
	Mu, Sigma float64 // mean and standard deviation of the logarithm; Mu is +Inf if no life ended
	Fit
}

// FitLogNormal fits a lognormal law to exact, interval- and right-censored lives
// by maximum likelihood.
func FitLogNormal(lives []Life) LogNormalFit {
	ends, mean := known(lives)
	if ends == 0 {
		return LogNormalFit{Mu: math.Inf(1), Sigma: 1, Fit: noEnd(len(lives))}
	}
	at, best, warnings := maximise([]float64{math.Log(mean), 0}, func(at []float64) float64 {
		sigma := math.Exp(at[1])
		score := func(x float64) float64 { return (math.Log(x) - at[0]) / sigma }
		return logLikelihood(lives, law{
			func(x float64) float64 { return math.Log(distuv.UnitNormal.Survival(score(x))) },
			func(x float64) float64 { return distuv.UnitNormal.LogProb(score(x)) - math.Log(sigma*x) },
		})
	})
	return LogNormalFit{at[0], math.Exp(at[1]), Fit{best, 2, len(lives), warnings}}
}
