package scenario

import (
	"fmt"
	"math"
	"time"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/units"
	"github.com/clustersim/clustersim/workloads"
)

// checkRoom warns of a gang that even the empty fleet has no room for.
func (l *loader) checkRoom(g *gang, group *workloads.TaskGroup, at string) {
	room := 0
	for _, p := range g.pools {
		room += p.Count * emptyRoom(p.spec, &group.Ask)
		if room >= group.Tasks {
			return
		}
	}
	what := fmt.Sprintf("%d tasks of %d GPUs", group.Tasks, group.Ask.GPUs)
	if group.Ask.GPUs == 0 {
		what = fmt.Sprintf("%d shares of a GPU", group.Tasks)
	}
	l.warn(at, mistake{CodeTooLarge, fmt.Sprintf("needs room for %s, and the empty fleet has room for %d: it can never start", what, room), "ask for less, or for a larger fleet"})
}

// emptyRoom is how many tasks fit on an empty node.
func emptyRoom(spec *hardware.NodeSpec, r *workloads.Resources) int {
	room := 0
	if r.GPUs > 0 {
		room = spec.GPUs / r.GPUs
	} else {
		room = 1000 / int(r.Share.Compute)
		if r.Share.Memory > 0 {
			room = min(room, 1000/int(r.Share.Memory))
		}
		room *= spec.GPUs
	}
	if r.CPU > 0 {
		room = min(room, int(spec.CPU/r.CPU))
	}
	if r.Memory > 0 {
		room = min(room, int(spec.Memory/r.Memory))
	}
	return room
}

// fastest is the highest speed that the pools in question give, relative to the
// reference; 1 without one.
func (g *gang) fastest() float64 {
	if g.reference == nil {
		return 1
	}
	best := 0.0
	for _, p := range g.pools {
		best = max(best, p.spec.GPU.Speed()/g.reference.Speed())
	}
	if g.share != (hardware.Share{}) {
		best *= float64(g.share.Compute) / 1000
	}
	return best
}

// checkDeadline warns of a deadline that cannot be met on any node.
func (l *loader) checkDeadline(g *gang, a *ask, work time.Duration, at string) {
	if a.Deadline == 0 {
		return
	}
	best := time.Duration(math.MaxInt64)
	if span := float64(work) / g.fastest(); span < math.MaxInt64 {
		best = time.Duration(span)
	}
	if best > duration(a.Deadline) {
		l.warn(at+".deadline", mistake{CodeDeadline, fmt.Sprintf("%v is too soon: without any interruption the work takes %s", a.Deadline, units.FormatDuration(best.Round(time.Minute))), "ask for more GPUs, or more time"})
	}
}
