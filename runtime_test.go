package clustersim_test

import (
	"context"
	"errors"
	"iter"
	"strings"
	"testing"
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

// busy is a model with random failures in which something happens all the time.
func busy() clustersim.Model {
	nodes := []hardware.Node{}
	for _, name := range []string{"a", "b", "c", "d"} {
		nodes = append(nodes, node(name, 4, crash("host", 50*time.Hour, time.Hour, 5*time.Minute), crash("gpu", 80*time.Hour, 10*time.Minute, 0)))
	}
	var jobs workloads.List
	for i := range 200 {
		j := batch("job", 1+i%3, 1+i%4, time.Duration(1+i%17)*time.Hour)
		j.Arrive = sim.Time(time.Duration(i) * 2 * time.Hour)
		j.Checkpoint.Interval = 30 * time.Minute
		jobs = append(jobs, j)
	}
	return clustersim.Model{Site: site(nodes...), Workload: jobs, Policy: policies.EASY{Place: policies.Pack}, Until: sim.Never}
}

func digest(t *testing.T, m clustersim.Model, seed uint64) string {
	d := journal.NewDigest()
	require.NoError(t, clustersim.Run(context.Background(), m, rng.NewSeed(seed), d))
	return d.String()
}

func TestSameSeedSameDigest(t *testing.T) {
	first := digest(t, busy(), 1)
	require.Equal(t, first, digest(t, busy(), 1))
	require.NotEqual(t, first, digest(t, busy(), 2))
}

func TestObserversDoNotMatter(t *testing.T) {
	first, last := journal.NewDigest(), journal.NewDigest()
	require.NoError(t, clustersim.Run(context.Background(), busy(), rng.NewSeed(1), first, &journal.Memory{}, last))
	require.Equal(t, first.String(), last.String())
	require.Equal(t, digest(t, busy(), 1), last.String())
	require.NoError(t, clustersim.Run(context.Background(), busy(), rng.NewSeed(1)), "without any")
}

// faults lists by node name when its parts broke and worked again.
func faults(t *testing.T, nodes ...hardware.Node) map[string][]sim.Time {
	times := map[string][]sim.Time{}
	m := clustersim.Model{Site: site(nodes...), Until: sim.Time(5000 * time.Hour)}
	for _, r := range record(t, m, 1) {
		if r.Entry.Kind == journal.FaultBegan || r.Entry.Kind == journal.FaultEnded {
			name := nodes[r.Entry.Node].Name
			times[name] = append(times[name], r.Entry.At)
		}
	}
	return times
}

// A node's luck is its own: more nodes, or another order, move nothing.
func TestFailuresBelongToNames(t *testing.T) {
	hazard := crash("host", 50*time.Hour, time.Hour, time.Minute)
	a, b, c := node("a", 8, hazard), node("b", 8, hazard), node("c", 1, hazard, crash("gpu", 9*time.Hour, time.Hour, 0))
	two := faults(t, a, b)
	require.Greater(t, len(two["a"]), 100)
	require.NotEqual(t, two["a"], two["b"])
	three := faults(t, c, b, a)
	require.Equal(t, two["a"], three["a"])
	require.Equal(t, two["b"], three["b"])
}

// Nor do the jobs and the policy: arms of a comparison share their luck.
func TestFailuresDoNotDependOnJobs(t *testing.T) {
	when := func(m clustersim.Model) (times []sim.Time) {
		m.Until = sim.Time(300 * time.Hour)
		for _, r := range record(t, m, 1) {
			if r.Entry.Kind == journal.FaultBegan {
				times = append(times, r.Entry.At)
			}
		}
		return times
	}
	easy, idle := busy(), busy()
	fcfs := busy()
	fcfs.Policy = policies.FCFS{Place: policies.Spread}
	idle.Workload = nil
	require.Greater(t, len(when(easy)), 50)
	require.Equal(t, when(easy), when(fcfs))
	require.Equal(t, when(easy), when(idle))
}

// scaled multiplies every time in the records.
func scaled(records []journal.Record, k int64) []journal.Record {
	var out []journal.Record
	for _, r := range records {
		r.Entry.At *= sim.Time(k)
		switch r.Entry.Kind {
		case journal.AttemptStarted, journal.AttemptEnded, journal.JobEnded:
			r.Entry.Value *= k
		case 0:
			r.Definition.Arrive *= sim.Time(k)
			r.Definition.Work *= time.Duration(k)
		}
		out = append(out, r)
	}
	return out
}

// A model in which everything takes k times as long has the same story, k times
// as long. (What remains of a job that outlasts its estimate is a nanosecond in
// both, so estimates are not too short here.)
func TestTimeScales(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawModel(t)
		d.chained(t)
		for i := range d.jobs {
			d.jobs[i].Estimate = max(d.jobs[i].Estimate, d.jobs[i].Work.Size())
		}
		k := rapid.Int64Range(2, 1000).Draw(t, "k")
		require.Equal(t, lines(scaled(record(t, d.model(1), 1), k)), lines(record(t, d.model(k), 1)))
	})
}

