package benchmarks

import (
	"fmt"
	"hash/fnv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/journal"
)

// startHash digests which job starts when and on which nodes.
type startHash struct {
	sum    uint64
	starts int
}

func (h *startHash) Define(journal.Definition) {}

func (h *startHash) Observe(e journal.Entry) {
	if e.Kind != journal.AttemptStarted && e.Kind != journal.Leased {
		return
	}
	if e.Kind == journal.AttemptStarted {
		h.starts++
	}
	f := fnv.New64a()
	fmt.Fprint(f, h.sum, e)
	h.sum = f.Sum64()
}

func TestBothEASYsMakeTheSameSchedule(t *testing.T) {
	const jobs = 3000
	for _, load := range []float64{0.95, 1.05, 1.3} {
		var ours, yardstick startHash
		runBatch(indexedEASY(), jobs, load, 1, &ours)
		runBatch(&scanEASY{}, jobs, load, 1, &yardstick)
		require.Equal(t, jobs, ours.starts)
		require.Equal(t, yardstick, ours, "load %v", load)
	}
}

// The generator makes one object a job, its work. The run makes none, but for
// storage that grows: each slot for jobs has room for the largest gang it ever
// held.
func TestBatchAllocatesOnlyTheJobs(t *testing.T) {
	allocs := func(jobs int) float64 {
		return testing.AllocsPerRun(1, func() { runBatch(indexedEASY(), jobs, 0.95, 1) })
	}
	const more = 5000
	require.InDelta(t, more, allocs(5000+more)-allocs(5000), more/5)
}

func BenchmarkBatch(b *testing.B) {
	for _, jobs := range []int{1e4, 1e5, 1e6} {
		b.Run(fmt.Sprintf("easy/jobs=%d", jobs), func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				runBatch(indexedEASY(), jobs, 1.05, 1)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*jobs), "ns/job")
		})
	}
	for _, jobs := range []int{1e4, 1e5} {
		b.Run(fmt.Sprintf("scan/jobs=%d", jobs), func(b *testing.B) {
			for range b.N {
				runBatch(&scanEASY{}, jobs, 1.05, 1)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*jobs), "ns/job")
		})
	}
}
