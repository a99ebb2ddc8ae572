package clustersim

import (
	"math"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/sim/rng"
)

// individual is how a node differs from others of its kind.
type individual struct {
	factor  float64 // of its hazards, a lemon's included
	lemon   bool
	retired bool
	streams rng.Stream // of its being cured, and of the machines that follow it
	seen    []float64  // hours at which failures were seen that still count for retirement
	score   float64    // of failures seen, at scored
	scored  float64    // hours
}

// drawIndividuals draws how nodes differ, if any do.
func (r *run) drawIndividuals() {
	if r.startsUp {
		r.startUps = make([]rng.Stream, len(r.Site.Nodes))
		for id := range r.startUps {
			r.startUps[id] = r.seed.Child("start-up").Child(r.Site.Nodes[id].Name).Stream()
		}
	}
	if !r.differ {
		return
	}
	r.individuals = make([]individual, len(r.Site.Nodes))
	seed := r.seed.Child("frailty")
	for id := range r.Site.Nodes {
		r.individuals[id].streams = seed.Child(r.Site.Nodes[id].Name).Stream()
		r.drawIndividual(hardware.NodeID(id))
	}
}

// drawIndividual draws the machine that stands in the node's place.
func (r *run) drawIndividual(id hardware.NodeID) {
	n, i := &r.Site.Nodes[id], &r.individuals[id]
	*i = individual{factor: 1, streams: i.streams, seen: i.seen[:0]}
	if n.Factor > 0 {
		i.factor = n.Factor
	}
	f := n.Frailty
	if f == nil {
		return
	}
	if f.Node != nil {
		i.factor *= f.Node.Draw(&i.streams)
	}
	for kind, law := range f.Shared {
		if law != nil && n.Domains[kind] != hardware.NoDomain {
			domain := &r.Site.Domains[n.Domains[kind]]
			stream := r.seed.Child("frailty of domains").Child(domain.Kind.String()).Child(domain.Name).Stream()
			i.factor *= law.Draw(&stream)
		}
	}
	if f.Lemons.Share > 0 && chance(&i.streams, f.Lemons.Share) {
		i.lemon = true
		i.factor *= f.Lemons.Factor
	}
	i.factor = max(i.factor, math.SmallestNonzeroFloat64)
}

// chance draws whether something of that probability is so.
func chance(r *rng.Stream, p float64) bool { return math.Exp(-r.Exp()) < p }

func (r *run) isLemon(id hardware.NodeID) bool {
	return r.individuals != nil && r.individuals[id].lemon
}

func (r *run) isRetired(id hardware.NodeID) bool {
	return r.individuals != nil && r.individuals[id].retired
}

// factorOf is the factor of the node's hazards.
func (r *run) factorOf(id hardware.NodeID) float64 {
	if r.individuals == nil {
		return 1
	}
	return r.individuals[id].factor
}

// mayCure makes a lemon like others with the probability that a repair does. Its
// other parts keep the times that they have drawn.
func (r *run) mayCure(id hardware.NodeID, cures float64) {
	if !r.isLemon(id) {
		return
	}
	i := &r.individuals[id]
	if chance(&i.streams, cures) {
		i.lemon = false
		i.factor /= r.Site.Nodes[id].Frailty.Lemons.Factor
		r.emit(journal.Entry{Kind: journal.NodeCured, Node: id})
	}
}
