package sim_test

import (
	"fmt"
	"time"

	"github.com/clustersim/clustersim/sim"
)

// A car drives and parks.
func Example() {
	type event string
	var engine *sim.Engine[event]
	engine = sim.NewEngine(func(ev event) {
		fmt.Println(engine.Now(), ev)
		switch ev {
		case "drive":
			engine.After(2*time.Minute, 0, "park")
		case "park":
			engine.After(5*time.Minute, 0, "drive")
		}
	})
	engine.At(0, 0, "drive")
	engine.RunUntil(sim.Time(10 * time.Minute))
	// Output:
	// 0s drive
	// 02m00s park
	// 07m00s drive
	// 09m00s park
}

// A timeout is an event that is usually cancelled.
func ExampleEngine_Cancel() {
	engine := sim.NewEngine(func(ev string) { fmt.Println(ev) })
	timeout := engine.After(time.Hour, 0, "timed out")
	fmt.Println(engine.Cancel(timeout), engine.Cancel(timeout), engine.Pending())
	engine.RunUntil(sim.Time(2 * time.Hour))
	// Output: true false 0
}
