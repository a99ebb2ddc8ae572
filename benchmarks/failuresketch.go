package benchmarks

import (
	"math/rand/v2"
	"time"

	"gonum.org/v1/gonum/stat/distuv"
)

// failureSketch is the yardstick of failure and repair: the closures that a
// first version usually has, one event object and one closure an event, on
// container/heap, each node with gonum's distributions over a generator of its
// own, and a map of the nodes in service, which a scheduler would choose from.
type failureSketch struct {
	engine   heapEngine
	nodes    []*sketchNode
	up       map[int]*sketchNode
	failures int
	downTime time.Duration
	until    int64
}

type sketchNode struct {
	id     int
	since  int64
	life   distuv.Weibull
	repair distuv.Exponential
}

func newFailureSketch(nodes int, until time.Duration) *failureSketch {
	s := &failureSketch{until: int64(until), up: make(map[int]*sketchNode)}
	for i := range nodes {
		src := rand.NewPCG(1, uint64(i))
		n := &sketchNode{
			id:     i,
			life:   distuv.Weibull{K: failureShape, Lambda: failureScale().Seconds(), Src: src},
			repair: distuv.Exponential{Rate: 1 / repairMean.Seconds(), Src: src},
		}
		s.nodes = append(s.nodes, n)
		s.returns(n)
	}
	return s
}

func (s *failureSketch) returns(n *sketchNode) {
	s.up[n.id] = n
	s.engine.after(int64(n.life.Rand()*1e9), func() { s.fails(n) })
}

func (s *failureSketch) fails(n *sketchNode) {
	delete(s.up, n.id)
	n.since = s.engine.now
	s.failures++
	s.engine.after(int64(n.repair.Rand()*1e9), func() {
		s.downTime += time.Duration(s.engine.now - n.since)
		s.returns(n)
	})
}

// run fires what is due until the end, and returns the number of events.
func (s *failureSketch) run() int {
	events := 0
	for len(s.engine.heap) > 0 && s.engine.heap[0].at <= s.until {
		s.engine.step()
		events++
	}
	for _, n := range s.nodes {
		if s.up[n.id] == nil {
			s.downTime += time.Duration(s.until - n.since)
		}
	}
	return events
}
