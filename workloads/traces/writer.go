package traces

import (
	"errors"
	"strconv"

	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/workloads"
)

// writer numbers cleaned jobs and yields them.
type writer struct {
	yield   func(workloads.Job, error) bool
	options SWF
	report  Report
	stopped bool
	shapes  map[int][]workloads.TaskGroup // by number of processors: jobs of one size share them
	numbers map[int64]workloads.JobID     // by job number in the log; only with dependencies
}

// errStopped ends the reading when no more jobs are wanted; it goes no further.
var errStopped = errors.New("traces: no more jobs wanted")

func (w *writer) all(tasks []task) error {
	for _, t := range tasks {
		if err := w.put(t); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) put(t task) error {
	id := workloads.JobID(w.report.Jobs)
	j := workloads.Job{
		Request: workloads.Request{
			ID: id, Name: strconv.FormatInt(t.number, 10), Tenant: user(t.user), Kind: workloads.Batch,
			Arrive: sim.Time(t.submit), Groups: w.shape(t.processors), Estimate: t.estimate,
			Deadline: sim.Never,
		},
		Work:   workloads.Fixed{Time: t.run},
		Cancel: sim.Never,
	}
	if w.options.Dependencies {
		j.After = w.after(t, id)
	}
	w.report.Jobs++
	if !w.yield(j, nil) {
		w.stopped = true
		return errStopped
	}
	return nil
}

func user(number int64) string {
	if number < 0 {
		return ""
	}
	return strconv.FormatInt(number, 10)
}

func (w *writer) shape(processors int) []workloads.TaskGroup {
	shape, ok := w.shapes[processors]
	if !ok {
		if w.shapes == nil {
			w.shapes = make(map[int][]workloads.TaskGroup)
		}
		shape = []workloads.TaskGroup{{Tasks: processors, Ask: workloads.Resources{GPUs: 1}}}
		w.shapes[processors] = shape
	}
	return shape
}

// after finds the job to wait for among those yielded before.
func (w *writer) after(t task, id workloads.JobID) []workloads.JobID {
	if w.numbers == nil {
		w.numbers = make(map[int64]workloads.JobID)
	}
	before, known := w.numbers[t.preceding]
	w.numbers[t.number] = id
	switch {
	case t.preceding <= 0:
		return nil
	case !known:
		w.report.Lost++
		return nil
	}
	return []workloads.JobID{before}
}
