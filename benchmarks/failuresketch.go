package benchmarks

import (
	"time"

	"golang.org/x/exp/rand"
	"gonum.org/v1/gonum/stat/distuv"
)

// failureSketch is the yardstick of failure and repair: the closures that a
// first version usually has, one event object and one closure an event, on
// container/heap, each node with gonum's distributions over a generator of its
// own.
type failureSketch struct {
	engine   heapEngine
	nodes    []*sketchNode
	failures int
	downTime time.Duration
	until    int64
}

type sketchNode struct {
	up     bool
	since  int64
	life   distuv.Weibull
	repair distuv.Exponential
}

func newFailureSketch(nodes int, until time.Duration) *failureSketch {
	s := &failureSketch{until: int64(until)}
	for i := range nodes {
		src := &rand.PCGSource{}
		src.Seed(uint64(i) + 1)
		n := &sketchNode{
			up:     true,
			life:   distuv.Weibull{K: failureShape, Lambda: failureScale().Seconds(), Src: src},
			repair: distuv.Exponential{Rate: 1 / repairMean.Seconds(), Src: src},
		}
		s.nodes = append(s.nodes, n)
		s.failLater(n)
	}
	return s
}

func (s *failureSketch) failLater(n *sketchNode) {
	s.engine.after(int64(n.life.Rand()*1e9), func() {
		n.up, n.since = false, s.engine.now
		s.failures++
		s.engine.after(int64(n.repair.Rand()*1e9), func() {
			s.downTime += time.Duration(s.engine.now - n.since)
			n.up = true
			s.failLater(n)
		})
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
		if !n.up {
			s.downTime += time.Duration(s.until - n.since)
		}
	}
	return events
}
