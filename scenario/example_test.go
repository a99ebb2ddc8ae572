package scenario_test

import (
	"fmt"

	"github.com/clustersim/clustersim/scenario"
)

func ExampleLoad() {
	s, err := scenario.Load(scenario.Disk(), "preset:decentral-7b",
		[]string{"fleet.pools.marketplace.count=80", "seeds=1..10"}, scenario.Builtin())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(s.Name, "on", s.Site().GPUs(), "GPUs, seeds", s.Seeds)
	for _, line := range s.Require {
		fmt.Println("requires", line.Metric, line.Op, line.Value)
	}

	_, err = scenario.Load(scenario.Disk(), "preset:decentral-7b",
		[]string{"fleet.pools.marketplace.nodes=80", "policy.name=esay"}, scenario.Builtin())
	fmt.Println(err)
	// Output:
	// decentral-7b on 640 GPUs, seeds 1..10
	// requires completion >= 0.95
	// requires deadline_met >= 0.90
	// --set:1:13: policy.name: unknown policy "esay"; did you mean "easy"? [E110]
	// --set:1:25: fleet.pools[0].nodes: unknown key "nodes"; did you mean "node"? [E102]
}
