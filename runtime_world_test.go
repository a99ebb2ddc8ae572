package clustersim_test

import (
	"context"
	"fmt"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/clustersim/clustersim"
	"github.com/clustersim/clustersim/cluster"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/scheduler"
	"github.com/clustersim/clustersim/scheduler/policies"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
	"github.com/clustersim/clustersim/workloads"
)

// node is a node of a fleet of equals that fails by the hazards.
func node(name string, gpus int, hazards ...hardware.Hazard) hardware.Node {
	spec := &hardware.NodeSpec{
		Name: "box", GPUs: gpus, CPU: 8000,
		GPU: &hardware.GPU{Name: "generic", Class: hardware.Generic, Dense16: 1, Efficiency: 1},
	}
	return hardware.Node{
		Name: name, Spec: spec, Hazards: hazards, Domains: hardware.NoDomains(),
		Age: hardware.Age{Rule: hardware.Fresh},
	}
}

func site(nodes ...hardware.Node) *hardware.Site {
	s, err := hardware.NewSite(hardware.Site{Nodes: nodes})
	if err != nil {
		panic(err)
	}
	return s
}

// crash is a part that lives and is repaired for exponential times.
func crash(part string, mean, repair, detect time.Duration) hardware.Hazard {
	return hardware.Hazard{
		Part: part, Count: 2, Detect: after(detect),
		Failure: hardware.Exponential{MTBF: mean}, Repair: hardware.Exponential{MTBF: repair},
	}
}

// after is the law of a detection that takes so long, nil for none.
func after(d time.Duration) hardware.RepairModel {
	if d == 0 {
		return nil
	}
	return hardware.Fixed{After: d}
}

func batch(name string, tasks, gpus int, run time.Duration) workloads.Job {
	return workloads.Job{
		Request: workloads.Request{
			Name: name, Kind: workloads.Batch, Estimate: run, Deadline: sim.Never,
			Groups: []workloads.TaskGroup{{Tasks: tasks, Ask: workloads.Resources{GPUs: gpus}}},
		},
		Work: workloads.Fixed{Time: run}, Cancel: sim.Never,
	}
}

// drawn is a small model drawn at random, in numbers, so that it can be built
// twice and with all times scaled.
type drawn struct {
	gpus   []int
	fails  []time.Duration // by node; 0 for never
	repair time.Duration
	detect time.Duration
	jobs   []workloads.Job
	easy   bool
	picker int
	remedy scheduler.Remedy
	limit  int
	decide clustersim.Decide
	order  clustersim.Order
	misfit clustersim.Misfit
	until  sim.Time
}

func minutes(t *rapid.T, from, to int, label string) time.Duration {
	return time.Duration(rapid.IntRange(from, to).Draw(t, label)) * time.Minute
}

func drawModel(t *rapid.T) drawn {
	d := drawn{
		gpus:   rapid.SliceOfN(rapid.IntRange(1, 4), 1, 4).Draw(t, "gpus"),
		repair: minutes(t, 0, 30, "repair"), detect: minutes(t, 0, 20, "detect"),
		easy: rapid.Bool().Draw(t, "easy"), picker: rapid.IntRange(0, 2).Draw(t, "picker"),
		remedy: scheduler.Remedy(rapid.IntRange(0, 2).Draw(t, "remedy")), limit: rapid.IntRange(-1, 3).Draw(t, "limit"),
		decide: clustersim.Decide{When: clustersim.When(rapid.IntRange(0, 2).Draw(t, "decide")), Every: 7 * time.Minute},
		order:  clustersim.Order(rapid.IntRange(0, 1).Draw(t, "order")),
		misfit: clustersim.Misfit(rapid.IntRange(0, 3).Draw(t, "misfit") / 3),
		until:  sim.Time(minutes(t, 10, 600, "until")),
	}
	for range d.gpus {
		d.fails = append(d.fails, minutes(t, 0, 3, "fails")*40)
	}
	for range rapid.IntRange(0, 12).Draw(t, "jobs") {
		d.jobs = append(d.jobs, drawJob(t, len(d.jobs)))
	}
	return d
}

