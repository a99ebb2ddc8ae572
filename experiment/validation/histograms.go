package validation

import (
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/clustersim/clustersim/sim/rng"
	"github.com/clustersim/clustersim/stats"
)

// histograms is lives of which only histograms are published, refitted.
type histograms struct {
	bins int // of those that ended, as if nothing had been seen after the last of these
	law  marketFits
}

// marketFits is the likeliest laws, worked out apart from this code.
type marketFits struct {
	exposure, exponential float64 // hours
	shape, scale          float64 // Weibull
	mu, sigma             float64 // lognormal
	weight, long, short   float64 // hyperexponential
	gain                  float64 // in AIC, of the Weibull over the exponential law
}

const marketBins, firstBin, lastBin = 40, 0.17, 151.67 // hours at which bins begin and end

func (l histograms) asCase() Case {
	parameters := "as published"
	if l.bins < marketBins {
		parameters = fmt.Sprintf("as if watched for %.4g h", l.seenFor())
	}
	return Case{
		ID: "T45", Title: "lives of a marketplace from histograms", Through: throughStats,
		About: "For a week, 100 slots of a marketplace were kept filled with consumer machines: 182 were interrupted, within a bin of a histogram each, and " +
			"100 went on. Likeliest laws of such lives are those worked out apart from this code: of the whole week, and of its first half, when more " +
			"were still going on.",
		Source: "SaladTechnologies/performance-reliability-test-2025: two histograms of 40 bins each, 0.17 to 151.67 h and 2.58 to 170.08 h, read off the " +
			"published figures.",
		Parameters: parameters,
		Run:        l.run,
	}
}

// seenFor is when the watch ended, +Inf for as published.
func (l histograms) seenFor() float64 {
	if l.bins == marketBins {
		return math.Inf(1)
	}
	return firstBin + float64(l.bins)*(lastBin-firstBin)/marketBins
}

// lives is the published histograms in hours. Ends are known to their bins, the
// first of which begins at 0; those that went on were seen for the middle of
// theirs, and in the last one for all the week.
func (l histograms) lives() []stats.Life {
	var lives []stats.Life
	width := (lastBin - firstBin) / marketBins
	for i, n := range [marketBins]int{25, 15, 12, 11, 11, 14, 4, 7, 13, 6, 7, 3, 2, 5, 3, 10, 5, 3, 1, 0, 2, 2, 3, 0, 5, 1, 1, 1, 2, 2, 1, 0, 0, 0, 0, 1, 1, 1, 1, 1} {
		life := stats.Between(firstBin+float64(i)*width, firstBin+float64(i+1)*width)
		switch {
		case i == 0:
			life.From = 0
		case i >= l.bins:
			life = stats.Beyond(l.seenFor())
		}
		lives = append(lives, slices.Repeat([]stats.Life{life}, n)...)
	}
	width = (170.08 - 2.58) / marketBins
	for i, n := range [marketBins]int{3, 3, 2, 1, 0, 3, 2, 3, 3, 1, 0, 1, 5, 2, 1, 5, 2, 0, 5, 1, 0, 3, 0, 2, 0, 5, 1, 1, 0, 0, 3, 0, 1, 3, 4, 2, 5, 0, 2, 25} {
		seen := 2.58 + (float64(i)+0.5)*width
		if i == marketBins-1 {
			seen = 170
		}
		lives = append(lives, slices.Repeat([]stats.Life{stats.Beyond(min(seen, l.seenFor()))}, n)...)
	}
	return lives
}

func (l histograms) run(context.Context, Effort, rng.Seed) ([]Measurement, error) {
	lives := l.lives()
	exponential, weibull := stats.FitExponential(lives), stats.FitWeibull(lives)
	lognormal, mixed := stats.FitLogNormal(lives), stats.FitHyperexponential(lives, 2)
	return []Measurement{
		published("time seen", "h", l.law.exposure, exposure(lives)),
		published("exponential mean", "h", l.law.exponential, exponential.Mean),
		published("Weibull shape", "", l.law.shape, weibull.Shape),
		published("Weibull scale", "h", l.law.scale, weibull.Scale),
		published("lognormal mu", "", l.law.mu, lognormal.Mu),
		published("lognormal sigma", "", l.law.sigma, lognormal.Sigma),
		published("hyperexponential weight of the sturdy", "", l.law.weight, mixed.Phases[0].Weight),
		published("their mean", "h", l.law.long, mixed.Phases[0].Mean),
		published("mean of the frail", "h", l.law.short, mixed.Phases[1].Mean),
		published("AIC, exponential less Weibull", "", l.law.gain, exponential.AIC()-weibull.AIC()),
	}, nil
}

// exposure is the hours of all lives, ends taken in the middle of their bins.
func exposure(lives []stats.Life) float64 {
	sum := 0.0
	for _, l := range lives {
		if math.IsInf(l.To, 1) {
			sum += l.From
			continue
		}
		sum += (l.From + l.To) / 2
	}
	return sum
}
