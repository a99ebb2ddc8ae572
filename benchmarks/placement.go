package benchmarks

import (
	"fmt"
	"time"

	"github.com/clustersim/clustersim/cluster"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/scheduler/policies"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
	"github.com/clustersim/clustersim/workloads"
)

// placementLoad is a mix of gangs, each as likely as the others, on a fleet that
// is 90 % full, with two kinds of work:
//
//   - find: find room for a random job that waits, which it then does not take,
//     as backfilling asks again and again;
//   - restart: take the GPUs from a random job and start it anew, with all that
//     the state of a run books: queue, leases, the list of what runs.
//
// A find changes nothing, so each eighth comes after a restart, whose time it
// is charged.
type placementLoad struct {
	name          string
	gangs         [][]workloads.TaskGroup
	find, restart float64 // the least ratios claimed
}

const (
	findsPerRestart = 8
	waitingJobs     = 64
)

func placementLoads() []placementLoad {
	small := placementLoad{name: "1, 2, 4 GPUs", find: 30, restart: 8}
	for gpus := 1; gpus <= 4; gpus *= 2 {
		small.gangs = append(small.gangs, gang(1, gpus))
	}
	whole := placementLoad{name: "1-8 nodes", find: 30, restart: 8}
	for nodes := range 8 {
		whole.gangs = append(whole.gangs, gang(nodes+1, gpusPerNode))
	}
	large := placementLoad{name: "64 nodes", gangs: [][]workloads.TaskGroup{gang(64, gpusPerNode)}, find: 8, restart: 4}
	return []placementLoad{small, whole, large}
}

// draws are the choices of one side, equal on both.
type draws struct {
	load   placementLoad
	stream rng.Stream
}

func (l placementLoad) draws() draws { return draws{l, rng.NewSeed(1).Child(l.name).Stream()} }

func (d *draws) gang() []workloads.TaskGroup { return d.load.gangs[d.stream.IntN(len(d.load.gangs))] }

// indexed places through the cluster's state, as every run does.
type indexed struct {
	draws
	state   *cluster.State
	jobs    int // that run: the first ones
	waiting []*cluster.Job
}

// newIndexed fills nine tenths of a fleet, and shows each placement to placed.
func newIndexed(l placementLoad, nodes int, placed func(hardware.Placement)) *indexed {
	b := &indexed{draws: l.draws(), state: cluster.NewState(newFleet(nodes, nil), rng.NewSeed(1))}
	most := int64(nodes*gpusPerNode) * 1000 / 10
	for ; b.state.View().Free() > most; b.jobs++ {
		placed(b.start(b.submit(b.jobs)))
	}
	for i := range waitingJobs {
		b.waiting = append(b.waiting, b.submit(b.jobs+i))
	}
	return b
}

func (b *indexed) submit(id int) *cluster.Job {
	j, _ := b.state.Submit(workloads.Job{
		Request: workloads.Request{
			ID: workloads.JobID(id), Kind: workloads.Batch, Groups: b.gang(),
			Estimate: time.Hour + time.Duration(b.stream.IntN(int(time.Hour))), Deadline: sim.Never,
		},
		Cancel: sim.Never,
	})
	return j
}

func (b *indexed) restart() hardware.Placement {
	j := b.state.Job(workloads.JobID(b.stream.IntN(b.jobs)))
	b.state.Requeue(j)
	return b.start(j)
}

func (b *indexed) start(j *cluster.Job) hardware.Placement {
	on := b.fit(j)
	if err := b.state.Start(j.ID, on); err != nil {
		panic("benchmarks: place: " + err.Error())
	}
	return on
}

func (b *indexed) find() hardware.Placement { return b.fit(b.waiting[b.stream.IntN(waitingJobs)]) }

func (b *indexed) fit(j *cluster.Job) hardware.Placement {
	on, ok := b.state.Fit(j, policies.Pack)
	if !ok {
		panic(fmt.Sprintf("benchmarks: place job %d: no room among %d free thousandths", j.ID, b.state.View().Free()))
	}
	return on
}

// scanned places by looking at every node, the yardstick: the same best fit,
// with books of the free GPUs and of who holds what, and nothing else.
type scanned struct {
	draws
	free   []hardware.GPUSet
	groups [][]workloads.TaskGroup // by job, those that wait behind
	on     []hardware.Placement    // by job that runs
	found  hardware.Placement
}

