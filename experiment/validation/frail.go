package validation

import (
	"context"
	"fmt"
	"math"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
)

// frail is a population of nodes whose constant failure rates have a gamma law.
type frail struct {
	nodes        int
	mean, shape  float64 // mean rate is 1/mean, hours
	at           float64 // age to look at, hours
	replications int
}

func (l frail) asCase() Case {
	return Case{
		ID: "T21", Title: "a population of frail and sturdy nodes", Through: throughRuntime,
		About: "The rates at which nodes fail differ by a gamma law, and no node ages. Survival is a power law, and the hazard of those that are left " +
			"falls as if they grew sturdier. Failures per node tell the difference: their counts vary more than Poisson counts do.",
		Source: "J. W. Vaupel, K. G. Manton and E. Stallard, Demography 16(3), 1979; M. Greenwood and G. U. Yule, J. Royal Statistical Society " +
			"83, 1920: counts with a gamma law of rates are negative binomial.",
		Parameters: fmt.Sprintf("mean rate 1/%g per h, gamma shape %g", l.mean, l.shape),
		Run:        l.run,
	}
}

// survival is the share of nodes without a failure at an age.
func (l frail) survival(t float64) float64 {
	return math.Exp(-l.shape * math.Log1p(t/(l.mean*l.shape)))
}

// hazard is that of the nodes left, on average over their time between two ages.
func (l frail) hazard(from, to float64) float64 {
	return (l.survival(from) - l.survival(to)) / (l.lived(to) - l.lived(from))
}

// lived is the integral of the survival.
func (l frail) lived(t float64) float64 {
	scale := l.mean * l.shape
	return scale / (1 - l.shape) * math.Expm1((1-l.shape)*math.Log1p(t/scale))
}

// firsts folds the failures of nodes that all begin new and are mended at once. It
// observes the journal.
type firsts struct {
	from, at, to sim.Time // from and to are around at
	failures     []int32  // by node

	survivors float64 // at the time at
	between   float64 // first failures within from and to
	exposure  float64 // hours within from and to without a failure so far
}

// Define implements journal.Observer.
func (f *firsts) Define(d journal.Definition) {
	if d.Subject == journal.NodeSubject {
		f.failures = append(f.failures, 0)
		f.survivors++
		f.exposure += f.to.Sub(f.from).Hours()
	}
}

// Observe implements journal.Observer.
func (f *firsts) Observe(e journal.Entry) {
	if e.Kind != journal.FaultBegan {
		return
	}
	first := f.failures[e.Node] == 0
	if first && e.At <= f.at {
		f.survivors--
	}
	if first {
		f.exposure -= f.to.Sub(max(f.from, e.At)).Hours()
	}
	if first && e.At > f.from {
		f.between++
	}
	f.failures[e.Node]++
}

// moments are the mean of the failures of a node and of their squared distance
// from mean.
func (f *firsts) moments(mean float64) (first, spread float64) {
	n := float64(len(f.failures))
	for _, k := range f.failures {
		first += float64(k) / n
		spread += (float64(k) - mean) * (float64(k) - mean) / n
	}
	return first, spread
}

func (l frail) run(ctx context.Context, e Effort, seed rng.Seed) ([]Measurement, error) {
	from, to := l.at-l.at/10, l.at+l.at/10
	nodes := alike(l.nodes, 1, host(hardware.Exponential{MTBF: hours(l.mean)}, atOnce()), hardware.Fresh)
	for i := range nodes {
		nodes[i].Frailty = &hardware.Frailty{Node: hardware.GammaFactor{Shape: l.shape}}
	}
	site, err := hardware.NewSite(hardware.Site{Nodes: nodes})
	if err != nil {
		return nil, err
	}
	runs, err := replicate(ctx, e.replications(l.replications), seed, func(seed rng.Seed) (firsts, error) {
		f := firsts{from: instant(from), at: instant(l.at), to: instant(to)}
		err := watch(ctx, site, to, seed, &f)
		return f, err
	})
	if err != nil {
		return nil, err
	}
	failures := to / l.mean
	return []Measurement{
		mean(fmt.Sprintf("P(no failure within %g h)", l.at), "", l.survival(l.at), column(runs, func(f *firsts) float64 { return f.survivors / float64(l.nodes) })),
		ratio(fmt.Sprintf("hazard of those left, at %g to %g h", from, to), "1/h", l.hazard(from, to),
			column(runs, func(f *firsts) float64 { return f.between }), column(runs, func(f *firsts) float64 { return f.exposure })),
		mean(fmt.Sprintf("failures of a node in %g h", to), "", failures,
			column(runs, func(f *firsts) float64 { first, _ := f.moments(failures); return first })),
		mean("their variance", "", failures*(1+failures/l.shape),
			column(runs, func(f *firsts) float64 { _, spread := f.moments(failures); return spread })),
	}, nil
}
