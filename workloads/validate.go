package workloads

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/sim"
)

// Validate returns an error that names the job and the first thing wrong with
// its request, and what would be right. It is nil for a request that the
// runtime can take, which need not fit the fleet.
func Validate(r *Request) error {
	if err := wrong(r); err != nil {
		return fmt.Errorf("workloads: job %d %q: %w", r.ID, r.Name, err)
	}
	return nil
}

// ValidateJob is [Validate] for a job with its truth: work there must be, and
// the user gives up no earlier than the arrival.
func ValidateJob(j *Job) error {
	if err := Validate(&j.Request); err != nil {
		return err
	}
	switch {
	case j.Work == nil:
		return fmt.Errorf("workloads: job %d %q: has no work", j.ID, j.Name)
	case j.Work.Size() <= 0:
		return fmt.Errorf("workloads: job %d %q: the work takes %v, must be positive", j.ID, j.Name, j.Work.Size())
	case j.Cancel < j.Arrive:
		return fmt.Errorf("workloads: job %d %q: is given up at %v, before it arrives at %v; sim.Never for not at all",
			j.ID, j.Name, j.Cancel, j.Arrive)
	}
	return nil
}

func wrong(r *Request) error {
	switch {
	case r.ID < 0:
		return errors.New("the number is negative")
	case r.Kind != Training && r.Kind != Batch:
		return fmt.Errorf("unknown kind %q, want %q or %q", r.Kind, Training, Batch)
	case r.Arrive < 0 || r.Arrive == sim.Never:
		return fmt.Errorf("arrives at %v, must be in the run", r.Arrive)
	case r.Estimate <= 0:
		return fmt.Errorf("the estimate is %v, must be positive", r.Estimate)
	case r.Deadline <= r.Arrive:
		return fmt.Errorf("the deadline %v is not after the arrival at %v; sim.Never for none", r.Deadline, r.Arrive)
	}
	if err := wrongAfter(r); err != nil {
		return err
	}
	if err := wrongCheckpoint(r.Checkpoint); err != nil {
		return err
	}
	return wrongGroups(r.Groups)
}

func wrongAfter(r *Request) error {
	for _, id := range r.After {
		if id < 0 || id >= r.ID {
			return fmt.Errorf("waits for job %d, which must be a job before it", id)
		}
	}
	if len(r.After) < 2 {
		return nil // most jobs: no copy to sort
	}
	sorted := slices.Sorted(slices.Values(r.After))
	for i := 1; i < len(sorted); i++ {
		if sorted[i] == sorted[i-1] {
			return fmt.Errorf("waits twice for job %d", sorted[i])
		}
	}
	return nil
}

func wrongCheckpoint(c Checkpoint) error {
	switch {
	case c.Interval < 0:
		return fmt.Errorf("the checkpoint interval is %v; 0 for no checkpoints", c.Interval)
	case c.Cost < 0 || c.Restart < 0:
		return fmt.Errorf("a checkpoint costs %v and a restart %v, neither can be negative", c.Cost, c.Restart)
	case c.Size < 0:
		return fmt.Errorf("the checkpoint size is %d bytes, cannot be negative", int64(c.Size))
	}
	return nil
}

func wrongGroups(groups []TaskGroup) error {
	if len(groups) == 0 {
		return errors.New("has no task group")
	}
	if len(groups) > math.MaxUint16 {
		return fmt.Errorf("has %d task groups, at most %d can be", len(groups), math.MaxUint16)
	}
	tasks := 0
	for i := range groups {
		if err := wrongGroup(&groups[i]); err != nil {
			return fmt.Errorf("task group %d: %w", i, err)
		}
		tasks += groups[i].Tasks // at most 2^16 times 2^31
	}
	if tasks > math.MaxInt32 {
		return fmt.Errorf("has %d tasks in all, at most %d can be", tasks, math.MaxInt32)
	}
	return nil
}

func wrongGroup(g *TaskGroup) error {
	if g.Tasks < 1 || g.Tasks > math.MaxInt32 {
		return fmt.Errorf("has %d tasks, want 1..%d", g.Tasks, math.MaxInt32)
	}
	if slices.Contains(g.GPU, "") {
		return errors.New("one of the GPU models has no name")
	}
	for _, s := range g.Where {
		if s.Key == "" || len(s.Values) == 0 {
			return fmt.Errorf("selector %q with values %q can match nothing", s.Key, s.Values)
		}
	}
	return wrongResources(g.Ask)
}

func wrongResources(r Resources) error {
	shared := r.Share != hardware.Share{}
	switch {
	case r.GPUs < 0 || r.GPUs > hardware.MaxGPUs:
		return fmt.Errorf("a task takes %d GPUs, want 0..%d, the most that one node can have", r.GPUs, hardware.MaxGPUs)
	case r.GPUs > 0 && shared:
		return fmt.Errorf("a task takes %d whole GPUs and a share of one; it can take either", r.GPUs)
	case shared && (r.Share.Compute < 1 || !r.Share.Fits(hardware.Whole)):
		return fmt.Errorf("a task takes %d thousandths of a GPU's compute and %d of its memory, want 1..1000 and 0..1000",
			r.Share.Compute, r.Share.Memory)
	case r.CPU < 0 || r.Memory < 0:
		return fmt.Errorf("a task takes %v and %d bytes of memory, neither can be negative", r.CPU, int64(r.Memory))
	case r == Resources{}:
		return errors.New("a task takes nothing of a node")
	}
	return nil
}
