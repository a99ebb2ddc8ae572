package scenario

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/internal/yamlpos"
	"github.com/clustersim/clustersim/units"
	"github.com/clustersim/clustersim/workloads"
)

// gang is what an ask comes to on the fleet at hand.
type gang struct {
	gpu       []string // allowed models, as the catalogue writes them
	where     []workloads.Selector
	pools     []*resolvedPool // in question: of an allowed model, with the labels
	share     hardware.Share  // zero for whole GPUs
	reference *hardware.GPU
}

// gang resolves the parts of an ask that do not depend on the size. It reports
// false where something is wrong.
func (l *loader) gang(a *ask, at string) (*gang, bool) {
	if !l.sound("fleet") || !l.sound(at) {
		return nil, false
	}
	before := len(l.problems)
	g := &gang{}
	g.gpu = l.models(a.GPU, at+".gpu")
	for _, pair := range a.Where {
		g.where = append(g.where, workloads.Selector{Key: pair.Key, Values: pair.Value})
		if len(pair.Value) == 0 {
			l.report(pair.At, mistake{yamlpos.CodeRange, "label " + quote(pair.Key) + " has no value", "name at least one"})
		}
	}
	slices.SortFunc(g.where, func(a, b workloads.Selector) int { return cmp.Compare(a.Key, b.Key) })
	if len(l.problems) > before {
		return nil, false
	}
	l.choosePools(g, at)
	if len(l.problems) > before {
		return nil, false
	}
	l.chooseShare(g, a, at)
	if a.Reference != "" {
		if found := l.models(words{a.Reference}, at+".reference"); found != nil {
			g.reference, _ = l.registry.catalog.GPU(found[0])
		}
	}
	return g, len(l.problems) == before
}

// models finds GPU models.
func (l *loader) models(names words, at string) []string {
	var found []string
	for _, name := range names {
		gpu, ok := l.registry.catalog.GPU(name)
		if !ok {
			l.wrongName(at, "GPU", name, l.registry.catalog.GPUs())
			return nil
		}
		found = append(found, gpu.Name)
	}
	return found
}

// choosePools finds the pools in question; none is a mistake.
func (l *loader) choosePools(g *gang, at string) {
	var of []*resolvedPool
	for i := range l.pools {
		if p := &l.pools[i]; len(g.gpu) == 0 || slices.Contains(g.gpu, p.spec.GPU.Name) {
			of = append(of, p)
		}
	}
	if len(of) == 0 {
		l.wrong(at+".gpu", mistake{CodeNoPool, "no pool has a " + strings.Join(g.gpu, " or a "), "the fleet has " + strings.Join(l.fleetModels(), ", ")})
		return
	}
	for _, p := range of {
		if !slices.ContainsFunc(g.where, func(s workloads.Selector) bool { return !p.has(s.Key, s.Values) }) {
			g.pools = append(g.pools, p)
		}
	}
	if len(g.pools) == 0 {
		l.wrong(at+".where", mistake{CodeNoPool, "no pool has nodes with these labels", "labels come from spread and labels of the pools"})
	}
}

func (l *loader) fleetModels() []string {
	var models []string
	for i := range l.pools {
		if name := l.pools[i].spec.GPU.Name; !slices.Contains(models, name) {
			models = append(models, name)
		}
	}
	return models
}

// chooseShare reads the share: a fraction, or a MIG profile, which limits the
// gang to the models that can be cut so.
func (l *loader) chooseShare(g *gang, a *ask, at string) {
	if a.Share == "" {
		return
	}
	if a.PerTask != nil {
		l.wrong(at+".per_task", mistake{CodeBoth, "per_task says how many whole GPUs a task has, but the job asks for shares", "remove one of them"})
	}
	if fraction, err := units.ParseFraction(a.Share); err == nil {
		l.fraction(g, float64(fraction), at+".share")
		return
	}
	var with []string
	var kept []*resolvedPool
	known := map[string]bool{}
	var names []string
	for _, p := range g.pools {
		for _, m := range p.spec.GPU.MIG {
			if !known[m.Name] {
				known[m.Name] = true
				names = append(names, m.Name)
			}
		}
		m, ok := p.spec.GPU.Profile(a.Share)
		switch {
		case !ok:
			continue
		case g.share != (hardware.Share{}) && g.share != m.Share:
			l.wrong(at+".share", mistake{CodeShare, "the pools' GPUs cut " + quote(a.Share) + " differently", "name the model with gpu"})
			return
		}
		g.share = m.Share
		kept = append(kept, p)
		if !slices.Contains(with, p.spec.GPU.Name) {
			with = append(with, p.spec.GPU.Name)
		}
	}
	if len(with) == 0 {
		m := mistake{CodeShare, "no GPU in question has the MIG profile " + quote(a.Share), "none of them can be cut; write a fraction such as 0.25"}
		if len(names) > 0 {
			m.hint = unknownName("", a.Share, names).hint
		}
		l.wrong(at+".share", m)
		return
	}
	g.gpu, g.pools = with, kept
}

func (l *loader) fraction(g *gang, fraction float64, at string) {
	milli := math.Round(fraction * 1000)
	if milli < 1 || math.Abs(milli-fraction*1000) > 1e-6 {
		l.wrong(at, mistake{CodeShare, fmt.Sprintf("a share of %v is not a whole number of thousandths of a GPU", fraction), "write a fraction from 0.001 to 1, such as 0.25"})
		return
	}
	g.share = hardware.Share{Compute: uint16(milli), Memory: uint16(milli)}
}

// group is the task group of a gang of that many GPUs, or shares.
func (l *loader) group(g *gang, a *ask, gpus int, at string) (workloads.TaskGroup, bool) {
	group := workloads.TaskGroup{Tasks: gpus, GPU: g.gpu, Where: g.where}
	group.Ask = workloads.Resources{Share: g.share, CPU: a.CPU, Memory: a.Memory}
	if g.share == (hardware.Share{}) {
		per, ok := l.perTask(g, a, gpus, at)
		if !ok {
			return group, false
		}
		group.Tasks, group.Ask.GPUs = gpus/per, per
		if int64(a.CPU) > math.MaxInt64/hardware.MaxGPUs || int64(a.Memory) > math.MaxInt64/hardware.MaxGPUs {
			l.wrong(at, mistake{CodeTooMany, "the processors or the memory of a task do not fit 63 bits", "write what a GPU of the job needs"})
			return group, false
		}
		group.Ask.CPU *= units.MilliCPU(per)
		group.Ask.Memory *= units.Bytes(per)
	}
	l.checkRoom(g, &group, at)
	return group, true
}

// perTask is how many GPUs a task has: as said, or the largest divisor of the
// gang's size that the smallest kind of node in question can hold.
func (l *loader) perTask(g *gang, a *ask, gpus int, at string) (int, bool) {
	if a.PerTask != nil {
		if gpus%*a.PerTask != 0 {
			l.wrong(at+".per_task", mistake{CodeTask, fmt.Sprintf("%d GPUs cannot be divided into tasks of %d", gpus, *a.PerTask), "write a divisor of gpus"})
			return 0, false
		}
		return *a.PerTask, true
	}
	smallest := hardware.MaxGPUs
	for _, p := range g.pools {
		smallest = min(smallest, p.spec.GPUs)
	}
	per := min(gpus, smallest)
	for gpus%per != 0 {
		per--
	}
	return per, true
}

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
