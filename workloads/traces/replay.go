package traces

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"math"

	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
	"github.com/clustersim/clustersim/workloads"
)

// Replay is the generator that submits the jobs of a log, the same for every
// seed. It opens the log when the jobs are asked for and reads as they are taken.
type Replay struct {
	Name    string // of the log, for errors
	Open    func() (io.ReadCloser, error)
	Reader  workloads.TraceReader
	Stretch float64 // factor on all arrival times: 2 halves the load; 0 stands for 1
	Count   int     // jobs to take at most; 0 for all
}

// Jobs yields the jobs of the log.
func (p Replay) Jobs(rng.Seed) iter.Seq2[workloads.Job, error] {
	return func(yield func(workloads.Job, error) bool) {
		if err := p.check(); err != nil {
			yield(workloads.Job{}, fmt.Errorf("traces: replay %q: %w", p.Name, err))
			return
		}
		log, err := p.Open()
		if err != nil {
			yield(workloads.Job{}, fmt.Errorf("traces: open %q: %w", p.Name, err))
			return
		}
		wanted := p.replay(log, yield)
		if err := log.Close(); err != nil && wanted {
			yield(workloads.Job{}, fmt.Errorf("traces: close %q: %w", p.Name, err))
		}
	}
}

// replay yields the jobs of an open log and reports whether more are wanted.
func (p Replay) replay(log io.Reader, yield func(workloads.Job, error) bool) bool {
	taken := 0
	for j, err := range p.Reader.Read(log) {
		if err == nil {
			err = p.stretch(&j)
		}
		if err != nil {
			yield(workloads.Job{}, p.located(err))
			return false
		}
		if !yield(j, nil) {
			return false
		}
		if taken++; taken == p.Count {
			break
		}
	}
	return true
}

func (p Replay) check() error {
	switch {
	case p.Open == nil || p.Reader == nil:
		return errors.New("has no log or no reader")
	case !(p.Stretch >= 0) || math.IsInf(p.Stretch, 1):
		return fmt.Errorf("arrivals are stretched by %v, must be positive and finite; 0 for not at all", p.Stretch)
	case p.Count < 0:
		return fmt.Errorf("takes %d jobs, cannot be negative; 0 for all", p.Count)
	}
	return nil
}

// stretch moves a job, with its deadline and the moment its user gives up.
func (p Replay) stretch(j *workloads.Job) error {
	if p.Stretch == 0 || p.Stretch == 1 {
		return nil
	}
	at := math.Round(float64(j.Arrive) * p.Stretch)
	if at >= float64(sim.Never) {
		return fmt.Errorf("job %q would arrive more than 292 years in", j.Name)
	}
	shift := sim.Time(at).Sub(j.Arrive)
	j.Arrive, j.Deadline, j.Cancel = j.Arrive.Add(shift), j.Deadline.Add(shift), j.Cancel.Add(shift)
	return nil
}

// located puts the log's name into an error about a line of it.
func (p Replay) located(err error) error {
	if line, ok := errors.AsType[*LineError](err); ok {
		return &LineError{File: p.Name, Line: line.Line, Problem: line.Problem}
	}
	return fmt.Errorf("traces: replay %q: %w", p.Name, err)
}
