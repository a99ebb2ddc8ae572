//go:build !invariants

package clustersim_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
)

// counter counts entries and keeps none.
type counter struct{ entries int }

func (*counter) Define(journal.Definition) {}
func (c *counter) Observe(journal.Entry)   { c.entries++ }

// Twice as long a run allocates no more: the loop's storage is that of what is
// pending.
func TestLoopAllocatesNothing(t *testing.T) {
	m := clustersim.Model{Site: site(node("a", 8, crash("host", time.Hour, time.Hour, time.Minute)), node("b", 8, crash("host", time.Hour, time.Hour, 0)))}
	c := &counter{}
	allocs := func(until time.Duration) float64 {
		m.Until = sim.Time(until)
		return testing.AllocsPerRun(1, func() {
			c.entries = 0
			require.NoError(t, clustersim.Run(context.Background(), m, rng.NewSeed(1), c))
		})
	}
	short := allocs(1000 * time.Hour)
	few := c.entries
	long := allocs(11000 * time.Hour)
	require.Greater(t, c.entries-few, 20000)
	require.Less(t, (long-short)/float64(c.entries-few), 0.001, "allocations an entry")
}
