package traces

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"

	"github.com/clustersim/clustersim/workloads"
)

// SWF reads the Standard Workload Format: 18 columns a job, comments after
// semicolons (Feitelson, Tsafrir and Krakov, "Experience with using the Parallel
// Workloads Archive", JPDC 74(10), 2014). Times may have fractions.
//
// Each job becomes a batch gang of one-GPU tasks, one a processor, whose length
// does not depend on the GPU; its name is the job number and its tenant the
// user number, empty where unknown. Logs carry no deadlines and no cancellations.
type SWF struct {
	Processors   int   // the machine's size: larger jobs are cut to it; 0 for no limit
	Clean        Clean // empty for [Plain]
	Dependencies bool  // whether jobs wait for their preceding job (column 17); think times are not kept
	Sort         bool  // reads the whole log and sorts it by submit time; without, disorder is an error
	Report       func(Report)
}

// Clean is the rule by which the jobs of a log become jobs that can be run.
type Clean string

// The rules of cleaning.
//
// Plain takes the allocated processors, else the requested ones, and as the
// estimate the larger of requested time and run time. It skips jobs without
// processors or without a run time.
//
// PySS is the rule of the scheduler simulator of that name (Feitelson's group,
// 2007), for comparison with its schedules: it keeps all jobs. One without a run
// time or allocated processors runs for 1 s and is submitted at 1 s at the
// earliest; any other runs at most as long as requested, and at least 1 s. It
// needs the number of processors, if not given then as MaxProcs in the header.
const (
	Plain Clean = "plain"
	PySS  Clean = "pyss"
)

// Report is what a reader made of a log, as far as it was read: it is handed over
// after the last job or the last that was wanted, but not after an error.
type Report struct {
	Header       Header
	Lines        int // of jobs
	Jobs         int // yielded
	NoRunTime    int // jobs skipped, or set to 1 s, because they did not run
	NoProcessors int // the same because they had no processors
	Cut          int // jobs cut to the size of the machine
	Lost         int // dependencies dropped: the preceding job was skipped, unknown or not before
}

// Reporting returns the same reader with another receiver of reports.
func (f SWF) Reporting(to func(Report)) workloads.TraceReader {
	f.Report = to
	return f
}

// Read yields the jobs of a log, plain or compressed with gzip. Its errors are
// of type [*LineError] where one line is to blame.
func (f SWF) Read(r io.Reader) iter.Seq2[workloads.Job, error] {
	return func(yield func(workloads.Job, error) bool) {
		if err := f.check(); err != nil {
			yield(workloads.Job{}, fmt.Errorf("traces: read swf: %w", err))
			return
		}
		in, err := openLines(r)
		if err != nil {
			yield(workloads.Job{}, err)
			return
		}
		out := &writer{yield: yield, options: f}
		if f.Sort {
			err = f.sorted(in, out)
		} else {
			err = f.inOrder(in, out)
		}
		if err != nil && !out.stopped {
			yield(workloads.Job{}, err)
			return
		}
		if f.Report != nil {
			f.Report(out.report)
		}
	}
}

func (f SWF) check() error {
	switch {
	case f.Clean != "" && f.Clean != Plain && f.Clean != PySS:
		return fmt.Errorf("unknown rule of cleaning %q, want %q or %q", f.Clean, Plain, PySS)
	case f.Processors < 0:
		return fmt.Errorf("the machine has %d processors, want at least 1, or 0 for no limit", f.Processors)
	}
	return nil
}

// sorted reads all jobs first. Those of one instant keep the order of the log.
func (f SWF) sorted(in *lines, out *writer) error {
	var all []task
	err := f.each(in, &out.report, func(t task) error {
		all = append(all, t)
		return nil
	})
	if err != nil {
		return err
	}
	slices.SortStableFunc(all, task.byArrival)
	return out.all(all)
}

// inOrder passes jobs on as they are read. Cleaning may move early ones on to
// 1 s: they are held until the log gets there.
func (f SWF) inOrder(in *lines, out *writer) error {
	var held []task
	last := task{}
	err := f.each(in, &out.report, func(t task) error {
		if t.logged < last.logged {
			return in.fault("submits a job at %v s, before line %d at %v s; ask for sorting if the log is meant to be so",
				t.logged.Seconds(), last.line, last.logged.Seconds())
		}
		last = t
		if t.submit > t.logged {
			held = append(held, t)
			return nil
		}
		if len(held) > 0 && t.submit >= held[0].submit {
			if err := out.all(held); err != nil {
				return err
			}
			held = nil
		}
		return out.put(t)
	})
	if err != nil {
		return err
	}
	return out.all(held)
}

// each cleans the jobs of a log one by one.
func (f SWF) each(in *lines, report *Report, use func(task) error) error {
	columns := columns()
	for {
		text, err := in.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		word, _ := cut(text)
		if len(word) == 0 {
			continue
		}
		if word[0] == ';' {
			report.Header.note(string(text))
			continue
		}
		r, err := in.parse(text, &columns)
		if err != nil {
			return err
		}
		report.Lines++
		t, ok, err := f.clean(r, report)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		if err := use(t); err != nil {
			return err
		}
	}
}
