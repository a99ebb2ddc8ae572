package validation

import (
	"context"
	"fmt"
	"math"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/sim/rng"
)

// churn is slots that are kept filled with machines of two kinds, sturdy and
// frail, that nobody can tell apart.
type churn struct {
	sturdy       float64 // share of new machines
	long, short  float64 // mean lives of the two kinds, hours
	slots, days  int
	replications int
}

func (l churn) asCase() Case {
	return Case{
		ID: "T45b", Title: "a marketplace that keeps its slots filled", Through: throughRuntime,
		About: "Slots begin with new machines and get a new one at every interruption. The sturdy ones are left over, so interruptions grow rarer day by " +
			"day, though no machine ages. The marketplace of T45 reported 182 interruptions in its week, 46 of them on the first day and 11 on the last, " +
			"and 25 slots of 100 without one.",
		Source: "D. R. Cox, Renewal Theory, Methuen 1962: the renewal function of a mixture of two exponential laws, m(t) = t/μ + (C/β)·(1 - exp(-βt)). " +
			"Lives are those fitted in T45.",
		Parameters: fmt.Sprintf("%d slots, %d d, %g of mean %g h, others %g h", l.slots, l.days, l.sturdy, l.long, l.short),
		Run:        l.run,
	}
}

// interruptions is the mean number of interruptions of a slot within t hours.
func (l churn) interruptions(t float64) float64 {
	a, b, p, q := 1/l.long, 1/l.short, l.sturdy, 1-l.sturdy
	beta := q*a + p*b
	c := p*a + q*b - a*b/beta
	return a*b/beta*t - c/beta*math.Expm1(-beta*t)
}

// survival is the share of machines that last t hours.
func (l churn) survival(t float64) float64 {
	return l.sturdy*math.Exp(-t/l.long) + (1-l.sturdy)*math.Exp(-t/l.short)
}

// fills folds interruptions by day. It observes the journal.
type fills struct {
	days      []float64
	failed    []bool // by slot
	untouched float64
}

// Define implements journal.Observer.
func (f *fills) Define(d journal.Definition) {
	if d.Subject == journal.NodeSubject {
		f.failed = append(f.failed, false)
		f.untouched++
	}
}

// Observe implements journal.Observer.
func (f *fills) Observe(e journal.Entry) {
	if day := int(e.At.Hours() / 24); e.Kind == journal.FaultBegan && day < len(f.days) {
		f.days[day]++
		if !f.failed[e.Node] {
			f.failed[e.Node] = true
			f.untouched--
		}
	}
}

func (f *fills) within(days int) float64 {
	sum := 0.0
	for _, n := range f.days[:days] {
		sum += n
	}
	return sum
}

func (l churn) run(ctx context.Context, e Effort, seed rng.Seed) ([]Measurement, error) {
	law := hardware.Hyperexponential{Phases: []hardware.Phase{
		{Weight: l.sturdy, Mean: hours(l.long)}, {Weight: 1 - l.sturdy, Mean: hours(l.short)},
	}}
	site, err := fleet(l.slots, 1, host(law, atOnce()), hardware.Fresh)
	if err != nil {
		return nil, err
	}
	end := float64(24 * l.days)
	runs, err := replicate(ctx, e.replications(l.replications), seed, func(seed rng.Seed) (fills, error) {
		f := fills{days: make([]float64, l.days)}
		err := watch(ctx, site, end, seed, &f)
		return f, err
	})
	if err != nil {
		return nil, err
	}
	slots := float64(l.slots)
	all := column(runs, func(f *fills) float64 { return f.within(l.days) })
	return []Measurement{
		mean(fmt.Sprintf("interruptions in %d d", l.days), "", slots*l.interruptions(end), all),
		ratio("hours to an interruption", "", end/l.interruptions(end), constant(slots*end, all), all),
		mean("on the first day", "", slots*l.interruptions(24), column(runs, func(f *fills) float64 { return f.days[0] })),
		mean("on the last day", "", slots*(l.interruptions(end)-l.interruptions(end-24)),
			column(runs, func(f *fills) float64 { return f.days[l.days-1] })),
		mean("slots without one", "", slots*l.survival(end), column(runs, func(f *fills) float64 { return f.untouched })),
	}, nil
}
