package benchmarks

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestIndexPlacesAsAScanDoes(t *testing.T) {
	for _, l := range placementLoads() {
		ours, yardstick := newPlacers(l, 2000)
		for i := range 2000 {
			require.Equal(t, yardstick.restart(), ours.restart(), "%s, restart %d", l.name, i)
			require.Equal(t, yardstick.find(), ours.find(), "%s, find %d", l.name, i)
		}
	}
}

func TestPlacingAllocatesNothing(t *testing.T) {
	for _, l := range placementLoads() {
		ours, _ := newPlacers(l, 2000)
		for range 2000 { // until all jobs have had room for their leases
			ours.restart()
		}
		require.Zero(t, testing.AllocsPerRun(100, func() {
			ours.restart()
			ours.find()
		}), l.name)
	}
}

func BenchmarkPlacement(b *testing.B) {
	for _, l := range placementLoads() {
		ours, yardstick := newPlacers(l, placementNodes)
		for _, side := range []struct {
			name string
			of   placer
		}{{"ours", ours}, {"scan", yardstick}} {
			b.Run("find "+l.name+"/"+side.name, func(b *testing.B) { finds(side.of)(b.N) })
			b.Run("restart "+l.name+"/"+side.name, func(b *testing.B) { restarts(side.of)(b.N) })
		}
	}
}
