package cluster

import "math/bits"

// bitset is a set of small integers under a pyramid of summaries: bit i of a
// level says whether word i of the level below is not empty. Finding the next
// member costs one word a level, however sparse the set.
type bitset struct{ levels [][]uint64 }

func newBitset(n int) bitset {
	var b bitset
	for {
		n = (n + 63) / 64
		b.levels = append(b.levels, make([]uint64, max(n, 1)))
		if n <= 1 {
			return b
		}
	}
}

func (b *bitset) has(i int) bool { return b.levels[0][i>>6]>>(i&63)&1 == 1 }

func (b *bitset) set(i int) {
	for l := range b.levels {
		word := &b.levels[l][i>>6]
		before := *word
		*word |= 1 << (i & 63)
		if before != 0 {
			return
		}
		i >>= 6
	}
}

func (b *bitset) clear(i int) {
	for l := range b.levels {
		word := &b.levels[l][i>>6]
		*word &^= 1 << (i & 63)
		if *word != 0 {
			return
		}
		i >>= 6
	}
}

// next returns the smallest member at or above i that is in mask, if there is
// one, and not in avoid, if there is one; -1 for none.
func (b *bitset) next(i int, mask, avoid *bitset) int {
	base := b.levels[0]
	for i < len(base)*64 {
		w := i >> 6
		word := base[w] &^ (1<<(i&63) - 1)
		if mask != nil {
			word &= mask.levels[0][w]
		}
		if avoid != nil {
			word &^= avoid.levels[0][w]
		}
		if word != 0 {
			return w<<6 | bits.TrailingZeros64(word)
		}
		w = b.nextWord(w+1, mask)
		if w < 0 {
			return -1
		}
		i = w << 6
	}
	return -1
}

// nextWord returns the first word of the base at or after w that may hold
// members of both b and mask; -1 for none. It climbs while nothing is left to
// the right in a word, and descends where a summary has a bit; where the
// summaries of b and mask meet but their members do not, it climbs again.
func (b *bitset) nextWord(w int, mask *bitset) int {
	for l := 1; l < len(b.levels) && w>>6 < len(b.levels[l]); {
		word := b.both(l, w>>6, mask) &^ (1<<(w&63) - 1)
		if word == 0 {
			l, w = l+1, w>>6+1
			continue
		}
		w = w&^63 | bits.TrailingZeros64(word)
		if l == 1 {
			return w
		}
		l, w = l-1, w<<6
	}
	return -1
}

func (b *bitset) both(l, w int, mask *bitset) uint64 {
	if mask == nil {
		return b.levels[l][w]
	}
	return b.levels[l][w] & mask.levels[l][w]
}

// count is the number of members that are in mask, if there is one.
func (b *bitset) count(mask *bitset) int {
	n := 0
	for w := range b.levels[0] {
		n += bits.OnesCount64(b.both(0, w, mask))
	}
	return n
}
