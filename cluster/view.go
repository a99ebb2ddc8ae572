package cluster

import (
	"iter"
	"time"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
	"github.com/clustersim/clustersim/workloads"
)

// View is what may be read of a cluster by those who decide: what is known, and
// estimates; never what is secretly so, never the true length of a job.
type View struct{ s *State }

// Now is the present time.
func (v View) Now() sim.Time { return v.s.now }

// Site is the fleet.
func (v View) Site() *hardware.Site { return v.s.Site }

// Free is the capacity that is in service and not leased, in thousandths of a GPU;
// what is left of shared GPUs is not counted.
func (v View) Free() int64 { return int64(v.s.nodes.index.gpus) * 1000 }

// Queue lists the jobs that wait, highest priority first, then in order of
// eligibility. Jobs may be started while it goes on.
func (v View) Queue() iter.Seq[*workloads.Request] {
	return func(yield func(*workloads.Request) bool) {
		b := Anything
		v.fitting(&b, yield)
	}
}

// Fitting lists, in queue order, the jobs that keep within the bound, without
// looking at the others. The bound may be tightened while it goes on.
func (v View) Fitting(b *Bound) iter.Seq[*workloads.Request] {
	return func(yield func(*workloads.Request) bool) { v.fitting(b, yield) }
}

func (v View) fitting(b *Bound, yield func(*workloads.Request) bool) {
	for i := 0; i < len(v.s.queue.levels); i++ {
		l := v.s.queue.levels[i]
		for place := l.next(0, b); place >= 0; place = l.next(place+1, b) {
			if !yield(&v.s.jobs.slot(l.slots[place]).Request) {
				return
			}
		}
	}
}

// Node is what is known of a node.
type Node struct {
	*hardware.Node
	Up   bool // in service
	Free int  // whole GPUs not leased
}

// Node returns what is known of a node.
func (v View) Node(id hardware.NodeID) Node {
	return Node{&v.s.Site.Nodes[id], v.s.nodes.up(id), v.s.nodes.books[id].free.Len()}
}

// Running lists the jobs that hold a lease, by the time at which they are
// expected to end.
func (v View) Running() iter.Seq[*workloads.Request] {
	return func(yield func(*workloads.Request) bool) {
		for r := range v.s.running.each {
			if !yield(&v.s.jobs.slot(r.slot).Request) {
				return
			}
		}
	}
}

// Placement is where a job runs, without its spares; empty if it does not.
func (v View) Placement(id workloads.JobID) hardware.Placement {
	if j := v.s.jobs.find(id); j != nil {
		return j.Gang()
	}
	return nil
}

// Progress is what is known of how far a live job has come.
type Progress struct {
	Phase    Phase
	Attempts int           // started so far
	Kept     time.Duration // work at nominal speed that need not be repeated
}

// Progress returns how far a job has come; the zero Progress for one that ended.
func (v View) Progress(id workloads.JobID) Progress {
	j := v.s.jobs.find(id)
	if j == nil {
		return Progress{}
	}
	return Progress{j.Phase, int(j.Attempts), j.Kept}
}

// Remaining is how much longer a live job takes at nominal speed by its
// estimate, never by its truth; 0 for one that ended.
func (v View) Remaining(id workloads.JobID) time.Duration {
	if j := v.s.jobs.find(id); j != nil {
		return j.Remaining()
	}
	return 0
}

// Rate is the speed of a job on a placement by its declared reference, never by
// its truth.
func (v View) Rate(j *workloads.Request, on hardware.Placement) workloads.Rate {
	return workloads.GangSpeed(j.Reference, v.s.Site, on)
}

// Stream returns random numbers for a purpose, keyed by the decision's number:
// the same view gives the same plan.
func (v View) Stream(purpose string) rng.Stream {
	return v.s.seed.Child(purpose).Index(v.s.decision).Stream()
}
