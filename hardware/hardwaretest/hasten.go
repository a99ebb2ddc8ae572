package hardwaretest

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/sim/rng"
)

// hastened checks the laws of parts whose hazard is a multiple of that of the
// law: to run up a hazard they need the time that the law needs for as much less,
// and all else follows from their survival, which is a power.
func hastened(t *testing.T, name string, law Failure, old time.Duration) {
	for _, factor := range []float64{0.7, 6} {
		faster := law.Hasten(factor)
		survival := func(x time.Duration) float64 { return math.Pow(law.Survival(x), factor) }
		sameTimes(t, stream(name, fmt.Sprint("hastened ", factor)), faster, law, factor, old)
		sameTimes(t, stream(name, fmt.Sprint("hastened twice ", factor)), faster.Hasten(1.5), law, 1.5*factor, old)
		if told, ok := faster.(interface {
			Survival(x time.Duration) float64
		}); ok {
			for x := time.Duration(0); x < old; x += old/20 + 1 {
				require.InDelta(t, survival(x), told.Survival(x), 1e-9, "survival of %v at %v times the hazard", x, factor)
			}
		}
		if base, ok := law.(hardware.Cumulative); ok {
			sameHazard(t, stream(name, fmt.Sprint("hastened hazard ", factor)), faster, base, factor, old)
		}
		table := tabulate(survival, faster.Mean())
		table.agrees(t, faster.Mean())
		r := stream(name, fmt.Sprint("hastened age ", factor))
		ages := make([]time.Duration, samples/8)
		for i := range ages {
			ages[i] = faster.StationaryAge(r)
		}
		distributed(t, ages, table.stationary)
		disciplined(t, r, faster.StationaryAge)
		increasing(t, r, faster.StationaryAge)
	}
}

// sameTimes checks that the two laws take the same time for hazards in the
// proportion of the factor.
func sameTimes(t *testing.T, r *rng.Stream, faster, law hardware.FailureModel, factor float64, old time.Duration) {
	t.Helper()
	for range 500 {
		hazard, age := r.Exp(), time.Duration(r.Float64()*float64(old))
		want, got := law.Next(hazard/factor, 0, age), faster.Next(hazard, 0, age)
		require.InDelta(t, float64(want), float64(got), float64(slack(want)+slack(age)),
			"hazard %v at %v times the hazard, from age %v", hazard, factor, age)
	}
}

// sameHazard checks that the hazards are in the proportion of the factor, and that
// a law that has one has one when hastened.
func sameHazard(t *testing.T, r *rng.Stream, faster hardware.FailureModel, law hardware.Cumulative, factor float64, old time.Duration) {
	t.Helper()
	hastened, ok := faster.(hardware.Cumulative)
	require.True(t, ok, "a hastened law that has a hazard must tell it")
	for range 100 {
		from, to := time.Duration(r.Float64()*float64(old)/2), old/2+time.Duration(r.Float64()*float64(old)/2)
		want := factor * law.CumulativeHazard(from, to)
		require.InDelta(t, want, hastened.CumulativeHazard(from, to), 1e-9*want+1e-12, "from age %v to %v", from, to)
	}
}