func newScanned(l placementLoad, nodes int) *scanned {
	b := &scanned{draws: l.draws(), free: make([]hardware.GPUSet, nodes)}
	for i := range b.free {
		b.free[i] = 1<<gpusPerNode - 1
	}
	return b
}

// adopt takes over a job that the other side placed while it filled up.
func (b *scanned) adopt(on hardware.Placement) {
	b.submit()
	b.on = append(b.on, append(hardware.Placement{}, on...))
	for i := range on {
		b.free[on[i].Node] &^= on[i].GPUs
	}
}

func (b *scanned) submit() {
	b.groups = append(b.groups, b.gang())
	b.stream.IntN(int(time.Hour)) // the estimate
}

func (b *scanned) restart() hardware.Placement {
	id := b.stream.IntN(len(b.on))
	b.give(b.on[id])
	b.on[id] = b.place(b.on[id][:0], &b.groups[id][0])
	return b.on[id]
}

func (b *scanned) find() hardware.Placement {
	b.found = b.place(b.found[:0], &b.groups[len(b.on)+b.stream.IntN(waitingJobs)][0])
	b.give(b.found)
	return b.found
}

func (b *scanned) give(on hardware.Placement) {
	for i := range on {
		b.free[on[i].Node] |= on[i].GPUs
	}
}

func (b *scanned) place(on hardware.Placement, group *workloads.TaskGroup) hardware.Placement {
	if group.Tasks == 1 {
		return b.take(on, b.tightest(group.Ask.GPUs), group.Ask.GPUs)
	}
	return b.gather(on, group.Tasks, group.Ask.GPUs)
}

// tightest is the first of the nodes that have least room and yet enough.
func (b *scanned) tightest(gpus int) int {
	best, least := -1, gpusPerNode+1
	for i, free := range b.free {
		if n := free.Len(); n >= gpus && n < least {
			if best, least = i, n; n == gpus {
				break
			}
		}
	}
	return best
}

// gather takes the first nodes with room, one for each task of a gang of whole
// nodes.
func (b *scanned) gather(on hardware.Placement, tasks, gpus int) hardware.Placement {
	for i, free := range b.free {
		if free.Len() >= gpus {
			if on = b.take(on, i, gpus); len(on) == tasks {
				break
			}
		}
	}
	return on
}

func (b *scanned) take(on hardware.Placement, node, gpus int) hardware.Placement {
	set := b.free[node].Lowest(gpus)
	b.free[node] &^= set
	return append(on, hardware.Slice{Node: hardware.NodeID(node), Tasks: 1, GPUs: set})
}

// placer is either side.
type placer interface {
	find() hardware.Placement
	restart() hardware.Placement
}

// newPlacers returns both sides in the same state.
func newPlacers(l placementLoad, nodes int) (ours, yardstick placer) {
	scan := newScanned(l, nodes)
	index := newIndexed(l, nodes, scan.adopt)
	for range waitingJobs {
		scan.submit()
	}
	return index, scan
}

func finds(p placer) program {
	return func(n int) {
		for i := range n {
			if i%findsPerRestart == 0 {
				p.restart()
			}
			p.find()
		}
	}
}

func restarts(p placer) program {
	return func(n int) {
		for range n {
			p.restart()
		}
	}
}

// placementNodes is the size of the fleet.
const placementNodes = 1e5

// PlacementRatios measures the index of free nodes against linear scans. It
// takes about half a minute; quick does less work, on fleets of the same size.
func PlacementRatios(quick bool) []Ratio {
	placements := 20000
	if quick {
		placements = 4000
	}
	var table []Ratio
	for _, l := range placementLoads() {
		ours, yardstick := newPlacers(l, placementNodes)
		restarts(ours)(20 * placements) // until storage has grown
		row := func(name string, target float64, work func(placer) program) {
			r := Ratio{Name: name + " " + l.name, Target: target, AllocsMost: noAllocations}
			r.AllocsPerOp = allocations(work(ours), placements)
			table = append(table, r.compare(side{work(ours), placements}, side{work(yardstick), placements}, 5))
		}
		row("find", l.find, finds)
		row("restart", l.restart, restarts)
	}
	return table
}
