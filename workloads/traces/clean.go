package traces

import (
	"cmp"
	"errors"
	"time"
)

// task is a job of a log after cleaning.
type task struct {
	record
	logged     time.Duration // submit time in the log
	processors int
	estimate   time.Duration
}

func (t task) byArrival(u task) int { return cmp.Compare(t.submit, u.submit) }

// clean applies the rule; false means that the job is skipped.
func (f SWF) clean(r record, report *Report) (task, bool, error) {
	t := task{record: r, logged: r.submit}
	if f.Clean == PySS {
		return f.pyss(t, report)
	}
	procs := r.allocated
	if procs <= 0 {
		procs = r.requested
	}
	switch {
	case r.run <= 0:
		report.NoRunTime++
		return t, false, nil
	case procs <= 0:
		report.NoProcessors++
		return t, false, nil
	}
	t.processors = fit(procs, f.Processors, report)
	t.estimate = max(r.asked, r.run)
	return t, true, nil
}

func (f SWF) pyss(t task, report *Report) (task, bool, error) {
	limit := f.Processors
	if limit == 0 {
		limit = int(report.Header.MaxProcs)
	}
	if limit <= 0 {
		return t, false, errors.New("traces: read swf: rule \"pyss\" needs the number of processors, which the log's header does not tell")
	}
	t.processors = max(1, fit(t.allocated, limit, report))
	switch {
	case t.run <= 0:
		report.NoRunTime++
	case t.allocated <= 0:
		report.NoProcessors++
	default:
		t.estimate = max(t.asked, t.run, time.Second)
		t.run = max(min(t.asked, t.run), time.Second)
		return t, true, nil
	}
	t.run, t.estimate, t.submit = time.Second, time.Second, max(t.submit, time.Second)
	return t, true, nil
}

// fit cuts a job to the machine.
func fit(procs int64, limit int, report *Report) int {
	if limit > 0 && procs > int64(limit) {
		report.Cut++
		return limit
	}
	return int(procs)
}
