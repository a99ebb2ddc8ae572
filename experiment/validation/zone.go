package validation

import (
	"context"
	"fmt"
	"math"

	clustersim "github.com/clustersim/clustersim"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/hardware/supply"
	"github.com/clustersim/clustersim/sim/rng"
)

// zone is a zone of a spot market whose nodes come and go together: all of them,
// none, or a beta-binomial number.
type zone struct {
	others       int     // nodes, beyond the one that is there and the one that is missing in part
	mean, rho    float64 // of the others
	levels       bool    // whether all and none come too; otherwise the zone is always there in part
	replications int
}

func (l zone) asCase() Case {
	of := "always in part"
	if l.levels {
		of = "all, none or in part"
	}
	return Case{
		ID: "T39", Title: "nodes of a spot zone that come and go together", Through: throughRuntime,
		About: "A zone is wholly there, not at all, or in part, for lognormal times. In part, one node is there, one is not, and of n others a " +
			"beta-binomial number is, drawn anew each time: nearly all or none where they are strongly correlated, which independent nodes hardly ever are.",
		Source: "J. G. Skellam, J. Royal Statistical Society B 10, 1948; the shares of a semi-Markov process by visits times mean stays (S. M. Ross, " +
			"Stochastic Processes, Wiley 1996). Z. Wu et al., Can't Be Late, NSDI 2024: gangs of 16 are there wholly or not at all for over 94 % of the time.",
		Parameters: fmt.Sprintf("%s, %d others of mean %g and correlation %g", of, l.others, l.mean, l.rho),
		Run:        l.run,
	}
}

func (l zone) spot() supply.Spot {
	s := supply.Spot{Size: l.others + 2, Split: supply.Split{Mean: l.mean, Correlation: l.rho}}
	s.Stay[supply.Partial] = hardware.LogNormal{Median: hours(0.5), Sigma: 1}
	s.Next[supply.Partial] = [3]float64{supply.Partial: 1}
	if l.levels {
		s.Stay[supply.None] = hardware.LogNormal{Median: hours(0.7), Sigma: 1.2}
		s.Stay[supply.All] = hardware.LogNormal{Median: hours(0.8), Sigma: 1.4}
		s.Next[supply.None] = [3]float64{supply.Partial: 0.4, supply.All: 0.6}
		s.Next[supply.Partial] = [3]float64{supply.None: 0.3, supply.Partial: 0.2, supply.All: 0.5}
		s.Next[supply.All] = [3]float64{supply.None: 0.7, supply.Partial: 0.3}
	}
	return s
}

// shares is the law: the shares of time at each level, by the visits that stay the
// same from step to step of the chain of levels.
func (l zone) shares() [3]float64 {
	if !l.levels {
		return [3]float64{supply.Partial: 1}
	}
	s := l.spot()
	visits := [3]float64{1, 1, 1}
	for range 1000 {
		var next [3]float64
		for from, row := range s.Next {
			for to, p := range row {
				next[to] += visits[from] * p
			}
		}
		visits = next
	}
	total := 0.0
	for level := range visits {
		stay := s.Stay[level]
		visits[level] *= stay.Median.Hours() * math.Exp(stay.Sigma*stay.Sigma/2)
		total += visits[level]
	}
	for level := range visits {
		visits[level] /= total
	}
	return visits
}

// there is the share of time in which so many nodes are there, by the law.
func (l zone) there(nodes int) float64 {
	shares := l.shares()
	switch nodes {
	case 0:
		return shares[supply.None]
	case l.others + 2:
		return shares[supply.All]
	}
	return shares[supply.Partial] * betaBinomial(nodes-1, l.others, l.mean, l.rho)
}

func (l zone) run(ctx context.Context, e Effort, seed rng.Seed) ([]Measurement, error) {
	const length = 5000
	size := l.others + 2
	site, err := fleet(size, 1, nil, hardware.Fresh)
	if err != nil {
		return nil, err
	}
	market := []clustersim.Supplied{marketOf(l.spot(), site)}
	runs, err := replicate(ctx, e.replications(l.replications), seed, func(seed rng.Seed) (tally, error) {
		var t tally
		err := clustersim.Run(ctx, clustersim.Model{Site: site, Until: instant(length), Supply: market}, seed, &t)
		return t, err
	})
	if err != nil {
		return nil, err
	}
	var all []Measurement
	for _, nodes := range []int{0, 1, size - 1, size} {
		if l.there(nodes) > 0.01 {
			all = append(all, mean(fmt.Sprintf("P(%d of %d there)", nodes, size), "", l.there(nodes),
				column(runs, func(t *tally) float64 { return t.exactly(size - nodes) })))
		}
	}
	expected := 0.0
	for nodes := range size + 1 {
		expected += float64(nodes) * l.there(nodes)
	}
	all = append(all, mean("mean nodes there", "", expected, column(runs, func(t *tally) float64 { return float64(size) - t.mean() })))
	table := supply.BetaBinomial{Trials: l.others, Mean: l.mean, Correlation: l.rho}.Probabilities()
	return append(all,
		exact(fmt.Sprintf("P(%d of %d others)", l.others, l.others), "", betaBinomial(l.others, l.others, l.mean, l.rho), table[l.others]),
		exact(fmt.Sprintf("P(0 of %d others)", l.others), "", betaBinomial(0, l.others, l.mean, l.rho), table[0])), nil
}
