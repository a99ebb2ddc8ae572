//go:build !invariants

// With every invariant checked after every event this would take an hour; the
// runtime's own tests check them.

package validation

import (
	"context"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/sim/rng"
)

// Pools that nobody chose: what is simulated agrees with the matrix exponential of
// the chain. Student's t with 29 degrees of freedom is beyond 4 for one quantity
// in 2,500, so chance alone would fail one in 40 such tests; and seeds are fixed.
func TestWindowsOfRandomPools(t *testing.T) {
	const draws = 10
	for i := range draws {
		r := rng.NewSeed(11).Index(uint64(i)).Stream()
		u := uniform{&r}
		n := u.count(4, 16)
		p := pool{n: n, k: u.count(max(1, n-2), n), up: u.between(20, 60), down: u.between(4, 12)}
		l := windows{pool: p, length: math.Round(p.window()*u.between(20, 150)) / 100, replications: 30}
		o := Run(context.Background(), []Case{l.asCase()}, 1, 1)[0]
		require.NoError(t, o.Err)
		for _, m := range o.Measurements {
			if m.Name == "availability" { // which the unavailability says as well
				continue
			}
			require.LessOrEqual(t, math.Abs(m.Z), float64(MaxZ), "%s: %s: %v ± %v, law %v", o.Case.Parameters, m.Name, m.Value, m.StandardError, m.Expected)
		}
	}
}
