package supply_test

import (
	"fmt"
	"os"
	"time"

	"github.com/clustersim/clustersim/hardware/supply"
	"github.com/clustersim/clustersim/sim/rng"
)

// A day of probes of a zone, played from noon on, and a generator that goes on
// like it for a year.
func Example() {
	file, err := os.Open("testdata/probes.csv")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer file.Close()
	day, err := supply.Probes{Zone: "asia-southeast1-b", Nodes: 16, Step: 10 * time.Minute}.Read(file)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("all 16 nodes for %.1f%% of %v\n", 100*day.AtLeast(16), day.Length())
	for change, err := range supply.Play(day, 12*time.Hour, supply.Wrap).Changes(rng.NewSeed(1)) {
		if err != nil || change.At > 0 && change.Node > 2 {
			break
		}
		if change.Node < 2 {
			fmt.Println(change.At, "node", change.Node, "up:", change.Up)
		}
	}

	spot, err := supply.FitSpot(day)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.1f%% in the long run\n", 100*spot.Shares()[supply.All])
	// Output:
	// all 16 nodes for 3.5% of 24h0m0s
	// 0s node 0 up: false
	// 0s node 1 up: false
	// 12h00m00s node 0 up: true
	// 12h00m00s node 1 up: true
	// 3.5% in the long run
}
