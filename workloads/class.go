package workloads

import (
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
	"github.com/clustersim/clustersim/units"
)

// Length is a law of durations. The repair laws of package hardware serve:
// fixed, exponential, lognormal, Weibull.
type Length interface {
	// Repair draws a duration, which must not be negative.
	Repair(r *rng.Stream) time.Duration
}

// Class is one kind of job in a [Mix].
type Class struct {
	Name       string
	Weight     float64 // share of the jobs, relative to the other classes
	Tenant     string
	Kind       Kind
	Sizes      []Size
	Length     Length        // of the work at Full speed; less than 1 ns counts as 1 ns
	Reference  *hardware.GPU // that Length is stated for; nil: speed does not depend on the GPU
	Estimates  Estimates
	GiveUp     GiveUp
	Checkpoint Checkpoint
	Priority   int16
	Deadline   time.Duration // after the arrival; 0 for none
}

// Size is one shape that jobs of a class come in.
type Size struct {
	Weight float64 // share of the jobs of the class, relative to the other sizes
	Groups []TaskGroup
}

// Estimates says how users over-estimate the length of their jobs. The zero
// value is exact: all estimates are the true length. Otherwise the share Padded
// of the jobs has an estimate of the length times a factor uniform in 1..UpTo.
type Estimates struct {
	Padded units.Fraction
	UpTo   float64 // at least 1 where Padded is not 0
}

// GiveUp says how users lose patience: the share Share of the jobs is given up
// a time drawn from After past their arrival, if they have not ended. The zero
// value is that none is.
type GiveUp struct {
	Share units.Fraction
	After Length // nil where Share is 0
}

// job draws job id of the class. Each quantity has a stream of its own, drawn
// from in every job alike, so that a change of one law moves nothing else.
func (c *Class) job(id JobID, at sim.Time, sizes weights, seed rng.Seed) (Job, error) {
	size := sizes.draw(seed.Child("size"))
	length, err := drawn(c.Length, seed.Child("length"))
	if err != nil {
		return Job{}, fmt.Errorf("workloads: mix: class %q: length: %w", c.Name, err)
	}
	length = max(length, 1)
	cancel, err := c.GiveUp.draw(at, seed.Child("give up"))
	if err != nil {
		return Job{}, fmt.Errorf("workloads: mix: class %q: give up: %w", c.Name, err)
	}
	return c.made(id, at, c.Sizes[size].Groups, length, c.Estimates.draw(length, seed.Child("estimate")), cancel), nil
}

func (c *Class) made(id JobID, at sim.Time, groups []TaskGroup, length, estimate time.Duration, cancel sim.Time) Job {
	j := Job{
		Request: Request{
			ID: id, Name: c.Name, Tenant: c.Tenant, Kind: c.Kind, Arrive: at, Groups: groups,
			Estimate: estimate, Reference: c.Reference, Checkpoint: c.Checkpoint,
			Priority: c.Priority, Deadline: sim.Never,
		},
		Work:   Gang{Time: length, Reference: c.Reference},
		Cancel: cancel,
	}
	if c.Deadline > 0 {
		j.Deadline = at.Add(c.Deadline)
	}
	if c.Reference == nil {
		j.Work = Fixed{Time: length}
	}
	return j
}

// check tries one job of each size, so that all faults show before the first arrival.
func (c *Class) check() error {
	switch {
	case c.Length == nil:
		return errors.New("has no law of lengths")
	case len(c.Sizes) == 0:
		return errors.New("has no sizes")
	case c.Deadline < 0:
		return fmt.Errorf("the deadline is %v after the arrival, must be positive, or 0 for none", c.Deadline)
	case !(c.Estimates.Padded >= 0 && c.Estimates.Padded <= 1):
		return fmt.Errorf("the share of padded estimates is %v, want 0..1", c.Estimates.Padded)
	case c.Estimates.Padded > 0 && (!(c.Estimates.UpTo >= 1) || math.IsInf(c.Estimates.UpTo, 1)):
		return fmt.Errorf("estimates are padded up to %v times the length, want at least 1", c.Estimates.UpTo)
	case !(c.GiveUp.Share >= 0 && c.GiveUp.Share <= 1):
		return fmt.Errorf("the share of jobs given up is %v, want 0..1", c.GiveUp.Share)
	case c.GiveUp.Share > 0 && c.GiveUp.After == nil:
		return errors.New("jobs are given up, but there is no law of when")
	}
	if err := checkWeights(c.Sizes, func(s *Size) float64 { return s.Weight }); err != nil {
		return fmt.Errorf("sizes: %w", err)
	}
	for _, s := range c.Sizes {
		j := c.made(0, 0, s.Groups, 1, 1, sim.Never)
		if err := ValidateJob(&j); err != nil {
			return err
		}
	}
	return nil
}

func (e Estimates) draw(length time.Duration, seed rng.Seed) time.Duration {
	r := seed.Stream()
	padded, factor := r.Float64() < float64(e.Padded), r.Float64()
	if !padded {
		return length
	}
	return max(length, nanoseconds(float64(length)*(1+factor*(e.UpTo-1))))
}

func (g GiveUp) draw(at sim.Time, seed rng.Seed) (sim.Time, error) {
	who := seed.Child("who").Stream()
	if who.Float64() >= float64(g.Share) {
		return sim.Never, nil
	}
	after, err := drawn(g.After, seed.Child("when"))
	return at.Add(after), err
}

func drawn(law Length, seed rng.Seed) (time.Duration, error) {
	r := seed.Stream()
	d := law.Repair(&r)
	if d < 0 {
		return 0, fmt.Errorf("the law drew %v, cannot be negative", d)
	}
	return d, nil
}
