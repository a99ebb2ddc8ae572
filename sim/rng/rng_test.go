package rng_test

import (
	"flag"
	"fmt"
	"math"
	randv2 "math/rand/v2"
	"os"
	"strings"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	"github.com/clustersim/clustersim/sim/rng"
)

var rewrite = flag.Bool("rewrite", false, "rewrite the files in testdata")

var _ randv2.Source = (*rng.Stream)(nil)

// Whoever replaces the generator or the hash changes every result ever published;
// this file says so.
func TestFirstOutputs(t *testing.T) {
	seeds := []rng.Seed{
		rng.NewSeed(0), rng.NewSeed(1), rng.NewSeed(math.MaxUint64),
		rng.NewSeed(1).Child(""), rng.NewSeed(1).Child("nic"), rng.NewSeed(1).Child("operator-17/box-3"),
		rng.NewSeed(1).Child("nic").Index(0), rng.NewSeed(1).Child("nic").Index(7),
	}
	var got strings.Builder
	for _, s := range seeds {
		r := s.Stream()
		fmt.Fprintf(&got, "%v: %016x %016x %016x", s, r.Uint64(), r.Uint64(), r.Uint64())
		fmt.Fprintf(&got, " %.12f %.12f %.9f %.9f %d\n", r.Float64(), r.OpenFloat64(), r.Exp(), r.Normal(), r.IntN(1000))
	}
	const path = "testdata/first.txt"
	if *rewrite {
		require.NoError(t, os.WriteFile(path, []byte(got.String()), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(want), got.String())
}

func TestPathsDiffer(t *testing.T) {
	root := rng.NewSeed(1)
	paths := map[string]rng.Seed{
		"/": root, "other root": rng.NewSeed(2),
		"a/b": root.Child("a").Child("b"), "b/a": root.Child("b").Child("a"),
		"ab": root.Child("ab"), "ab/": root.Child("ab").Child(""), "a\\0b": root.Child("a\x00b"),
		"a": root.Child("a"), "a\\0": root.Child("a\x00"), "empty": root.Child(""),
		"12345678": root.Child("12345678"), "12345678/": root.Child("12345678").Child(""),
		"1234567/8": root.Child("1234567").Child("8"), "123456789": root.Child("123456789"),
		"#0": root.Index(0), "#1": root.Index(1), "#0#1": root.Index(0).Index(1), "#1#0": root.Index(1).Index(0),
		"#a": root.Index('a'), "\\0": root.Child("\x00"),
	}
	seen := map[rng.Seed]string{}
	for path, seed := range paths {
		require.NotContains(t, seen, seed, "%s is also %s", path, seen[seed])
		seen[seed] = path
	}
	require.Equal(t, paths["a/b"], root.Child("a").Child("b"))
}

// Flipping any input bit must flip each output bit half of the time.
func TestSeedsAvalanche(t *testing.T) {
	const trials = 4096
	for bit := range 64 {
		var flips [128]int
		for i := range uint64(trials) {
			a, b := words(rng.NewSeed(1).Index(i)), words(rng.NewSeed(1).Index(i^1<<bit))
			for out := range flips {
				flips[out] += int((a[out/64] ^ b[out/64]) >> (out % 64) & 1)
			}
		}
		for out, n := range flips {
			require.InDelta(t, trials/2, n, 6*math.Sqrt(trials)/2, "input bit %d, output bit %d", bit, out)
		}
	}
}

func words(s rng.Seed) (w [2]uint64) {
	if _, err := fmt.Sscanf(s.String(), "%16x%16x", &w[0], &w[1]); err != nil {
		panic(err)
	}
	return w
}

// Streams of neighbouring seeds, first draws only: that is how most are used.
func TestFirstDrawsAreIndependent(t *testing.T) {
	const n = 1 << 16
	x, y := make([]float64, n), make([]float64, n)
	for i := range x {
		r := rng.NewSeed(5).Child("node").Index(uint64(i)).Stream()
		x[i], y[i] = r.Float64(), r.Float64()
	}
	bound := 5 / math.Sqrt(n)
	require.InDelta(t, 0.5, stat.Mean(x, nil), bound*math.Sqrt(1.0/12))
	require.InDelta(t, 0, stat.Correlation(x, y, nil), bound)
	require.InDelta(t, 0, stat.Correlation(x[1:], x[:n-1], nil), bound)
}

func TestStreamsAreUncorrelated(t *testing.T) {
	const streams, n = 24, 1 << 12
	var draws [streams][]float64
	for i := range draws {
		r := rng.NewSeed(uint64(i)).Stream()
		for range n {
			draws[i] = append(draws[i], r.Float64())
		}
	}
	for i := range draws {
		for j := range i {
			require.InDelta(t, 0, stat.Correlation(draws[i], draws[j], nil), 5/math.Sqrt(n), "streams %d and %d", i, j)
		}
	}
}

func TestMoments(t *testing.T) {
	const n = 1 << 18
	for name, law := range map[string]struct {
		draw           func(r *rng.Stream) float64
		mean, variance float64
	}{
		"Float64":     {(*rng.Stream).Float64, 0.5, 1.0 / 12},
		"OpenFloat64": {(*rng.Stream).OpenFloat64, 0.5, 1.0 / 12},
		"Exp":         {(*rng.Stream).Exp, 1, 1},
		"Normal":      {(*rng.Stream).Normal, 0, 1},
		"IntN":        {func(r *rng.Stream) float64 { return float64(r.IntN(6)) }, 2.5, 35.0 / 12},
		"distuv":      {func(r *rng.Stream) float64 { return distuv.Gamma{Alpha: 4, Beta: 2, Src: r}.Rand() }, 2, 1},
	} {
		r := rng.NewSeed(3).Child(name).Stream()
		x := make([]float64, n)
		for i := range x {
			x[i] = law.draw(&r)
		}
		mean, variance := stat.MeanVariance(x, nil)
		require.InDelta(t, law.mean, mean, 5*math.Sqrt(law.variance/n), name)
		require.InEpsilon(t, law.variance, variance, 0.02, name)
	}
}

func TestIntN(t *testing.T) {
	r := rng.NewSeed(4).Stream()
	// With this bound, taking a remainder would hit the lowest third twice as often.
	const bound, draws = 3 << 61, 1 << 14
	var third [3]float64
	for range draws {
		third[r.IntN(bound)>>61]++
	}
	for _, n := range third {
		require.InDelta(t, draws/3.0, n, 5*math.Sqrt(draws*2/9.0))
	}
	require.Zero(t, r.IntN(1))
	require.PanicsWithValue(t, "rng: IntN(0): the bound must be at least 1", func() { r.IntN(0) })
}

func TestStreamIsSmallAndFree(t *testing.T) {
	require.EqualValues(t, 16, unsafe.Sizeof(rng.Stream{}))
	root, sum := rng.NewSeed(1), 0.0
	var r rng.Stream // on the heap, as Exp hands it to an interface
	allocs := testing.AllocsPerRun(100, func() {
		r = root.Child("failure").Child("operator-17/box-3").Index(9).Stream()
		sum += r.Float64() + r.OpenFloat64() + r.Exp() + r.Normal() + float64(r.IntN(9))
	})
	require.Zero(t, allocs)
	require.NotZero(t, sum)
}
