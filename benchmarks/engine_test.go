package benchmarks

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
)

func BenchmarkEngine(b *testing.B) {
	for _, l := range engineLoads() {
		for _, n := range engineSizes() {
			b.Run(fmt.Sprintf("%s/n=%d/ours", l.name, n), func(b *testing.B) { measure(b, l.runOurs(n), n) })
			b.Run(fmt.Sprintf("%s/n=%d/heap", l.name, n), func(b *testing.B) { measure(b, l.runYardstick(n), n) })
		}
	}
}

func measure(b *testing.B, fire func(events int), n int) {
	fire(3 * n) // to the steady state
	b.ReportAllocs()
	b.ResetTimer()
	fire(b.N)
}

// TestRatio runs the smallest row of each workload. Half of the claim is far
// from what noise can do in a short run.
func TestRatio(t *testing.T) {
	for _, l := range engineLoads() {
		r := l.ratio(1e2, 1e5)
		require.Greater(t, r.Ratio, l.claims[0]/2, "%+v", r)
		require.Less(t, r.AllocsPerOp, 1e-3, "%+v", r)
	}
}

// Both engines must do the same work: equal clocks after equal events.
func TestSidesAgree(t *testing.T) {
	for _, l := range engineLoads() {
		ours, yardstick := l.newOurs(50), l.newYardstick(50)
		for range 5000 {
			ours.Step()
			yardstick.step()
			require.EqualValues(t, yardstick.now, ours.Now(), l.name)
		}
	}
}
