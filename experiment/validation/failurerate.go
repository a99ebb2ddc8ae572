package validation

import (
	"context"
	"fmt"
	"math"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/sim/rng"
	"github.com/clustersim/clustersim/stats"
)

// failureRate is a cluster at the rate that a training run was seen to fail at:
// a number of interruptions in so many days.
type failureRate struct {
	nodes, gpus  int // GPUs of a node
	failures     int
	days         int
	replications int // of ten times the days
	gangs        int // replications of 1,000 interruptions of the job
}

func (l failureRate) asCase() Case {
	return Case{
		ID: "T18", Title: "failure rate of a training run", Through: throughRuntime,
		About: "A job holds all nodes of a cluster that fails as often as a published training run did, spread evenly over the nodes. Its " +
			"interruptions come at the published rate and their counts are Poisson. Days without one are too rare to be counted: each period's N " +
			"interruptions contribute the probability that N random moments all miss a given day, whose mean is the law's if N is Poisson.",
		Source: "A. Grattafiori et al., The Llama 3 Herd of Models, 2024 (arXiv 2407.21783): 419 unexpected interruptions in 54 days on 16,384 GPUs. " +
			"F. Garwood, Biometrika 28, 1936: the exact interval of a Poisson count.",
		Parameters: fmt.Sprintf("%d nodes of %d GPUs, %d failures in %d d", l.nodes, l.gpus, l.failures, l.days),
		Run:        l.run,
	}
}

func (l failureRate) run(ctx context.Context, e Effort, seed rng.Seed) ([]Measurement, error) {
	life := hours(float64(l.nodes*l.days*24) / float64(l.failures))
	site, err := fleet(l.nodes, l.gpus, host(hardware.Exponential{MTBF: life}, atOnce()), hardware.Fresh)
	if err != nil {
		return nil, err
	}
	counts, err := l.count(ctx, site, e.replications(l.replications), seed.Child("counts"))
	if err != nil {
		return nil, err
	}
	mtti := float64(l.days*24) / float64(l.failures)
	g := gangs{site: site, count: 1, nodes: l.nodes, gpus: l.gpus, retries: 999, short: mtti / 2, long: 2 * mtti}
	job, err := g.measure(ctx, e.replications(l.gangs), seed.Child("job"), mtti, func(t float64) float64 { return math.Exp(-t / mtti) })
	if err != nil {
		return nil, err
	}
	return append(append(job[:1], counts...), l.interval()...), nil
}

// periods is how many times the published length one replication lasts.
const periods = 10

// daily counts failures by day. It observes the journal.
type daily struct{ counts []float64 }

// Define implements journal.Observer.
func (d *daily) Define(journal.Definition) {}

// Observe implements journal.Observer.
func (d *daily) Observe(e journal.Entry) {
	if day := int(e.At.Hours() / 24); e.Kind == journal.FaultBegan && day < len(d.counts) {
		d.counts[day]++
	}
}

// spread is what the daily counts of one replication say of their law.
type spread struct{ failures, variance, free float64 }

// count measures the rate, and whether counts are Poisson: their variance by day,
// and the probability of a day without a failure. Such days are too rare to be
// counted, so each period's N failures contribute (1-1/days)^N, the probability
// that N random moments of the period all miss a given day. Its mean is that of
// the law if N is Poisson.
func (l failureRate) count(ctx context.Context, site *hardware.Site, n int, seed rng.Seed) ([]Measurement, error) {
	perDay := float64(l.failures) / float64(l.days)
	runs, err := replicate(ctx, n, seed, func(seed rng.Seed) (spread, error) {
		d := daily{counts: make([]float64, periods*l.days)}
		err := watch(ctx, site, float64(24*len(d.counts)), seed, &d)
		return l.spread(d.counts), err
	})
	if err != nil {
		return nil, err
	}
	failures := column(runs, func(s *spread) float64 { return s.failures })
	nodeDays := float64(periods * l.days * l.nodes)
	gpuHours := nodeDays * 24 * float64(l.gpus)
	inPeriod := column(runs, func(s *spread) float64 { return s.failures / periods })
	dispersion := column(runs, func(s *spread) float64 { return s.variance / perDay })
	free := column(runs, func(s *spread) float64 { return s.free })
	perNode := 1000 * perDay / float64(l.nodes)
	return []Measurement{
		ratio("GPU-hours between failures", "", float64(24*l.nodes*l.gpus)/perDay, constant(gpuHours, failures), failures),
		ratio("failures per 1000 node-days", "", perNode, failures, constant(nodeDays/1000, failures)),
		mean(fmt.Sprintf("failures in %d d", l.days), "", float64(l.failures), inPeriod),
		mean("variance/mean of daily counts", "", 1, dispersion),
		mean(without(24), "", math.Exp(-perDay), free),
	}, nil
}

func (l failureRate) spread(counts []float64) spread {
	var s spread
	perDay := float64(l.failures) / float64(l.days)
	for p := range periods {
		inPeriod := 0.0
		for _, c := range counts[p*l.days : (p+1)*l.days] {
			inPeriod += c
			s.variance += (c - perDay) * (c - perDay) / float64(len(counts))
		}
		s.failures += inPeriod
		s.free += math.Pow(1-1/float64(l.days), inPeriod) / periods
	}
	return s
}

// interval checks the exact 95 % interval of the published count: at its ends, a
// count as extreme has probability 2.5 %.
func (l failureRate) interval() []Measurement {
	exposure := float64(24 * l.days)
	rate := stats.PoissonRate(l.failures, exposure, 0.95)
	return []Measurement{
		exact("MTTI as published", "h", exposure/float64(l.failures), 1/rate.Value),
		exact(fmt.Sprintf("P(%d or more) at its lower end", l.failures), "", 0.025, 1-poissonUpTo(l.failures-1, rate.Lo*exposure)),
		exact(fmt.Sprintf("P(%d or fewer) at its upper end", l.failures), "", 0.025, poissonUpTo(l.failures, rate.Hi*exposure)),
	}
}
