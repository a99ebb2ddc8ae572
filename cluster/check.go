package cluster

import (
	"fmt"
	"slices"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/units"
	"github.com/clustersim/clustersim/workloads"
)

// Check verifies every invariant of the state by working out anew what its
// columns and indexes should hold, and returns the first that is broken. It
// takes time and memory in proportion to the fleet and all jobs: it is for tests
// and for runs under -tags invariants.
func (s *State) Check() error {
	for _, check := range [...]func() error{
		s.checkJobs, s.checkCapacity, s.nodes.checkIndex, s.checkQueue, s.checkRunning, s.checkLeases, s.checkShadow,
	} {
		if err := check(); err != nil {
			return fmt.Errorf("cluster: check: %w", err)
		}
	}
	return nil
}

// checkJobs verifies that slots and IDs belong together, one to one, and that
// every job has what its phase says.
func (s *State) checkJobs() error {
	live := 0
	for id, slot := range s.jobs.slotOf {
		if slot == none {
			if p := s.jobs.phase[id]; p != Completed && p != Failed {
				return fmt.Errorf("job %d has no slot and is %v", id, p)
			}
			continue
		}
		live++
		j := s.jobs.slot(slot)
		if int(j.ID) != id || j.slot != slot {
			return fmt.Errorf("job %d has slot %d, which holds job %d of slot %d", id, slot, j.ID, j.slot)
		}
		if slices.Contains(s.jobs.unused, slot) {
			return fmt.Errorf("job %d has slot %d, which is marked unused", id, slot)
		}
		if err := s.checkJob(j); err != nil {
			return fmt.Errorf("job %d: %w", id, err)
		}
	}
	if all := len(s.jobs.chunks) * chunk; live != s.jobs.live || live+len(s.jobs.unused) != all {
		return fmt.Errorf("%d jobs are live, counted %d; %d of %d slots are unused", live, s.jobs.live, len(s.jobs.unused), all)
	}
	return nil
}

func (s *State) checkJob(j *Job) error {
	blockers := 0
	for _, id := range j.After {
		if b := s.jobs.find(id); b != nil {
			blockers++
			if !slices.Contains(b.dependents, j.ID) {
				return fmt.Errorf("waits for job %d, which does not know", id)
			}
		}
	}
	switch {
	case blockers != j.blockers:
		return fmt.Errorf("waits for %d jobs, counted %d", blockers, j.blockers)
	case (j.Phase == Waiting) != (blockers > 0) || j.Phase < Waiting || j.Phase > Running:
		return fmt.Errorf("waits for %d jobs and is %v", blockers, j.Phase)
	case (j.level == nil) != (j.Phase == Waiting):
		return fmt.Errorf("is %v; has a place in the queue: %v", j.Phase, j.level != nil)
	case (j.Phase == Running) != (len(j.On) > 0) || len(j.leases) != len(j.On):
		return fmt.Errorf("is %v with %d slices and %d leases", j.Phase, len(j.On), len(j.leases))
	case j.Phase == Running && (j.Attempts == 0 || j.Started > s.now):
		return fmt.Errorf("runs in attempt %d since %v, now is %v", j.Attempts, j.Started, s.now)
	}
	return nil
}

// checkCapacity verifies that what is free and what is leased add up to what
// each node has, in every dimension.
func (s *State) checkCapacity() error {
	used := make([]usage, len(s.Site.Nodes))
	for slot := range s.liveJobs {
		for i := range slot.On {
			slice := &slot.On[i]
			if err := used[slice.Node].add(slice, &slot.Groups[slice.Group].Ask); err != nil {
				return fmt.Errorf("node %q: job %d: %w", s.Site.Nodes[slice.Node].Name, slot.ID, err)
			}
		}
	}
	for i := range used {
		if err := s.nodes.checkNode(hardware.NodeID(i), &used[i]); err != nil {
			return fmt.Errorf("node %q: %w", s.Site.Nodes[i].Name, err)
		}
	}
	return nil
}

func (s *State) liveJobs(yield func(*Job) bool) {
	for _, slot := range s.jobs.slotOf {
		if slot != none && !yield(s.jobs.slot(slot)) {
			return
		}
	}
}

// usage is what leases take of one node.
type usage struct {
	whole  hardware.GPUSet
	shared [hardware.MaxGPUs]hardware.Share
	cpu    units.MilliCPU
	memory units.Bytes
}

