package process_test

import (
	"fmt"
	"time"

	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/process"
)

// A car drives and parks.
func Example() {
	env := process.NewEnv()
	defer env.Close()
	env.Go("car", func(p *process.Proc) {
		for {
			fmt.Println(p.Now(), "drive")
			p.Sleep(2 * time.Minute)
			fmt.Println(p.Now(), "park")
			p.Sleep(5 * time.Minute)
		}
	})
	env.RunUntil(sim.Time(10 * time.Minute))
	// Output:
	// 0s drive
	// 02m00s park
	// 07m00s drive
	// 09m00s park
}
