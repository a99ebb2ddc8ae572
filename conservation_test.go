package clustersim_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/workloads"
)

// books is an observer that keeps account of what the journal says and fails
// the test where it cannot be.
type books struct {
	t        *rapid.T
	now      sim.Time
	capacity []int64 // thousandths of a GPU, by node
	leased   []int64
	down     []bool
	jobs     []account
	broken   []int
	noticed  []map[uint32]int // by node: parts of a hazard that gave notice and did not go
	retired  []bool
	ended    bool
}

type account struct {
	work      time.Duration
	submitted bool
	eligible  bool
	over      bool
	reason    journal.Reason
	leases    map[hardware.NodeID]int64
	attempts  uint32
	stopped   bool
	worth     time.Duration // productive time that is left
}

func (b *books) Define(d journal.Definition) {
	switch d.Subject {
	case journal.NodeSubject:
		b.capacity, b.leased, b.down = append(b.capacity, d.MilliGPUs), append(b.leased, 0), append(b.down, false)
		b.broken, b.retired, b.noticed = append(b.broken, 0), append(b.retired, false), append(b.noticed, map[uint32]int{})
	case journal.JobSubject:
		require.Len(b.t, b.jobs, int(d.ID))
		b.jobs = append(b.jobs, account{work: d.Work, leases: map[hardware.NodeID]int64{}})
	}
}

func (b *books) Observe(e journal.Entry) {
	require.False(b.t, b.ended, "something happens after the end")
	require.GreaterOrEqual(b.t, e.At, b.now, "time goes back")
	if e.At > b.now {
		b.checkInstant()
	}
	b.now = e.At
	switch e.Kind {
	case journal.NoticeGiven:
		b.noticed[e.Node][e.Ref]++
	case journal.FaultBegan:
		b.broken[e.Node]++
		if b.noticed[e.Node][e.Ref]--; b.noticed[e.Node][e.Ref] <= 0 {
			delete(b.noticed[e.Node], e.Ref)
		}
	case journal.FaultEnded:
		b.broken[e.Node]--
		require.GreaterOrEqual(b.t, b.broken[e.Node], 0, "node %d", e.Node)
	case journal.ShockBegan, journal.RepairBegan, journal.NodeCured:
	case journal.NodeRetired:
		require.False(b.t, b.retired[e.Node])
		b.retired[e.Node] = true
	case journal.NodeReplaced:
		require.True(b.t, b.retired[e.Node])
		b.retired[e.Node] = false
	case journal.NodeDown, journal.NodeUp:
		require.Equal(b.t, e.Kind == journal.NodeUp, b.down[e.Node])
		require.False(b.t, e.Kind == journal.NodeUp && b.retired[e.Node], "node %d is retired", e.Node)
		b.down[e.Node] = !b.down[e.Node]
		if e.Kind == journal.NodeUp {
			clear(b.noticed[e.Node])
		}
	case journal.RunEnded:
		b.ended = true
	default:
		b.job(&b.jobs[e.Job], e)
	}
}

func (b *books) job(j *account, e journal.Entry) {
	require.False(b.t, j.over, "job %d goes on after its end", e.Job)
	switch e.Kind {
	case journal.JobSubmitted:
		require.False(b.t, j.submitted)
		j.submitted = true
	case journal.JobEligible:
		require.False(b.t, j.eligible)
		j.eligible = true
	case journal.AttemptStarted:
		require.True(b.t, j.eligible && len(j.leases) == 0)
		j.attempts++
		j.stopped = false
		require.Equal(b.t, j.attempts, e.Ref)
	case journal.Leased:
		require.False(b.t, b.down[e.Node], "node %d is known to be down", e.Node)
		j.leases[e.Node] += e.Value
		b.leased[e.Node] += e.Value
		require.LessOrEqual(b.t, b.leased[e.Node], b.capacity[e.Node], "node %d is oversubscribed", e.Node)
	case journal.WorkStopped:
		require.False(b.t, j.stopped)
		require.Positive(b.t, b.broken[e.Node])
		require.NotZero(b.t, j.leases[e.Node])
		j.stopped = true
	case journal.WorkResumed:
		require.Equal(b.t, j.attempts, e.Ref)
		require.NotEmpty(b.t, j.leases)
		j.stopped = false
	case journal.Released:
		require.Equal(b.t, j.attempts, e.Ref)
		require.NotZero(b.t, j.leases[e.Node])
		b.leased[e.Node] -= j.leases[e.Node]
		delete(j.leases, e.Node)
	case journal.WorkSlowed:
		require.True(b.t, 0 < e.Value && e.Value <= 1e6)
	case journal.WorkSpoiled:
		require.NotEmpty(b.t, j.leases)
	case journal.AttemptEnded:
		require.Equal(b.t, j.attempts, e.Ref)
		require.NotEmpty(b.t, j.leases)
		for node, milli := range j.leases {
			b.leased[node] -= milli
		}
		clear(j.leases)
		j.worth += time.Duration(e.Value)
		require.False(b.t, e.Reason == journal.Completed && j.stopped, "job %d completes on a broken node", e.Job)
	case journal.JobEnded:
		require.Empty(b.t, j.leases)
		j.over, j.reason = true, e.Reason
		j.worth += time.Duration(e.Value)
	}
	require.GreaterOrEqual(b.t, j.worth, time.Duration(0), "job %d", e.Job)
	require.LessOrEqual(b.t, j.worth, j.work, "job %d", e.Job)
}

// checkInstant is for when all that happens at an instant has happened.
func (b *books) checkInstant() {
	for node, down := range b.down {
		leaves := len(b.noticed[node]) > 0 // who cannot save works until it goes
		require.False(b.t, down && b.leased[node] > 0 && !leaves, "node %d is known to be down and leased", node)
	}
}

// close checks what must be so in the end.
func (b *books) close() {
	b.checkInstant()
	require.True(b.t, b.ended)
	for node, milli := range b.leased {
		require.Zero(b.t, milli, "node %d", node)
	}
	for id, j := range b.jobs {
		switch {
		case j.reason == journal.Completed:
			require.Equal(b.t, j.work, j.worth, "job %d has completed", id)
		case j.over:
			require.Zero(b.t, j.worth, "job %d ended without result", id)
		}
	}
}

// Whatever happens, GPUs are never given twice, work is neither lost nor won
// without a record, and completed jobs have done exactly what they had to.
func TestConservation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawModel(t)
		d.chained(t)
		b := &books{t: t}
		for _, r := range record(t, d.model(1), 1) {
			r.Show(b)
		}
		b.close()
	})
}

// Without failures, cancellations and a horizon every job completes, unless it
// can never start.
func TestEverythingCompletes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawModel(t)
		d.chained(t)
		d.misfit, d.until = 0, sim.Never
		clear(d.fails)
		for i := range d.jobs {
			d.jobs[i].Cancel = sim.Never
		}
		b := &books{t: t}
		for _, r := range record(t, d.model(1), 1) {
			r.Show(b)
		}
		b.close()
		require.Len(t, b.jobs, len(d.jobs))
		for id, j := range b.jobs {
			require.True(t, j.over, "job %d", workloads.JobID(id))
			require.Contains(t, []journal.Reason{journal.Completed, journal.NeverFits, journal.DependencyFailed}, j.reason)
		}
	})
}
