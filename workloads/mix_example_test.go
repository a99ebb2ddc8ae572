package workloads_test

import (
	"fmt"
	"time"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/sim/rng"
	"github.com/clustersim/clustersim/workloads"
)

// The laws of package hardware serve as lengths.
func ExampleMix() {
	mix := workloads.Mix{
		Arrivals: workloads.Regular,
		Rate:     4, // an hour
		Count:    3,
		Classes: []workloads.Class{{
			Name: "tune", Weight: 1, Tenant: "lab", Kind: workloads.Training,
			Sizes:  []workloads.Size{{Weight: 1, Groups: []workloads.TaskGroup{{Tasks: 2, Ask: workloads.Resources{GPUs: 8}}}}},
			Length: hardware.Fixed{After: 90 * time.Minute},
		}},
	}
	for job, err := range mix.Jobs(rng.NewSeed(1)) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(job.ID, job.Name, job.Arrive, job.MilliGPUs(), job.Work.Size())
	}
	// Output:
	// 0 tune 15m00s 16000 1h30m0s
	// 1 tune 30m00s 16000 1h30m0s
	// 2 tune 45m00s 16000 1h30m0s
}
