package cluster

import (
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/sim"
)

// shadows is the reservation of a plan: the job that waits at the head, when it
// can start by the estimates of what runs, and the nodes it will then take.
type shadows struct {
	head  *Job
	pick  Picker
	at    sim.Time
	spare int64 // capacity that no longer matters to the head, thousandths of a GPU

	gain    []uint8           // GPUs that each node gets back by then
	touched []hardware.NodeID // nodes with a gain
	pins    bitset            // nodes the head will take
	pinList []hardware.NodeID
	fresh   bool // whether pins are those of the present state
}

func (sh *shadows) reserved() bool { return sh.head != nil }

// Reserve promises the head of the queue its earliest start by the estimates:
// until Release, no fit delays it.
func (s *State) Reserve(j *Job, pick Picker) {
	sh := &s.shadows
	if sh.gain == nil {
		sh.gain = make([]uint8, len(s.Site.Nodes))
		sh.pins = newBitset(len(s.Site.Nodes))
	}
	sh.head, sh.pick = j, pick
	s.cast()
}

// Reserved reports whether there is a reservation.
func (s *State) Reserved() bool { return s.shadows.reserved() }

// Bound is what a job must keep within to have a chance to start now.
func (s *State) Bound() Bound {
	b := Bound{Free: int64(s.nodes.index.gpus) * 1000}
	if s.nodes.sharing() {
		b.Free = Anything.Free // parts of shared GPUs are not counted
	}
	if !s.shadows.reserved() {
		b.Spare, b.Within = b.Free, Anything.Within
		return b
	}
	b.Spare = min(b.Free, s.shadows.spare)
	if b.Free == Anything.Free {
		b.Spare = b.Free
	}
	b.Within = s.shadows.at.Sub(s.now)
	return b
}

// Release forgets the reservation.
func (s *State) Release() { s.shadows.head = nil }

// cast works the shadow out anew, after the reservation and after each start.
func (s *State) cast() {
	s.shadows.fresh = false
	if isPlain(s.shadows.head) {
		s.castPlain()
	} else {
		s.castByTrial()
	}
}

// isPlain reports whether counting GPUs by node is all that a fit depends on.
func isPlain(j *Job) bool {
	ask := &j.Groups[0].Ask
	return len(j.Groups) == 1 && ask.GPUs > 0 && ask.CPU == 0 && ask.Memory == 0
}

// castPlain walks what runs in the order of its expected ends and counts the
// head's tasks that fit on what has come free.
func (s *State) castPlain() {
	sh := &s.shadows
	sh.forgetGains()
	head := sh.head
	ask, allowed := head.Groups[0].Ask.GPUs, head.masks[0].nodes
	fits := 0
	for f := ask; f <= s.nodes.index.largest; f++ {
		if allowed == nil {
			fits += f / ask * s.nodes.index.count[f]
		} else {
			fits += f / ask * s.nodes.index.byFree[f].count(allowed)
		}
	}
	free := int64(s.nodes.index.gpus) * 1000
	sh.at = s.now
	for i := 0; fits < head.Groups[0].Tasks; {
		if i == len(s.running) {
			sh.at = sim.Never
			break
		}
		for end := s.running[i].end; i < len(s.running) && s.running[i].end == end; i++ {
			for k := range s.jobs.slot(s.running[i].slot).On {
				slice := &s.jobs.slot(s.running[i].slot).On[k]
				if slice.Share != (hardware.Share{}) || !s.nodes.up(slice.Node) {
					continue
				}
				free += slice.MilliGPUs()
				before := s.nodes.free[slice.Node].Len() + int(sh.gain[slice.Node])
				if sh.gain[slice.Node] == 0 {
					sh.touched = append(sh.touched, slice.Node)
				}
				sh.gain[slice.Node] += uint8(slice.GPUs.Len())
				if allowed == nil || allowed.has(int(slice.Node)) {
					fits += (before+slice.GPUs.Len())/ask - before/ask
				}
			}
			sh.at = max(s.now, end)
		}
	}
	sh.spare = free - head.MilliGPUs()
}

func (sh *shadows) forgetGains() {
	for _, node := range sh.touched {
		sh.gain[node] = 0
	}
	sh.touched = sh.touched[:0]
}

// castByTrial gives back what runs, job by job in the order of expected ends,
// until the picker finds room, and then takes it all again. It serves requests
// that no count can answer, and in tests as the definition of castPlain.
func (s *State) castByTrial() {
	sh := &s.shadows
	sh.at = s.now
	given := 0
	on, ok := s.try(sh.head, sh.pick, nil)
	for ; !ok && given < len(s.running); on, ok = s.try(sh.head, sh.pick, nil) {
		for end := s.running[given].end; given < len(s.running) && s.running[given].end == end; given++ {
			j := s.jobs.slot(s.running[given].slot)
			s.giveAll(j, j.On)
		}
		sh.at = max(s.now, s.running[given-1].end)
	}
	if !ok {
		sh.at = sim.Never
	}
	sh.spare = int64(s.nodes.index.gpus)*1000 - sh.head.MilliGPUs()
	sh.forgetPins()
	if ok {
		for i := range on {
			sh.pin(on[i].Node)
		}
	}
	sh.fresh = true
	for given--; given >= 0; given-- {
		j := s.jobs.slot(s.running[given].slot)
		if err := s.takeAll(j, j.On); err != nil {
			panic("cluster: cast shadow: " + err.Error())
		}
	}
}

// pinned is the set of nodes that the head will take, those that are not free
// yet before those that are, so that least is kept from other jobs.
func (s *State) pinned() *bitset {
	sh := &s.shadows
	if sh.fresh {
		return &sh.pins
	}
	sh.fresh = true
	sh.forgetPins()
	if sh.at == sim.Never {
		return &sh.pins
	}
	ask, allowed := sh.head.Groups[0].Ask.GPUs, sh.head.masks[0].nodes
	need := sh.head.Groups[0].Tasks
	for _, node := range sh.touched {
		room := (s.nodes.free[node].Len() + int(sh.gain[node])) / ask
		if need > 0 && room > 0 && (allowed == nil || allowed.has(int(node))) {
			sh.pin(node)
			need -= room
		}
	}
	for f := s.nodes.index.largest; f >= ask && need > 0; f-- {
		list := &s.nodes.index.byFree[f]
		for i := list.next(0, allowed, &sh.pins); i >= 0 && need > 0; i = list.next(i+1, allowed, &sh.pins) {
			sh.pin(hardware.NodeID(i))
			need -= f / ask
		}
	}
	return &sh.pins
}

func (sh *shadows) pin(node hardware.NodeID) {
	if !sh.pins.has(int(node)) {
		sh.pins.set(int(node))
		sh.pinList = append(sh.pinList, node)
	}
}

func (sh *shadows) forgetPins() {
	for _, node := range sh.pinList {
		sh.pins.clear(int(node))
	}
	sh.pinList = sh.pinList[:0]
}