func lines(records []journal.Record) string {
	var b strings.Builder
	text := journal.NewText(&b)
	for i := range records {
		records[i].Show(text)
	}
	if err := text.Close(); err != nil {
		panic(err) // the builder takes everything
	}
	return b.String()
}

func TestModelsAreChecked(t *testing.T) {
	for want, change := range map[string]func(*clustersim.Model){
		"clustersim: run: the model has no site":                         func(m *clustersim.Model) { m.Site = nil },
		"clustersim: run: the model has no policy":                       func(m *clustersim.Model) { m.Policy = nil },
		"clustersim: run: a model without jobs needs an end: set Until":  func(m *clustersim.Model) { m.Workload = nil },
		"clustersim: run: Until is negative":                             func(m *clustersim.Model) { m.Until = -1 },
		"clustersim: run: deciding periodically needs a positive period": func(m *clustersim.Model) { m.Decide.When = clustersim.Periodically },
		`workloads: job 0 "j": the estimate is 0s, must be positive`:     func(m *clustersim.Model) { m.Workload = jobs{batch("j", 1, 1, 0)} },
		`clustersim: run: job 1 "j" arrives at 0s, before the job ahead of it at 01h00m00s`: func(m *clustersim.Model) {
			early, late := batch("j", 1, 1, 1), batch("j", 1, 1, 1)
			early.ID, late.Arrive = 1, sim.Time(time.Hour)
			m.Workload = jobs{late, early}
		},
		`clustersim: run: the workload yields job 0 "j", expected job 1`: func(m *clustersim.Model) { m.Workload = jobs{batch("j", 1, 1, 1), batch("j", 1, 1, 1)} },
		`workloads: job 0 "j": has no work`: func(m *clustersim.Model) {
			idle := batch("j", 1, 1, 1)
			idle.Work = nil
			m.Workload = jobs{idle}
		},
		`clustersim: run: checkpointer clustersim_test.hasty: job 0 "job": the interval is -1ns; 0 for no checkpoints`: func(m *clustersim.Model) {
			m.Checkpointer = hasty{}
		},
		"the trace is cut": func(m *clustersim.Model) { m.Workload = broken{} },
	} {
		m := busy()
		change(&m)
		require.EqualError(t, clustersim.Run(context.Background(), m, rng.NewSeed(1)), want)
	}
}

// jobs come as they are, unchecked.
type jobs []workloads.Job

func (l jobs) Jobs(rng.Seed) iter.Seq2[workloads.Job, error] {
	return func(yield func(workloads.Job, error) bool) {
		for _, j := range l {
			if !yield(j, nil) {
				return
			}
		}
	}
}

type broken struct{}

func (broken) Jobs(rng.Seed) iter.Seq2[workloads.Job, error] {
	return func(yield func(workloads.Job, error) bool) { yield(workloads.Job{}, errors.New("the trace is cut")) }
}

