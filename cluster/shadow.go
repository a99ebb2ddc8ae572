package cluster

import (
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/workloads"
)

// shadows is the reservation of a plan: the job that waits at the head, when it
// can start by the estimates of what runs, and the nodes it will then take.
type shadows struct {
	head *Job
	pick Picker
	cast bool // whether what follows is that of the present state
	at   sim.Time

	gain    []uint8           // GPUs that each node gets back by then
	touched []hardware.NodeID // nodes with a gain
	pins    bitset            // nodes the head will take
	pinList []hardware.NodeID
	pinFree []int // pinned nodes by their free GPUs
	pinGPUs int   // free GPUs of pinned nodes
	fresh   bool  // whether pins are those of the present state

	plain plainShadow
}

// plainShadow is what castPlain found last. It holds until what runs or is in
// service changes, so most arrivals need no new one.
type plainShadow struct {
	found   bool
	version uint64 // of the state it was found in
	head    workloads.JobID
	at      sim.Time // when the head can start: an expected end, which may be past
	gained  int      // GPUs that come free until then
}

func (sh *shadows) reserved() bool { return sh.head != nil }

// Reserve promises the head of the queue its earliest start by the estimates:
// until Release, no fit delays it. What is kept is room on nodes, so for a gang
// of several task groups the promise is as good as its picker: one that looks
// elsewhere by then may place the first group where only the next could go.
func (s *State) Reserve(j *Job, pick Picker) {
	sh := &s.shadows
	if sh.gain == nil {
		sh.gain = make([]uint8, len(s.Site.Nodes))
		sh.pins = bitset{newBitset(len(s.Site.Nodes)).levels[:1]} // only ever looked up
		sh.pinFree = make([]int, s.nodes.index.largest+1)
	}
	sh.head, sh.pick, sh.cast = j, pick, false
}

// Reserved reports whether there is a reservation.
func (s *State) Reserved() bool { return s.shadows.reserved() }

// Bound is what a job must keep within to have a chance to start now.
func (s *State) Bound() Bound {
	x := &s.nodes.index
	b := Bound{Free: int64(x.gpus) * 1000, Within: Anything.Within}
	if s.nodes.sharing() {
		b.Free = Anything.Free // parts of shared GPUs are not counted
	}
	b.freeScraps = b.Free - x.wholeNodes(x.count[x.largest])
	b.Spare, b.spareScraps = b.Free, b.freeScraps
	if !s.shadows.reserved() || !s.queue.holds(&b) {
		return b
	}
	s.cast()
	b.Within = s.shadows.at.Sub(s.now)
	if b.Free != Anything.Free {
		s.spare(&b)
	}
	return b
}

// spare bounds by what the head can do without: that on nodes which are not
// pinned. Where a mere count shows that no job is small enough, it will do.
func (s *State) spare(b *Bound) {
	sh, x := &s.shadows, &s.nodes.index
	if sh.plain.found && !sh.fresh {
		count := int64(x.gpus+sh.plain.gained)*1000 - sh.head.MilliGPUs()
		b.Spare = min(b.Spare, count)
		b.spareScraps = max(0, b.Spare-x.wholeNodes(x.count[x.largest]))
		if !s.queue.holds(b) {
			return
		}
	}
	s.pinned()
	b.Spare = int64(x.gpus-sh.pinGPUs) * 1000
	b.spareScraps = b.Spare - x.wholeNodes(x.count[x.largest]-sh.pinFree[x.largest])
}

// Release forgets the reservation.
func (s *State) Release() { s.shadows.head = nil }

// cast works the shadow out, if that has not been done since the reservation
// and the last start.
func (s *State) cast() {
	sh := &s.shadows
	if sh.cast {
		return
	}
	sh.cast = true
	if !isPlain(sh.head) || s.nodes.sharing() { // gains do not count GPUs that stop being shared
		sh.plain.found = false
		s.castByTrial()
		return
	}
	if p := &sh.plain; !p.found || p.version != s.version || p.head != sh.head.ID {
		sh.fresh = false
		*p = plainShadow{found: true, version: s.version, head: sh.head.ID}
		p.at = s.castPlain()
	}
	sh.at = max(s.now, sh.plain.at)
}

// startedBeside spares a new cast after a start that the reservation does not
// feel: a plain shadow, and a job that outlives it on nodes that are not pinned.
// What is free by then is less, but not where the head goes, and earlier there is
// less than before; so time and nodes remain. It reports whether that is so.
func (s *State) startedBeside(j *Job) bool {
	sh := &s.shadows
	if !sh.cast || !sh.plain.found || !sh.fresh || j.Expected <= sh.at {
		return false
	}
	for i := range j.On {
		if sh.pins.has(int(j.On[i].Node)) {
			return false
		}
	}
	sh.plain.version = s.version
	return true
}

