package supply

import (
	"fmt"
	"math"
	"sort"

	"github.com/clustersim/clustersim/sim/rng"
)

// BetaBinomial is the law of how many of a number of nodes are up if each is
// with probability Mean and any two are with the given correlation: at 0 they
// are independent, and near 1 it is all or none.
type BetaBinomial struct {
	Trials      int     // 0 to 1,000,000
	Mean        float64 // 0..1
	Correlation float64 // 0 and more, below 1
}

// Validate returns an error unless the parameters are in range.
func (b BetaBinomial) Validate() error {
	switch {
	case b.Trials < 0 || b.Trials > maxNodes:
		return fmt.Errorf("supply: beta-binomial law: trials are %d, want 0 to %d", b.Trials, maxNodes)
	case !(b.Mean >= 0 && b.Mean <= 1):
		return fmt.Errorf("supply: beta-binomial law: mean is %v, want 0 to 1", b.Mean)
	case !(b.Correlation >= 0 && b.Correlation < 1):
		return fmt.Errorf("supply: beta-binomial law: correlation is %v, want at least 0 and less than 1", b.Correlation)
	}
	return nil
}

// Expected is the mean number of nodes.
func (b BetaBinomial) Expected() float64 { return float64(b.Trials) * b.Mean }

// Variance is that of the number of nodes: n·p·(1-p)·(1+(n-1)·correlation).
func (b BetaBinomial) Variance() float64 {
	n := float64(b.Trials)
	return n * b.Mean * (1 - b.Mean) * (1 + (n-1)*b.Correlation)
}

// Probabilities are those of 0 to Trials nodes. The ratio of neighbours,
//
//	P(k+1)/P(k) = (n-k)/(k+1) · (p(1-ρ)+kρ)/((1-p)(1-ρ)+(n-k-1)ρ),
//
// needs no special functions and holds for the binomial, ρ = 0, as well.
func (b BetaBinomial) Probabilities() []float64 {
	all := make([]float64, b.Trials+1)
	if b.Mean == 1 {
		all[b.Trials] = 1
		return all
	}
	n, free := float64(b.Trials), 1-b.Correlation
	most := 0.0 // logarithms, up to a constant, so that none underflows that counts
	for k := range b.Trials {
		x := float64(k)
		up := b.Mean*free + x*b.Correlation
		down := (1-b.Mean)*free + (n-x-1)*b.Correlation
		all[k+1] = all[k] + math.Log((n-x)/(x+1)*up/down)
		most = max(most, all[k+1])
	}
	sum := 0.0
	for k := range all {
		all[k] = math.Exp(all[k] - most)
		sum += all[k]
	}
	for k := range all {
		all[k] /= sum
	}
	return all
}

// drawn is a law readied for drawing by inversion.
type drawn struct{ upTo []float64 } // probability of that many or fewer

func (b BetaBinomial) table() drawn {
	upTo := b.Probabilities()
	sum := 0.0
	for k, p := range upTo {
		sum += p
		upTo[k] = sum
	}
	return drawn{upTo}
}

// draw takes one uniform number, and a larger one is never fewer nodes.
func (d drawn) draw(r *rng.Stream) int {
	u := r.Float64()
	return min(sort.Search(len(d.upTo), func(k int) bool { return d.upTo[k] > u }), len(d.upTo)-1)
}