// hasty saves before it begins.
type hasty struct{}

func (hasty) Interval(cluster.View, *workloads.Request) time.Duration { return -1 }

// greedy starts every job on all of the first node.
type greedy struct{}

func (greedy) Plan(v cluster.View, p *scheduler.Plan) {
	for job := range v.Queue() {
		p.Start(job, hardware.Placement{{Tasks: 1, GPUs: 0b1111}})
	}
}

// forgetful asks about jobs that there are not.
type forgetful struct{}

func (forgetful) Plan(_ cluster.View, p *scheduler.Plan) {
	p.Fit(&workloads.Request{ID: 99}, policies.Pack)
}

func TestPoliciesThatBreakRulesAreNamed(t *testing.T) {
	m := clustersim.Model{Site: site(node("n0", 4)), Until: sim.Never}
	m.Workload = workloads.List{batch("one", 1, 4, time.Hour), batch("two", 1, 4, time.Hour)}
	for want, policy := range map[string]scheduler.Policy{
		`clustersim: run: policy clustersim_test.greedy: scheduler: plan: cluster: start job 1: node "n0" has GPUs  free, needs 0-3`: greedy{},
		"clustersim: run: policy clustersim_test.forgetful: scheduler: fit job 99: it is unknown, not queued":                        forgetful{},
	} {
		m.Policy = policy
		require.EqualError(t, clustersim.Run(context.Background(), m, rng.NewSeed(1)), want)
	}
}

// lazy starts nothing before noon, and asks to be woken then.
type lazy struct{}

func (lazy) Plan(v cluster.View, p *scheduler.Plan) {
	noon := sim.Time(12 * time.Hour)
	if v.Now() < noon {
		p.WakeAt(noon)
		return
	}
	policies.FCFS{Place: policies.Pack}.Plan(v, p)
}

func TestPoliciesAreWoken(t *testing.T) {
	for _, when := range []clustersim.When{clustersim.EachInstant, clustersim.EachEvent, clustersim.Periodically} {
		m := clustersim.Model{Site: site(node("n0", 4)), Policy: lazy{}, Until: sim.Never}
		m.Workload = workloads.List{batch("one", 1, 4, time.Hour), batch("two", 1, 4, time.Hour)}
		m.Decide = clustersim.Decide{When: when, Every: 5 * time.Hour}
		var starts []sim.Time
		for _, r := range record(t, m, 1) {
			if r.Entry.Kind == journal.AttemptStarted {
				starts = append(starts, r.Entry.At)
			}
		}
		second := 13 * time.Hour
		if when == clustersim.Periodically {
			second = 15 * time.Hour
		}
		require.Equal(t, []sim.Time{sim.Time(12 * time.Hour), sim.Time(second)}, starts)
	}
}

// stopper cancels the context at the n-th entry, and counts those after.
type stopper struct {
	cancel context.CancelFunc
	left   int
}

func (*stopper) Define(journal.Definition) {}

func (s *stopper) Observe(journal.Entry) {
	if s.left--; s.left == 0 {
		s.cancel()
	}
}

func TestCancelledRunsReturnPromptly(t *testing.T) {
	forever := clustersim.Model{
		Site:  site(node("n0", 1, crash("host", time.Hour, time.Hour, 0))),
		Until: sim.Time(200 * 365 * 24 * time.Hour),
	}
	ctx, cancel := context.WithCancel(context.Background())
	s := &stopper{cancel: cancel, left: 10000}
	require.ErrorIs(t, clustersim.Run(ctx, forever, rng.NewSeed(1), s), context.Canceled)
	require.Greater(t, s.left, -10000, "entries after it was cancelled")

	late := &stopper{left: -1}
	require.ErrorIs(t, clustersim.Run(ctx, forever, rng.NewSeed(1), late), context.Canceled)
	require.Greater(t, late.left, -10, "it was cancelled before it began")
}
