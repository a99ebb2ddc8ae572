package metrics

import (
	"time"

	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/units"
	"github.com/clustersim/clustersim/workloads"
)

// job is what the fold keeps of a job that has not ended. Instants that have not
// come are sim.Never.
type job struct {
	gang      int64 // thousandths of a GPU
	submitted sim.Time
	eligible  sim.Time
	first     sim.Time // start of the first attempt
	start     sim.Time // of the attempt under way
	stopped   sim.Time // when that attempt stopped making progress
	deadline  sim.Time
	spoiled   bool          // its results are wrong, if it goes on to the end
	useful    time.Duration // productive time kept so far
	leases    leases        // of the attempt under way
}

// shortest is the run time below which slowdowns are bounded: a job of a second
// that waits a minute is not sixty times worse off than one of a minute
// (Feitelson and Rudolph, JSSPP 1998).
const shortest = 10 * time.Second

func (f *Fold) defineJob(d journal.Definition) {
	j := f.jobs.add(workloads.JobID(d.ID))
	*j = job{
		gang: d.MilliGPUs, deadline: d.Deadline, leases: j.leases[:0],
		submitted: sim.Never, eligible: sim.Never, first: sim.Never, start: sim.Never, stopped: sim.Never,
	}
}

func (f *Fold) submitted(e journal.Entry) {
	f.jobs.of(e.Job).submitted = e.At
	f.sum.Jobs++
	f.sum.FirstArrival = min(f.sum.FirstArrival, e.At)
}

func (f *Fold) started(e journal.Entry) {
	j := f.jobs.of(e.Job)
	f.sum.Attempts++
	j.start, j.spoiled = e.At, false
	if j.first == sim.Never {
		j.first = e.At
		f.sum.Wait = append(f.sum.Wait, e.At.Sub(j.submitted).Seconds())
		f.sum.TimeToCapacity = append(f.sum.TimeToCapacity, e.At.Sub(j.eligible).Seconds())
	}
}

// workResumed notes that an attempt goes on after the loss of a node. What was
// spoiled is lost with it.
func (f *Fold) workResumed(e journal.Entry) {
	j := f.jobs.of(e.Job)
	f.sum.Interruptions++
	f.endStop(j, e.At)
	j.spoiled = false
}

func (f *Fold) attemptEnded(e journal.Entry) {
	j := f.jobs.of(e.Job)
	for _, l := range j.leases {
		f.charge(l, e.At)
	}
	f.sum.Running = f.sum.Running.Add(wallTime(e.At.Sub(j.start)))
	if e.Reason == journal.NodeLost {
		f.sum.Interruptions++
	}
	f.endStop(j, e.At)
	j.useful += time.Duration(e.Value)
	j.leases, j.start = j.leases[:0], sim.Never
}

// charge books a lease that ends.
func (f *Fold) charge(l lease, end sim.Time) {
	held := l.held(end)
	f.sum.Leased = f.sum.Leased.Add(held)
	f.sum.Cost += f.nodes[l.node].price.Over(held)
}

// endStop books the time that an attempt made no progress before that was known.
func (f *Fold) endStop(j *job, now sim.Time) {
	if j.stopped != sim.Never {
		f.sum.Undetected = f.sum.Undetected.Add(units.GPUTimeOf(j.gang, now.Sub(j.stopped)))
		j.stopped = sim.Never
	}
}

func (f *Fold) jobEnded(e journal.Entry) {
	j := f.jobs.of(e.Job)
	f.sum.LastEnd = e.At
	*f.ending(e.Reason)++
	if e.Reason == journal.Completed {
		f.sum.Corrupted += indicator(j.spoiled)
		jct := e.At.Sub(j.submitted)
		f.sum.JCT = append(f.sum.JCT, jct.Seconds())
		f.sum.Slowdown = append(f.sum.Slowdown, max(1, jct.Seconds()/max(j.useful, shortest).Seconds()))
	} else {
		j.useful = 0 // work that led nowhere
	}
	if e.Reason != journal.Cancelled {
		f.settle(j, e.At)
		f.decideDeadline(j, e.Reason == journal.Completed && e.At <= j.deadline)
	}
	f.jobs.remove(e.Job)
}

// ending is the count of jobs that end in such a way.
func (f *Fold) ending(why journal.Reason) *int {
	switch why {
	case journal.Completed:
		return &f.sum.Completed
	case journal.Cancelled:
		return &f.sum.Cancelled
	case journal.GaveUp:
		return &f.sum.GaveUp
	case journal.NeverFits:
		return &f.sum.NeverFits
	case journal.DependencyFailed:
		return &f.sum.DependencyFailed
	case journal.Dropped:
		return &f.sum.Dropped
	}
	panic("metrics: a job ended for the reason " + why.String())
}

// settle books what is left of a job's work, and its share of its time.
func (f *Fold) settle(j *job, end sim.Time) {
	f.sum.Useful = f.sum.Useful.Add(units.GPUTimeOf(j.gang, j.useful))
	if j.eligible != sim.Never && end > j.eligible {
		f.sum.Judged++
		f.sum.Eligible = f.sum.Eligible.Add(wallTime(end.Sub(j.eligible)))
		f.sum.Productive = f.sum.Productive.Add(wallTime(j.useful))
	}
}

func (f *Fold) decideDeadline(j *job, met bool) {
	if j.deadline == sim.Never {
		return
	}
	f.sum.Deadlines++
	if met {
		f.sum.DeadlinesMet++
	}
}

func (f *Fold) runEnded(e journal.Entry) {
	f.jobs.each(func(j *job) {
		f.sum.CutOff++
		f.sum.LastEnd = e.At
		f.settle(j, e.At)
		if j.deadline < e.At {
			f.decideDeadline(j, false)
		}
	})
	f.closeNodes(e.At)
	f.sum.Length, f.ended = e.At, true
}
