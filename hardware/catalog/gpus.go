package catalog

import (
	"github.com/clustersim/clustersim/evidence"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/internal/yamlpos"
	"github.com/clustersim/clustersim/units"
)

// gpuRow is a GPU as its file says it.
type gpuRow struct {
	Name            string                       `key:"name" required:"true"`
	Vendor          string                       `key:"vendor" required:"true"`
	Class           string                       `key:"class" required:"true" enum:"datacenter|workstation|consumer|generic"`
	Memory          figure[units.Bytes]          `key:"memory" required:"true"`
	MemoryBandwidth figure[units.BytesPerSecond] `key:"memory_bandwidth" required:"true"`
	Dense16         figure[units.FLOPS]          `key:"dense16" required:"true"`
	Efficiency      figure[units.Fraction]       `key:"efficiency" required:"true"`
	TDP             figure[units.Watts]          `key:"tdp" required:"true"`
	Link            string                       `key:"link" required:"true"`
	LinkBandwidth   figure[units.BytesPerSecond] `key:"link_bandwidth" required:"true"`
	ECC             bool                         `key:"ecc" required:"true"`
	MIG             *migTable                    `key:"mig"`
	cite                                         // of the plain numbers
}

func (r *reader) readGPUs(name string, text []byte) {
	var file struct {
		GPUs []yamlpos.Node `key:"gpus" required:"true"`
	}
	r.decode(name, text, &file)
	for i := range file.GPUs {
		at := &file.GPUs[i]
		var row gpuRow
		r.problems = append(r.problems, at.Decode(&row)...)
		r.wrong(at, r.catalog.gpus.add(row.Name, r.gpu(row)))
	}
}

func (r *reader) gpu(row gpuRow) *hardware.GPU {
	gpu := &hardware.GPU{
		Name: row.Name, Vendor: row.Vendor, Class: hardware.Class(row.Class),
		Memory: row.Memory.value, MemoryBandwidth: row.MemoryBandwidth.value,
		Dense16: row.Dense16.value, Efficiency: row.Efficiency.value, TDP: row.TDP.value,
		Link: row.Link, LinkBandwidth: row.LinkBandwidth.value, ECC: row.ECC,
	}
	of, from := "gpu/"+row.Name, row.cite
	gpu.Claims = []evidence.ID{
		claimFigure(r, of+"/memory", "memory of the "+row.Name, row.Memory, from),
		claimFigure(r, of+"/memory-bandwidth", "memory bandwidth of the "+row.Name, row.MemoryBandwidth, from),
		claimFigure(r, of+"/dense16", "dense bf16 or fp16 matrix rate of the "+row.Name, row.Dense16, from),
		claimFigure(r, of+"/efficiency", "share of the dense rate that large matrix products reach on the "+row.Name, row.Efficiency, from),
		claimFigure(r, of+"/tdp", "power limit of the "+row.Name, row.TDP, from),
		claimFigure(r, of+"/link-bandwidth", "bandwidth of the link between GPUs, both directions, of the "+row.Name, row.LinkBandwidth, from),
	}
	if row.MIG != nil {
		gpu.MIG = r.mig(row.MIG)
		gpu.Claims = append(gpu.Claims, r.claim(of+"/mig", "MIG slices of the "+row.Name+" and the memory of its profiles", "7slices", row.MIG.cite, row.MIG.at))
	}
	return gpu
}

// claimFigure enters a figure of a row into the ledger.
func claimFigure[T any](r *reader, id, about string, f figure[T], row cite) evidence.ID {
	return r.claim(id, about, f.text, f.cite.orElse(row), f.at)
}
