package cluster

import (
	"fmt"
	"iter"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
	"github.com/clustersim/clustersim/workloads"
)

// State is all that is so, and all that is known, of a fleet and its jobs.
// Only the runtime and the plan it hands to a policy change it.
type State struct {
	Site *hardware.Site

	now      sim.Time
	seed     rng.Seed
	decision uint64
	version  uint64 // counts the changes of what runs and what is in service

	nodes      nodes
	masks      masks
	jobs       jobs
	queue      queue
	running    running
	leases     leases
	shadows    shadows
	scratch    hardware.Placement // of the fit under way
	candidates Candidates         // of the fit under way
}

// NewState returns the state of an idle fleet, every node in service. The seed
// is for policies that draw.
func NewState(site *hardware.Site, seed rng.Seed) *State {
	return &State{Site: site, seed: seed, nodes: newNodes(site), masks: newMasks(site)}
}

// Advance moves the state's clock, which may not go back.
func (s *State) Advance(to sim.Time) {
	if to < s.now {
		panic(fmt.Sprintf("cluster: advance: the clock stands at %v, asked for %v", s.now, to))
	}
	s.now = to
}

// Decide counts a decision: what policies draw is keyed by its number.
func (s *State) Decide() { s.decision++ }

// View is the read-only face of the state.
func (s *State) View() View { return View{s} }

// Submitted is the number of jobs that have been submitted: the ID of the next.
func (s *State) Submitted() int { return len(s.jobs.slotOf) }

// Live is the number of jobs that have been submitted and have not ended.
func (s *State) Live() int { return s.jobs.live }

// Waiting is the number of queued jobs.
func (s *State) Waiting() int { return s.queue.waiting }

// Job returns the live job of that ID, nil once it has ended.
func (s *State) Job(id workloads.JobID) *Job { return s.jobs.find(id) }

// Phase is where a job is in its life; [Unknown] if it was never submitted.
func (s *State) Phase(id workloads.JobID) Phase {
	switch j := s.jobs.find(id); {
	case j != nil:
		return j.Phase
	case id < 0 || int(id) >= len(s.jobs.phase):
		return Unknown
	}
	return s.jobs.phase[id]
}

// Submit takes in a job, whose ID must be the next one and whose request must be
// valid. It reports the phase: [Queued], [Waiting] for other jobs, or [Failed]
// at once with the reason if it can never start.
func (s *State) Submit(job workloads.Job) (*Job, Refusal) {
	if int(job.ID) != len(s.jobs.slotOf) {
		panic(fmt.Sprintf("cluster: submit job %d: the next job is %d", job.ID, len(s.jobs.slotOf)))
	}
	j := s.jobs.add(job)
	for g := range j.Groups {
		m := s.masks.find(&j.Groups[g])
		j.masks = append(j.masks, m)
		if s.masks.tasks(m, j.Groups[g].Ask) < j.Groups[g].Tasks {
			return j, TooLarge
		}
	}
	for _, id := range j.After {
		switch blocker := s.jobs.find(id); {
		case blocker != nil:
			blocker.dependents = append(blocker.dependents, j.ID)
			j.blockers++
		case s.jobs.phase[id] == Failed:
			return j, Blocked
		}
	}
	if j.blockers > 0 {
		j.Phase = Waiting
		return j, Accepted
	}
	s.enqueue(j)
	return j, Accepted
}

// Refusal says why a job that was submitted can never start.
type Refusal uint8

// The refusals.
const (
	Accepted Refusal = iota
	TooLarge         // an empty fleet could not hold one of its task groups
	Blocked          // a job it depends on has failed
)

func (s *State) enqueue(j *Job) {
	j.Phase = Queued
	s.queue.waiting++
	if j.level == nil {
		j.level, j.place = s.queue.join(j.Priority, j.slot, func(slot, place int32) { s.jobs.slot(slot).place = place })
	}
	j.level.put(j.place, s.leastOf(j))
}

