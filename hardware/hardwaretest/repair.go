package hardwaretest

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/sim/rng"
)

// Repair is a repair law with its survival function: the probability that a
// repair takes longer than x.
type Repair interface {
	hardware.RepairModel
	Survival(x time.Duration) float64
}

// ConformRepair checks a repair law under the given name, which also names the
// random streams: mean, variance and distribution of repairs; the distribution
// of what is left of one found under way; order in the exponential; one exponential a
// draw; no allocation; equal draws from equal streams. A law of instant repairs,
// whose mean is 0, must always draw 0, and one of repairs without an end, whose
// mean is the largest duration, that.
func ConformRepair(t *testing.T, name string, law Repair) {
	t.Helper()
	t.Run(name, func(t *testing.T) {
		disciplined(t, stream(name, "draw"), law.Repair)
		disciplined(t, stream(name, "rest"), law.StationaryRest)
		if law.Mean() == 0 {
			require.Zero(t, most(stream(name, "instant"), law.Repair))
			require.Zero(t, most(stream(name, "instant"), law.StationaryRest))
			return
		}
		if law.Mean() == math.MaxInt64 {
			require.EqualValues(t, math.MaxInt64, least(stream(name, "endless"), law.Repair))
			require.EqualValues(t, math.MaxInt64, least(stream(name, "endless"), law.StationaryRest))
			return
		}
		table := tabulate(law.Survival, law.Mean())
		table.agrees(t, law.Mean())
		repairs := draw(stream(name, "repair"), law.Repair)
		table.moments(t, repairs)
		distributed(t, repairs, law.Survival)
		distributed(t, draw(stream(name, "under way"), law.StationaryRest), table.stationary)
		increasing(t, stream(name, "order"), law.Repair)
		increasing(t, stream(name, "order of rests"), law.StationaryRest)
	})
}

// ConformStretch checks that with the same uniform the law called long never
// gives a shorter new life, or a younger stationary age, than the one called
// short: what pairing runs by common random numbers relies on.
func ConformStretch(t *testing.T, name string, short, long hardware.FailureModel) {
	t.Helper()
	r := stream(name, "stretch")
	for range 2000 {
		a, b := *r, *r
		require.LessOrEqual(t, short.Next(a.Exp(), 0, 0), long.Next(b.Exp(), 0, 0), "%s: life", name)
		require.LessOrEqual(t, short.StationaryAge(&a), long.StationaryAge(&b), "%s: stationary age", name)
		r.Uint64()
	}
}

// stream returns the stream that a check of the law draws from.
func stream(name, check string) *rng.Stream {
	r := rng.NewSeed(1).Child("hardwaretest").Child(name).Child(check).Stream()
	return &r
}
