package workloads_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
	"github.com/clustersim/clustersim/workloads"
)

func ExampleList() {
	second := sim.Time(time.Second)
	jobs := workloads.List{
		{Request: request("evaluate", 20*second, 1, 2), Work: workloads.Fixed{Time: time.Minute}, Cancel: sim.Never},
		{Request: request("prepare", 10*second), Work: workloads.Fixed{Time: time.Minute}, Cancel: sim.Never},
		{Request: request("train", 10*second, 1), Work: workloads.Fixed{Time: time.Hour}, Cancel: sim.Never},
	}
	for job, err := range jobs.Jobs(rng.NewSeed(1)) {
		fmt.Println(job.ID, job.Name, job.Arrive, job.After, err)
	}
	// Output:
	// 0 prepare 10s [] <nil>
	// 1 train 10s [0] <nil>
	// 2 evaluate 20s [0 1] <nil>
}

func request(name string, arrive sim.Time, after ...workloads.JobID) workloads.Request {
	return valid(name, arrive, after...).Request
}

func TestListRefusesWaitsThatCannotEnd(t *testing.T) {
	require.EqualError(t, failure(t, workloads.List{valid("a", 0, 1), valid("b", 0, 0)}),
		`workloads: list: entry 0 "a" at 0s waits for entry 1 "b" at 0s, which must come before it`)
	require.EqualError(t, failure(t, workloads.List{valid("a", 0, 0)}),
		`workloads: list: entry 0 "a" at 0s waits for entry 0 "a" at 0s, which must come before it`)
	require.EqualError(t, failure(t, workloads.List{{}}), `workloads: job 0 "": unknown kind "", want "training" or "batch"`)
	require.EqualError(t, failure(t, workloads.List{valid("a", 0), valid("b", 5, 9)}),
		`workloads: list: entry 1 "b" waits for entry 9, but entries are 0..1`)
}

// Whatever the order of the list, each job keeps waiting for the same ones.
func TestListKeepsDependencies(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 20).Draw(t, "jobs")
		list := make(workloads.List, n)
		position := rapid.Permutation(indices(n)).Draw(t, "order")
		waits := make(map[string]string)
		for i := range n {
			j := valid(fmt.Sprint(i), sim.Time(i)*5)
			if i > 0 && rapid.Bool().Draw(t, "waits") {
				on := rapid.IntRange(0, i-1).Draw(t, "on")
				j.After = []workloads.JobID{workloads.JobID(position[on])}
				waits[j.Name] = fmt.Sprint(on)
			}
			list[position[i]] = j
		}
		jobs := collect(t, list, 0)
		require.Len(t, jobs, n)
		for _, j := range jobs {
			on, ok := waits[j.Name]
			require.Equal(t, ok, len(j.After) == 1)
			if ok {
				require.Equal(t, on, jobs[j.After[0]].Name)
			}
		}
	})
}

func indices(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

func TestArray(t *testing.T) {
	list := append(workloads.List{valid("first", 0)}, workloads.Array(valid("sweep", 5, 0), 3)...)
	var names []string
	for _, j := range collect(t, list, 0)[1:] {
		names = append(names, fmt.Sprint(j.ID, j.Name, j.After))
	}
	require.Equal(t, []string{"1sweep[0][0]", "2sweep[1][0]", "3sweep[2][0]"}, names)
	require.Empty(t, workloads.Array(valid("none", 0), 0))
}
