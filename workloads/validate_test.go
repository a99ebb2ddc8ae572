package workloads_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/workloads"
)

func TestValidateNamesWhatIsWrong(t *testing.T) {
	ask := func(r workloads.Resources) func(*workloads.Job) {
		return func(j *workloads.Job) { j.Groups = []workloads.TaskGroup{{Tasks: 1, Ask: r}} }
	}
	for _, c := range []struct {
		spoil func(*workloads.Job)
		want  string
	}{
		{func(j *workloads.Job) { j.ID = -1 }, `job -1 "x": the number is negative`},
		{func(j *workloads.Job) { j.Kind = "" }, `job 7 "x": unknown kind "", want "training" or "batch"`},
		{func(j *workloads.Job) { j.Arrive = sim.Never }, `job 7 "x": arrives at never, must be in the run`},
		{func(j *workloads.Job) { j.Estimate = 0 }, `job 7 "x": the estimate is 0s, must be positive`},
		{func(j *workloads.Job) { j.Deadline = 0 }, `job 7 "x": the deadline 0s is not after the arrival at 0s; sim.Never for none`},
		{func(j *workloads.Job) { j.After = []workloads.JobID{7} }, `job 7 "x": waits for job 7, which must be a job before it`},
		{func(j *workloads.Job) { j.After = []workloads.JobID{-1} }, `job 7 "x": waits for job -1, which must be a job before it`},
		{func(j *workloads.Job) { j.After = []workloads.JobID{4, 2, 4} }, `job 7 "x": waits twice for job 4`},
		{func(j *workloads.Job) { j.Checkpoint.Interval = -1 }, `job 7 "x": the checkpoint interval is -1ns; 0 for no checkpoints`},
		{func(j *workloads.Job) { j.Checkpoint.Restart = -1 }, `job 7 "x": a checkpoint costs 0s and a restart -1ns, neither can be negative`},
		{func(j *workloads.Job) { j.Checkpoint.Size = -1 }, `job 7 "x": the checkpoint size is -1 bytes, cannot be negative`},
		{func(j *workloads.Job) { j.Groups = nil }, `job 7 "x": has no task group`},
		{func(j *workloads.Job) { j.Groups = make([]workloads.TaskGroup, 1<<16) }, `job 7 "x": has 65536 task groups, at most 65535 can be`},
		{func(j *workloads.Job) { j.Groups = gpus(0, 1) }, `job 7 "x": task group 0: has 0 tasks, want 1..2147483647`},
		{func(j *workloads.Job) { j.Groups = append(gpus(math.MaxInt32, 1), gpus(1, 1)...) }, `job 7 "x": has 2147483648 tasks in all, at most 2147483647 can be`},
		{func(j *workloads.Job) { j.Groups[0].GPU = []string{"H100", ""} }, `job 7 "x": task group 0: one of the GPU models has no name`},
		{func(j *workloads.Job) { j.Groups[0].Where = []workloads.Selector{{Key: "tier"}} }, `job 7 "x": task group 0: selector "tier" with values [] can match nothing`},
		{ask(workloads.Resources{GPUs: 65}), `job 7 "x": task group 0: a task takes 65 GPUs, want 0..64, the most that one node can have`},
		{ask(workloads.Resources{GPUs: -1}), `job 7 "x": task group 0: a task takes -1 GPUs, want 0..64, the most that one node can have`},
		{ask(workloads.Resources{GPUs: 1, Share: hardware.Whole}), `job 7 "x": task group 0: a task takes 1 whole GPUs and a share of one; it can take either`},
		{ask(workloads.Resources{Share: hardware.Share{Compute: 1001}}), `job 7 "x": task group 0: a task takes 1001 thousandths of a GPU's compute and 0 of its memory, want 1..1000 and 0..1000`},
		{ask(workloads.Resources{Share: hardware.Share{Memory: 10}}), `job 7 "x": task group 0: a task takes 0 thousandths of a GPU's compute and 10 of its memory, want 1..1000 and 0..1000`},
		{ask(workloads.Resources{GPUs: 1, Memory: -1}), `job 7 "x": task group 0: a task takes 0cpu and -1 bytes of memory, neither can be negative`},
		{ask(workloads.Resources{}), `job 7 "x": task group 0: a task takes nothing of a node`},
		{func(j *workloads.Job) { j.Work = nil }, `job 7 "x": has no work`},
		{func(j *workloads.Job) { j.Work = workloads.Fixed{} }, `job 7 "x": the work takes 0s, must be positive`},
		{func(j *workloads.Job) { j.Arrive, j.Cancel = 5, 4 }, `job 7 "x": is given up at 00.000000004s, before it arrives at 00.000000005s; sim.Never for not at all`},
	} {
		j := valid("x", 0)
		require.NoError(t, workloads.ValidateJob(&j))
		c.spoil(&j)
		require.EqualError(t, workloads.ValidateJob(&j), "workloads: "+c.want)
	}
}

func TestValidateTakesWhatCanRun(t *testing.T) {
	j := valid("x", 0, 6, 0, 3)
	j.Groups = []workloads.TaskGroup{
		{Tasks: 2, Ask: workloads.Resources{GPUs: 64, CPU: 1000}},
		{Tasks: 1, Ask: workloads.Resources{CPU: 500}},
		{Tasks: 3, Ask: workloads.Resources{Share: hardware.Share{Compute: 286}}, Where: []workloads.Selector{{Key: "tier", Values: []string{"a", "b"}}}},
	}
	require.NoError(t, workloads.ValidateJob(&j))
	require.Equal(t, int64(2*64000+3*286), j.MilliGPUs())
}
