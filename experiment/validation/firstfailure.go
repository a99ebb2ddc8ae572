package validation

import (
	"context"
	"fmt"
	"math"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/sim/rng"
)

// firstFailure is the time to the first interruption of a gang whose nodes have a
// Weibull life, by the age that they start with.
type firstFailure struct {
	nodes        int
	shape, mean  float64 // of a node's life, hours
	age          hardware.AgeRule
	replications int // of 50 gangs
}

func (l firstFailure) asCase() Case {
	return Case{
		ID: "T09", Title: "first interruption, by age of the nodes", Through: throughRuntime,
		About: "A gang starts on nodes whose hazard changes with age and runs until one fails. Where the hazard falls with age, new nodes " +
			"are far worse than nodes found at a random instant of a long history.",
		Source: "D. R. Cox, Renewal Theory, Methuen 1962: the equilibrium law of the residual life, with density S(t)/mean; the first of n " +
			"failures by the product of survivals; means integrated numerically.",
		Parameters: fmt.Sprintf("%d nodes, %s", l.nodes, l.life()),
		Run:        l.run,
	}
}

func (l firstFailure) life() string {
	age := "stationary"
	if l.age == hardware.Fresh {
		age = "new"
	}
	if l.shape == 1 {
		return fmt.Sprintf("exponential, mean %g h, %s", l.mean, age)
	}
	return fmt.Sprintf("Weibull k=%g, mean %g h, %s", l.shape, l.mean, age)
}

func (l firstFailure) run(ctx context.Context, e Effort, seed rng.Seed) ([]Measurement, error) {
	const count = 50
	law := l.law()
	site, err := fleet(count*l.nodes, 1, host(law, atOnce()), l.age)
	if err != nil {
		return nil, err
	}
	g := gangs{site: site, count: count, nodes: l.nodes, gpus: 1, short: 5, long: 24}
	return g.measure(ctx, e.replications(l.replications), seed, l.expected(), l.survival)
}

func (l firstFailure) law() hardware.Weibull {
	return hardware.Weibull{Shape: l.shape, Scale: hours(l.mean / math.Gamma(1+1/l.shape))}
}

// survival is the probability that no node fails within t hours.
func (l firstFailure) survival(t float64) float64 {
	one := l.law().Survival(hours(t))
	if l.age == hardware.Stationary {
		one = l.law().StationarySurvival(hours(t))
	}
	return math.Pow(one, float64(l.nodes))
}

// expected is the mean time to the first failure, the integral of the survival.
func (l firstFailure) expected() float64 { return integral(l.mean/float64(l.nodes), l.survival) }
