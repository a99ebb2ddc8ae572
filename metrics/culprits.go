package metrics

import (
	"time"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/units"
	"github.com/clustersim/clustersim/workloads"
)

// cause is whose fault something is: a hazard, and the GPU model of the node that
// it befell. Both are none where nobody knows.
type cause struct{ hazard, gpu int32 }

func unknownCause() cause { return cause{none, none} }

// culprits finds out which faults interrupt jobs. A loss is put down to the fault
// that stopped the work; if nothing had, to what the node was taken out of
// service for, or had given notice of.
type culprits struct {
	hazards hazards
	nodes   []suspicion
	open    openFaults[uint32] // hazards
	jobs    live[suspect]

	running units.GPUTime // wall time of attempts, one GPU each: a gang counts once
	losses  []cause       // one for each interruption
	lives   []jobLife
}

// suspicion is what a node may be to blame for.
type suspicion struct {
	gpu     int32
	open    faultList
	down    int32    // the hazard that it is out of service for; none while it is in service
	notice  int32    // the last hazard that gave notice
	expires sim.Time // of that notice
}

// suspect is a job that may be interrupted.
type suspect struct {
	leases  leases
	start   sim.Time // of the attempt under way
	stopped bool
	blame   cause // of the stop
	told    bool  // whether its first interruption has come, or cannot any more
}

// jobLife is the running time of a job until its first interruption, or until it
// ended without one.
type jobLife struct {
	seconds     float64
	interrupted bool
	by          cause
}

func (c *culprits) defineNode(gpu int32) {
	c.nodes = append(c.nodes, suspicion{gpu: gpu, down: none, notice: none})
}

func (c *culprits) defineJob(id int32) {
	j := c.jobs.add(workloads.JobID(id))
	*j = suspect{leases: j.leases[:0]}
}

func (c *culprits) observe(e journal.Entry) {
	switch e.Kind {
	case journal.FaultBegan:
		c.open.begin(&c.nodes[e.Node].open, e, e.Ref)
	case journal.FaultEnded:
		c.open.end(&c.nodes[e.Node].open, e)
	case journal.NodeDown:
		c.nodes[e.Node].down = int32(e.Ref)
	case journal.NodeUp:
		c.nodes[e.Node].down = none
	case journal.NoticeGiven:
		n := &c.nodes[e.Node]
		n.notice, n.expires = int32(e.Ref), e.At.Add(time.Duration(e.Value))
	case journal.AttemptStarted:
		j := c.jobs.of(e.Job)
		j.start, j.stopped = e.At, false
	case journal.Leased:
		c.jobs.of(e.Job).leases.take(e)
	case journal.Released:
		c.jobs.of(e.Job).leases.release(e.Node)
	case journal.WorkStopped:
		j := c.jobs.of(e.Job)
		j.stopped, j.blame = true, c.broken(e)
	case journal.WorkResumed:
		j := c.jobs.of(e.Job)
		c.interrupted(j, e, c.outOfService(e.Node, e.At))
		j.stopped = false
	case journal.AttemptEnded:
		c.attemptEnded(c.jobs.of(e.Job), e)
	case journal.JobEnded:
		c.jobs.remove(e.Job)
	}
}

// broken is the oldest fault of the entry's node that stops work.
func (c *culprits) broken(e journal.Entry) cause {
	found := unknownCause()
	c.open.each(c.nodes[e.Node].open, func(hazard *uint32) {
		if found.hazard == none && c.hazards[*hazard].symptom.Stops() {
			found = cause{int32(*hazard), c.nodes[e.Node].gpu}
		}
	})
	return found
}

// outOfService is why jobs have to leave a node.
func (c *culprits) outOfService(id hardware.NodeID, now sim.Time) cause {
	switch n := &c.nodes[id]; {
	case n.down != none:
		return cause{n.down, n.gpu}
	case n.notice != none && now <= n.expires:
		return cause{n.notice, n.gpu}
	}
	return unknownCause()
}

func (c *culprits) attemptEnded(j *suspect, e journal.Entry) {
	wall := e.At.Sub(j.start)
	c.running = c.running.Add(wallTime(wall))
	if e.Reason == journal.NodeLost {
		by := unknownCause()
		for i := 0; i < len(j.leases) && by.hazard == none; i++ {
			by = c.outOfService(j.leases[i].node, e.At)
		}
		c.interrupted(j, e, by)
	}
	if !j.told && wall > 0 {
		c.lives = append(c.lives, jobLife{seconds: wall.Seconds(), by: unknownCause()})
	}
	j.told = true
	j.leases = j.leases[:0]
}

// interrupted notes a loss by a cause, unless a fault had stopped the work before.
func (c *culprits) interrupted(j *suspect, e journal.Entry, by cause) {
	if j.stopped {
		by = j.blame
	}
	c.losses = append(c.losses, by)
	if !j.told {
		j.told = true
		wall := max(1, e.At.Sub(j.start)) // it can start on a node that is found broken at once
		c.lives = append(c.lives, jobLife{wall.Seconds(), true, by})
	}
}
