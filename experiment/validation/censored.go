package validation

import (
	"context"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/clustersim/clustersim/sim/rng"
	"github.com/clustersim/clustersim/stats"
)

// censored is a sample of lives of which some were not seen to end.
type censored struct {
	lives string // in order of time; a plus sign marks one that went on
	of    string // what lives
}

func (l censored) asCase() Case {
	return Case{
		ID: "T38", Title: "estimates from censored lives", Through: throughStats,
		About: "From lives of which some went on when last seen, the survival function, its standard error and the likeliest exponential and Weibull laws " +
			"are estimated. The law takes the products and sums over the sample one by one, and the Weibull shape from its score equation by bisection.",
		Source: "E. L. Kaplan and P. Meier, J. American Statistical Association 53, 1958; M. Greenwood 1926; A. C. Cohen, Technometrics 7(4), 1965. " +
			"Samples: S. H. Embury et al., Western J. of Medicine 126, 1977; E. J. Freireich et al., Blood 21, 1963.",
		Parameters: fmt.Sprintf("%s: %s", l.of, l.lives),
		Run:        l.run,
	}
}

func (l censored) sample() []stats.Life {
	var all []stats.Life
	for _, word := range strings.Fields(l.lives) {
		number, goesOn := strings.CutSuffix(word, "+")
		x, _ := strconv.ParseFloat(number, 64)
		if goesOn {
			all = append(all, stats.Beyond(x))
			continue
		}
		all = append(all, stats.Lasted(x))
	}
	return all
}

func ended(l stats.Life) bool { return l.From == l.To }

// kaplanMeier is the survival beyond t and its standard error: at each end of a
// life within t, those left of those at risk.
func kaplanMeier(lives []stats.Life, t float64) (survival, se float64) {
	survival = 1
	sum := 0.0
	for i, l := range lives {
		if !ended(l) || l.From > t {
			continue
		}
		// Ends at one time are taken one after the other, which changes no product.
		atRisk := 0.0
		for j, other := range lives {
			if other.From > l.From || other.From == l.From && (j >= i || !ended(other)) {
				atRisk++
			}
		}
		survival *= 1 - 1/atRisk
		sum += 1 / (atRisk * (atRisk - 1))
	}
	return survival, survival * math.Sqrt(sum)
}

// weibull is the likeliest shape and scale and their log-likelihood.
func weibull(lives []stats.Life) (shape, scale, likelihood float64) {
	ends, logs := 0.0, 0.0
	for _, l := range lives {
		if ended(l) {
			ends++
			logs += math.Log(l.From)
		}
	}
	powers := func(shape float64) (sum, weighted float64) {
		for _, l := range lives {
			p := math.Pow(l.From, shape)
			sum += p
			weighted += p * math.Log(l.From)
		}
		return sum, weighted
	}
	low, high := 0.01, 100.0
	for range 200 {
		shape = (low + high) / 2
		if sum, weighted := powers(shape); weighted/sum-1/shape > logs/ends {
			high = shape
		} else {
			low = shape
		}
	}
	sum, _ := powers(shape)
	scale = math.Pow(sum/ends, 1/shape)
	return shape, scale, ends*(math.Log(shape)-shape*math.Log(scale)) + (shape-1)*logs - ends
}

func (l censored) run(context.Context, Effort, rng.Seed) ([]Measurement, error) {
	lives := l.sample()
	var all []Measurement
	for _, step := range stats.KaplanMeier(lives) {
		survival, se := kaplanMeier(lives, step.At)
		all = append(all,
			exact(fmt.Sprintf("S(%g)", step.At), "", survival, step.Survival),
			exact(fmt.Sprintf("standard error of S(%g)", step.At), "", se, step.StandardError))
	}
	total, ends := 0.0, 0.0
	for _, life := range lives {
		total += life.From
		if ended(life) {
			ends++
		}
	}
	shape, scale, likelihood := weibull(lives)
	fitted := stats.FitWeibull(lives)
	return append(all,
		exact("exponential mean", "", total/ends, stats.FitExponential(lives).Mean),
		exact("Weibull shape", "", shape, fitted.Shape),
		exact("Weibull scale", "", scale, fitted.Scale),
		exact("Weibull log-likelihood", "", likelihood, fitted.LogLikelihood)), nil
}