// isPlain reports whether counting GPUs by node is all that a fit depends on.
func isPlain(j *Job) bool {
	ask := &j.Groups[0].Ask
	return len(j.Groups) == 1 && ask.GPUs > 0 && ask.CPU == 0 && ask.Memory == 0
}

// castPlain walks what runs in the order of its expected ends and counts the
// head's tasks that fit on what has come free. It returns the expected end at
// which they all do.
func (s *State) castPlain() sim.Time {
	s.shadows.forgetGains()
	group, allowed := &s.shadows.head.Groups[0], s.shadows.head.masks[0].nodes
	tasks := s.nodes.index.tasksIn(group.Ask.GPUs)
	fits := 0
	for f := group.Ask.GPUs; f <= s.nodes.index.largest; f++ {
		if allowed == nil {
			fits += int(tasks[f]) * s.nodes.index.count[f]
		} else {
			fits += int(tasks[f]) * s.nodes.index.byFree[f].count(allowed)
		}
	}
	at := sim.Time(0)
	if fits >= group.Tasks {
		return at
	}
	for e := range s.running.each {
		if fits >= group.Tasks && e.end != at {
			return at
		}
		at = e.end
		fits += s.gainFrom(s.jobs.slot(e.slot).On, allowed, tasks)
	}
	if fits >= group.Tasks {
		return at
	}
	return sim.Never
}

// gainFrom adds the GPUs of a placement to the gains, and returns how many more
// tasks fit thereby; tasks says how many fit on a number of GPUs.
func (s *State) gainFrom(on hardware.Placement, allowed *bitset, tasks []uint8) int {
	sh := &s.shadows
	more := 0
	for k := range on {
		slice := &on[k]
		node := slice.Node
		if slice.GPUs == 0 || slice.Share != (hardware.Share{}) || !s.nodes.up(node) {
			continue
		}
		gain, gpus := int(sh.gain[node]), slice.GPUs.Len()
		if gain == 0 {
			sh.touched = append(sh.touched, node)
		}
		sh.gain[node] = uint8(gain + gpus)
		sh.plain.gained += gpus
		if allowed == nil || allowed.has(int(node)) {
			before := s.nodes.books[node].free.Len() + gain
			more += int(tasks[before+gpus]) - int(tasks[before])
		}
	}
	return more
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
	running := s.running.list()
	on, ok := s.try(sh.head, sh.pick, nil)
	for ; !ok && given < len(running); on, ok = s.try(sh.head, sh.pick, nil) {
		for end := running[given].end; given < len(running) && running[given].end == end; given++ {
			j := s.jobs.slot(running[given].slot)
			s.giveAll(j, j.On)
		}
		sh.at = max(s.now, running[given-1].end)
	}
	if !ok {
		sh.at = sim.Never
	}
	sh.forgetPins()
	if ok {
		for i := range on {
			sh.pin(on[i].Node)
		}
	}
	sh.fresh = true
	for given--; given >= 0; given-- {
		j := s.jobs.slot(running[given].slot)
		if err := s.takeAll(j, j.On); err != nil {
			panic("cluster: cast shadow: " + err.Error())
		}
	}
	s.countPins()
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
	defer s.countPins()
	if sh.at == sim.Never {
		return &sh.pins
	}
	ask, allowed := sh.head.Groups[0].Ask.GPUs, sh.head.masks[0].nodes
	need := sh.head.Groups[0].Tasks
	tasks := s.nodes.index.tasksIn(ask)
	for _, node := range sh.touched {
		if need <= 0 {
			break
		}
		room := int(tasks[s.nodes.books[node].free.Len()+int(sh.gain[node])])
		if room > 0 && (allowed == nil || allowed.has(int(node))) {
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
	word, bit := &sh.pins.levels[0][node>>6], uint64(1)<<(node&63)
	if *word&bit == 0 {
		*word |= bit
		sh.pinList = append(sh.pinList, node)
	}
}

// countPins counts what is free on pinned nodes.
func (s *State) countPins() {
	sh := &s.shadows
	sh.pinGPUs = 0
	clear(sh.pinFree)
	for _, node := range sh.pinList {
		if s.nodes.up(node) {
			free := s.nodes.books[node].free.Len()
			sh.pinGPUs += free
			sh.pinFree[free]++
		}
	}
}

func (sh *shadows) forgetPins() {
	for _, node := range sh.pinList {
		sh.pins.levels[0][node>>6] = 0
	}
	sh.pinList = sh.pinList[:0]
}
