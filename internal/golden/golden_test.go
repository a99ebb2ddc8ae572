package golden_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/clustersim/clustersim/internal/golden"
)

func ExampleDiff() {
	fmt.Print(golden.Diff("a\nb\nc\nd\ne\nf\n", "a\nb\nc\nD\ne\nf\nX\n"))
	// Output:
	// @ 2
	//   b
	//   c
	// - d
	// + D
	//   e
	//   f
	// + X
	//
}

// recorder is a testing.TB that notes a failure instead of ending the test.
type recorder struct {
	testing.TB
	failure string
}

func (r *recorder) Helper() {}

func (r *recorder) Fatalf(format string, args ...any) {
	r.failure = fmt.Sprintf(format, args...)
	panic(r)
}

func compare(path, got string) (failure string) {
	r := &recorder{}
	defer func() {
		if p := recover(); p != nil && p != any(r) {
			panic(p)
		}
		failure = r.failure
	}()
	golden.Compare(r, path, []byte(got))
	return ""
}

func TestCompare(t *testing.T) {
	if golden.Rewriting() {
		require.Empty(t, compare(filepath.Join(t.TempDir(), "new", "a.txt"), "text"))
		return
	}
	path := filepath.Join(t.TempDir(), "a.txt")
	require.Contains(t, compare(path, "text"), "run the test with -rewrite to make the file")
	require.NoError(t, os.WriteFile(path, []byte("one\ntwo\n"), 0o600))
	require.Empty(t, compare(path, "one\ntwo\n"))
	require.Contains(t, compare(path, "one\n2\n"), "@ 1\n  one\n- two\n+ 2\n")
}

// Taking the lines marked " " and "-" gives the first text, those marked " "
// and "+" the second, as long as everything is near a difference.
func TestDiffIsFaithful(t *testing.T) {
	line := rapid.SampledFrom([]string{"a", "b", "c"})
	text := rapid.SliceOfN(line, 0, 4)
	rapid.Check(t, func(t *rapid.T) {
		want, got := text.Draw(t, "want"), text.Draw(t, "got")
		diff := golden.Diff(strings.Join(want, "\n"), strings.Join(got, "\n"))
		if strings.Join(want, "\n") == strings.Join(got, "\n") {
			require.Empty(t, diff)
			return
		}
		first, last := -1, -1
		var removed, added []string
		for i, l := range strings.Split(strings.TrimSuffix(diff, "\n"), "\n") {
			switch l[0] {
			case '-':
				removed = append(removed, l[2:])
			case '+':
				added = append(added, l[2:])
			}
			if l[0] != ' ' && l[0] != '@' {
				if first < 0 {
					first = i
				}
				last = i
			}
		}
		require.NotEqual(t, -1, first)
		require.GreaterOrEqual(t, last, first)
		require.Equal(t, count(want)["a"]-count(removed)["a"], count(got)["a"]-count(added)["a"])
		require.Equal(t, count(want)["b"]-count(removed)["b"], count(got)["b"]-count(added)["b"])
	})
}

func count(lines []string) map[string]int {
	n := map[string]int{}
	for _, l := range lines {
		n[l]++
	}
	return n
}
