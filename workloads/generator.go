package workloads

import (
	"io"
	"iter"
	"strconv"

	"github.com/clustersim/clustersim/sim/rng"
)

// Generator produces the jobs of a run.
type Generator interface {
	// Jobs yields jobs in arrival order, lazily, with IDs 0, 1, 2… in that order.
	// The same seed yields the same jobs every time. A pair with an error is the
	// last, and its job means nothing.
	Jobs(seed rng.Seed) iter.Seq2[Job, error]
}

// TraceReader turns a published log of jobs into jobs.
type TraceReader interface {
	// Read yields the jobs of a log as [Generator] asks: in arrival order, lazily,
	// numbered from 0, an error last. Times count from the log's own zero.
	Read(r io.Reader) iter.Seq2[Job, error]
}

// Array is a job array: n jobs like the given one, named job[0] to job[n-1],
// that share its groups and the jobs it waits for. They do not wait for each
// other. Put them in a [List], which numbers them.
func Array(job Job, n int) []Job {
	jobs := make([]Job, n)
	for i := range jobs {
		jobs[i] = job
		jobs[i].Name = job.Name + "[" + strconv.Itoa(i) + "]"
	}
	return jobs
}
