package units_test

import (
	"encoding"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/clustersim/clustersim/units"
)

// returns checks that what is printed is read back unchanged.
func returns[T comparable, P interface {
	*T
	encoding.TextUnmarshaler
}](t *rapid.T, v T, text func() ([]byte, error),
) {
	printed, err := text()
	require.NoError(t, err)
	var read T
	require.NoError(t, P(&read).UnmarshalText(printed))
	require.Equal(t, v, read, "printed as %s", printed)
}

func TestPrintedIntegersAreReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(0, math.MaxInt64).Draw(t, "n")
		returns(t, units.Duration(n), units.Duration(n).MarshalText)
		returns(t, units.Bytes(n), units.Bytes(n).MarshalText)
		returns(t, units.BytesPerSecond(n), units.BytesPerSecond(n).MarshalText)
		returns(t, units.MilliCPU(n), units.MilliCPU(n).MarshalText)
		returns(t, units.MoneyPerHour(n), units.MoneyPerHour(n).MarshalText)
		returns(t, units.Money(n), units.Money(n).MarshalText)
		returns(t, units.Money(-n), units.Money(-n).MarshalText)
		held := units.GPUTimeOf(n, time.Duration(rapid.Int64Range(0, math.MaxInt64).Draw(t, "d")))
		returns(t, held, held.MarshalText)
	})
}

func TestPrintedFloatsAreReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.Float64Range(0, math.MaxFloat64).Draw(t, "v")
		returns(t, units.FLOPS(v), units.FLOPS(v).MarshalText)
		returns(t, units.FLOP(v), units.FLOP(v).MarshalText)
		returns(t, units.Watts(v), units.Watts(v).MarshalText)
		returns(t, units.Frequency(v), units.Frequency(v).MarshalText)
		share := units.Fraction(rapid.Float64Range(0, 1).Draw(t, "share"))
		returns(t, share, share.MarshalText)
		rate := units.FailureRate(rapid.Float64Range(0, 1e9).Draw(t, "rate"))
		returns(t, rate, rate.MarshalText)
	})
}
