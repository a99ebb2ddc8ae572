package workloads

import (
	"fmt"
	"math"
	"time"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/units"
)

// Fixed is work of a given length: it runs at [Full] speed on any placement.
type Fixed struct{ Time time.Duration }

// Size is the given length.
func (f Fixed) Size() time.Duration { return f.Time }

// Speed is [Full].
func (Fixed) Speed(*hardware.Site, hardware.Placement) Rate { return Full }

// Gang is the work of tasks that progress together, stated as the time that
// they would take on GPUs of one model.
type Gang struct {
	Time      time.Duration // with every task on a Reference GPU, or a share of one
	Reference *hardware.GPU // nil: speed does not depend on the GPU
}

// Size is the time on reference GPUs.
func (g Gang) Size() time.Duration { return g.Time }

// Speed is that of the slowest member: see [GangSpeed].
func (g Gang) Speed(s *hardware.Site, on hardware.Placement) Rate {
	return GangSpeed(g.Reference, s, on)
}

// GangTime is how long a gang of milliGPUs thousandths of a GPU takes for a
// total of GPU time, both on the GPU that the total is stated for: their exact
// quotient, rounded up to a nanosecond. It returns an error where either is not
// positive and where the result would not fit a duration of 292 years.
func GangTime(total units.GPUTime, milliGPUs int64) (time.Duration, error) {
	if total.Sign() <= 0 {
		return 0, fmt.Errorf("workloads: gang time: the work is %v, must be positive", total)
	}
	if milliGPUs <= 0 {
		return 0, fmt.Errorf("workloads: gang time of %v: the gang has %d thousandths of a GPU, must be positive", total, milliGPUs)
	}
	d := total.Span(milliGPUs)
	if d == math.MaxInt64 {
		return 0, fmt.Errorf("workloads: gang time of %v on %d thousandths of a GPU: more than 292 years", total, milliGPUs)
	}
	return d, nil
}
