package hardware

import (
	"math"
	"time"

	"github.com/clustersim/clustersim/sim/rng"
)

// Never is the law of parts that do not come back: every time is the largest
// there is, 292 years. It is a [RepairModel].
type Never struct{}

// Validate returns nil, as there is nothing to be wrong.
func (Never) Validate() error { return nil }

// Repair is for ever.
func (Never) Repair(r *rng.Stream) time.Duration {
	r.Exp()
	return math.MaxInt64
}

// StationaryRest is for ever.
func (l Never) StationaryRest(r *rng.Stream) time.Duration { return l.Repair(r) }

// Mean is for ever.
func (Never) Mean() time.Duration { return math.MaxInt64 }

// Survival is 1.
func (Never) Survival(time.Duration) float64 { return 1 }
