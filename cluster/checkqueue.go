package cluster

import (
	"fmt"

	"github.com/clustersim/clustersim/hardware"
)

// checkQueue verifies places, the trees over them and the number of jobs that wait.
func (s *State) checkQueue() error {
	waiting := 0
	for i, l := range s.queue.levels {
		if i > 0 && s.queue.levels[i-1].priority <= l.priority {
			return fmt.Errorf("priority %d is queued behind %d", l.priority, s.queue.levels[i-1].priority)
		}
		n, err := s.checkLevel(l)
		if err != nil {
			return fmt.Errorf("queue of priority %d: %w", l.priority, err)
		}
		waiting += n
	}
	queued := 0
	for j := range s.liveJobs {
		if j.level != nil && (int(j.place) >= len(j.level.slots) || j.level.slots[j.place] != j.slot || j.level.priority != j.Priority) {
			return fmt.Errorf("job %d of priority %d is not at its place %d of priority %d", j.ID, j.Priority, j.place, j.level.priority)
		}
		if j.Phase == Queued {
			queued++
		}
	}
	if waiting != queued || waiting != s.queue.waiting {
		return fmt.Errorf("%d jobs are queued, %d wait at a place, counted %d", queued, waiting, s.queue.waiting)
	}
	return nil
}

func (s *State) checkLevel(l *level) (waiting int, err error) {
	size, live := len(l.least)/2, 0
	for place := range size {
		leaf, want := l.least[size+place], nobody
		if place < len(l.slots) && l.slots[place] != none {
			live++
			j := s.jobs.slot(l.slots[place])
			if j.level != l || int(j.place) != place {
				return 0, fmt.Errorf("job %d stands at place %d, believes %d", j.ID, place, j.place)
			}
			if j.Phase == Queued {
				waiting++
				want = s.leastOf(j)
			}
		}
		if leaf != want {
			return 0, fmt.Errorf("place %d holds %v, should hold %v", place, leaf, want)
		}
	}
	for i := 1; i < size; i++ {
		if want := lesser(l.least[2*i], l.least[2*i+1]); l.least[i] != want {
			return 0, fmt.Errorf("tree node %d holds %v, the least below is %v", i, l.least[i], want)
		}
	}
	if live != l.live {
		return 0, fmt.Errorf("%d jobs have a place, counted %d", live, l.live)
	}
	return waiting, nil
}

// checkRunning verifies that every running job is listed once, by expected end.
func (s *State) checkRunning() error {
	n := 0
	for j := range s.liveJobs {
		if j.Phase == Running {
			n++
		}
	}
	list := s.running.list()
	if n != len(list) || n != s.running.len() {
		return fmt.Errorf("%d jobs run, %d are listed, %d counted", n, len(list), s.running.len())
	}
	seen := make(map[int32]bool, n)
	for i, r := range list {
		j := s.jobs.slot(r.slot)
		switch {
		case seen[r.slot] || j.Phase != Running:
			return fmt.Errorf("job %d is %v; it is listed as running, twice: %v", j.ID, j.Phase, seen[r.slot])
		case r.end != j.Expected:
			return fmt.Errorf("job %d is expected to end at %v, listed at %v", j.ID, j.Expected, r.end)
		case i > 0 && list[i-1].end > r.end:
			return fmt.Errorf("job %d ends at %v, listed behind %v", j.ID, r.end, list[i-1].end)
		}
		seen[r.slot] = true
	}
	return nil
}

// checkLeases verifies that the chain of each node links the slices that jobs
// hold there, each once, and that all other links are unused.
func (s *State) checkLeases() error {
	linked := 0
	for node := range s.nodes.books {
		before := none
		for i := s.nodes.books[node].tenant; i != none; i = s.leases.all[i].next {
			l := s.leases.all[i]
			if l.prev != before || int(l.node) != node {
				return fmt.Errorf("lease %d of node %d is linked back to %d on node %d, should be to %d on node %d",
					i, l.node, l.prev, l.node, before, node)
			}
			if !s.holds(s.jobs.slot(l.slot), i, hardware.NodeID(node)) {
				return fmt.Errorf("lease %d of node %d is not one of job %d", i, node, s.jobs.slot(l.slot).ID)
			}
			before = i
			linked++
		}
	}
	slices := 0
	for j := range s.liveJobs {
		slices += len(j.On)
	}
	if linked != slices || linked+len(s.leases.unused) != len(s.leases.all) {
		return fmt.Errorf("%d slices are leased, %d leases linked, %d of %d unused", slices, linked, len(s.leases.unused), len(s.leases.all))
	}
	return nil
}

func (s *State) holds(j *Job, lease int32, node hardware.NodeID) bool {
	for i := range j.leases {
		if j.leases[i] == lease {
			return j.On[i].Node == node
		}
	}
	return false
}

// checkShadow verifies that the reservation is for a queued job, and that gains
// and pins are on no other nodes than those that are listed.
func (s *State) checkShadow() error {
	sh := &s.shadows
	if sh.reserved() && s.jobs.find(sh.head.ID) != sh.head {
		return fmt.Errorf("the reservation is for job %d, which has ended", sh.head.ID)
	}
	if sh.gain == nil {
		return nil
	}
	gained := 0
	for _, node := range sh.touched {
		if sh.gain[node] == 0 {
			return fmt.Errorf("node %d is listed as touched and gains nothing", node)
		}
		gained++
	}
	for node, gain := range sh.gain {
		if gain > 0 {
			gained--
		}
		if int(gain) > s.Site.Nodes[node].Spec.GPUs {
			return fmt.Errorf("node %d of %d GPUs gains %d", node, s.Site.Nodes[node].Spec.GPUs, gain)
		}
	}
	if gained != 0 {
		return fmt.Errorf("%d nodes are listed as touched, %d gain", len(sh.touched), len(sh.touched)-gained)
	}
	for _, node := range sh.pinList {
		if !sh.pins.has(int(node)) {
			return fmt.Errorf("node %d is listed as pinned and is not", node)
		}
	}
	if n := sh.pins.count(nil); n != len(sh.pinList) {
		return fmt.Errorf("%d nodes are pinned, %d are listed", n, len(sh.pinList))
	}
	return sh.pins.check()
}
