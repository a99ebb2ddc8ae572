package benchmarks

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestIndexPlacesAsAScanDoes(t *testing.T) {
	const nodes = 1000
	for _, l := range placementLoads() {
		yardstick := newScanned(l, nodes)
		ours := newIndexed(l, nodes, yardstick.adopt)
		for i := range 2000 {
			require.Equal(t, yardstick.again(), ours.again(), "%s, placement %d", l.name, i)
		}
	}
}

func BenchmarkPlacement(b *testing.B) {
	for _, l := range placementLoads() {
		yardstick := newScanned(l, 1e5)
		ours := newIndexed(l, 1e5, yardstick.adopt)
		for name, p := range map[string]placer{"ours": ours, "scan": yardstick} {
			b.Run(fmt.Sprintf("%s/%s", l.name, name), func(b *testing.B) {
				b.ReportAllocs()
				churn(p)(b.N)
			})
		}
	}
}
