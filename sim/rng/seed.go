package rng

import (
	"fmt"
	"math/bits"
)

// Seed is a 128-bit name of randomness. It is a value: comparing, copying and
// using it as a map key are all fine. Seeds form a tree: [Seed.Child] and
// [Seed.Index] derive the seed of a part from the seed of the whole, so what a
// part draws depends on what it is called and not on who asked before it.
//
// The hash is not cryptographic. It is built so that a collision between two
// different paths is a matter of chance with probability 2⁻¹²⁸ per pair.
type Seed struct{ hi, lo uint64 }

// Odd constants with no structure: the fractional bits of the square roots of
// 2, 3, 5, 7 and 11, the last bit set where needed so that multiplying is one-to-one.
const (
	root2  = 0x6a09e667f3bcc909
	root3  = 0xbb67ae8584caa73b
	root5  = 0x3c6ef372fe94f82b
	root7  = 0xa54ff53a5f1d36f1
	root11 = 0x510e527fade682d1
)

// Each kind of step absorbs a tag of its own, so that a child named by bytes
// never meets a child named by a number.
const (
	tagRoot  = 1
	tagChild = 2
	tagIndex = 3
)

// NewSeed returns the root seed of run number n. Every n is as good as any other.
func NewSeed(n uint64) Seed {
	return Seed{root2, root3}.absorb(n, tagRoot)
}

// Child returns the seed of the part called name. Any string will do, the empty
// one too. Order matters: a/b and b/a are different parts; and names are framed
// by their length, so "ab"/"c" and "a"/"bc" are different as well.
func (s Seed) Child(name string) Seed {
	length := uint64(len(name))
	for len(name) >= 8 {
		s = s.absorb(word(name[:8]), 0)
		name = name[8:]
	}
	if name != "" {
		s = s.absorb(word(name), 0)
	}
	return s.absorb(length, tagChild)
}

// Index returns the seed of part number n: as Child, for parts that are counted
// and not named. It costs a few nanoseconds.
func (s Seed) Index(n uint64) Seed {
	return s.absorb(n, tagIndex)
}

// String returns the seed as 32 hexadecimal digits.
func (s Seed) String() string {
	return fmt.Sprintf("%016x%016x", s.hi, s.lo)
}

// absorb mixes one word into the seed. For a fixed word it is a one-to-one map
// of the 128 bits (words enter by xor and the rest is invertible), so a long
// path loses no entropy on its way down.
func (s Seed) absorb(word, tag uint64) Seed {
	hi, lo := s.hi^bits.RotateLeft64(word, 32)*root5, s.lo^word^tag*root7
	lo = finalise(lo + hi*root11)
	hi = finalise(hi ^ bits.RotateLeft64(lo, 23))
	lo = finalise(lo + hi)
	return Seed{hi, lo}
}

// finalise is a one-to-one 64-bit mixer of the multiply-xorshift kind: after it
// each input bit has flipped each output bit with probability close to one half.
func finalise(x uint64) uint64 {
	x = (x ^ x>>32) * root2
	x = (x ^ x>>29) * root3
	return x ^ x>>32
}

// word packs up to eight bytes little-endian, zero-padded; the length that
// Child absorbs last tells padding from zero bytes.
func word(chunk string) uint64 {
	var w uint64
	for i := range len(chunk) {
		w |= uint64(chunk[i]) << (8 * i)
	}
	return w
}
