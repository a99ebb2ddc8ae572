package workloads

import (
	"errors"
	"fmt"
	"iter"
	"math"
	"time"

	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
	"github.com/clustersim/clustersim/units"
)

// Arrivals is the law of the times between arrivals.
type Arrivals string

// The laws of arrivals. Poisson gaps are independent and exponential; regular
// ones are all equal.
const (
	Poisson Arrivals = "poisson"
	Regular Arrivals = "regular"
)

// Mix is a generator of random jobs of several classes. At least one of Count
// and Until bounds it.
type Mix struct {
	Arrivals Arrivals
	Rate     units.Frequency // of all classes together
	Classes  []Class
	Count    int      // jobs in all; 0 for as many as arrive before Until
	Until    sim.Time // no job arrives at this time or later; 0 for no such end
}

// Jobs yields the jobs of the mix. The first arrives one gap after time 0.
func (m Mix) Jobs(seed rng.Seed) iter.Seq2[Job, error] {
	return func(yield func(Job, error) bool) {
		if err := m.check(); err != nil {
			yield(Job{}, fmt.Errorf("workloads: mix: %w", err))
			return
		}
		clock := arrivalClock{law: m.Arrivals, rate: float64(m.Rate), stream: seed.Child("arrivals").Stream()}
		choice := weigh(m.Classes, func(c *Class) float64 { return c.Weight })
		sizes := make([]weights, len(m.Classes))
		for i := range m.Classes {
			sizes[i] = weigh(m.Classes[i].Sizes, func(s *Size) float64 { return s.Weight })
		}
		jobs := seed.Child("job")
		for i := 0; m.Count == 0 || i < m.Count; i++ {
			at := clock.next()
			if at == sim.Never || m.Until > 0 && at >= m.Until {
				return
			}
			if i > math.MaxInt32 {
				yield(Job{}, fmt.Errorf("workloads: mix: more than %d jobs", math.MaxInt32))
				return
			}
			own := jobs.Index(uint64(i))
			class := choice.draw(own.Child("class"))
			j, err := m.Classes[class].job(JobID(i), at, sizes[class], own)
			if !yield(j, err) || err != nil {
				return
			}
		}
	}
}

func (m Mix) check() error {
	switch {
	case m.Arrivals != Poisson && m.Arrivals != Regular:
		return fmt.Errorf("unknown arrivals %q, want %q or %q", m.Arrivals, Poisson, Regular)
	case !(m.Rate > 0) || math.IsInf(float64(m.Rate), 1):
		return fmt.Errorf("the rate is %v, must be positive and finite", m.Rate)
	case m.Count < 0 || m.Until < 0:
		return fmt.Errorf("ends after %d jobs and at %v, neither can be negative", m.Count, m.Until)
	case m.Count == 0 && m.Until == 0:
		return errors.New("has no end: give a count or a time until which jobs arrive")
	case len(m.Classes) == 0:
		return errors.New("has no classes")
	}
	if err := checkWeights(m.Classes, func(c *Class) float64 { return c.Weight }); err != nil {
		return fmt.Errorf("classes: %w", err)
	}
	for i := range m.Classes {
		if err := m.Classes[i].check(); err != nil {
			return fmt.Errorf("class %q: %w", m.Classes[i].Name, err)
		}
	}
	return nil
}

// arrivalClock produces arrival times. A Poisson clock rounds each gap to a
// nanosecond, a regular one each time, so that it does not drift.
type arrivalClock struct {
	law    Arrivals
	rate   float64 // per hour
	stream rng.Stream
	count  float64
	now    sim.Time
}

func (c *arrivalClock) next() sim.Time {
	gap := float64(time.Hour) / c.rate
	c.count++
	if c.law == Regular {
		c.now = sim.Time(0).Add(nanoseconds(c.count * gap))
	} else {
		c.now = c.now.Add(nanoseconds(c.stream.Exp() * gap))
	}
	return c.now
}

// nanoseconds rounds to a duration; it saturates.
func nanoseconds(ns float64) time.Duration {
	if ns >= math.MaxInt64 {
		return math.MaxInt64
	}
	return time.Duration(math.Round(ns))
}
