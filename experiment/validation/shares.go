package validation

import (
	"container/heap"
	"time"

	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
)

// shares is one run of a server that is shared. What each customer present has
// got since the run began grows at the same pace for all, so a customer leaves
// when that level has risen by its work, and the order of leaving is known.
type shares struct {
	sharing
	engine       *sim.Engine[sharingEvent]
	from, to     sim.Time
	arrive, work rng.Stream

	present int
	level   float64  // hours of work that a customer present since the beginning has got
	since   sim.Time // of the level
	marks   marks
	next    sim.Handle // the lowest mark

	left, spent    float64 // customers that count, and their hours
	probes, probed float64 // those that got the probe, and their hours until then
}

// sharingEvent is what happens at a shared server.
type sharingEvent uint8

const (
	arrives sharingEvent = iota
	reaches              // the level reaches the lowest mark
)

// mark is a level at which a customer has got something.
type mark struct {
	level   float64
	arrived sim.Time
	leaves  bool // it has got all; otherwise the probe
}

func (s *shares) handle(e sharingEvent) {
	s.rise()
	if e == arrives {
		s.admit()
		s.engine.After(hours(s.arrive.Exp()/s.rate), 0, arrives)
	} else {
		m := heap.Pop(&s.marks).(mark)
		s.level = m.level
		s.reach(m)
	}
	s.foresee()
}

// rise brings the level up to now.
func (s *shares) rise() {
	if s.present > 0 {
		s.level += s.engine.Now().Sub(s.since).Hours() / float64(s.present)
	}
	s.since = s.engine.Now()
}

func (s *shares) admit() {
	law, _ := lengths(s.mean, s.scv)
	needs := law.Repair(&s.work).Hours()
	s.present++
	heap.Push(&s.marks, mark{s.level + needs, s.engine.Now(), true})
	if needs >= s.probe {
		heap.Push(&s.marks, mark{s.level + s.probe, s.engine.Now(), false})
	}
}

func (s *shares) reach(m mark) {
	counts := m.arrived >= s.from && m.arrived < s.to
	spent := s.engine.Now().Sub(m.arrived).Hours()
	switch {
	case m.leaves && counts:
		s.left++
		s.spent += spent
	case counts:
		s.probes++
		s.probed += spent
	}
	if m.leaves {
		s.present--
	}
}

// foresee schedules the lowest mark at the present pace.
func (s *shares) foresee() {
	s.engine.Cancel(s.next)
	if len(s.marks) > 0 {
		wait := hours((s.marks[0].level - s.level) * float64(s.present))
		s.next = s.engine.After(max(time.Duration(0), wait), 0, reaches)
	}
}

// marks is a heap by level.
type marks []mark

func (m marks) Len() int           { return len(m) }
func (m marks) Less(i, j int) bool { return m[i].level < m[j].level }
func (m marks) Swap(i, j int)      { m[i], m[j] = m[j], m[i] }

// Push implements heap.Interface.
func (m *marks) Push(x any) { *m = append(*m, x.(mark)) }

// Pop implements heap.Interface.
func (m *marks) Pop() any {
	last := len(*m) - 1
	x := (*m)[last]
	*m = (*m)[:last]
	return x
}
