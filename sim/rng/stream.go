package rng

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/bits"
	randv2 "math/rand/v2"

	//lint:ignore SA1019 the design card fixes it; pinned in go.sum; golden test of first outputs allows replacement
	"golang.org/x/exp/rand"
)

// Stream is a sequence of draws: a 128-bit PCG held by value in 16 bytes, so a
// million entities can each own one in a single slice. *Stream is a
// [math/rand/v2.Source] and so the Src of gonum's distributions. Draw through
// a pointer: a copy continues the sequence on its own from where it was made.
//
// Two runs that share a stream stay paired draw by draw (common random numbers)
// as long as they draw the same kinds in the same order: scale and invert what is
// drawn, and never draw more or less by a parameter.
type Stream struct{ src rand.PCGSource }

// Stream returns the stream of the seed, from its beginning. Two calls return
// equal streams.
func (s Seed) Stream() Stream {
	var state [16]byte
	binary.BigEndian.PutUint64(state[:8], s.hi)
	binary.BigEndian.PutUint64(state[8:], s.lo)
	var r Stream
	if err := r.src.UnmarshalBinary(state[:]); err != nil {
		panic(fmt.Sprintf("rng: seed stream %v: %v", s, err))
	}
	return r
}

// Uint64 returns 64 uniform bits.
func (r *Stream) Uint64() uint64 { return r.src.Uint64() }

// Float64 returns a uniform number in [0, 1), a multiple of 2⁻⁵³.
func (r *Stream) Float64() float64 { return float64(r.src.Uint64()>>11) * 0x1p-53 }

// OpenFloat64 returns a uniform number in (0, 1), never 0 and never 1: the
// centre of one of 2⁵² equal cells. Its values are symmetric, so u and 1-u are
// equally likely and antithetic pairs are exact. Use it for inversion.
func (r *Stream) OpenFloat64() float64 {
	return (float64(r.src.Uint64()>>12) + 0.5) * 0x1p-52
}

// Exp returns an exponential variate with mean 1, by the standard library's
// ziggurat: an inversion would take the time of a logarithm more. It is never 0.
func (r *Stream) Exp() float64 { return max(0x1p-53, randv2.New(r).ExpFloat64()) }

// Normal returns a standard normal variate by inversion, √2·erf⁻¹(2u-1).
// Its values lie within ±8.2.
func (r *Stream) Normal() float64 {
	return math.Sqrt2 * math.Erfinv(2*r.OpenFloat64()-1)
}

// IntN returns a uniform integer in [0, n), without bias: Lemire, "Fast random
// integer generation in an interval", ACM TOMACS 29(1), 2019. It draws again
// with probability below n/2⁶⁴, and panics if n is not positive.
func (r *Stream) IntN(n int) int {
	if n <= 0 {
		panic(fmt.Sprintf("rng: IntN(%d): the bound must be at least 1", n))
	}
	bound := uint64(n)
	hi, lo := bits.Mul64(r.src.Uint64(), bound)
	if lo < bound {
		for reject := -bound % bound; lo < reject; {
			hi, lo = bits.Mul64(r.src.Uint64(), bound)
		}
	}
	return int(hi)
}
