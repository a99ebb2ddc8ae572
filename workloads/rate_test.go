package workloads_test

import (
	"math"
	"math/big"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/units"
	"github.com/clustersim/clustersim/workloads"
)

func anyRate() *rapid.Generator[workloads.Rate] {
	return rapid.Custom(func(t *rapid.T) workloads.Rate {
		return workloads.Rate(rapid.Uint64Range(1, 1<<63-1).Draw(t, "rate")>>rapid.IntRange(0, 62).Draw(t, "shift") | 1)
	})
}

func anySpan() *rapid.Generator[time.Duration] {
	return rapid.Map(rapid.Int64Range(0, math.MaxInt64), func(n int64) time.Duration { return time.Duration(n) })
}

// exact is a·b/c, rounded up or down, and the longest duration where it is longer.
func exact(a, b, c uint64, up bool) time.Duration {
	product := new(big.Int).Mul(new(big.Int).SetUint64(a), new(big.Int).SetUint64(b))
	quotient, rest := new(big.Int).QuoRem(product, new(big.Int).SetUint64(c), new(big.Int))
	if up && rest.Sign() > 0 {
		quotient.Add(quotient, big.NewInt(1))
	}
	if !quotient.IsInt64() {
		return math.MaxInt64
	}
	return time.Duration(quotient.Int64())
}

func TestRateIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rate, span := anyRate().Draw(t, "rate"), anySpan().Draw(t, "span")
		require.Equal(t, exact(uint64(span), uint64(workloads.Full), uint64(rate), true), rate.Time(span), "time")
		require.Equal(t, exact(uint64(span), uint64(rate), uint64(workloads.Full), false), rate.Done(span), "done")
	})
}

func TestWorkIsNeverFinishedEarly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rate, work := anyRate().Draw(t, "rate"), anySpan().Draw(t, "work")
		needed := rate.Time(work)
		if needed == math.MaxInt64 {
			return // longer than any run
		}
		require.GreaterOrEqual(t, rate.Done(needed), work)
		if needed > 0 {
			require.Less(t, rate.Done(needed-1), work, "a nanosecond less is too short")
		}
	})
}

func TestRateOf(t *testing.T) {
	require.Equal(t, workloads.Full, workloads.RateOf(1))
	require.Equal(t, workloads.Full/2, workloads.RateOf(0.5))
	require.Equal(t, workloads.Rate(1), workloads.RateOf(1e-30), "never stands still")
	require.Equal(t, workloads.Rate(1<<63), workloads.RateOf(1e30), "saturates")
	require.Equal(t, time.Duration(1), workloads.RateOf(1e30).Time(time.Second))
	require.Equal(t, 3*time.Hour, workloads.RateOf(1.0/3).Time(time.Hour).Round(10*time.Microsecond), "to 2⁻³²")
}

func TestGangSpeedIsThatOfTheSlowest(t *testing.T) {
	fast := &hardware.GPU{Name: "fast", Dense16: 1000e12, Efficiency: 0.5}
	slow := &hardware.GPU{Name: "slow", Dense16: 200e12, Efficiency: 0.5}
	site := &hardware.Site{Nodes: []hardware.Node{
		{Name: "a", Spec: &hardware.NodeSpec{GPU: fast, GPUs: 8}},
		{Name: "b", Spec: &hardware.NodeSpec{GPU: slow, GPUs: 8}},
	}}
	both := hardware.Placement{{Node: 0, Tasks: 1, GPUs: 1}, {Node: 1, Tasks: 1, GPUs: 1}}
	half := hardware.Placement{{Node: 0, Tasks: 1, GPUs: 1, Share: hardware.Share{Compute: 500, Memory: 500}}}

	require.Equal(t, workloads.Full, workloads.GangSpeed(nil, site, both))
	require.Equal(t, workloads.Full, workloads.Fixed{Time: time.Hour}.Speed(site, both))
	require.Equal(t, workloads.RateOf(0.2), workloads.Gang{Reference: fast}.Speed(site, both))
	require.Equal(t, workloads.RateOf(5), workloads.Gang{Reference: slow}.Speed(site, both[:1]))
	require.Equal(t, workloads.RateOf(0.5), workloads.Gang{Reference: fast}.Speed(site, half))

	helper := hardware.Slice{Node: 1, Group: 1, Tasks: 1} // that needs CPU alone
	require.Equal(t, workloads.Full, workloads.Gang{Reference: fast}.Speed(site, hardware.Placement{both[0], helper}))
	require.Equal(t, workloads.Full, workloads.Gang{Reference: fast}.Speed(site, hardware.Placement{helper}))
}

func TestGangTime(t *testing.T) {
	day, err := workloads.GangTime(units.GPUTimeOf(8000, 24*time.Hour), 16000)
	require.NoError(t, err)
	require.Equal(t, 12*time.Hour, day)

	up, err := workloads.GangTime(units.GPUTimeOf(1000, 10), 3000)
	require.NoError(t, err)
	require.Equal(t, time.Duration(4), up, "10 ns on 3 GPUs")

	for _, c := range []struct {
		work      units.GPUTime
		milliGPUs int64
		want      string
	}{
		{units.GPUTime{}, 1000, "workloads: gang time: the work is 0 GPU-h, must be positive"},
		{units.GPUTimeOf(1000, time.Hour), 0, "workloads: gang time of 1 GPU-h: the gang has 0 thousandths of a GPU, must be positive"},
		{units.GPUTimeOf(1e6, 200*365*24*time.Hour), 1, "workloads: gang time of 1752000000 GPU-h on 1 thousandths of a GPU: more than 292 years"},
	} {
		_, err := workloads.GangTime(c.work, c.milliGPUs)
		require.EqualError(t, err, c.want)
	}
}
