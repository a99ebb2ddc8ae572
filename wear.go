package clustersim

import (
	"math"
	"time"

	"github.com/clustersim/clustersim/cluster"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/sim"
)

// gang is the operating clock of a running job. Parts that only wear while they
// work are due at a time of this clock, so that to stop a gang of thousands of
// nodes is to stop one clock.
type gang struct {
	due     []wearing // a heap: the first is due first
	ran     time.Duration
	since   sim.Time // the clock stood at ran and runs from then on
	running bool
	next    sim.Handle
}

// wearing is a part that is due to fail at a time of its gang's clock.
type wearing struct {
	at time.Duration
	e  event
}

// clock is what a gang's clock shows.
func (g *gang) clock(now sim.Time) time.Duration {
	if !g.running || now < g.since {
		return g.ran
	}
	return g.ran + now.Sub(g.since)
}

// startWear puts the parts of a gang that starts on a clock of its own. A part on a
// node that several jobs share wears by the clock of the first of them.
func (r *run) startWear(j *cluster.Job) {
	if r.clocks.left == nil {
		return
	}
	g := &gang{}
	r.gangs[j.ID] = g
	for i := range j.Gang() {
		r.attach(g, j.On[i].Node)
	}
}

// attach lets the parts of a node wear by a gang's clock, unless they wear by
// another's.
func (r *run) attach(g *gang, id hardware.NodeID) {
	now := g.clock(r.engine.Now())
	r.eachOperating(id, func(e event) {
		if left := r.clocks.left[e.of]; left != worn && r.clocks.parts[e.of]&broken == 0 {
			g.push(wearing{now + min(left, math.MaxInt64-now), e})
			r.clocks.left[e.of] = worn
		}
	})
}

// worn marks a part whose time is a gang's to tell.
const worn = time.Duration(-1)

// eachOperating calls f with the clock of each part of a node that runs in
// operating time.
func (r *run) eachOperating(id hardware.NodeID, f func(event)) {
	r.eachClock(id, func(e event) {
		if r.clocks.hazards[e.hazard].Operating {
			f(e)
		}
	})
}

// runWear lets a gang's clock run from when its job makes progress.
func (r *run) runWear(j *cluster.Job) {
	if g := r.gangs[j.ID]; g != nil {
		g.running, g.since = true, j.Started.Add(j.Timetable.Restart)
		r.awaitWear(j, g)
	}
}

// stopWear stops a gang's clock.
func (r *run) stopWear(j *cluster.Job) {
	if g := r.gangs[j.ID]; g != nil {
		g.ran = g.clock(r.engine.Now())
		g.running = false
		r.engine.Cancel(g.next)
	}
}

// endWear gives the parts of a gang that is dissolved the time that they have
// left, for other gangs to count on.
func (r *run) endWear(j *cluster.Job) {
	g := r.gangs[j.ID]
	if g == nil {
		return
	}
	r.stopWear(j)
	for _, w := range g.due {
		r.clocks.left[w.e.of] = w.at - g.ran
	}
	delete(r.gangs, j.ID)
	for i := range j.Gang() {
		r.handOver(j, j.On[i].Node)
	}
}

// handOver lets the parts of a node that the job leaves wear on by the clock of
// another job there.
func (r *run) handOver(from *cluster.Job, id hardware.NodeID) {
	r.state.Tenants(id, func(j *cluster.Job) {
		if g := r.gangs[j.ID]; g != nil && j != from && !j.StandsBy(id) {
			r.attach(g, id)
			r.awaitWear(j, g)
		}
	})
}

// wearOn lets a part that was mended wear on, if its node works.
func (r *run) wearOn(e event) { r.handOver(nil, e.node) }

// detach takes a node's parts off a gang's clock.
func (r *run) detach(j *cluster.Job, id hardware.NodeID) {
	g, wears := r.gangs[j.ID], false
	if g == nil {
		return
	}
	r.eachOperating(id, func(e event) { wears = wears || r.clocks.left[e.of] == worn })
	if !wears {
		return // what failed was the last of its parts
	}
	now := g.clock(r.engine.Now())
	kept := g.due[:0]
	for _, w := range g.due {
		if w.e.node == id {
			r.clocks.left[w.e.of] = w.at - now
			continue
		}
		kept = append(kept, w)
	}
	g.due = kept
	for i := len(g.due)/2 - 1; i >= 0; i-- {
		g.sink(i)
	}
}

// awaitWear awaits the first failure by a gang's clock.
func (r *run) awaitWear(j *cluster.Job, g *gang) {
	r.engine.Cancel(g.next)
	if len(g.due) == 0 || !g.running {
		return
	}
	if at := g.since.Add(g.due[0].at - g.ran); at <= r.Until && at < sim.Never {
		g.next = r.engine.At(max(at, r.engine.Now()), prioFault, event{kind: wears, of: int32(j.ID)})
	}
}

// partWears breaks the part of a gang that is due.
func (r *run) partWears(j *cluster.Job) {
	g := r.gangs[j.ID]
	e := g.pop().e
	r.clocks.left[e.of] = 0
	r.awaitWear(j, g)
	r.partFails(e)
}

func (g *gang) push(w wearing) {
	g.due = append(g.due, w)
	for i := len(g.due) - 1; i > 0; {
		parent := (i - 1) / 2
		if g.due[parent].before(g.due[i]) {
			return
		}
		g.due[parent], g.due[i] = g.due[i], g.due[parent]
		i = parent
	}
}

func (g *gang) pop() wearing {
	first, last := g.due[0], len(g.due)-1
	g.due[0] = g.due[last]
	g.due = g.due[:last]
	g.sink(0)
	return first
}

func (g *gang) sink(i int) {
	for {
		child := 2*i + 1
		if child >= len(g.due) {
			return
		}
		if child+1 < len(g.due) && g.due[child+1].before(g.due[child]) {
			child++
		}
		if g.due[i].before(g.due[child]) {
			return
		}
		g.due[i], g.due[child] = g.due[child], g.due[i]
		i = child
	}
}

// before orders by time, and at one time by clock.
func (w wearing) before(v wearing) bool { return w.at < v.at || w.at == v.at && w.e.of < v.e.of }