func (u *usage) add(s *hardware.Slice, ask *workloads.Resources) error {
	cpu, memory := amounts(s, ask)
	u.cpu += cpu
	u.memory += memory
	if s.Share == (hardware.Share{}) {
		if u.whole&s.GPUs != 0 {
			return fmt.Errorf("GPUs %v are leased twice", u.whole&s.GPUs)
		}
		u.whole |= s.GPUs
		return nil
	}
	g := s.GPUs.First()
	u.shared[g].Compute += s.Share.Compute
	u.shared[g].Memory += s.Share.Memory
	if !u.shared[g].Fits(hardware.Whole) {
		return fmt.Errorf("GPU %d is shared out to %v of 1000", g, u.shared[g])
	}
	return nil
}

func (ns *nodes) checkNode(id hardware.NodeID, u *usage) error {
	spec := ns.site.Nodes[id].Spec
	free := (hardware.GPUSet(1)<<spec.GPUs - 1) &^ u.whole
	for g := range u.shared {
		if u.shared[g] == (hardware.Share{}) {
			if ns.splitOf(id) != none && g < ns.index.largest && ns.sharesOf(id)[g] != (hardware.Share{}) {
				return fmt.Errorf("GPU %d is not shared, yet has %v left to share", g, ns.sharesOf(id)[g])
			}
			continue
		}
		left := hardware.Share{Compute: 1000 - u.shared[g].Compute, Memory: 1000 - u.shared[g].Memory}
		if u.whole>>g&1 == 1 || ns.splitOf(id) == none || ns.sharesOf(id)[g] != left {
			return fmt.Errorf("GPU %d is shared out to %v of 1000, has %v left; leased whole: %v",
				g, u.shared[g], ns.sharesOf(id), u.whole)
		}
		free &^= 1 << g
	}
	switch {
	case ns.books[id].free != free:
		return fmt.Errorf("GPUs %v are free, counted %v", free, ns.books[id].free)
	case ns.cpu[id] != spec.CPU-u.cpu || ns.cpu[id] < 0:
		return fmt.Errorf("%v CPU is free, counted %v", spec.CPU-u.cpu, ns.cpu[id])
	case ns.memory[id] != spec.Memory-u.memory || ns.memory[id] < 0:
		return fmt.Errorf("%v memory is free, counted %v", spec.Memory-u.memory, ns.memory[id])
	}
	return nil
}

// checkIndex verifies that nodes in service, and no others, are filed under what
// is free of them.
func (ns *nodes) checkIndex() error {
	x := &ns.index
	gpus, count := 0, make([]int, x.largest+1)
	for i := range ns.books {
		id := hardware.NodeID(i)
		up, free, most := ns.up(id), ns.books[i].free.Len(), largestShare(ns.sharesOf(id))
		if up {
			gpus += free
			count[free]++
		}
		for f := range x.byFree {
			if x.byFree[f].has(i) != (up && f == free) {
				return fmt.Errorf("node %d, in service: %v, has %d free GPUs; filed under %d: %v", i, up, free, f, x.byFree[f].has(i))
			}
		}
		for l := range x.byShare {
			if x.byShare[l].has(i) != (up && most > 0 && shareList(most) == l) {
				return fmt.Errorf("node %d, in service: %v, has at most %d of a GPU left to share; filed in list %d: %v",
					i, up, most, l, x.byShare[l].has(i))
			}
		}
	}
	if gpus != x.gpus || !slices.Equal(count, x.count) {
		return fmt.Errorf("%d GPUs are free in service, counted %d; nodes by free GPUs %v, counted %v", gpus, x.gpus, count, x.count)
	}
	for f := range x.byFree {
		if err := x.byFree[f].check(); err != nil {
			return fmt.Errorf("nodes with %d free GPUs: %w", f, err)
		}
	}
	for l := range x.byShare {
		if err := x.byShare[l].check(); err != nil {
			return fmt.Errorf("nodes in list %d of shares: %w", l, err)
		}
	}
	return nil
}

// check verifies that every summary says what is below it.
func (b *bitset) check() error {
	for l := 1; l < len(b.levels); l++ {
		for w, word := range b.levels[l-1] {
			if b.levels[l][w>>6]>>(w&63)&1 == 1 != (word != 0) {
				return fmt.Errorf("bit %d of level %d is wrong: word below is %x", w, l, word)
			}
		}
	}
	return nil
}
