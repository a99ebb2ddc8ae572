package scenario

import (
	"fmt"
	"strconv"

	"github.com/clustersim/clustersim/internal/yamlpos"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/workloads"
)

// workload adds up what is to be run.
func (l *loader) workload() workloads.Generator {
	w := &l.file.Workload
	if !l.sound("workload") {
		l.checkWhatIsSound(w)
		return nil
	}
	if w.Jobs == nil && w.Job == nil && w.Generator == nil && w.Trace == nil {
		if l.given("workload") {
			l.wrong("workload", mistake{yamlpos.CodeMissing, "the workload is empty", "add jobs, a generator or a trace"})
		}
		return nil
	}
	// Always merged: to add an entry then leaves the draws of all others as they were.
	var all workloads.Merge
	if w.Jobs != nil || w.Job != nil {
		all = append(all, workloads.Entry{Name: "jobs", Generator: l.jobs()})
	}
	if w.Generator != nil {
		all = append(all, workloads.Entry{Name: "generator", Generator: l.mix(w.Generator)})
	}
	if w.Trace != nil {
		all = append(all, workloads.Entry{Name: "trace", Generator: l.trace(w.Trace)})
	}
	return all
}

// checkWhatIsSound looks for more mistakes in a workload that has some.
func (l *loader) checkWhatIsSound(w *workload) {
	l.jobs()
	if w.Generator != nil && l.sound("workload.generator") {
		l.mix(w.Generator)
	}
	switch {
	case w.Trace == nil || w.Trace.rest == nil:
	case l.sound("workload.trace"):
		l.trace(w.Trace)
	default:
		l.traceReader(w.Trace, 0)
	}
}

// mix resolves the generator.
func (l *loader) mix(g *generator) workloads.Mix {
	const at = "workload.generator"
	if g.Jobs == 0 && g.Until == 0 {
		l.wrong(at, mistake{yamlpos.CodeMissing, "the generator has no end", "add jobs: 1000, or until: 30d"})
	}
	l.checkCount(g, at)
	l.checkHorizon(g.Until, at+".until")
	m := workloads.Mix{
		Arrivals: workloads.Poisson, Rate: g.Rate, Count: g.Jobs, Until: sim.Time(duration(g.Until)),
	}
	if g.Arrivals == "fixed" {
		m.Arrivals = workloads.Regular
	}
	names := map[string]bool{}
	for i := range g.Mix {
		c := &g.Mix[i]
		place := at + ".mix[" + strconv.Itoa(i) + "]"
		switch {
		case !plainName.MatchString(c.Name):
			l.wrong(place+".name", mistake{CodeName, quote(c.Name) + " cannot name a class", "use letters, digits, dots, dashes and underscores"})
		case names[c.Name]:
			l.wrong(place+".name", mistake{CodeTwice, "two classes are called " + quote(c.Name), "give each class its own name"})
		}
		names[c.Name] = true
		m.Classes = append(m.Classes, l.class(c, place))
	}
	return m
}

// mostGenerated is the bound on jobs, for arrivals that end by time alone.
const mostGenerated = 100_000_000

// checkCount refuses more arrivals than can be simulated.
func (l *loader) checkCount(g *generator, at string) {
	if g.Jobs != 0 || g.Until == 0 {
		return
	}
	end := duration(g.Until)
	if horizon := duration(l.file.Horizon); horizon > 0 {
		end = min(end, horizon)
	}
	if expected := float64(g.Rate) * end.Hours(); expected > mostGenerated {
		l.wrong(at, mistake{CodeTooMany, fmt.Sprintf("about %.3g jobs would arrive; at most %d can be simulated", expected, mostGenerated), "lower the rate, or end earlier by until or jobs"})
	}
}

func (l *loader) class(c *class, at string) workloads.Class {
	made := workloads.Class{
		Name: c.Name, Weight: c.Weight, Tenant: c.Tenant, Kind: workloads.Kind(c.Kind),
		Length: c.Run.law, Priority: int16(c.Priority), Deadline: duration(c.Deadline),
	}
	g, ok := l.gang(&c.ask, at)
	if !ok {
		return made
	}
	made.Reference = g.reference
	for _, size := range c.GPUs {
		group, ok := l.group(g, &c.ask, size.GPUs, at)
		if ok {
			made.Sizes = append(made.Sizes, workloads.Size{Weight: size.Weight, Groups: []workloads.TaskGroup{group}})
		}
	}
	made.Checkpoint, _ = l.checkpoint(&c.ask, at)
	if c.Estimates != nil {
		made.Estimates = workloads.Estimates{Padded: c.Estimates.Padded, UpTo: c.Estimates.UpTo}
	} else {
		l.added(at+".estimates", "exact")
	}
	if c.GiveUp != nil {
		made.GiveUp = workloads.GiveUp{Share: c.GiveUp.Share, After: c.GiveUp.After.law}
	}
	return made
}
