package metrics

import (
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/stats"
)

// falseDiscoveries is the share of wrong suspicions that the screen admits.
const falseDiscoveries = 0.01

// screen looks for lemons the way an operator does: among nodes with one GPU
// model, which failed more often than the rate of them all makes likely? It
// counts faults of the machines that stood there when the run began, of their own
// hardware and software: owners, users and networks say nothing about a machine,
// and neither do shocks, which strike domains. False alarms are no faults.
type screen struct {
	kinds  map[string]int16
	shocks []bool // by hazard: whether it is of a domain
}

// machine is what the screen keeps of one.
type machine struct {
	gone     sim.Time // retired; sim.Never if it was not
	failures int32
	kind     int16
	lemon    bool // when the run began
}

func (s *screen) define(d journal.Definition) machine {
	kind, known := s.kinds[d.GPU]
	if !known {
		if s.kinds == nil {
			s.kinds = map[string]int16{}
		}
		kind = int16(len(s.kinds))
		s.kinds[d.GPU] = kind
	}
	return machine{gone: sim.Never, kind: kind, lemon: d.Lemon}
}

func (s *screen) shock(e journal.Entry) {
	for len(s.shocks) <= int(e.Ref) {
		s.shocks = append(s.shocks, false)
	}
	s.shocks[e.Ref] = true
}

// fault counts one of a hazard that began during the run.
func (s *screen) fault(m *machine, h *hazard, e journal.Entry) {
	ofDomain := int(e.Ref) < len(s.shocks) && s.shocks[e.Ref]
	if m.gone == sim.Never && h.own() && !ofDomain {
		m.failures++
	}
}

func (m *machine) retire(now sim.Time) { m.gone = min(m.gone, now) }

// hours is how long the machine stood there.
func (m *machine) hours(end sim.Time) float64 { return min(m.gone, end).Sub(0).Hours() }

// suspects tells of n machines whether each is one, by the exact tail of the
// Poisson law at the rate of its kind. The rate is per wall time, which a machine
// under repair cannot use to fail: that errs on the side of those who fail often.
func (s *screen) suspects(n int, of func(i int) *machine, end sim.Time) []bool {
	failures, exposure := make([]float64, len(s.kinds)), make([]float64, len(s.kinds))
	for i := range n {
		m := of(i)
		failures[m.kind] += float64(m.failures)
		exposure[m.kind] += m.hours(end)
	}
	tails, members := make([][]float64, len(s.kinds)), make([][]int, len(s.kinds))
	for i := range n {
		if m := of(i); exposure[m.kind] > 0 {
			expected := failures[m.kind] / exposure[m.kind] * m.hours(end)
			tails[m.kind] = append(tails[m.kind], stats.PoissonTail(int(m.failures), expected))
			members[m.kind] = append(members[m.kind], i)
		}
	}
	suspects := make([]bool, n)
	for kind := range tails {
		for i, q := range stats.FalseDiscoveryRates(tails[kind]) {
			suspects[members[kind][i]] = q <= falseDiscoveries
		}
	}
	return suspects
}
