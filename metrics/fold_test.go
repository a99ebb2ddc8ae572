package metrics_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/metrics"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/workloads"
)

// stream shows a fold jobs that run one after another on one of many nodes.
type stream struct {
	fold *metrics.Fold
	next int32
}

const streamNodes = 128

func newStream() *stream {
	s := &stream{fold: metrics.NewFold()}
	s.fold.Define(journal.DefineHazard(0, &hardware.Hazard{Part: "host"}))
	for i := range streamNodes {
		s.fold.Define(journal.Definition{
			Subject: journal.NodeSubject, ID: int32(i), MilliGPUs: 8000, Price: 2_250_000, Deadline: sim.Never,
		})
	}
	return s
}

// job is six entries and a definition.
func (s *stream) job() {
	id, at := workloads.JobID(s.next), sim.Time(s.next)*sim.Time(time.Minute)
	s.fold.Define(journal.Definition{Subject: journal.JobSubject, ID: int32(id), MilliGPUs: 8000, Deadline: sim.Never})
	s.fold.Observe(journal.Entry{At: at, Kind: journal.JobSubmitted, Job: id})
	s.fold.Observe(journal.Entry{At: at, Kind: journal.JobEligible, Job: id})
	s.fold.Observe(journal.Entry{At: at + 1e9, Kind: journal.AttemptStarted, Job: id, Ref: 1})
	s.fold.Observe(journal.Entry{At: at + 1e9, Kind: journal.Leased, Job: id, Node: hardware.NodeID(id % streamNodes), GPUs: 8, Value: 8000})
	s.fold.Observe(journal.Entry{At: at + 50e9, Kind: journal.AttemptEnded, Job: id, Ref: 1, Reason: journal.Completed, Value: 49e9})
	s.fold.Observe(journal.Entry{At: at + 50e9, Kind: journal.JobEnded, Job: id, Reason: journal.Completed})
	s.next++
}

// Only the samples and the index of jobs grow, and they grow ever more rarely.
func TestFoldHardlyAllocates(t *testing.T) {
	s := newStream()
	for range 100_000 {
		s.job()
	}
	require.Less(t, testing.AllocsPerRun(20_000, s.job), 0.01)
}

// fault is four entries.
func (s *stream) fault() {
	node, at := hardware.NodeID(s.next%streamNodes), sim.Time(s.next)*sim.Time(time.Minute)
	s.fold.Observe(journal.Entry{At: at, Kind: journal.FaultBegan, Node: node, Reason: journal.Crash})
	s.fold.Observe(journal.Entry{At: at + 1e9, Kind: journal.NodeDown, Node: node, Reason: journal.Crash})
	s.fold.Observe(journal.Entry{At: at + 9e9, Kind: journal.FaultEnded, Node: node})
	s.fold.Observe(journal.Entry{At: at + 9e9, Kind: journal.NodeUp, Node: node})
	s.next++
}

// Faults keep nothing once they are over.
func TestFaultsDoNotAllocate(t *testing.T) {
	s := newStream()
	s.fault()
	require.Zero(t, testing.AllocsPerRun(10_000, s.fault))
}

func BenchmarkFoldOfFaults(b *testing.B) {
	s := newStream()
	b.ReportAllocs()
	for range b.N {
		s.fault()
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/4, "ns/entry")
}

func BenchmarkFold(b *testing.B) {
	s := newStream()
	b.ReportAllocs()
	for range b.N {
		s.job()
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/6, "ns/entry")
}
