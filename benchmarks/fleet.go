package benchmarks

import (
	"strconv"

	"github.com/clustersim/clustersim/hardware"
)

// gpusPerNode is the size of every node of the benchmarks' fleets.
const gpusPerNode = 8

// newFleet returns a site of equal nodes of 8 GPUs.
func newFleet(nodes int, hazards []hardware.Hazard) *hardware.Site {
	gpu := &hardware.GPU{Name: "unit", Class: hardware.Generic, Dense16: 1, Efficiency: 1}
	spec := &hardware.NodeSpec{Name: "unit-8", GPU: gpu, GPUs: gpusPerNode}
	none := hardware.NoDomains()
	fleet := make([]hardware.Node, nodes)
	for i := range fleet {
		fleet[i] = hardware.Node{
			Name: "node-" + strconv.Itoa(i), Spec: spec, Domains: none,
			Hazards: hazards, Age: hardware.Age{Rule: hardware.Fresh},
		}
	}
	site, err := hardware.NewSite(hardware.Site{Nodes: fleet})
	if err != nil {
		panic("benchmarks: new fleet: " + err.Error())
	}
	return site
}
