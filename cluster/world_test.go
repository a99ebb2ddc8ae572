package cluster

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
	"github.com/clustersim/clustersim/units"
	"github.com/clustersim/clustersim/workloads"
)

// fleet is a site with nodes of the given numbers of GPUs, each with 8 CPUs; the
// model alternates between a and b.
func fleet(gpus ...int) *hardware.Site {
	models := [2]*hardware.GPU{
		{Name: "a", Class: hardware.Generic, Dense16: 100, Efficiency: 1},
		{Name: "b", Class: hardware.Generic, Dense16: 200, Efficiency: 1},
	}
	nodes := make([]hardware.Node, len(gpus))
	for i, n := range gpus {
		spec := &hardware.NodeSpec{Name: "box", GPU: models[i%2], GPUs: n, CPU: 8000, Memory: 64 * units.Bytes(1<<30)}
		nodes[i] = hardware.Node{Name: fmt.Sprintf("n%d", i), Spec: spec, Domains: hardware.NoDomains()}
	}
	site, err := hardware.NewSite(hardware.Site{Nodes: nodes})
	if err != nil {
		panic(err)
	}
	return site
}

func newState(gpus ...int) *State { return NewState(fleet(gpus...), rng.NewSeed(1)) }

// pack gives every node in turn, in the order, as many tasks as it has room for.
func pack(order Order) Picker {
	return func(c *Candidates, j *workloads.Request) bool { return fill(c, j, order) }
}

