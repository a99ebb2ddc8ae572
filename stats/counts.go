package stats

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"
)

// Proportion estimates the probability of success from k successes in n trials by Wilson's score interval (1927). It
// never leaves 0 to 1, and without successes its lower end is exactly 0. N counts trials. It panics unless 0 ≤ k ≤ n.
func Proportion(k, n int, confidence float64) Estimate {
	checkTrials(k, n)
	z := distuv.UnitNormal.Quantile(1 - upperTail(confidence))
	if n == 0 {
		return unknown(confidence, 0, "there are no trials")
	}
	trials, share := float64(n), float64(k)/float64(n)
	shrink := 1 + z*z/trials
	centre := (share + z*z/(2*trials)) / shrink
	half := z / shrink * math.Sqrt(share*(1-share)/trials+z*z/(4*trials*trials))
	e := Estimate{Value: share, Lo: max(0, centre-half), Hi: min(1, centre+half), Confidence: confidence, N: n}
	if k == 0 {
		e.Lo = 0
	}
	if k == n {
		e.Hi = 1
	}
	return e
}

// ProportionExact is Proportion by the interval of Clopper and Pearson (1934): it covers at least as often as it
// claims for every n, at the price of width. Without successes its upper end is near 3.7/n at 95 %: the rule of three
// (3/n) for both sides. N counts trials. It panics unless 0 ≤ k ≤ n.
func ProportionExact(k, n int, confidence float64) Estimate {
	checkTrials(k, n)
	tail := upperTail(confidence)
	if n == 0 {
		return unknown(confidence, 0, "there are no trials")
	}
	e := Estimate{Value: float64(k) / float64(n), Lo: 0, Hi: 1, Confidence: confidence, N: n}
	if k > 0 {
		e.Lo = mathext.InvRegIncBeta(float64(k), float64(n-k+1), tail)
	}
	if k < n {
		e.Hi = mathext.InvRegIncBeta(float64(k+1), float64(n-k), 1-tail)
	}
	return e
}

// PoissonRate estimates the rate of a Poisson process from events counted over an exposure (hours, node-days), with
// the exact interval from chi-square quantiles (Garwood 1936). Zero events give 0 and an upper end of 3.69/exposure
// at 95 %. An exposure of zero sets no upper end. N counts events. It panics if either is negative.
func PoissonRate(events int, exposure, confidence float64) Estimate {
	if events < 0 || !(exposure >= 0) {
		panic(fmt.Sprintf("stats: rate of %d events in an exposure of %v", events, exposure))
	}
	tail := upperTail(confidence)
	if exposure == 0 {
		return Estimate{
			Hi: math.Inf(1), Confidence: confidence, N: events,
			Warnings: []string{"there was no exposure"},
		}
	}
	e := Estimate{Value: float64(events) / exposure, Confidence: confidence, N: events}
	if events > 0 {
		e.Lo = distuv.ChiSquared{K: 2 * float64(events)}.Quantile(tail) / 2 / exposure
	}
	e.Hi = distuv.ChiSquared{K: 2 * float64(events+1)}.Quantile(1-tail) / 2 / exposure
	return e
}

// ClusteredRate estimates the rate of events that come in clusters, such as the nodes that one shock strikes, from
// events in that many clusters over an exposure: the exact interval of PoissonRate for the clusters, times the events
// per cluster. That takes clusters for independent and their size for known; with clusters of one event each it is
// PoissonRate. N counts clusters. It panics unless 0 ≤ clusters ≤ events, both or neither are 0, and exposure ≥ 0.
func ClusteredRate(events, clusters int, exposure, confidence float64) Estimate {
	if clusters < 0 || clusters > events || clusters == 0 && events > 0 {
		panic(fmt.Sprintf("stats: rate of %d events in %d clusters", events, clusters))
	}
	e := PoissonRate(clusters, exposure, confidence)
	if clusters > 0 {
		size := float64(events) / float64(clusters)
		e.Lo, e.Value, e.Hi = e.Lo*size, e.Value*size, e.Hi*size
	}
	return e
}

func checkTrials(k, n int) {
	if k < 0 || k > n {
		panic(fmt.Sprintf("stats: proportion of %d successes in %d trials", k, n))
	}
}
