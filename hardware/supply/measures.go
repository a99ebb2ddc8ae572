package supply

import (
	"time"

	"github.com/clustersim/clustersim/sim"
)

// counts yields the periods in which the number of nodes up stays the same, one
// after the other: neighbouring periods have different counts.
func (t *Trace) counts(yield func(Period, int) bool) {
	from, up, before := sim.Time(0), t.Nodes(), t.Nodes()
	for i, c := range t.changes {
		if c.Up {
			up++
		} else {
			up--
		}
		settled := i+1 == len(t.changes) || t.changes[i+1].At > c.At
		if !settled || up == before {
			continue
		}
		if c.At > 0 && !yield(Period{from, c.At}, before) {
			return
		}
		from, before = c.At, up
	}
	yield(Period{from, sim.Time(t.length)}, before)
}

// Availability is the share of the nodes' time in which they are up, 0 to 1.
func (t *Trace) Availability() float64 {
	return t.nodeTime() / (float64(t.Nodes()) * float64(t.length))
}

// nodeTime is the time of all nodes up together, in nanoseconds.
func (t *Trace) nodeTime() float64 {
	sum := 0.0
	for p, count := range t.counts {
		sum += float64(count) * float64(p.Length())
	}
	return sum
}

// AtLeast is the share of time in which k or more nodes are up, 0 to 1.
func (t *Trace) AtLeast(k int) float64 {
	sum := 0.0
	for _, p := range t.Periods(k) {
		sum += float64(p.Length())
	}
	return sum / float64(t.length)
}

// Periods are the stretches of time, as long as they go, in which k or more
// nodes are up. The ends of the trace cut the first and the last.
func (t *Trace) Periods(k int) []Period {
	var all []Period
	for p, count := range t.counts {
		switch n := len(all); {
		case count < k:
		case n > 0 && all[n-1].To == p.From:
			all[n-1].To = p.To
		default:
			all = append(all, p)
		}
	}
	return all
}

// Up are the periods in which one node is up. The ends of the trace cut the
// first and the last.
func (t *Trace) Up(node int) []Period {
	var all []Period
	up, from := true, sim.Time(0)
	for _, c := range t.changes {
		if int(c.Node) != node {
			continue
		}
		if up && c.At > 0 {
			all = append(all, Period{from, c.At})
		}
		up, from = c.Up, c.At
	}
	if up {
		all = append(all, Period{from, sim.Time(t.length)})
	}
	return all
}

// MeanUp is how long a node stays up on average, over all nodes: their time up
// by the number of times they are. Times cut by the ends of the trace count as
// they are, so the mean is too short if many are. It is 0 if no node is ever up.
func (t *Trace) MeanUp() time.Duration {
	ups, _ := t.spells()
	return ratio(t.nodeTime(), ups)
}

// MeanDown is how long a node stays down on average, as [Trace.MeanUp] counts.
func (t *Trace) MeanDown() time.Duration {
	_, downs := t.spells()
	return ratio(float64(t.Nodes())*float64(t.length)-t.nodeTime(), downs)
}

// spells counts how often the nodes are up and how often down.
func (t *Trace) spells() (ups, downs int) {
	ups = t.Nodes()
	for _, c := range t.changes {
		switch {
		case c.Up:
			ups++
		default:
			downs++
			if c.At == 0 {
				ups--
			}
		}
	}
	return ups, downs
}

func ratio(ns float64, n int) time.Duration {
	if n == 0 {
		return 0
	}
	return time.Duration(ns / float64(n))
}
