package workloads_test

import (
	"errors"
	"fmt"
	"iter"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
	"github.com/clustersim/clustersim/workloads"
)

func TestMergeOrdersAndRenumbers(t *testing.T) {
	merge := workloads.Merge{
		{Name: "a", Generator: workloads.List{valid("a0", 10), valid("a1", 20, 0), valid("a2", 30, 0, 1)}},
		{Name: "b", Generator: workloads.List{valid("b0", 5), valid("b1", 20, 0)}},
	}
	var got []string
	for _, j := range collect(t, merge, 0) {
		got = append(got, fmt.Sprintf("%d %s %v", j.ID, j.Name, j.After))
	}
	require.Equal(t, []string{"0 b0 []", "1 a0 []", "2 a1 [1]", "3 b1 [0]", "4 a2 [1 2]"}, got)
}

func TestMergeLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var merge workloads.Merge
		total := 0
		for i := range rapid.IntRange(0, 4).Draw(t, "entries") {
			n := rapid.IntRange(1, 30).Draw(t, "jobs")
			merge = append(merge, workloads.Entry{Name: fmt.Sprint(i), Generator: twoClasses(n)})
			total += n
		}
		require.Len(t, collect(t, merge, rapid.Uint64().Draw(t, "seed")), total)
	})
}

// An entry's jobs depend on its name, not on its neighbours or its place.
func TestMergeKeepsEntriesApart(t *testing.T) {
	x := workloads.Entry{Name: "x", Generator: twoClasses(50)}
	y := workloads.Entry{Name: "y", Generator: workloads.List{valid("other", 1e12)}}
	sizes := func(m workloads.Merge) (all []string) {
		for _, j := range collect(t, m, 3) {
			if j.Name != "other" {
				all = append(all, fmt.Sprint(j.Arrive, j.Work.Size()))
			}
		}
		return all
	}
	require.Equal(t, sizes(workloads.Merge{x}), sizes(workloads.Merge{y, x}))
	x2 := workloads.Entry{Name: "x2", Generator: x.Generator}
	require.NotEqual(t, sizes(workloads.Merge{x}), sizes(workloads.Merge{x2}))
}

func TestMergeIsLazyAndStops(t *testing.T) {
	asked := 0
	endless := generator(func(yield func(workloads.Job, error) bool) {
		for {
			j := valid("e", sim.Time(asked))
			j.ID = workloads.JobID(asked)
			asked++
			if !yield(j, nil) {
				return
			}
		}
	})
	taken := 0
	for range (workloads.Merge{{Name: "e", Generator: endless}}).Jobs(rng.NewSeed(0)) {
		if taken++; taken == 3 {
			break
		}
	}
	require.Equal(t, 4, asked, "one ahead of what was taken")
}

type generator func(yield func(workloads.Job, error) bool)

func (g generator) Jobs(rng.Seed) iter.Seq2[workloads.Job, error] {
	return iter.Seq2[workloads.Job, error](g)
}

func TestMergeSaysWhatIsWrong(t *testing.T) {
	list := workloads.List{valid("a", 0)}
	back := generator(func(yield func(workloads.Job, error) bool) {
		a, b := valid("a", 9), valid("b", 8)
		a.ID, b.ID = 0, 1
		_ = yield(a, nil) && yield(b, nil)
	})
	ahead := generator(func(yield func(workloads.Job, error) bool) {
		a := valid("a", 9, 0)
		a.ID = 0
		yield(a, nil)
	})
	for _, c := range []struct {
		merge workloads.Merge
		want  string
	}{
		{workloads.Merge{{Generator: list}}, `entry 0 has no name or no generator`},
		{workloads.Merge{{Name: "a", Generator: list}, {Name: "a", Generator: list}}, `two entries are called "a"`},
		{workloads.Merge{{Name: "a", Generator: generator(func(y func(workloads.Job, error) bool) { y(workloads.Job{}, errors.New("gone")) })}}, `entry "a": gone`},
		{workloads.Merge{{Name: "a", Generator: generator(func(y func(workloads.Job, error) bool) { y(valid("x", 0), nil) })}}, `entry "a": yields job 7, expected job 0`},
		{workloads.Merge{{Name: "a", Generator: ahead}}, `entry "a": job "a": waits for job 0, which must be a job before it`},
		{workloads.Merge{{Name: "a", Generator: back}}, `entry "a": job "b" at 00.000000008s comes after one at 00.000000009s`},
	} {
		require.EqualError(t, failure(t, c.merge), "workloads: merge: "+c.want)
	}
}