func fill(c *Candidates, j *workloads.Request, order Order) bool {
	for g := range j.Groups {
		need := j.Groups[g].Tasks
		for node, room := range c.Nodes(g, order) {
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

// gang is a request for tasks of some GPUs each.
func gang(tasks, gpus int, estimate time.Duration) workloads.Job {
	return asking(estimate, workloads.TaskGroup{Tasks: tasks, Ask: workloads.Resources{GPUs: gpus}})
}

func sharing(tasks int, share hardware.Share) workloads.Job {
	return asking(time.Hour, workloads.TaskGroup{Tasks: tasks, Ask: workloads.Resources{Share: share}})
}

func asking(estimate time.Duration, groups ...workloads.TaskGroup) workloads.Job {
	return workloads.Job{
		Request: workloads.Request{Name: "j", Kind: workloads.Batch, Groups: groups, Estimate: estimate, Deadline: sim.Never},
		Work:    workloads.Fixed{Time: estimate}, Cancel: sim.Never,
	}
}

// submit hands the job in under the next number.
func submit(t require.TestingT, s *State, j workloads.Job) *Job {
	j.ID = workloads.JobID(len(s.jobs.slotOf))
	require.NoError(t, workloads.ValidateJob(&j))
	stored, refusal := s.Submit(j)
	require.Equal(t, Accepted, refusal)
	return stored
}

// start fits and starts the job and reports whether it fits.
func start(t require.TestingT, s *State, j *Job, pick Picker) bool {
	on, ok := s.Fit(j, pick)
	if ok {
		require.NoError(t, s.Start(j.ID, on))
	}
	return ok
}

func drawGroup(t *rapid.T) workloads.TaskGroup {
	g := workloads.TaskGroup{Tasks: rapid.IntRange(1, 4).Draw(t, "tasks")}
	switch rapid.IntRange(0, 4).Draw(t, "sort") {
	case 0, 1:
		g.Ask.GPUs = rapid.IntRange(1, 4).Draw(t, "gpus")
	case 2:
		g.Ask.Share = rapid.SampledFrom([]hardware.Share{{Compute: 142, Memory: 125}, {Compute: 428, Memory: 500}, {Compute: 500}}).Draw(t, "share")
	case 3:
		g.Ask = workloads.Resources{GPUs: 1, CPU: 3000}
	case 4:
		g.Ask.CPU = 2000
	}
	if rapid.Bool().Draw(t, "choosy") {
		g.GPU = []string{rapid.SampledFrom([]string{"a", "b"}).Draw(t, "model")}
	}
	return g
}

func drawJob(t *rapid.T) workloads.Job {
	groups := []workloads.TaskGroup{drawGroup(t)}
	if rapid.IntRange(0, 3).Draw(t, "groups") == 0 {
		groups = append(groups, drawGroup(t))
	}
	j := asking(time.Duration(rapid.IntRange(1, 20).Draw(t, "estimate"))*time.Minute, groups...)
	j.Priority = int16(rapid.IntRange(0, 2).Draw(t, "priority"))
	return j
}

// drawRunning is one of the jobs that run.
func drawRunning(t *rapid.T, s *State) *Job {
	running := s.running.list()
	if len(running) == 0 {
		t.Skip("nothing runs")
	}
	return s.jobs.slot(running[rapid.IntRange(0, len(running)-1).Draw(t, "running")].slot)
}

// drawQueued is one of the jobs that wait.
func drawQueued(t *rapid.T, s *State) *Job {
	if s.queue.waiting == 0 {
		t.Skip("nothing waits")
	}
	skip := rapid.IntRange(0, s.queue.waiting-1).Draw(t, "queued")
	for request := range s.View().Queue() {
		if skip == 0 {
			return s.Job(request.ID)
		}
		skip--
	}
	panic("the queue has fewer jobs than it says")
}

// failAll ends the jobs that can never start any more.
func failAll(s *State, ids []workloads.JobID) {
	for _, id := range ids {
		if j := s.Job(id); j != nil {
			failAll(s, s.End(j, Failed))
		}
	}
}

// Whatever legal transitions come in whatever order, all invariants hold after
// each of them.
func TestEveryTransitionKeepsTheInvariants(t *testing.T) {
	pickers := []Picker{pack(FewestFree), pack(MostFree), pack(ByNumber)}
	rapid.Check(t, func(t *rapid.T) {
		s := newState(rapid.SliceOfN(rapid.IntRange(1, 8), 1, 6).Draw(t, "fleet")...)
		node := rapid.Map(rapid.IntRange(0, len(s.Site.Nodes)-1), func(i int) hardware.NodeID { return hardware.NodeID(i) })
		pick := rapid.SampledFrom(pickers)
		known := make([]int, len(s.Site.Nodes))
		t.Repeat(map[string]func(*rapid.T){
			"submit": func(t *rapid.T) {
				j := drawJob(t)
				j.ID = workloads.JobID(len(s.jobs.slotOf))
				if j.ID > 0 && rapid.Bool().Draw(t, "depends") {
					j.After = []workloads.JobID{workloads.JobID(rapid.IntRange(0, int(j.ID)-1).Draw(t, "after"))}
				}
				if stored, refusal := s.Submit(j); refusal != Accepted {
					failAll(s, s.End(stored, Failed))
				}
			},
			"start": func(t *rapid.T) { start(t, s, drawQueued(t, s), pick.Draw(t, "picker")) },
			"fill": func(t *rapid.T) {
				for request := range s.View().Queue() {
					start(t, s, s.Job(request.ID), pick.Draw(t, "picker"))
				}
			},
			"reserve": func(t *rapid.T) {
				s.Reserve(drawQueued(t, s), pick.Draw(t, "picker"))
				head := s.shadows.head
				b := s.Bound()
				for request := range s.View().Fitting(&b) {
					if request.ID != head.ID && start(t, s, s.Job(request.ID), pick.Draw(t, "picker")) {
						b = s.Bound()
					}
				}
				require.NoError(t, s.Check())
				s.Release()
			},
			"requeue": func(t *rapid.T) {
				j := drawRunning(t, s)
				j.Kept = min(j.Estimate/2, j.Kept+time.Minute)
				s.Requeue(j)
			},
			"complete": func(t *rapid.T) { s.End(drawRunning(t, s), Completed) },
			"cancel":   func(t *rapid.T) { failAll(s, s.End(drawQueued(t, s), Failed)) },
			"fail":     func(t *rapid.T) { failAll(s, s.End(drawRunning(t, s), Failed)) },
			"learn": func(t *rapid.T) {
				id := node.Draw(t, "node")
				require.Equal(t, known[id] == 0, s.LearnFault(id))
				known[id]++
			},
			"forget": func(t *rapid.T) {
				id := node.Draw(t, "node")
				if known[id] == 0 {
					t.Skip("no fault is known")
				}
				known[id]--
				require.Equal(t, known[id] == 0, s.ForgetFault(id))
			},
			"advance": func(t *rapid.T) {
				s.Advance(s.now.Add(time.Duration(rapid.IntRange(1, 10).Draw(t, "minutes")) * time.Minute))
			},
			"": func(t *rapid.T) {
				require.NoError(t, s.Check())
				for id := range known {
					require.Equal(t, known[id] == 0, s.InService(hardware.NodeID(id)))
				}
			},
		})
	})
}
