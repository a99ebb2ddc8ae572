package workloads

import (
	"time"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/units"
)

// JobID numbers the jobs of a run from 0, in order of submission.
type JobID int32

// Kind is the class of workload a job belongs to; reports group by it.
type Kind string

// The kinds that the runtime executes: a training job is one gang that makes
// progress together; a batch job is a gang whose length was given.
const (
	Training Kind = "training"
	Batch    Kind = "batch"
)

// Request is what a user asks for: all that a scheduler may know of a job.
type Request struct {
	ID         JobID
	Name       string
	Tenant     string
	Kind       Kind
	Arrive     sim.Time
	Groups     []TaskGroup // shared between jobs of one shape: read only
	After      []JobID     // jobs that must complete first; all have lower numbers
	Estimate   time.Duration
	Reference  *hardware.GPU // the GPU that Estimate and the work are stated for; nil: speed does not depend on the GPU
	Checkpoint Checkpoint
	Priority   int16    // higher goes first
	Deadline   sim.Time // sim.Never for none
}

// MilliGPUs is the capacity the whole gang takes, in thousandths of a GPU.
func (r *Request) MilliGPUs() int64 {
	var total int64
	for i := range r.Groups {
		total += int64(r.Groups[i].Tasks) * r.Groups[i].Ask.MilliGPUs()
	}
	return total
}

// TaskGroup is a number of equal tasks. All groups of a request form one gang.
type TaskGroup struct {
	Tasks int
	Ask   Resources
	GPU   []string   // allowed GPU models; empty allows all
	Where []Selector // every one must match
}

// Resources is what one task takes of one node.
type Resources struct {
	GPUs   int            // whole GPUs; 0 with a Share
	Share  hardware.Share // of one GPU; zero with whole GPUs
	CPU    units.MilliCPU
	Memory units.Bytes
}

// MilliGPUs is the compute that one task takes, in thousandths of a GPU.
func (r Resources) MilliGPUs() int64 {
	return int64(r.GPUs)*1000 + int64(r.Share.Compute)
}

// Selector asks for a label to have one of some values.
type Selector struct {
	Key    string
	Values []string
}

// Checkpoint says how a job saves its progress. The zero value saves nothing:
// a failure costs all the work of the attempt.
type Checkpoint struct {
	Interval time.Duration // productive time between the ends of two saves; 0 for none
	Cost     time.Duration // for which a save stalls the gang, when Size is 0
	Size     units.Bytes   // moved to shared storage by each save and read back by each restart
	Restart  time.Duration // from the start of a further attempt to productive work, without reading Size
}

// Job is a request with its truth.
type Job struct {
	Request
	Work   Work
	Cancel sim.Time // when the user gives the job up, if it has not ended; sim.Never for not at all
}

// Work is how much a job has to do and how fast a placed gang does it.
type Work interface {
	// Size is the productive time of the gang at [Full] speed.
	Size() time.Duration
	// Speed is the rate of progress of the gang on a placement.
	Speed(s *hardware.Site, on hardware.Placement) Rate
}
