package units_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/clustersim/clustersim/units"
)

func TestYAMLReadsAndWritesQuantities(t *testing.T) {
	type block struct {
		Horizon  units.Duration
		Size     units.Bytes
		Price    units.MoneyPerHour
		Work     units.GPUTime
		Failures units.FailureRate
		Share    units.Fraction
	}
	const text = `horizon: 30d
size: 84GB
price: 2.25 USD/h
work: 5000 GPU-h
failures: 6.5 /1000 node-days
share: 0.95
`
	var b block
	require.NoError(t, yaml.Unmarshal([]byte(text), &b))
	require.Equal(t, block{
		units.Duration(720 * time.Hour), 84e9, 2_250_000, units.GPUTimeOf(1000, 5000*time.Hour), 6.5, 0.95,
	}, b)
	printed, err := yaml.Marshal(b)
	require.NoError(t, err)
	require.Equal(t, "share: \"0.95\"\n", string(printed[len(printed)-len("share: \"0.95\"\n"):]))
	var again block
	require.NoError(t, yaml.Unmarshal(printed, &again))
	require.Equal(t, b, again)
	require.ErrorContains(t, yaml.Unmarshal([]byte("horizon: 30"), &b), `"30" is not a duration: the unit is missing`)
}
