package validation

import (
	"fmt"
	"math"
	"time"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/workloads"
)

// One unit of time of all laws is an hour.

func hours(x float64) time.Duration { return time.Duration(math.Round(x * float64(time.Hour))) }

func instant(x float64) sim.Time { return sim.Time(hours(x)) }

// fleet is a site of equal nodes. A nil hazard never fails.
func fleet(nodes, gpus int, hazard *hardware.Hazard, age hardware.AgeRule) (*hardware.Site, error) {
	return hardware.NewSite(hardware.Site{Nodes: alike(nodes, gpus, hazard, age)})
}

// alike is equal nodes in no domain.
func alike(nodes, gpus int, hazard *hardware.Hazard, age hardware.AgeRule) []hardware.Node {
	spec := &hardware.NodeSpec{Name: "node", GPU: &hardware.GPU{Name: "gpu", Class: hardware.Generic}, GPUs: gpus}
	var hazards []hardware.Hazard
	if hazard != nil {
		hazards = []hardware.Hazard{*hazard}
	}
	all := make([]hardware.Node, nodes)
	for i := range all {
		all[i] = hardware.Node{
			Name: fmt.Sprintf("node-%d", i), Spec: spec, Hazards: hazards, Age: hardware.Age{Rule: age},
			Domains: hardware.NoDomains(),
		}
	}
	return all
}

// host is a hazard that stops the whole node, seen at once.
func host(up hardware.FailureModel, down hardware.RepairModel) *hardware.Hazard {
	return &hardware.Hazard{Part: "host", Count: 1, Failure: up, Repair: down}
}

// atOnce is a repair that takes no time.
func atOnce() hardware.RepairModel { return hardware.Fixed{} }

// onceKnown is a repair that begins when the fault is known and takes no time.
func onceKnown() []hardware.Stage {
	return []hardware.Stage{{Name: "swap", Crew: hardware.NoCrew, Spare: hardware.NoStock, Time: atOnce()}}
}

// oneGPU is the shape of a job of one GPU.
func oneGPU() []workloads.TaskGroup { return tasks(1, 1) }

func tasks(n, gpus int) []workloads.TaskGroup {
	return []workloads.TaskGroup{{Tasks: n, Ask: workloads.Resources{GPUs: gpus}}}
}

// perThousandDays is the mean life of a node that fails so many times in 1,000
// days.
func perThousandDays(rate float64) time.Duration { return hours(24 * 1000 / rate) }
