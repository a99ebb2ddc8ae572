package supply_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/hardware/supply"
	"github.com/clustersim/clustersim/sim/rng"
	"github.com/clustersim/clustersim/units"
)

func TestOutbidRate(t *testing.T) {
	rate := func(bid units.MoneyPerHour) float64 {
		r, err := supply.OutbidRate(12, 2_000_000, .5, bid)
		require.NoError(t, err)
		return float64(r)
	}
	require.InDelta(t, 6, rate(2_000_000), 1e-12, "half of the rivals bid more than the median")
	require.InDelta(t, 12, rate(0), 1e-12)
	one := units.MoneyPerHour(math.Round(2e6 * math.Exp(.5)))
	require.InDelta(t, 12*.158655253931457, rate(one), 1e-6, "one sigma above")
	require.Less(t, rate(100_000_000), 1e-12)

	for want, ask := range map[string]func() (units.Frequency, error){
		"rivals come at -1 per hour, want at least 0 and finite":  func() (units.Frequency, error) { return supply.OutbidRate(-1, 1, 1, 1) },
		"rivals come at NaN per hour, want at least 0 and finite": func() (units.Frequency, error) { return supply.OutbidRate(units.Frequency(math.NaN()), 1, 1, 1) },
		"the median bid is 0.00 USD/h, want above 0":              func() (units.Frequency, error) { return supply.OutbidRate(1, 0, 1, 1) },
		"sigma is 0, want above 0 and finite, such as 0.5":        func() (units.Frequency, error) { return supply.OutbidRate(1, 1, 0, 1) },
		"our bid is -0.000001 USD/h, want at least 0":             func() (units.Frequency, error) { return supply.OutbidRate(1, 1, 1, -1) },
	} {
		_, err := ask()
		require.EqualError(t, err, "supply: outbid rate: "+want)
	}
}

// By playing it: rivals come, bid, and take the node if they bid more.
func TestOutbidRateByPlaying(t *testing.T) {
	const rivals, sigma, n = 3.0, .8, 20_000
	median, bid := units.MoneyPerHour(1_500_000), units.MoneyPerHour(2_400_000)
	want, err := supply.OutbidRate(rivals, median, sigma, bid)
	require.NoError(t, err)
	r := rng.NewSeed(1).Stream()
	hours := 0.0
	for range n {
		for taken := false; !taken; {
			hours += r.Exp() / rivals
			taken = float64(median)*math.Exp(sigma*r.Normal()) > float64(bid)
		}
	}
	require.Less(t, math.Abs(hours/n*float64(want)-1)*math.Sqrt(n), 4.0)
}
