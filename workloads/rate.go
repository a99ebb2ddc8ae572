package workloads

import (
	"math"
	"math/bits"
	"time"

	"github.com/clustersim/clustersim/hardware"
)

// Rate is a speed of progress in fixed point, 2⁻³² of the nominal speed a unit:
// integers, so that progress adds up exactly.
type Rate uint64

// Full is the nominal speed: one second of work a second.
const Full Rate = 1 << 32

// RateOf converts a ratio of speeds, which must be positive. It saturates at 2³¹,
// so that no machine has its own idea of what is beyond.
func RateOf(ratio float64) Rate {
	return max(1, Rate(math.Round(min(ratio, 1<<31)*float64(Full))))
}

// Time is how long an amount of work takes at rate r, rounded up so that work is
// never finished early; it saturates at the longest duration. r must be positive.
func (r Rate) Time(work time.Duration) time.Duration {
	hi, lo := bits.Mul64(uint64(work), uint64(Full))
	lo, carry := bits.Add64(lo, uint64(r)-1, 0)
	hi += carry
	if hi >= uint64(r) {
		return math.MaxInt64
	}
	q, _ := bits.Div64(hi, lo, uint64(r))
	if q > math.MaxInt64 {
		return math.MaxInt64
	}
	return time.Duration(q)
}

// Done is the work that rate r does in a time, rounded down.
func (r Rate) Done(in time.Duration) time.Duration {
	hi, lo := bits.Mul64(uint64(in), uint64(r))
	if hi >= uint64(Full)/2 {
		return math.MaxInt64
	}
	return time.Duration(hi<<32 | lo>>32)
}

// GangSpeed is the rate of a synchronous gang stated for reference GPUs: that of
// its slowest member that has a GPU. It is [Full] where the reference is nil, and
// for a gang without GPUs.
func GangSpeed(reference *hardware.GPU, s *hardware.Site, on hardware.Placement) Rate {
	if reference == nil {
		return Full
	}
	slowest := math.Inf(1)
	for i := range on {
		if on[i].GPUs == 0 {
			continue
		}
		speed := s.Nodes[on[i].Node].Spec.GPU.Speed()
		if on[i].Share != (hardware.Share{}) {
			speed *= float64(on[i].Share.Compute) / 1000
		}
		slowest = min(slowest, speed)
	}
	if math.IsInf(slowest, 1) {
		return Full
	}
	return RateOf(slowest / reference.Speed())
}
