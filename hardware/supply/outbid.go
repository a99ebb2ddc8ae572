package supply

import (
	"fmt"
	"math"

	"github.com/clustersim/clustersim/units"
)

// OutbidRate is how often a node that we hold by a bid is taken by a rival, where
// rivals come to it as a Poisson process and their bids are lognormal, with a
// median and the standard deviation sigma of the logarithm: the rivals' rate
// times the probability of a bid above ours,
//
//	rivals · Q(ln(bid/median)/sigma).
//
// Rivals above our bid are again a Poisson process, so times to being outbid are
// exponential. Equal bids stay with whom they are; a bid of 0 loses to every
// rival. The median must be positive and sigma positive and finite.
//
// If a rival keeps the node for a mean time s, the node is ours for a share
// 1/(1+rate·s) of time, whatever the law of that time.
func OutbidRate(rivals units.Frequency, median units.MoneyPerHour, sigma float64, bid units.MoneyPerHour) (units.Frequency, error) {
	switch {
	case !(rivals >= 0) || math.IsInf(float64(rivals), 1):
		return 0, fmt.Errorf("supply: outbid rate: rivals come at %v per hour, want at least 0 and finite", float64(rivals))
	case median <= 0:
		return 0, fmt.Errorf("supply: outbid rate: the median bid is %v, want above 0", median)
	case !(sigma > 0) || math.IsInf(sigma, 1):
		return 0, fmt.Errorf("supply: outbid rate: sigma is %v, want above 0 and finite, such as 0.5", sigma)
	case bid < 0:
		return 0, fmt.Errorf("supply: outbid rate: our bid is %v, want at least 0", bid)
	}
	score := math.Log(float64(bid)/float64(median)) / sigma
	return rivals * units.Frequency(math.Erfc(score/math.Sqrt2)/2), nil
}
