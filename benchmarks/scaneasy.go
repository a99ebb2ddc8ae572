package benchmarks

import (
	"cmp"
	"slices"

	"github.com/clustersim/clustersim/cluster"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/scheduler"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/workloads"
)

// scanEASY is EASY backfilling as it is usually written, the yardstick of
// policies.EASY: each decision sorts all that runs by its expected end, walks it
// to find when the head can start, and looks at every job that waits. It starts
// the same jobs at the same times on the same nodes, which is tested, so both
// sides of the comparison do the same work in runtime, placement, journal and
// metrics, and differ only in how a decision is found. It keeps books of what
// runs, for it does without plan reservations and the queue's index.
//
// It serves gangs of one task group of whole GPUs, on nodes that do not fail.
type scanEASY struct {
	running []release // in order of their starts

	ends    []release // running, by expected end
	gain    []int     // GPUs that each node gets back until the shadow
	touched []hardware.NodeID
	pinned  []bool // nodes that the head will take
}

// release is what the estimates say of a running job.
type release struct {
	job workloads.JobID
	end sim.Time
}

// reservation is what the head of the queue was promised.
type reservation struct {
	head   *workloads.Request
	shadow sim.Time
}

// Plan implements [scheduler.Policy].
func (e *scanEASY) Plan(v cluster.View, p *scheduler.Plan) {
	e.forgetEnded(v)
	var r reservation
	for job := range v.Queue() {
		switch {
		case r.head == nil:
			if !e.start(v, p, job, packAvoiding(nil)) {
				r = e.reserve(v, job)
			}
		case job.MilliGPUs() <= v.Free() && e.backfill(v, p, job, r.shadow):
			r = e.reserve(v, r.head)
		}
	}
}

// backfill starts a job that ends before the shadow, or does without the head's nodes.
func (e *scanEASY) backfill(v cluster.View, p *scheduler.Plan, job *workloads.Request, shadow sim.Time) bool {
	if v.Now().Add(v.Remaining(job.ID)) <= shadow {
		return e.start(v, p, job, packAvoiding(nil))
	}
	return e.start(v, p, job, packAvoiding(e.pinned))
}

func (e *scanEASY) start(v cluster.View, p *scheduler.Plan, job *workloads.Request, pick cluster.Picker) bool {
	on, ok := p.Fit(job, pick)
	if ok {
		p.Start(job, on)
		e.running = append(e.running, release{job.ID, v.Now().Add(v.Remaining(job.ID))})
	}
	return ok
}

func (e *scanEASY) forgetEnded(v cluster.View) {
	e.running = slices.DeleteFunc(e.running, func(r release) bool { return v.Progress(r.job).Phase != cluster.Running })
}

// reserve finds the head's earliest start by the estimates, and the nodes that
// it will then take: those still to come free, then the emptiest.
func (e *scanEASY) reserve(v cluster.View, head *workloads.Request) reservation {
	nodes := len(v.Site().Nodes)
	e.gain = append(e.gain[:0], make([]int, nodes)...)
	e.pinned = append(e.pinned[:0], make([]bool, nodes)...)
	e.touched = e.touched[:0]
	e.ends = append(e.ends[:0], e.running...)
	slices.SortStableFunc(e.ends, func(a, b release) int { return cmp.Compare(a.end, b.end) })

	ask, need := head.Groups[0].Ask.GPUs, head.Groups[0].Tasks
	fits := 0
	for id := range nodes {
		fits += v.Node(hardware.NodeID(id)).Free / ask
	}
	shadow := v.Now()
	for i := 0; fits < need; {
		for shadow = e.ends[i].end; i < len(e.ends) && e.ends[i].end == shadow; i++ {
			fits += e.giveBack(v, e.ends[i].job, ask)
		}
	}
	e.pin(v, ask, need)
	return reservation{head, max(shadow, v.Now())}
}

// giveBack adds a running job's GPUs to the gains, and returns how many more
// tasks fit thereby.
func (e *scanEASY) giveBack(v cluster.View, job workloads.JobID, ask int) int {
	more := 0
	for _, slice := range v.Placement(job) {
		if e.gain[slice.Node] == 0 {
			e.touched = append(e.touched, slice.Node)
		}
		before := v.Node(slice.Node).Free + e.gain[slice.Node]
		e.gain[slice.Node] += slice.GPUs.Len()
		more += (before+slice.GPUs.Len())/ask - before/ask
	}
	return more
}

func (e *scanEASY) pin(v cluster.View, ask, need int) {
	for _, id := range e.touched {
		if room := (v.Node(id).Free + e.gain[id]) / ask; need > 0 && room > 0 {
			e.pinned[id] = true
			need -= room
		}
	}
	for free := gpusPerNode; free >= ask && need > 0; free-- {
		for id := 0; id < len(e.pinned) && need > 0; id++ {
			if !e.pinned[id] && v.Node(hardware.NodeID(id)).Free == free {
				e.pinned[id] = true
				need -= free / ask
			}
		}
	}
}

// packAvoiding is policies.Pack for one task group, without the nodes to avoid.
func packAvoiding(avoid []bool) cluster.Picker {
	return func(c *cluster.Candidates, j *workloads.Request) bool {
		need := j.Groups[0].Tasks
		for node, room := range c.Nodes(0, cluster.FewestFree) {
			if avoid != nil && avoid[node] {
				continue
			}
			tasks := min(room, need)
			c.Take(0, node, tasks)
			if need -= tasks; need == 0 {
				return true
			}
		}
		return false
	}
}
