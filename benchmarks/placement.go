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
// is 90 % full. One unit of work takes the GPUs from a random job and places it
// anew.
type placementLoad struct {
	name   string
	gangs  [][]workloads.TaskGroup
	target float64 // the least ratio claimed
}

func placementLoads() []placementLoad {
	small := placementLoad{name: "place 1, 2, 4 GPUs", target: 30}
	for gpus := 1; gpus <= 4; gpus *= 2 {
		small.gangs = append(small.gangs, gang(1, gpus))
	}
	whole := placementLoad{name: "place gangs of 1-8 nodes", target: 30}
	for nodes := range 8 {
		whole.gangs = append(whole.gangs, gang(nodes+1, gpusPerNode))
	}
	large := placementLoad{name: "place gangs of 64 nodes", target: 5, gangs: [][]workloads.TaskGroup{gang(64, gpusPerNode)}}
	return []placementLoad{small, whole, large}
}

// draws are the choices of one side, equal on both.
type draws struct {
	load   placementLoad
	stream rng.Stream
}

func (l placementLoad) draws() draws { return draws{l, rng.NewSeed(1).Child(l.name).Stream()} }

func (d *draws) gang() []workloads.TaskGroup { return d.load.gangs[d.stream.IntN(len(d.load.gangs))] }

// indexed places through the cluster's state, as every run does: with leases,
// the list of what runs, and the checks of what a policy may do.
type indexed struct {
	draws
	state *cluster.State
	next  workloads.JobID // all before run
}

// newIndexed fills nine tenths of a fleet, and shows each placement to placed.
func newIndexed(l placementLoad, nodes int, placed func(hardware.Placement)) *indexed {
	b := &indexed{draws: l.draws(), state: cluster.NewState(newFleet(nodes, nil), rng.NewSeed(1))}
	most := int64(nodes*gpusPerNode) * 1000 / 10
	for b.state.View().Free() > most {
		placed(b.place())
	}
	return b
}

// place submits a job and starts it.
func (b *indexed) place() hardware.Placement {
	j, _ := b.state.Submit(workloads.Job{
		Request: workloads.Request{
			ID: b.next, Kind: workloads.Batch, Groups: b.gang(),
			Estimate: time.Hour + time.Duration(b.stream.IntN(int(time.Hour))), Deadline: sim.Never,
		},
		Cancel: sim.Never,
	})
	b.next++
	return b.start(j)
}

// again takes the GPUs from a random job and starts it anew.
func (b *indexed) again() hardware.Placement {
	j := b.state.Job(workloads.JobID(b.stream.IntN(int(b.next))))
	b.state.Requeue(j)
	return b.start(j)
}

func (b *indexed) start(j *cluster.Job) hardware.Placement {
	on, ok := b.state.Fit(j, policies.Pack)
	if !ok {
		panic(fmt.Sprintf("benchmarks: place job %d: no room among %d free thousandths", j.ID, b.state.View().Free()))
	}
	if err := b.state.Start(j.ID, on); err != nil {
		panic("benchmarks: place: " + err.Error())
	}
	return on
}

// scanned places by looking at every node, the yardstick: the same best fit,
// with books of the free GPUs and of who holds what, and nothing else.
type scanned struct {
	draws
	free   []hardware.GPUSet
	groups [][]workloads.TaskGroup // by job
	on     []hardware.Placement    // by job
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
	b.groups = append(b.groups, b.gang())
	b.stream.IntN(int(time.Hour))
	b.on = append(b.on, append(hardware.Placement{}, on...))
	for i := range on {
		b.free[on[i].Node] &^= on[i].GPUs
	}
}

func (b *scanned) again() hardware.Placement {
	id := b.stream.IntN(len(b.on))
	group, on := &b.groups[id][0], b.on[id]
	for i := range on {
		b.free[on[i].Node] |= on[i].GPUs
	}
	on = on[:0]
	if group.Tasks == 1 {
		on = b.take(on, b.tightest(group.Ask.GPUs), group.Ask.GPUs)
	} else {
		on = b.gather(on, group.Tasks, group.Ask.GPUs)
	}
	b.on[id] = on
	return on
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
	again() hardware.Placement
}

func churn(p placer) program {
	return func(n int) {
		for range n {
			p.again()
		}
	}
}
