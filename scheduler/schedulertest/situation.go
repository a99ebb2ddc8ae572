package schedulertest

import (
	"fmt"
	"time"

	"pgregory.net/rapid"

	"github.com/clustersim/clustersim/cluster"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
	"github.com/clustersim/clustersim/units"
	"github.com/clustersim/clustersim/workloads"
)

// maxJobs is the most jobs of a situation.
const maxJobs = 24

// situation is all that a state is built from, so that it can be built twice.
type situation struct {
	seed uint64
	gpus []int
	down []bool
	jobs []workloads.Job
	run  int // jobs that are started before the policy is asked, as far as they fit
	now  time.Duration
}

func drawSituation(t *rapid.T) situation {
	s := situation{
		seed: rapid.Uint64Range(0, 3).Draw(t, "seed"),
		gpus: rapid.SliceOfN(rapid.IntRange(1, 8), 1, 6).Draw(t, "gpus"),
		now:  time.Duration(rapid.IntRange(0, 30).Draw(t, "now")) * time.Minute,
	}
	for range s.gpus {
		s.down = append(s.down, rapid.IntRange(0, 4).Draw(t, "down") == 0)
	}
	n := rapid.IntRange(0, maxJobs).Draw(t, "jobs")
	s.run = rapid.IntRange(0, n).Draw(t, "run")
	for i := range n {
		s.jobs = append(s.jobs, drawJob(t, workloads.JobID(i)))
	}
	return s
}

func drawJob(t *rapid.T, id workloads.JobID) workloads.Job {
	estimate := time.Duration(rapid.IntRange(1, 40).Draw(t, "estimate")) * time.Minute
	groups := []workloads.TaskGroup{drawGroup(t)}
	if rapid.IntRange(0, 4).Draw(t, "groups") == 0 {
		groups = append(groups, drawGroup(t))
	}
	j := workloads.Job{
		Request: workloads.Request{
			ID: id, Name: fmt.Sprintf("job-%d", id), Kind: workloads.Batch, Groups: groups, Estimate: estimate,
			Priority: int16(rapid.IntRange(0, 2).Draw(t, "priority")), Deadline: sim.Never,
		},
		Work: workloads.Fixed{Time: estimate}, Cancel: sim.Never,
	}
	if rapid.IntRange(0, 3).Draw(t, "reference") == 0 {
		j.Reference = models()[0]
	}
	return j
}

func drawGroup(t *rapid.T) workloads.TaskGroup {
	g := workloads.TaskGroup{Tasks: rapid.IntRange(1, 4).Draw(t, "tasks")}
	switch rapid.IntRange(0, 5).Draw(t, "sort") {
	case 0:
		g.Ask.Share = rapid.SampledFrom([]hardware.Share{{Compute: 142, Memory: 125}, {Compute: 428, Memory: 500}}).Draw(t, "share")
	case 1:
		g.Ask = workloads.Resources{GPUs: 1, CPU: 3000, Memory: units.Bytes(1 << 30)}
	case 2:
		g.Ask.CPU = 2000
	default:
		g.Ask.GPUs = rapid.IntRange(1, 8).Draw(t, "gpus")
	}
	if rapid.IntRange(0, 3).Draw(t, "choosy") == 0 {
		g.GPU = []string{rapid.SampledFrom([]string{"slow", "fast"}).Draw(t, "model")}
	}
	return g
}

func models() [2]*hardware.GPU {
	return [2]*hardware.GPU{
		{Name: "slow", Class: hardware.Generic, Dense16: 100, Efficiency: 1},
		{Name: "fast", Class: hardware.Generic, Dense16: 200, Efficiency: 1},
	}
}

func (s *situation) site() *hardware.Site {
	nodes := make([]hardware.Node, len(s.gpus))
	kinds := models()
	for i, n := range s.gpus {
		spec := &hardware.NodeSpec{Name: "box", GPU: kinds[i%2], GPUs: n, CPU: 8000, Memory: units.Bytes(16 << 30)}
		nodes[i] = hardware.Node{Name: fmt.Sprintf("n%d", i), Spec: spec, Domains: hardware.NoDomains()}
	}
	site, err := hardware.NewSite(hardware.Site{Nodes: nodes})
	if err != nil {
		panic(err) // the drawing is wrong
	}
	return site
}

// build makes the state: jobs run as far as they fit, the others wait, and then
// nodes go out of service with the jobs on them, as the runtime would have it.
func (s *situation) build() *cluster.State {
	state := cluster.NewState(s.site(), rng.NewSeed(s.seed))
	for i, job := range s.jobs {
		j, refusal := state.Submit(job)
		if refusal != cluster.Accepted {
			state.End(j, cluster.Failed)
			continue
		}
		if on, ok := state.Fit(j, FirstFit); ok && i < s.run {
			mustStart(state, j, on)
		}
	}
	for i, down := range s.down {
		if down {
			for j := tenant(state, hardware.NodeID(i)); j != nil; j = tenant(state, hardware.NodeID(i)) {
				state.Requeue(j)
			}
			state.LearnFault(hardware.NodeID(i))
		}
	}
	state.Advance(sim.Time(s.now))
	return state
}

// goOn lets the first half of what runs complete.
func (s *situation) goOn(state *cluster.State) {
	var done []*cluster.Job
	for j := range state.RunningJobs() {
		done = append(done, j)
	}
	for _, j := range done[:len(done)/2] {
		state.End(j, cluster.Completed)
	}
	state.Advance(sim.Time(s.now + time.Minute))
}

func tenant(s *cluster.State, id hardware.NodeID) (found *cluster.Job) {
	s.Tenants(id, func(j *cluster.Job) { found = j })
	return found
}

func mustStart(s *cluster.State, j *cluster.Job, on hardware.Placement) {
	if err := s.Start(j.ID, on); err != nil {
		panic(err) // what Fit returns is held to be right
	}
}

// FirstFit is a [cluster.Picker] that fills nodes in the order of the fleet, for
// policies that tests make up.
func FirstFit(c *cluster.Candidates, j *workloads.Request) bool {
	for g := range j.Groups {
		need := j.Groups[g].Tasks
		for node, room := range c.Nodes(g, cluster.ByNumber) {
			tasks := min(room, need)
			c.Take(g, node, tasks)
			if need -= tasks; need == 0 {
				break
			}
		}
		if need > 0 {
			return false
		}
	}
	return true
}
