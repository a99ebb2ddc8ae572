package sim_test

import (
	"math"
	"math/big"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/clustersim/clustersim/sim"
)

func TestTimeString(t *testing.T) {
	for want, at := range map[string]time.Duration{
		"0s":                          0,
		"06.5s":                       6500 * time.Millisecond,
		"00.000000001s":               1,
		"05m06s":                      5*time.Minute + 6*time.Second,
		"04h00m00s":                   4 * time.Hour,
		"3d04h05m06.5s":               76*time.Hour + 5*time.Minute + 6500*time.Millisecond,
		"-01m00s":                     -time.Minute,
		"never":                       math.MaxInt64,
		"106751d23h47m16.854775806s":  math.MaxInt64 - 1,
		"-106751d23h47m16.854775808s": math.MinInt64,
	} {
		require.Equal(t, want, sim.Time(at).String())
	}
}

func TestTimeUnits(t *testing.T) {
	at := sim.Time(90 * time.Minute)
	require.Equal(t, 1.5, at.Hours())
	require.Equal(t, 5400.0, at.Seconds())
	require.Equal(t, sim.Never, sim.Never.Add(-time.Hour))
}

// Add and Sub are arithmetic on all integers, cut to the range of 64 bits.
func TestTimeSaturates(t *testing.T) {
	cut := func(x *big.Int) int64 {
		switch {
		case x.IsInt64():
			return x.Int64()
		case x.Sign() < 0:
			return math.MinInt64
		}
		return math.MaxInt64
	}
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.Int64Max(math.MaxInt64-1).Draw(t, "a")
		b := rapid.Int64().Draw(t, "b")
		x, y := big.NewInt(a), big.NewInt(b)
		require.EqualValues(t, cut(new(big.Int).Add(x, y)), sim.Time(a).Add(time.Duration(b)))
		require.EqualValues(t, cut(new(big.Int).Sub(x, y)), sim.Time(a).Sub(sim.Time(b)))
	})
}
