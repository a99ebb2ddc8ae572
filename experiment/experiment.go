package experiment

import (
	"context"
	"errors"
	"fmt"

	"github.com/clustersim/clustersim"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/metrics"
)

// Experiment is a model and the seeds to play it with.
type Experiment struct {
	// Model is shared by all trials, which run at the same time: its parts must
	// not keep state between calls. Those that come with clustersim do not.
	Model      clustersim.Model
	Seeds      []uint64 // each once
	Confidence float64  // of intervals, between 0 and 1; 0 means 0.95
	Tables     []string // of single jobs, nodes…, to collect from every trial: see metrics.TableNames

	// Observe returns further observers for the trial of a seed; nil for none.
	// It is called by several goroutines at the same time.
	Observe func(seed uint64) []journal.Observer
}

// usual is the confidence where none is asked for.
const usual = 0.95

// Progress tells of a trial that has finished.
type Progress struct {
	Done, Total int
	Seed        uint64 // of the trial
}

// Run plays the model once for each seed, on the given number of workers, at
// least one. It calls progress, unless that is nil, after each trial, never
// twice at the same time.
//
// When the context ends, the trials that have finished are kept and the result
// is marked as partial; that is no error. An error of a trial names its seed;
// where several trials have one, it is that of the first seed among them.
func (e *Experiment) Run(ctx context.Context, workers int, progress func(Progress)) (*Result, error) {
	if err := e.check(); err != nil {
		return nil, err
	}
	trials, err := e.runAll(ctx, max(1, workers), progress)
	if err != nil {
		return nil, err
	}
	return e.collect(trials), nil
}

// check reports what makes the experiment impossible, before the first trial.
func (e *Experiment) check() error {
	if len(e.Seeds) == 0 {
		return errors.New("experiment: run: there are no seeds, want at least one")
	}
	seen := make(map[uint64]bool, len(e.Seeds))
	for _, seed := range e.Seeds {
		if seen[seed] {
			return fmt.Errorf("experiment: run: seed %d is there twice, which would count its luck twice", seed)
		}
		seen[seed] = true
	}
	if e.Confidence != 0 && !(e.Confidence > 0 && e.Confidence < 1) {
		return fmt.Errorf("experiment: run: confidence %v is not between 0 and 1", e.Confidence)
	}
	for _, name := range e.Tables {
		if _, err := metrics.NewTableFold(name, 0); err != nil {
			return fmt.Errorf("experiment: run: %w", err)
		}
	}
	return nil
}

func (e *Experiment) confidence() float64 {
	if e.Confidence == 0 {
		return usual
	}
	return e.Confidence
}