func drawJob(t *rapid.T, id int) workloads.Job {
	j := batch(fmt.Sprintf("job-%d", id), rapid.IntRange(1, 3).Draw(t, "tasks"), rapid.IntRange(1, 3).Draw(t, "gpus"), minutes(t, 1, 100, "run"))
	j.Arrive = sim.Time(minutes(t, 0, 100, "arrive"))
	j.Estimate = minutes(t, 1, 100, "estimate")
	j.Priority = int16(rapid.IntRange(0, 1).Draw(t, "priority"))
	if rapid.IntRange(0, 3).Draw(t, "shares") == 0 {
		j.Groups[0].Ask = workloads.Resources{Share: hardware.Share{Compute: 428, Memory: 500}}
	}
	if rapid.IntRange(0, 3).Draw(t, "cancels") == 0 {
		j.Cancel = j.Arrive.Add(minutes(t, 0, 100, "patience"))
	}
	if rapid.Bool().Draw(t, "saves") {
		j.Checkpoint = workloads.Checkpoint{
			Interval: minutes(t, 1, 30, "interval"), Cost: minutes(t, 0, 5, "cost"), Restart: minutes(t, 0, 5, "restart"),
		}
	}
	return j
}

// chained makes each job wait for one that arrives before it, now and then.
func (d *drawn) chained(t *rapid.T) {
	for i := range d.jobs {
		for k := range i {
			if d.jobs[k].Arrive < d.jobs[i].Arrive && rapid.IntRange(0, 7).Draw(t, "depends") == 0 {
				d.jobs[i].After = append(d.jobs[i].After, workloads.JobID(k))
			}
		}
	}
}

// model builds the model with every time multiplied by k.
func (d *drawn) model(k int64) clustersim.Model {
	by := func(t time.Duration) time.Duration { return t * time.Duration(k) }
	at := func(t sim.Time) sim.Time {
		if t == sim.Never {
			return t
		}
		return t * sim.Time(k)
	}
	var nodes []hardware.Node
	for i, gpus := range d.gpus {
		n := node(fmt.Sprintf("n%d", i), gpus)
		if d.fails[i] > 0 {
			n.Hazards = []hardware.Hazard{{
				Part: "host", Count: 1, Detect: after(by(d.detect)),
				Failure: hardware.Fixed{After: by(d.fails[i])}, Repair: hardware.Fixed{After: by(d.repair)},
			}}
		}
		nodes = append(nodes, n)
	}
	var jobs workloads.List
	for _, j := range d.jobs {
		j.Arrive, j.Cancel, j.Estimate = at(j.Arrive), at(j.Cancel), by(j.Estimate)
		j.Work = workloads.Fixed{Time: by(j.Work.Size())}
		j.Checkpoint = workloads.Checkpoint{
			Interval: by(j.Checkpoint.Interval), Cost: by(j.Checkpoint.Cost), Restart: by(j.Checkpoint.Restart),
		}
		jobs = append(jobs, j)
	}
	pick := [...]cluster.Picker{policies.Pack, policies.FirstFit, policies.Spread}[d.picker]
	m := clustersim.Model{
		Site: site(nodes...), Workload: jobs, Policy: policies.FCFS{Place: pick},
		Recovery: scheduler.Retry{From: d.remedy, Limit: d.limit},
		Decide:   clustersim.Decide{When: d.decide.When, Every: by(d.decide.Every)},
		Order:    d.order, Misfit: d.misfit, Until: at(d.until),
	}
	if d.easy {
		m.Policy = policies.EASY{Place: pick}
	}
	return m
}

// record runs the model and returns what happened.
func record(t require.TestingT, m clustersim.Model, seed uint64) []journal.Record {
	var all journal.Memory
	require.NoError(t, clustersim.Run(context.Background(), m, rng.NewSeed(seed), &all))
	return all.Records
}
