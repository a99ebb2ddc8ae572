package scenario

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

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
		l.wrong(at+".where", l.unmet(g, of))
	}
}

// unmet says which label none of the pools has.
func (l *loader) unmet(g *gang, of []*resolvedPool) mistake {
	for _, s := range g.where {
		if slices.ContainsFunc(of, func(p *resolvedPool) bool { return p.has(s.Key, s.Values) }) {
			continue
		}
		known := []string{"zone"}
		for kind := range hardware.DomainKind(hardware.DomainKinds) {
			known = append(known, kind.String())
		}
		for _, p := range of {
			for _, label := range p.labels {
				known = append(known, label.Key)
			}
		}
		m := mistake{CodeNoPool, fmt.Sprintf("no pool in question has nodes with label %s of %s", quote(s.Key), strings.Join(s.Values, " or ")), "labels come from spread and labels of the pools"}
		if !slices.Contains(known, s.Key) {
			m.hint = unknownName("label", s.Key, known).hint
		}
		return m
	}
	return mistake{CodeNoPool, "no pool has nodes with all of these labels", "labels come from spread and labels of the pools"}
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
