package hardwaretest

import (
	"math"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// limit is the Kolmogorov–Smirnov distance, times the root of the number of
// draws, that a right law exceeds as rarely as a normal exceeds 4 sigmas:
// 2·exp(-2·limit²) = 6.3e-5.
const limit = 2.28

// distributed checks by the distance of Kolmogorov and Smirnov that the drawn
// times follow the survival function. Times are whole nanoseconds and may have
// atoms, so the steps of both functions are compared on both of their sides.
func distributed(t *testing.T, drawn []time.Duration, survival func(time.Duration) float64) {
	t.Helper()
	sorted := slices.Sorted(slices.Values(drawn))
	n := float64(len(sorted))
	worst, at := 0.0, time.Duration(0)
	for i := 0; i < len(sorted); {
		x, below := sorted[i], i
		for i < len(sorted) && sorted[i] == x {
			i++
		}
		before := math.Abs((1 - float64(below)/n) - survival(x-1))
		after := math.Abs((1 - float64(i)/n) - survival(x))
		if d := max(before, after); d > worst {
			worst, at = d, x
		}
	}
	require.LessOrEqual(t, worst*math.Sqrt(n), limit, "distance %v from the survival function at %v", worst, at)
}