// Start leases the placement to a queued job. It fails, and changes nothing, if
// the job is not queued, or the placement is not what the request asks for, or
// a node does not have it free as far as is known.
func (s *State) Start(id workloads.JobID, on hardware.Placement) error {
	j := s.jobs.find(id)
	if j == nil || j.Phase != Queued {
		return fmt.Errorf("cluster: start job %d: it is %v, not queued", id, s.Phase(id))
	}
	if err := s.checkGang(j, on); err != nil {
		return fmt.Errorf("cluster: start job %d: %w", id, err)
	}
	if err := s.takeAll(j, on); err != nil {
		return fmt.Errorf("cluster: start job %d: %w", id, err)
	}
	j.On = append(j.On[:0], on...)
	j.widest = 0
	for i := range j.On {
		j.widest = max(j.widest, j.On[i].Tasks)
		j.leases = append(j.leases, s.leases.add(&s.nodes, j.On[i].Node, j.slot))
	}
	j.Timetable = s.timetable(j, j.On)
	j.Phase = Running
	j.Attempts++
	j.Started = s.now
	j.Expected = s.now.Add(j.Timetable.Wall())
	j.Stopped, j.Spoiled, j.Pace, j.Segment, j.Down, j.SavedAt = false, false, 0, 0, 0, 0
	j.level.put(j.place, nobody)
	s.queue.waiting--
	s.running.add(j.Expected, j.slot)
	s.version++
	if s.shadows.reserved() {
		s.shadows.cast = s.startedBeside(j)
	}
	return nil
}

// checkGang reports where a placement differs from what the request asks for.
func (s *State) checkGang(j *Job, on hardware.Placement) error {
	for g := range j.Groups {
		group := &j.Groups[g]
		tasks := 0
		for i := range on {
			slice := &on[i]
			if int(slice.Group) >= len(j.Groups) {
				return fmt.Errorf("slice %d is for task group %d of %d", i, slice.Group, len(j.Groups))
			}
			if int(slice.Group) != g {
				continue
			}
			if slice.Node < 0 || int(slice.Node) >= len(s.Site.Nodes) {
				return fmt.Errorf("node %d is not one of the site's %d", slice.Node, len(s.Site.Nodes))
			}
			if err := s.checkSlice(j, slice); err != nil {
				return err
			}
			tasks += int(slice.Tasks)
		}
		if tasks != group.Tasks {
			return fmt.Errorf("task group %d has %d tasks placed, needs %d", g, tasks, group.Tasks)
		}
	}
	return nil
}

// checkSlice reports where a slice differs from what its task group asks for.
func (s *State) checkSlice(j *Job, slice *hardware.Slice) error {
	group, node := &j.Groups[slice.Group], &s.Site.Nodes[slice.Node]
	switch m := j.masks[slice.Group]; {
	case m.nodes != nil && !m.nodes.has(int(slice.Node)):
		return fmt.Errorf("node %q does not match what task group %d asks for", node.Name, slice.Group)
	case !s.nodes.up(slice.Node):
		return fmt.Errorf("node %q is out of service", node.Name)
	case slice.Share != group.Ask.Share:
		return fmt.Errorf("node %q: slice has share %v, task asks for %v", node.Name, slice.Share, group.Ask.Share)
	case slice.Share == (hardware.Share{}) && slice.GPUs.Len() != int(slice.Tasks)*group.Ask.GPUs:
		return fmt.Errorf("node %q: slice has %d GPUs, %d tasks of %d need %d",
			node.Name, slice.GPUs.Len(), slice.Tasks, group.Ask.GPUs, int(slice.Tasks)*group.Ask.GPUs)
	case slice.Share != (hardware.Share{}) && slice.Tasks != 1:
		return fmt.Errorf("node %q: a slice of one GPU serves one task, not %d", node.Name, slice.Tasks)
	}
	return nil
}

// takeAll takes every slice, or none.
func (s *State) takeAll(j *Job, on hardware.Placement) error {
	for i := range on {
		if err := s.nodes.take(&on[i], &j.Groups[on[i].Group].Ask); err != nil {
			s.giveAll(j, on[:i])
			return err
		}
	}
	return nil
}

