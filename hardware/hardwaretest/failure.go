package hardwaretest

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/sim/rng"
)

// Failure is a failure law with its survival function: the probability that a
// new part outlives x.
type Failure interface {
	hardware.FailureModel
	Survival(x time.Duration) float64
}

// samples is the number of draws that each statistical check takes.
const samples = 20_000

// ConformFailure checks a failure law under the given name, which also names the
// random streams: mean, variance and distribution of new parts; the distribution
// of the residual life of old ones; age, residual life and their sum as found at
// a random instant; the same of parts whose hazard is a multiple; order in the
// exponential and in age; one exponential a draw; no allocation; equal draws from
// equal streams; no life below a nanosecond.
func ConformFailure(t *testing.T, name string, law Failure) {
	t.Helper()
	table := tabulate(law.Survival, law.Mean())
	old := oldest(law)
	t.Run(name, func(t *testing.T) {
		t.Run("mean", func(t *testing.T) { table.agrees(t, law.Mean()) })
		t.Run("new", func(t *testing.T) { newParts(t, name, law, table) })
		t.Run("old", func(t *testing.T) { oldParts(t, name, law, old) })
		t.Run("stationary", func(t *testing.T) { stationaryParts(t, name, law, table) })
		t.Run("hastened", func(t *testing.T) { hastened(t, name, law, old) })
		t.Run("order", func(t *testing.T) { ordered(t, name, law, old) })
		t.Run("draw", func(t *testing.T) {
			for _, age := range []time.Duration{0, old, 1 << 62} {
				next := func(r *rng.Stream) time.Duration { return law.Next(r.Exp(), 0, age) }
				disciplined(t, stream(name, "draw"), next)
				require.Positive(t, least(stream(name, "least"), next), "life of a part of age %v", age)
			}
			disciplined(t, stream(name, "age"), law.StationaryAge)
		})
	})
}

// oldest is three times the mean life, or as near to it as parts of that age are
// not too rare to speak of.
func oldest(law Failure) time.Duration {
	age := 3 * law.Mean()
	for law.Survival(age) < 1e-12 {
		age /= 2
	}
	return age
}

func newParts(t *testing.T, name string, law Failure, table *table) {
	r := stream(name, "new")
	lives := draw(r, func(r *rng.Stream) time.Duration { return law.Next(r.Exp(), 0, 0) })
	table.moments(t, lives)
	distributed(t, lives, law.Survival)
}

func oldParts(t *testing.T, name string, law Failure, age time.Duration) {
	r := stream(name, "old")
	rest := draw(r, func(r *rng.Stream) time.Duration { return law.Next(r.Exp(), 0, age) })
	distributed(t, rest, func(x time.Duration) float64 { return law.Survival(age+x) / law.Survival(age) })
}

// stationaryParts checks the joint law of age and residual life: each alone has
// density S(x)/mean, and their sum, the whole life that a random instant falls
// into, is length-biased.
func stationaryParts(t *testing.T, name string, law Failure, table *table) {
	r := stream(name, "stationary")
	ages, rests, wholes := make([]time.Duration, samples), make([]time.Duration, samples), make([]time.Duration, samples)
	for i := range ages {
		ages[i] = law.StationaryAge(r)
		rests[i] = law.Next(r.Exp(), 0, ages[i])
		wholes[i] = ages[i] + rests[i]
	}
	distributed(t, ages, table.stationary)
	distributed(t, rests, table.stationary)
	distributed(t, wholes, func(x time.Duration) float64 {
		return table.stationary(x) + float64(x)*law.Survival(x)/table.mean()
	})
}

// ordered checks that a larger uniform never gives a longer life, and that with
// the same uniform an older part never dies at a younger age.
func ordered(t *testing.T, name string, law Failure, old time.Duration) {
	increasing(t, stream(name, "order"), func(r *rng.Stream) time.Duration { return law.Next(r.Exp(), 0, old/3) })
	increasing(t, stream(name, "order of ages"), law.StationaryAge)
	r := stream(name, "age")
	for range 200 {
		died := time.Duration(0)
		for step := range time.Duration(20) {
			age, same := old/20*step, *r
			at := age + law.Next(same.Exp(), 0, age)
			require.GreaterOrEqual(t, at+slack(at), died, fmt.Sprintf("age at death of a part of age %v", age))
			died = at
		}
		r.Uint64()
	}
}
