package scenario

import (
	"fmt"
	"math"
	"slices"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/units"
)

// chooseShare reads the share: a fraction, or a MIG profile, which limits the
// gang to the models that can be cut so.
func (l *loader) chooseShare(g *gang, a *ask, at string) {
	if a.Share == "" {
		return
	}
	if a.PerTask != nil {
		l.wrong(at+".per_task", mistake{CodeBoth, "per_task says how many whole GPUs a task has, but the job asks for shares", "remove one of them"})
	}
	if fraction, err := units.ParseFraction(a.Share); err == nil {
		l.fraction(g, float64(fraction), at+".share")
		return
	}
	var with []string
	var kept []*resolvedPool
	known := map[string]bool{}
	var names []string
	for _, p := range g.pools {
		for _, m := range p.spec.GPU.MIG {
			if !known[m.Name] {
				known[m.Name] = true
				names = append(names, m.Name)
			}
		}
		m, ok := p.spec.GPU.Profile(a.Share)
		switch {
		case !ok:
			continue
		case g.share != (hardware.Share{}) && g.share != m.Share:
			l.wrong(at+".share", mistake{CodeShare, "the pools' GPUs cut " + quote(a.Share) + " differently", "name the model with gpu"})
			return
		}
		g.share = m.Share
		kept = append(kept, p)
		if !slices.Contains(with, p.spec.GPU.Name) {
			with = append(with, p.spec.GPU.Name)
		}
	}
	if len(with) == 0 {
		m := mistake{CodeShare, "no GPU in question has the MIG profile " + quote(a.Share), "none of them can be cut; write a fraction such as 0.25"}
		if len(names) > 0 {
			m.hint = unknownName("", a.Share, names).hint
		}
		l.wrong(at+".share", m)
		return
	}
	g.gpu, g.pools = with, kept
}

func (l *loader) fraction(g *gang, fraction float64, at string) {
	milli := math.Round(fraction * 1000)
	if milli < 1 || math.Abs(milli-fraction*1000) > 1e-6 {
		l.wrong(at, mistake{CodeShare, fmt.Sprintf("a share of %v is not a whole number of thousandths of a GPU", fraction), "write a fraction from 0.001 to 1, such as 0.25"})
		return
	}
	g.share = hardware.Share{Compute: uint16(milli), Memory: uint16(milli)}
}