func (s *State) giveAll(j *Job, on hardware.Placement) {
	for i := len(on) - 1; i >= 0; i-- {
		s.nodes.give(&on[i], &j.Groups[on[i].Group].Ask)
	}
}

// Requeue takes the lease back from a running job and lets it wait again where
// it stood in the queue.
func (s *State) Requeue(j *Job) {
	s.release(j)
	s.enqueue(j)
}

// End ends a job for good, in phase [Completed] or [Failed], and returns the
// jobs that waited for it and are queued now; after a failure, the jobs that
// can never start. The job's pointer and the returned slice are dead after the
// next Submit.
func (s *State) End(j *Job, as Phase) []workloads.JobID {
	switch j.Phase {
	case Running:
		s.release(j)
	case Queued:
		j.level.put(j.place, nobody)
		s.queue.waiting--
	}
	if j.level != nil {
		j.level.leave(j.place)
	}
	j.Phase = as
	s.jobs.forget(j)
	ready := j.dependents[:0]
	for _, id := range j.dependents {
		d := s.jobs.find(id)
		if d == nil {
			continue // ended while it waited
		}
		d.blockers--
		if as == Completed && d.blockers == 0 {
			s.enqueue(d)
		}
		if as == Failed || d.blockers == 0 {
			ready = append(ready, id)
		}
	}
	return ready
}

func (s *State) release(j *Job) {
	s.version++
	s.running.remove(j.Expected, j.slot)
	for i := range j.On {
		s.leases.remove(&s.nodes, j.leases[i])
	}
	s.giveAll(j, j.On)
	j.On, j.leases, j.Spares = j.On[:0], j.leases[:0], 0
}

// Break records that a part of the node broke: what is so. It reports whether
// the node thereby stops working.
func (s *State) Break(id hardware.NodeID) bool {
	s.nodes.books[id].broken++
	return s.nodes.books[id].broken == 1
}

// Mend records that a part of the node works again. It reports whether the node
// thereby works.
func (s *State) Mend(id hardware.NodeID) bool {
	if s.nodes.books[id].broken == 0 {
		panic(fmt.Sprintf("cluster: mend node %q: it has 0 broken parts, needs 1", s.Site.Nodes[id].Name))
	}
	s.nodes.books[id].broken--
	return s.nodes.books[id].broken == 0
}

// Broken reports whether the node does not work: what is so, known or not.
func (s *State) Broken(id hardware.NodeID) bool { return s.nodes.books[id].broken > 0 }

// LearnFault records that a fault of the node became known. It reports whether
// the node thereby leaves service.
func (s *State) LearnFault(id hardware.NodeID) bool {
	s.version++
	return s.nodes.learnFault(id)
}

// ForgetFault records that a known fault was repaired. It reports whether the
// node thereby returns to service.
func (s *State) ForgetFault(id hardware.NodeID) bool {
	s.version++
	return s.nodes.forgetFault(id)
}

// Tenants calls f with each job that holds a lease on the node, newest first;
// a job with several slices there comes several times. f must not end leases.
func (s *State) Tenants(id hardware.NodeID, f func(*Job)) {
	for l := s.nodes.books[id].tenant; l != none; l = s.leases.all[l].next {
		f(s.jobs.slot(s.leases.all[l].slot))
	}
}

// Idle reports whether nobody holds a lease on the node.
func (s *State) Idle(id hardware.NodeID) bool { return s.nodes.books[id].tenant == none }

// InService reports whether the node is in service as far as is known.
func (s *State) InService(id hardware.NodeID) bool { return s.nodes.up(id) }

// RunningJobs lists the jobs that hold a lease, by expected end.
func (s *State) RunningJobs() iter.Seq[*Job] {
	return func(yield func(*Job) bool) {
		for r := range s.running.each {
			if !yield(s.jobs.slot(r.slot)) {
				return
			}
		}
	}
}
