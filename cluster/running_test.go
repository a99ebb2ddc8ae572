package cluster

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/clustersim/clustersim/sim"
)

// The blocks hold what one sorted list would, ties in the order they came.
func TestRunningAgainstOneList(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var r running
		want := []expected{}
		ends := rapid.Int64Range(0, rapid.SampledFrom([]int64{3, 1000}).Draw(t, "latest"))
		slot := int32(0)
		t.Repeat(map[string]func(*rapid.T){
			"add": func(t *rapid.T) {
				for range rapid.IntRange(1, 2*blockSize).Draw(t, "jobs") {
					e := expected{sim.Time(ends.Draw(t, "end")), slot}
					slot++
					i := 0
					for i < len(want) && want[i].end <= e.end {
						i++
					}
					want = slices.Insert(want, i, e)
					r.add(e.end, e.slot)
				}
			},
			"remove": func(t *rapid.T) {
				for range rapid.IntRange(1, 2*blockSize).Draw(t, "jobs") {
					if len(want) == 0 {
						return
					}
					i := rapid.IntRange(0, len(want)-1).Draw(t, "entry")
					r.remove(want[i].end, want[i].slot)
					want = slices.Delete(want, i, i+1)
				}
			},
			"": func(t *rapid.T) {
				require.Equal(t, len(want), r.len())
				require.Equal(t, want, append([]expected{}, r.list()...))
				for b, block := range r.blocks {
					require.NotEmpty(t, block)
					require.LessOrEqual(t, len(block), blockSize)
					require.Equal(t, block[0].end, r.firsts[b])
				}
			},
		})
	})
}
