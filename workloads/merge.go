package workloads

import (
	"fmt"
	"iter"

	"github.com/clustersim/clustersim/sim/rng"
)

// Entry is a generator under a name, which keys its random streams: to add,
// drop or move an entry leaves the jobs of all others as they were.
type Entry struct {
	Name      string // not empty, unique in the merge
	Generator Generator
}

// Merge adds up the jobs of several entries, in arrival order; jobs of one
// instant come in the order of the entries. IDs are new and After is made to
// match. Each entry is seeded with the child of its name.
type Merge []Entry

// Jobs yields the jobs of all entries. It holds one job of each entry, and four
// bytes for each job that came out of an entry.
func (m Merge) Jobs(seed rng.Seed) iter.Seq2[Job, error] {
	return func(yield func(Job, error) bool) {
		if err := m.check(); err != nil {
			yield(Job{}, err)
			return
		}
		sources := make([]source, len(m))
		for i, e := range m {
			next, stop := iter.Pull2(e.Generator.Jobs(seed.Child(e.Name)))
			defer stop()
			sources[i] = source{name: e.Name, next: next}
			sources[i].advance()
		}
		for id := JobID(0); ; id++ {
			s := earliest(sources)
			if s == nil {
				return
			}
			j, err := s.take(id)
			if !yield(j, err) || err != nil {
				return
			}
		}
	}
}

func (m Merge) check() error {
	seen := make(map[string]bool, len(m))
	for i, e := range m {
		switch {
		case e.Name == "" || e.Generator == nil:
			return fmt.Errorf("workloads: merge: entry %d has no name or no generator", i)
		case seen[e.Name]:
			return fmt.Errorf("workloads: merge: two entries are called %q", e.Name)
		}
		seen[e.Name] = true
	}
	return nil
}

// source is an entry being merged: the job it offers next, and the numbers that
// its earlier ones were given.
type source struct {
	name    string
	next    func() (Job, error, bool)
	job     Job
	err     error
	more    bool
	numbers []JobID
}

func (s *source) advance() { s.job, s.err, s.more = s.next() }

// earliest is the first source whose job arrives no later than any other's; a
// source with an error goes before all. It is nil when all are dry.
func earliest(sources []source) *source {
	var first *source
	for i := range sources {
		s := &sources[i]
		switch {
		case !s.more:
		case s.err != nil:
			return s
		case first == nil || s.job.Arrive < first.job.Arrive:
			first = s
		}
	}
	return first
}

// take renumbers the offered job and moves on to the next.
func (s *source) take(id JobID) (Job, error) {
	if s.err != nil {
		return Job{}, fmt.Errorf("workloads: merge: entry %q: %w", s.name, s.err)
	}
	j := s.job
	if int(j.ID) != len(s.numbers) {
		return Job{}, fmt.Errorf("workloads: merge: entry %q: yields job %d, expected job %d", s.name, j.ID, len(s.numbers))
	}
	j.ID = id
	s.numbers = append(s.numbers, id)
	after, err := renumbered(j.After, s.numbers)
	if err != nil {
		return Job{}, fmt.Errorf("workloads: merge: entry %q: job %q: %w", s.name, j.Name, err)
	}
	j.After = after
	s.advance()
	if s.more && s.err == nil && s.job.Arrive < j.Arrive {
		s.err = fmt.Errorf("job %q at %v comes after one at %v", s.job.Name, s.job.Arrive, j.Arrive)
	}
	return j, nil
}

func renumbered(after, numbers []JobID) ([]JobID, error) {
	var to []JobID
	for _, id := range after {
		if id < 0 || int(id) >= len(numbers)-1 {
			return nil, fmt.Errorf("waits for job %d, which must be a job before it", id)
		}
		to = append(to, numbers[id])
	}
	return to, nil
}
