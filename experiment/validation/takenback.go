package validation

import (
	"context"
	"fmt"
	"math"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
)

// takenBack is preemptible machines that are taken back within a day.
type takenBack struct {
	nodes                     int
	share, early, late, limit float64 // of the law, hours
	replications              int
}

func (l takenBack) asCase() Case {
	return Case{
		ID: "T29", Title: "preemption within a day, by age", Through: throughRuntime,
		About: "Machines are taken back soon, hardly ever in the hours between, or near the limit of a day, so what a job of 4 hours risks depends on " +
			"the age of its machine. Losses in the hours between are too rare to be seen: there each node stands for 1,000 machines, which " +
			"multiplies its hazard, and the survival of one is the 1,000th root.",
		Source: "J. Kadupitiya, V. Jadhao and P. Sharma, Modeling the temporally constrained preemptions of transient cloud VMs, HPDC 2020 (arXiv " +
			"1911.05160): F(t) = A·(1 - exp(-t/t1) + exp((t-b)/t2)).",
		Parameters: fmt.Sprintf("A=%g, t1=%g h, t2=%g h, b=%g h", l.share, l.early, l.late, l.limit),
		Run:        l.run,
	}
}

func (l takenBack) law() hardware.Preemption24 {
	return hardware.Preemption24{Share: l.share, Early: hours(l.early), Late: hours(l.late), Limit: hours(l.limit)}
}

// takenBy is the probability that a machine is taken back within t hours. The law
// says so of a machine that was not taken back at 0, which is next to certain.
func (l takenBack) takenBy(t float64) float64 {
	wave := func(t float64) float64 { return l.share * (1 - math.Exp(-t/l.early) + math.Exp((t-l.limit)/l.late)) }
	return min(1, wave(t)-wave(0))
}

// takenWithin is the probability that a machine of that age is taken back within
// t hours.
func (l takenBack) takenWithin(t, age float64) float64 {
	return (l.takenBy(age+t) - l.takenBy(age)) / (1 - l.takenBy(age))
}

func (l takenBack) run(ctx context.Context, e Effort, seed rng.Seed) ([]Measurement, error) {
	var all []Measurement
	for _, t := range []float64{3, 12, 23.5} {
		m, err := l.survive(ctx, e, seed.Child("new"), 0, t, 1)
		if err != nil {
			return nil, err
		}
		all = append(all, rest(fmt.Sprintf("P(taken back within %g h)", t), m))
	}
	for _, age := range []float64{0, 8, 20} {
		const length = 4
		machines := 1.0
		if l.takenWithin(length, age) < 0.01 {
			machines = 1000
		}
		m, err := l.survive(ctx, e, seed.Child("aged"), age, length, machines)
		if err != nil {
			return nil, err
		}
		all = append(all, rest(fmt.Sprintf("P(taken back within %d h at age %g h)", length, age), power("", m, 1/machines)))
	}
	return all, nil
}

// rest measures the probability of the opposite.
func rest(name string, m Measurement) Measurement {
	return m.transformed(name, func(x float64) float64 { return 1 - x }, func(float64) float64 { return -1 })
}

// survive measures the share of nodes of an age that are not taken back within a
// time, each of which stands for a number of machines.
func (l takenBack) survive(ctx context.Context, e Effort, seed rng.Seed, age, length, machines float64) (Measurement, error) {
	nodes := alike(l.nodes, 1, host(l.law(), hardware.Fixed{After: hours(1000)}), hardware.Given)
	for i := range nodes {
		nodes[i].Age.Of = hours(age)
		nodes[i].Factor = machines
	}
	site, err := hardware.NewSite(hardware.Site{Nodes: nodes})
	if err != nil {
		return Measurement{}, err
	}
	runs, err := replicate(ctx, e.replications(l.replications), seed, func(seed rng.Seed) (outages, error) {
		o := outages{down: level{to: sim.Never}}
		err := watch(ctx, site, length, seed, &o)
		return o, err
	})
	left := column(runs, func(o *outages) float64 { return 1 - o.failures/float64(l.nodes) })
	return mean("", "", math.Pow(1-l.takenWithin(length, age), machines), left), err
}
