package clustersim_test

import (
	"iter"
	"math"
	"time"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/hardware/supply"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
)

// script is the law of a part that fails once, at a known time, or is down when
// the run begins.
type script struct {
	at        time.Duration
	lasts     time.Duration
	fromStart bool
}

// Next is the time to the one failure, and beyond all time once it has been.
func (s script) Next(_ float64, now sim.Time, _ time.Duration) time.Duration {
	if s.fromStart || now > 0 {
		return math.MaxInt64
	}
	return s.at
}

func (s script) StationaryAge(*rng.Stream) time.Duration { return 0 }

// Mean makes the part certain to be found as the script says: out of service if
// its mean life is nothing beside its mean repair.
func (s script) Mean() time.Duration {
	if s.fromStart {
		return 1
	}
	return math.MaxInt64
}

// Hasten changes nothing, as the time is known.
func (s script) Hasten(float64) hardware.FailureModel { return s }

// scriptedRepair is the other half of a script.
type scriptedRepair struct{ script }

func (s scriptedRepair) Repair(*rng.Stream) time.Duration         { return s.lasts }
func (s scriptedRepair) StationaryRest(*rng.Stream) time.Duration { return s.lasts }

// Mean is nothing for a part that is to be found in service.
func (s scriptedRepair) Mean() time.Duration {
	if s.fromStart {
		return math.MaxInt64 / 2
	}
	return 0
}

// scriptedSupply is a supply whose changes are known.
type scriptedSupply struct {
	nodes   int
	changes []supply.Change
}

func (s scriptedSupply) Nodes() int { return s.nodes }

func (s scriptedSupply) Changes(rng.Seed) iter.Seq2[supply.Change, error] {
	return func(yield func(supply.Change, error) bool) {
		for _, c := range s.changes {
			if !yield(c, nil) {
				return
			}
		}
	}
}
