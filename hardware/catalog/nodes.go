package catalog

import (
	"fmt"

	"github.com/clustersim/clustersim/evidence"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/internal/yamlpos"
	"github.com/clustersim/clustersim/units"
)

// nodeRow is a kind of machine as its file says it.
type nodeRow struct {
	Name   string                       `key:"name" required:"true"`
	GPU    string                       `key:"gpu" required:"true"`
	GPUs   int                          `key:"gpus" required:"true" min:"1" max:"64"`
	CPU    figure[units.MilliCPU]       `key:"cpu" required:"true"`
	Memory figure[units.Bytes]          `key:"memory" required:"true"`
	NIC    figure[units.BytesPerSecond] `key:"nic" required:"true"`
	cite                                // of the plain numbers
}

func (r *reader) readNodes(name string, text []byte) {
	var file struct {
		Nodes []yamlpos.Node `key:"nodes" required:"true"`
	}
	r.decode(name, text, &file)
	for i := range file.Nodes {
		at := &file.Nodes[i]
		var row nodeRow
		r.problems = append(r.problems, at.Decode(&row)...)
		gpu, ok := r.catalog.GPU(row.GPU)
		if !ok {
			r.wrong(at, fmt.Errorf("unknown GPU %q", row.GPU))
		}
		r.wrong(at, r.catalog.nodes.add(row.Name, r.node(row, gpu)))
	}
}

func (r *reader) node(row nodeRow, gpu *hardware.GPU) *hardware.NodeSpec {
	of, from := "node/"+row.Name, row.cite
	return &hardware.NodeSpec{
		Name: row.Name, GPU: gpu, GPUs: row.GPUs,
		CPU: row.CPU.value, Memory: row.Memory.value, NIC: row.NIC.value,
		Claims: []evidence.ID{
			claimFigure(r, of+"/cpu", "processor of a "+row.Name, row.CPU, from),
			claimFigure(r, of+"/memory", "main memory of a "+row.Name, row.Memory, from),
			claimFigure(r, of+"/nic", "network bandwidth, each direction, of a "+row.Name, row.NIC, from),
		},
	}
}
