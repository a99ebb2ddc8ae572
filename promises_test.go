package clustersim_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/clustersim/clustersim"
	"github.com/clustersim/clustersim/cluster"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/scheduler"
	"github.com/clustersim/clustersim/scheduler/policies"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/workloads"
)

// witness is EASY, and notes when the first job that waits can start.
type witness struct {
	t       *rapid.T
	easy    policies.EASY
	promise map[workloads.JobID]sim.Time
}

func (w *witness) Plan(v cluster.View, p *scheduler.Plan) {
	w.easy.Plan(v, p)
	for head := range v.Queue() {
		bound := p.Bound()
		if bound.Within == cluster.Anything.Within {
			return // nothing could be backfilled, so the time was not worked out
		}
		at := v.Now().Add(bound.Within)
		if before, ok := w.promise[head.ID]; ok && at > before {
			w.t.Fatalf("job %d was promised %v, at %v it is %v", head.ID, before, v.Now(), at)
		}
		w.promise[head.ID] = at
		return
	}
}

// unequal is a fleet of nodes with different GPUs.
func unequal(t *rapid.T) *hardware.Site {
	kinds := [2]*hardware.GPU{
		{Name: "slow", Class: hardware.Generic, Dense16: 100, Efficiency: 1},
		{Name: "fast", Class: hardware.Generic, Dense16: 200, Efficiency: 1},
	}
	var nodes []hardware.Node
	for i, gpus := range rapid.SliceOfN(rapid.IntRange(1, 4), 1, 5).Draw(t, "gpus") {
		n := node(fmt.Sprintf("n%d", i), gpus)
		n.Spec.GPU = kinds[rapid.IntRange(0, 1).Draw(t, "kind")]
		nodes = append(nodes, n)
	}
	return site(nodes...)
}

// exact is a job whose estimate is right, of one task group of any sort.
func exact(t *rapid.T, id int, reference *hardware.GPU) workloads.Job {
	j := batch(fmt.Sprintf("job-%d", id), rapid.IntRange(1, 3).Draw(t, "tasks"), rapid.IntRange(1, 3).Draw(t, "gpus"), minutes(t, 1, 60, "run"))
	j.Arrive = sim.Time(minutes(t, 0, 60, "arrive"))
	g := &j.Groups[0]
	switch rapid.IntRange(0, 7).Draw(t, "sort") {
	case 0:
		g.Ask = workloads.Resources{Share: hardware.Share{Compute: 428, Memory: 500}}
	case 1:
		g.Ask = workloads.Resources{Share: hardware.Share{Compute: 142, Memory: 125}}
	case 2:
		g.Ask = workloads.Resources{GPUs: 1, CPU: 3000}
	case 3:
		g.Ask = workloads.Resources{CPU: 3000}
	}
	if rapid.IntRange(0, 3).Draw(t, "choosy") == 0 {
		g.GPU = []string{rapid.SampledFrom([]string{"slow", "fast"}).Draw(t, "model")}
	}
	if rapid.Bool().Draw(t, "speed matters") {
		j.Reference, j.Work = reference, workloads.Gang{Time: j.Estimate, Reference: reference}
	}
	return j
}

// Where estimates are right and nothing fails, backfilling never puts off the
// job at the head of the queue: it starts no later than it was promised, and no
// promise is taken back.
func TestPromisesAreKept(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := clustersim.Model{
			Site: unequal(t), Until: sim.Never, Order: clustersim.Order(rapid.IntRange(0, 1).Draw(t, "order")),
			Decide: clustersim.Decide{When: clustersim.When(rapid.IntRange(0, 1).Draw(t, "decide"))},
		}
		var jobs workloads.List
		for i := range rapid.IntRange(1, 14).Draw(t, "jobs") {
			jobs = append(jobs, exact(t, i, m.Site.Nodes[0].Spec.GPU))
		}
		pick := [...]cluster.Picker{policies.Pack, policies.FirstFit, policies.Spread}[rapid.IntRange(0, 2).Draw(t, "picker")]
		w := &witness{t: t, easy: policies.EASY{Place: pick}, promise: map[workloads.JobID]sim.Time{}}
		m.Workload, m.Policy = jobs, w
		for _, r := range record(t, m, 1) {
			at, promised := w.promise[r.Entry.Job]
			if r.Entry.Kind == journal.AttemptStarted && promised && r.Entry.At > at {
				t.Fatalf("job %d was promised %v, starts at %v", r.Entry.Job, at, r.Entry.At)
			}
		}
	})
}

// restless is a policy that wants to be asked again every minute.
type restless struct{ scheduler.Policy }

func (r restless) Plan(v cluster.View, p *scheduler.Plan) {
	r.Policy.Plan(v, p)
	p.WakeAt((v.Now()/sim.Time(time.Minute) + 1) * sim.Time(time.Minute))
}

// Decisions come whenever one could start something: to be asked every minute as
// well starts no job earlier, where all that happens falls on minutes.
func TestNoDecisionIsMissed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawModel(t)
		d.chained(t)
		d.easy, d.misfit, d.decide.When = false, clustersim.Wait, d.decide.When%2
		calm, asking := d.model(1), d.model(1)
		asking.Policy = restless{asking.Policy}
		if calm, asked := lines(record(t, calm, 1)), lines(record(t, asking, 1)); calm != asked {
			t.Fatalf("%s\nand if asked every minute\n%s", calm, asked)
		}
	})
}
