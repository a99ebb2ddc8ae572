package cluster

import (
	"fmt"
	"slices"
	"time"

	"github.com/clustersim/clustersim/hardware"
)

// Gang is the part of the job's placement that works; the rest, at its end,
// stands by.
func (j *Job) Gang() hardware.Placement { return j.On[:len(j.On)-j.Spares] }

// Replaceable reports whether another node can take the place of one that the
// gang lost: it is one task group of whole GPUs.
func (j *Job) Replaceable() bool {
	return len(j.Groups) == 1 && j.Groups[0].Ask.Share == (hardware.Share{}) && j.Groups[0].Ask.GPUs > 0
}

// AddSpare leases the first node, as the fleet lists them, that could take the
// place of any node of a replaceable gang, to stand by for it. It reports whether
// there is one.
func (s *State) AddSpare(j *Job) (*hardware.Slice, bool) {
	spare, found := hardware.NodeID(none), false
	c := Candidates{s: s, j: j}
	c.each(0, ByNumber, func(node hardware.NodeID, room int) bool {
		if room >= int(j.widest) && s.LeasesOn(node, j) == 0 {
			spare, found = node, true
		}
		return !found
	})
	if !found {
		return nil, false
	}
	j.On, j.leases = append(j.On, hardware.Slice{}), append(j.leases, none)
	s.lease(j, len(j.On)-1, spare, j.widest)
	j.Spares++
	s.version++
	return &j.On[len(j.On)-1], true
}

// LeasesOn is how many slices of a node the job holds.
func (s *State) LeasesOn(node hardware.NodeID, j *Job) (held int) {
	s.Tenants(node, func(tenant *Job) {
		if tenant == j {
			held++
		}
	})
	return held
}

// lease takes room for tasks on a node, which must have it, as slice i of the
// job's placement.
func (s *State) lease(j *Job, i int, node hardware.NodeID, tasks uint16) {
	ask := &j.Groups[0].Ask
	j.On[i] = hardware.Slice{Node: node, Tasks: tasks, GPUs: s.nodes.books[node].free.Lowest(int(tasks) * ask.GPUs)}
	if err := s.nodes.take(&j.On[i], ask); err != nil {
		panic("cluster: lease a spare: " + err.Error())
	}
	j.leases[i] = s.leases.add(&s.nodes, node, j.slot)
}

// StandsBy reports whether the node is one of the job's spares.
func (j *Job) StandsBy(node hardware.NodeID) bool {
	return slices.ContainsFunc(j.On[len(j.On)-j.Spares:], func(slice hardware.Slice) bool { return slice.Node == node })
}

// DropSpare ends the lease on a spare.
func (s *State) DropSpare(j *Job, node hardware.NodeID) {
	for i := len(j.On) - j.Spares; i < len(j.On); i++ {
		if j.On[i].Node == node {
			s.endSpare(j, i)
			return
		}
	}
	panic(fmt.Sprintf("cluster: drop a spare of job %d: node %q is none", j.ID, s.Site.Nodes[node].Name))
}

// endSpare ends the lease on the spare that is slice i.
func (s *State) endSpare(j *Job, i int) {
	s.giveSlice(j, i)
	j.On, j.leases = slices.Delete(j.On, i, i+1), slices.Delete(j.leases, i, i+1)
	j.Spares--
}

// Swap ends the lease on a node of the gang, whose place the first of the spares
// takes. It returns what the job holds of that now, and whether it held more.
func (s *State) Swap(j *Job, out hardware.NodeID) (in *hardware.Slice, narrower bool) {
	i := slices.IndexFunc(j.Gang(), func(slice hardware.Slice) bool { return slice.Node == out })
	if i < 0 || j.Spares == 0 {
		panic(fmt.Sprintf("cluster: swap node %q of job %d: place %d of the gang, %d spares", s.Site.Nodes[out].Name, j.ID, i, j.Spares))
	}
	tasks, first := j.On[i].Tasks, len(j.On)-j.Spares
	spare := j.On[first]
	s.endSpare(j, first)
	s.giveSlice(j, i)
	s.lease(j, i, spare.Node, tasks)
	return &j.On[i], spare.Tasks != tasks
}

// giveSlice ends the lease on a slice of a job that goes on.
func (s *State) giveSlice(j *Job, i int) {
	s.version++
	s.leases.remove(&s.nodes, j.leases[i])
	s.nodes.give(&j.On[i], &j.Groups[j.On[i].Group].Ask)
}

// Continue gives a running job the timetable of what is left to do from now on,
// by its estimate, after a pause: its attempt goes on after it lost a node.
func (s *State) Continue(j *Job, pause time.Duration) {
	s.running.remove(j.Expected, j.slot)
	j.Timetable = s.timetable(j, j.Gang())
	j.Timetable.Prolong(pause)
	j.Started, j.Stopped, j.Spoiled, j.Pace, j.SavedAt = s.now, false, false, 0, 0
	j.Expected = s.now.Add(j.Timetable.Wall())
	s.running.add(j.Expected, j.slot)
	s.version++
}
