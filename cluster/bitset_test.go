package cluster

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// Sizes at and around the capacity of one, two, three and four levels.
func bitsetSizes() []int {
	return []int{1, 63, 64, 65, 4095, 4096, 4097, 262144, 262145, 300000}
}

func TestBitsetAgainstMap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.SampledFrom(bitsetSizes()).Draw(t, "size")
		// Members near word borders and far apart, where climbing and descending happen.
		member := rapid.OneOf(rapid.IntRange(0, n-1), rapid.Map(rapid.IntRange(0, n/64), func(w int) int { return min(w*64, n-1) }))
		sets, maps := [3]bitset{newBitset(n), newBitset(n), newBitset(n)}, [3]map[int]bool{{}, {}, {}}
		t.Repeat(map[string]func(*rapid.T){
			"set": func(t *rapid.T) {
				which, i := rapid.IntRange(0, 2).Draw(t, "which"), member.Draw(t, "i")
				sets[which].set(i)
				maps[which][i] = true
			},
			"clear": func(t *rapid.T) {
				which, i := rapid.IntRange(0, 2).Draw(t, "which"), member.Draw(t, "i")
				sets[which].clear(i)
				delete(maps[which], i)
			},
			"next": func(t *rapid.T) {
				from := member.Draw(t, "from")
				var mask, avoid *bitset
				if rapid.Bool().Draw(t, "masked") {
					mask = &sets[1]
				}
				if rapid.Bool().Draw(t, "avoiding") {
					avoid = &sets[2]
				}
				want := -1
				for i := range maps[0] {
					if i >= from && (want < 0 || i < want) && (mask == nil || maps[1][i]) && (avoid == nil || !maps[2][i]) {
						want = i
					}
				}
				require.Equal(t, want, sets[0].next(from, mask, avoid))
			},
			"": func(t *rapid.T) {
				for k := range sets {
					require.NoError(t, sets[k].check())
					require.Equal(t, len(maps[k]), sets[k].count(nil))
					for i := range maps[k] {
						require.True(t, sets[k].has(i))
					}
				}
			},
		})
	})
}

// Summaries of set and mask meet in many words in which their members do not.
func TestBitsetNextWhereOnlySummariesMeet(t *testing.T) {
	const n = 300000
	set, mask := newBitset(n), newBitset(n)
	for i := 0; i < n-1; i += 64 {
		set.set(i)
		mask.set(i + 1)
	}
	set.set(n - 1)
	mask.set(n - 1)
	require.Equal(t, n-1, set.next(0, &mask, nil))
	require.Equal(t, -1, set.next(0, &mask, &mask))
}
