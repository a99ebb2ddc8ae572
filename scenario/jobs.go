package scenario

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/clustersim/clustersim/internal/yamlpos"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/units"
	"github.com/clustersim/clustersim/workloads"
)

// maxJobs bounds the jobs that a scenario lists, arrays included, and the links
// between them.
const maxJobs = 1_000_000

// listed jobs: those of jobs and the short form.
func (l *loader) jobs() workloads.List {
	entries, places := l.jobEntries()
	index := map[string]int{}
	total := 0
	for i := range entries {
		j := &entries[i]
		total += j.Count
		if j.Name == "" {
			continue // reported
		}
		if !plainName.MatchString(j.Name) {
			l.wrong(places[i]+".name", mistake{CodeName, quote(j.Name) + " cannot name a job", "use letters, digits, dots, dashes and underscores"})
		}
		if _, taken := index[j.Name]; taken {
			l.wrong(places[i]+".name", mistake{CodeTwice, "two jobs are called " + quote(j.Name), "give each job its own name; equal jobs can be one with a count"})
			continue
		}
		index[j.Name] = i
	}
	if total > maxJobs {
		l.wrong("workload.jobs", mistake{CodeTooMany, fmt.Sprintf("%d jobs, arrays included", total), fmt.Sprintf("at most %d can be listed; use a generator or a trace", maxJobs)})
		return nil
	}
	made := make([]*workloads.Job, len(entries))
	for i := range entries {
		made[i] = l.job(&entries[i], places[i])
	}
	order, ok := l.ordered(entries, places, index)
	if !ok {
		return nil
	}
	return l.expanded(entries, made, order, index)
}

// jobEntries is the jobs as written, with their places.
func (l *loader) jobEntries() (entries []job, places []string) {
	w := &l.file.Workload
	for i := range w.Jobs {
		entries = append(entries, w.Jobs[i])
		places = append(places, "workload.jobs["+strconv.Itoa(i)+"]")
	}
	if w.Job != nil {
		entries = append(entries, *w.Job)
		places = append(places, "workload.job")
	}
	return entries, places
}

// job resolves one entry; nil where something is wrong.
func (l *loader) job(j *job, at string) *workloads.Job {
	g, ok := l.gang(&j.ask, at)
	if !ok {
		return nil
	}
	group, ok := l.group(g, &j.ask, j.GPUs, at)
	if !ok {
		return nil
	}
	work, ok := l.work(g, j, at)
	if !ok {
		return nil
	}
	l.checkDeadline(g, &j.ask, work.Size(), at)
	l.checkHorizon(j.Arrive, at+".arrive")
	arrive := sim.Time(duration(j.Arrive))
	made := &workloads.Job{
		Request: workloads.Request{
			Name: j.Name, Tenant: j.Tenant, Kind: workloads.Kind(j.Kind), Arrive: arrive,
			Groups: []workloads.TaskGroup{group}, Estimate: work.Size(), Reference: g.reference,
			Priority: int16(j.Priority), Deadline: sim.Never,
		},
		Work: work, Cancel: sim.Never,
	}
	made.Checkpoint, ok = l.checkpoint(&j.ask, at)
	if j.Estimate != nil {
		made.Estimate = duration(*j.Estimate)
	} else {
		l.added(at+".estimate", "exact")
	}
	if j.Deadline > 0 {
		made.Deadline = arrive.Add(duration(j.Deadline))
	}
	if j.Cancel != nil {
		made.Cancel = arrive.Add(duration(*j.Cancel))
	}
	return l.valid(made, at, ok)
}

// checkHorizon warns of arrivals that the run does not live to see.
func (l *loader) checkHorizon(until units.Duration, at string) {
	if until > l.file.Horizon {
		l.warn(at, mistake{CodeHorizon, fmt.Sprintf("%v is after the horizon of %v: what arrives then is not run", until, l.file.Horizon), "write a longer horizon"})
	}
}

// valid leaves the last word on a job to the package that defines jobs.
func (l *loader) valid(j *workloads.Job, at string, ok bool) *workloads.Job {
	if !ok {
		return nil
	}
	if err := workloads.ValidateJob(j); err != nil {
		l.wrong(at, mistake{CodeJob, strings.TrimPrefix(err.Error(), "workloads: "), ""})
		return nil
	}
	return j
}

// work is how much an entry has to do.
func (l *loader) work(g *gang, j *job, at string) (workloads.Work, bool) {
	switch {
	case j.Work != nil && j.Run != nil:
		l.wrong(at+".run", mistake{CodeBoth, "the length is given twice, as work and as run", "remove one of them"})
	case j.Run != nil && g.reference == nil:
		return workloads.Fixed{Time: duration(*j.Run)}, true
	case j.Run != nil:
		return workloads.Gang{Time: duration(*j.Run), Reference: g.reference}, true
	case j.Work != nil:
		l.defaultReference(g, at)
		// The speed of a share is a share of the reference's, so the time is that
		// on whole GPUs.
		span, err := workloads.GangTime(*j.Work, int64(j.GPUs)*1000)
		if err != nil {
			l.wrong(at+".work", mistake{CodeJob, strings.TrimPrefix(err.Error(), "workloads: "), "write an amount such as 5000 GPU-h"})
			return nil, false
		}
		return workloads.Gang{Time: span, Reference: g.reference}, true
	default:
		l.wrong(at, mistake{yamlpos.CodeMissing, "how much there is to do is missing", "add work: 100 GPU-h, or run: 2h"})
	}
	return nil, false
}

// defaultReference takes the first model asked for, or that of the first pool.
func (l *loader) defaultReference(g *gang, at string) {
	if g.reference != nil {
		return
	}
	name := g.pools[0].spec.GPU.Name
	if len(g.gpu) > 0 {
		name = g.gpu[0]
	}
	g.reference, _ = l.registry.catalog.GPU(name)
	l.added(at+".reference", name)
}

// checkpoint is how a job saves its progress.
func (l *loader) checkpoint(a *ask, at string) (workloads.Checkpoint, bool) {
	c := a.Checkpoint
	if c == nil {
		if a.Kind != string(workloads.Training) {
			return workloads.Checkpoint{}, true
		}
		l.added(at+".checkpoint.interval", l.standard("checkpoint-interval"))
		l.added(at+".checkpoint.restart", l.standard("restart-restore"))
		c = &checkpoint{Interval: l.standardSpan("checkpoint-interval"), Restart: l.standardSpan("restart-restore")}
	}
	made := workloads.Checkpoint{Interval: duration(c.Interval), Restart: duration(c.Restart)}
	switch {
	case c.Cost != nil && c.Size != nil:
		l.wrong(at+".checkpoint.cost", mistake{CodeBoth, "a save has both a cost and a size", "remove one: with a size, the network says how long a save takes"})
		return made, false
	case c.Size != nil:
		made.Size = *c.Size
	case c.Cost != nil:
		made.Cost = duration(*c.Cost)
	case c.Interval > 0:
		made.Cost = duration(l.standardSpan("checkpoint-write"))
		l.added(at+".checkpoint.cost", l.standard("checkpoint-write"))
	}
	return made, true
}

// standard is a default parameter of the catalogue, as text.
func (l *loader) standard(name string) string {
	value, claim, ok := l.registry.catalog.Default(name)
	if !ok {
		panic("scenario: the catalogue has no default " + name)
	}
	l.claims = append(l.claims, claim)
	return value
}

func (l *loader) standardSpan(name string) units.Duration {
	d, err := units.ParseDuration(l.standard(name))
	if err != nil {
		panic("scenario: default " + name + ": " + err.Error())
	}
	return units.Duration(d)
}
