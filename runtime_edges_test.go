package clustersim_test

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim"
	"github.com/clustersim/clustersim/cluster"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/scheduler"
	"github.com/clustersim/clustersim/scheduler/policies"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/workloads"
)

// starts lists by job when its attempts started.
func starts(t *testing.T, m clustersim.Model) map[workloads.JobID][]sim.Time {
	times := map[workloads.JobID][]sim.Time{}
	for _, r := range record(t, m, 1) {
		if r.Entry.Kind == journal.AttemptStarted {
			times[r.Entry.Job] = append(times[r.Entry.Job], r.Entry.At)
		}
	}
	return times
}

// Saves that cost more than they are worth take a job beyond all time: it does
// not complete there, the run ends with the last thing that happens.
func TestJobThatNeverEndsIsCutOff(t *testing.T) {
	endless, short := batch("endless", 1, 1, 200*365*24*time.Hour), batch("short", 1, 1, time.Hour)
	endless.Checkpoint = workloads.Checkpoint{Interval: time.Second, Cost: time.Hour}
	records := record(t, clustersim.Model{
		Site: site(node("n0", 2)), Workload: workloads.List{endless, short},
		Policy: policies.FCFS{Place: policies.Pack}, Until: sim.Never,
	}, 1)
	last := records[len(records)-2:]
	require.Equal(t, []journal.Record{
		{Entry: journal.Entry{At: sim.Time(time.Hour), Value: int64(time.Second), Ref: 1, Kind: journal.AttemptEnded, Reason: journal.CutOff}},
		{Entry: journal.Entry{At: sim.Time(time.Hour), Kind: journal.RunEnded}},
	}, last)
}

// A job in the queue's way may be dropped in the very decision that it blocks.
// Those behind it need not wait for the next event, in 4 days, to start.
func TestDroppedJobMakesWay(t *testing.T) {
	fails := script{at: time.Minute, lasts: 100 * time.Hour}
	retried, first, gang := batch("retried", 1, 1, 3*time.Hour), batch("first", 1, 1, time.Hour), batch("gang", 2, 1, time.Hour)
	gang.After, gang.Priority = []workloads.JobID{1}, 1
	for _, when := range []clustersim.When{clustersim.EachInstant, clustersim.EachEvent, clustersim.Periodically} {
		m := clustersim.Model{
			Site:     site(node("n0", 1, hardware.Hazard{Part: "host", Count: 1, Failure: fails, Repair: scriptedRepair{fails}}), node("n1", 1)),
			Workload: workloads.List{retried, first, gang}, Policy: policies.FCFS{Place: policies.Pack}, Until: sim.Never,
			Decide: clustersim.Decide{When: when, Every: time.Minute}, Misfit: clustersim.Drop,
		}
		require.Equal(t, map[workloads.JobID][]sim.Time{0: {0, sim.Time(time.Hour)}, 1: {0}}, starts(t, m))
	}
}

// The check that a fault causes sees the part as it is: where it falls into the
// part's next fault, that one is found, 1 min old and for its last 2 min.
func TestCheckForOneFaultFindsTheNext(t *testing.T) {
	flapping := hardware.Hazard{
		Part: "host", Count: 1, Detect: hardware.Fixed{After: 9 * time.Minute},
		Failure: hardware.Fixed{After: 5 * time.Minute}, Repair: hardware.Fixed{After: 3 * time.Minute},
	}
	seen := map[journal.Kind]int{}
	down := time.Duration(0)
	for _, r := range record(t, clustersim.Model{Site: site(node("n0", 1, flapping)), Until: sim.Time(80 * time.Minute)}, 1) {
		seen[r.Entry.Kind]++
		switch r.Entry.Kind {
		case journal.NodeDown:
			down -= time.Duration(r.Entry.At)
		case journal.NodeUp:
			down += time.Duration(r.Entry.At)
		}
	}
	require.Equal(t, map[journal.Kind]int{
		0: 2, journal.FaultBegan: 10, journal.FaultEnded: 10, journal.NodeDown: 9, journal.NodeUp: 9, journal.RunEnded: 1,
	}, seen)
	require.Equal(t, 9*2*time.Minute, down)
}

// moody wants to be woken at 10 h, thinks better of it at 1 h, and starts jobs
// from 20 h on.
type moody struct{ asked *[]sim.Time }

func (m moody) Plan(v cluster.View, p *scheduler.Plan) {
	*m.asked = append(*m.asked, v.Now())
	switch {
	case v.Now() == 0:
		p.WakeAt(sim.Time(10 * time.Hour))
	case v.Now() < sim.Time(20*time.Hour):
		p.WakeAt(sim.Time(20 * time.Hour))
	default:
		policies.FCFS{Place: policies.Pack}.Plan(v, p)
	}
}

func TestDecisionForgetsEarlierWake(t *testing.T) {
	later := batch("later", 1, 1, time.Hour)
	later.Arrive = sim.Time(time.Hour)
	for _, when := range []clustersim.When{clustersim.EachInstant, clustersim.EachEvent} {
		var asked []sim.Time
		m := clustersim.Model{
			Site: site(node("n0", 2)), Workload: workloads.List{batch("first", 1, 1, time.Hour), later},
			Policy: moody{&asked}, Until: sim.Never, Decide: clustersim.Decide{When: when},
		}
		require.Len(t, starts(t, m), 2)
		require.Equal(t, []sim.Time{0, sim.Time(time.Hour), sim.Time(20 * time.Hour)}, asked)
	}
}

// The first multiple of the longest period after the start is beyond all time.
func TestPeriodBeyondAllTime(t *testing.T) {
	early, late := batch("early", 1, 1, 1), batch("late", 1, 1, 1)
	late.Arrive = 100
	m := clustersim.Model{
		Site: site(node("n0", 1)), Workload: workloads.List{early, late}, Policy: policies.FCFS{Place: policies.Pack},
		Until: sim.Time(time.Hour), Decide: clustersim.Decide{When: clustersim.Periodically, Every: math.MaxInt64},
	}
	require.Equal(t, map[workloads.JobID][]sim.Time{0: {0}}, starts(t, m))
}
