package hardware

import (
	"github.com/clustersim/clustersim/evidence"
	"github.com/clustersim/clustersim/units"
)

// Class is the market segment a GPU is built for; reliability, memory
// protection and hosting differ by it.
type Class string

// The classes of GPUs. Generic is a unit of capacity without a model: the
// processors of a batch log.
const (
	Datacenter  Class = "datacenter"
	Workstation Class = "workstation"
	Consumer    Class = "consumer"
	Generic     Class = "generic"
)

// GPU is a model of accelerator as its maker specifies it.
type GPU struct {
	Name            string
	Vendor          string
	Class           Class
	Memory          units.Bytes
	MemoryBandwidth units.BytesPerSecond
	Dense16         units.FLOPS    // dense bf16/fp16 matrix rate, no sparsity
	Efficiency      units.Fraction // achievable share of Dense16 in large matrix products
	TDP             units.Watts
	Link            string               // name of the GPU-to-GPU link
	LinkBandwidth   units.BytesPerSecond // both directions together
	ECC             bool                 // whether memory errors are corrected or reported
	MIG             []MIGProfile
	Claims          []evidence.ID
}

// Speed is the rate of matrix work that the GPU sustains, in FLOP/s: what one
// GPU's work is compared with another's by.
func (g *GPU) Speed() float64 { return float64(g.Dense16) * float64(g.Efficiency) }

// Profile returns the MIG profile of that name.
func (g *GPU) Profile(name string) (MIGProfile, bool) {
	for _, p := range g.MIG {
		if p.Name == name {
			return p, true
		}
	}
	return MIGProfile{}, false
}

// MIGProfile is one way to cut a GPU into isolated instances.
type MIGProfile struct {
	Name  string // as the vendor writes it: 1g.10gb
	Share Share
}

// Share is a part of one GPU, in thousandths of its compute and of its memory.
// The two are apart because MIG cuts compute in sevenths and memory in eighths:
// a 4g and a 3g instance fill an H100, two 4g do not fit, and two 3g leave no
// room for a 1g. The zero Share means whole GPUs.
type Share struct {
	Compute, Memory uint16 // 0..1000
}

// Whole is all of one GPU.
var Whole = Share{1000, 1000}

// Fits reports whether s is at most free in both dimensions.
func (s Share) Fits(free Share) bool {
	return s.Compute <= free.Compute && s.Memory <= free.Memory
}
