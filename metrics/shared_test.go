package metrics_test

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/metrics"
	"github.com/clustersim/clustersim/scheduler"
	"github.com/clustersim/clustersim/scheduler/policies"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
	"github.com/clustersim/clustersim/units"
	"github.com/clustersim/clustersim/workloads"
)

func alone() [hardware.DomainKinds]hardware.DomainID {
	return hardware.NoDomains()
}

// node is a machine of 8 GPUs at a price per GPU and hour.
func node(name string, price units.MoneyPerHour, age hardware.AgeRule, hazards ...hardware.Hazard) hardware.Node {
	gpu := &hardware.GPU{Name: "G", Class: hardware.Generic, Dense16: 1, Efficiency: 1}
	return hardware.Node{
		Name: name, Pool: "pool", Spec: &hardware.NodeSpec{Name: "box", GPU: gpu, GPUs: 8}, Domains: alone(),
		Price: price, Hazards: hazards, Age: hardware.Age{Rule: age},
	}
}

func site(t require.TestingT, nodes ...hardware.Node) *hardware.Site {
	s, err := hardware.NewSite(hardware.Site{Nodes: nodes})
	require.NoError(t, err)
	return s
}

// job is a gang of one-GPU tasks.
func job(name string, gpus int, arrive, work time.Duration) workloads.Job {
	return workloads.Job{
		Request: workloads.Request{
			Name: name, Tenant: "lab", Kind: workloads.Batch, Arrive: sim.Time(arrive), Estimate: work, Deadline: sim.Never,
			Groups: []workloads.TaskGroup{{Tasks: gpus, Ask: workloads.Resources{GPUs: 1}}},
		},
		Work: workloads.Fixed{Time: work}, Cancel: sim.Never,
	}
}

// story is a small run in which everything happens once, with round numbers:
// node a crashes at 10h, which is known at 10.5h, and works again at 12h; node
// b, at half the price, never fails.
func story(t require.TestingT) clustersim.Model {
	crash := hardware.Hazard{
		Part: "host", Count: 1, Failure: hardware.Fixed{After: 10 * time.Hour}, Detect: hardware.Fixed{After: 30 * time.Minute},
		Repair: hardware.Fixed{After: 2 * time.Hour},
	}
	train := job("train", 16, 0, 12*time.Hour)
	train.Checkpoint = workloads.Checkpoint{Interval: 4 * time.Hour}
	train.Deadline = sim.Time(20 * time.Hour)
	small := job("17", 8, time.Hour, 5*time.Second)
	small.Deadline = sim.Time(2 * time.Hour)
	after := job("after", 8, time.Hour, 90*time.Minute)
	after.After = []workloads.JobID{1}
	bored := job("bored", 16, 2*time.Hour, time.Hour)
	bored.Cancel = sim.Time(3 * time.Hour)
	last := job("last", 4, 15*time.Hour, 10*time.Hour)
	last.Deadline = sim.Time(30 * time.Hour)
	return clustersim.Model{
		Site:     site(t, node("a", 2_000_000, hardware.Fresh, crash), node("b", 1_000_000, hardware.Fresh)),
		Workload: workloads.List{train, small, after, bored, job("huge", 17, 2*time.Hour, time.Hour), last},
		Policy:   policies.FCFS{Place: policies.FirstFit},
		Recovery: scheduler.Retry{From: scheduler.Resume, Limit: -1},
		Until:    sim.Time(20 * time.Hour),
	}
}

func run(t require.TestingT, m clustersim.Model, seed uint64, observers ...journal.Observer) *metrics.Summary {
	fold := metrics.NewFold()
	require.NoError(t, clustersim.Run(context.Background(), m, rng.NewSeed(seed), append(observers, fold)...))
	return fold.Summary()
}

// table runs the model and returns the named table.
func table(t require.TestingT, m clustersim.Model, name string) metrics.Table {
	fold, err := metrics.NewTableFold(name, 1)
	require.NoError(t, err)
	run(t, m, 1, fold)
	return fold.Table()
}

func text(table metrics.Table) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n", table.Name, strings.Join(table.Columns, ","))
	for _, row := range table.Rows {
		b.WriteString(strings.Join(row, ",") + "\n")
	}
	return b.String()
}

func listing(s *metrics.Summary) string {
	var b strings.Builder
	for _, m := range metrics.All() {
		value := "absent"
		if v, ok := m.Value(s); ok {
			value = fmt.Sprintf("%.6g %s", v, m.Unit)
		}
		fmt.Fprintf(&b, "%-26s %s\n", m.Name, value)
	}
	return b.String()
}
