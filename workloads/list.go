package workloads

import (
	"cmp"
	"fmt"
	"iter"
	"slices"

	"github.com/clustersim/clustersim/sim/rng"
)

// List is a generator of given jobs, the same for every seed.
//
// The jobs' IDs are ignored: After holds positions in the list. Jobs come out
// sorted by arrival, those of one instant in the order of the list, with new
// IDs and After to match. A job can wait only for one that comes out before it;
// whatever breaks that, every cycle among the rest, is an error.
type List []Job

// Jobs yields the jobs of the list; it checks them all before the first.
func (l List) Jobs(rng.Seed) iter.Seq2[Job, error] {
	return func(yield func(Job, error) bool) {
		jobs, err := l.sorted()
		if err != nil {
			yield(Job{}, err)
			return
		}
		for _, j := range jobs {
			if !yield(j, nil) {
				return
			}
		}
	}
}

func (l List) sorted() ([]Job, error) {
	order := make([]int, len(l))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(l[a].Arrive, l[b].Arrive) })
	numbers := make([]JobID, len(l)) // by position
	for id, position := range order {
		numbers[position] = JobID(id)
	}
	jobs := make([]Job, len(l))
	for id, position := range order {
		jobs[id] = l[position]
		jobs[id].ID = JobID(id)
		if err := l.link(&jobs[id], position, numbers); err != nil {
			return nil, err
		}
		if err := ValidateJob(&jobs[id]); err != nil {
			return nil, err
		}
	}
	return jobs, nil
}

// link gives the job that was at a position the new numbers of those it waits for.
func (l List) link(j *Job, position int, numbers []JobID) error {
	var after []JobID
	for _, p := range j.After {
		if p < 0 || int(p) >= len(l) {
			return fmt.Errorf("workloads: list: entry %d %q waits for entry %d, but entries are 0..%d", position, j.Name, p, len(l)-1)
		}
		if numbers[p] >= j.ID {
			return fmt.Errorf("workloads: list: entry %d %q at %v waits for entry %d %q at %v, which must come before it",
				position, j.Name, j.Arrive, p, l[p].Name, l[p].Arrive)
		}
		after = append(after, numbers[p])
	}
	j.After = after
	return nil
}
