package hardwaretest

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/hardware"
)

// Cumulative is a law that a rhythm can modulate, with its survival function.
type Cumulative interface {
	hardware.Cumulative
	Survival(x time.Duration) float64
}

// ConformCumulative checks a law's cumulative hazard, at ages up to three mean
// lives or as many as parts get: that it is the logarithm of a ratio of
// survivals, and that Next is its inverse to the nanosecond.
func ConformCumulative(t *testing.T, name string, law Cumulative) {
	t.Helper()
	r := stream(name, "cumulative")
	old := float64(oldest(law))
	for range 500 {
		age, e := time.Duration(old*r.Float64()), r.Exp()/2
		x := law.Next(e, 0, age)
		if x > 2 {
			require.LessOrEqual(t, law.CumulativeHazard(age, age+x-2-slack(age)), e*(1+1e-7)+1e-9, "%s: from age %v within %v", name, age, x)
		}
		require.GreaterOrEqual(t, law.CumulativeHazard(age, age+x+2+slack(age)), e*(1-1e-7)-1e-9, "%s: from age %v within %v", name, age, x)
		ratio := law.Survival(age) * math.Exp(-law.CumulativeHazard(age, age+x))
		require.InDelta(t, law.Survival(age+x), ratio, 1e-9*ratio+1e-15, "%s: from age %v within %v", name, age, x)
	}
}
