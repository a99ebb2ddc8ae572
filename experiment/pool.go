package experiment

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
)

// outcome is a trial that ended, well or not.
type outcome struct {
	index int
	trial *Trial
	err   error
}

// runAll runs the trials and places them by the index of their seed; those that
// the end of the context cut short are nil.
//
// Workers take seeds in order, and an error lets no further trial begin while
// those under way end. All seeds before one that failed have therefore been
// tried, and the first error does not depend on the number of workers.
func (e *Experiment) runAll(ctx context.Context, workers int, progress func(Progress)) ([]*Trial, error) {
	var next, stop atomic.Int64
	var crew sync.WaitGroup
	outcomes := make(chan outcome)
	for range min(workers, len(e.Seeds)) {
		crew.Go(func() {
			for stop.Load() == 0 && ctx.Err() == nil {
				i := int(next.Add(1) - 1)
				if i >= len(e.Seeds) {
					return
				}
				trial, err := e.trial(ctx, e.Seeds[i])
				if err != nil {
					stop.Store(1)
				}
				outcomes <- outcome{i, trial, err}
			}
		})
	}
	go func() { crew.Wait(); close(outcomes) }()
	return e.gather(ctx, outcomes, progress)
}

// gather places the outcomes and keeps the first error.
func (e *Experiment) gather(ctx context.Context, outcomes <-chan outcome, progress func(Progress)) ([]*Trial, error) {
	trials := make([]*Trial, len(e.Seeds))
	failed, failure := len(e.Seeds), error(nil)
	done := 0
	for o := range outcomes {
		switch {
		case o.err != nil && ctx.Err() != nil && errors.Is(o.err, ctx.Err()):
			// cut short
		case o.err != nil:
			if o.index < failed {
				failed, failure = o.index, o.err
			}
		default:
			trials[o.index] = o.trial
			done++
			if progress != nil {
				progress(Progress{Done: done, Total: len(e.Seeds), Seed: o.trial.Seed})
			}
		}
	}
	return trials, failure
}
