package stats_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/stats"
)

func TestMeanLife(t *testing.T) {
	seen := []stats.Life{stats.Lasted(1), stats.Lasted(2), stats.Lasted(6)}
	require.InDelta(t, 3, stats.MeanLife(seen), 1e-12, "without censoring it is the mean")
	// One of two ends at 1; the other goes on beyond 4: 1 + 0.5*(4-1), and a tail of 0.5*4/log 2.
	require.InDelta(t, 2.5+2/math.Ln2, stats.MeanLife([]stats.Life{stats.Lasted(1), stats.Beyond(4)}), 1e-12)
	require.Equal(t, math.Inf(1), stats.MeanLife([]stats.Life{stats.Beyond(3)}))
	require.Equal(t, math.Inf(1), stats.MeanLife(nil))
}

// Lives of a mean of 10, watched for 1 to 12 only: the tail makes up for it.
func TestMeanLifeOfExponentialLives(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	const n = 200_000
	lives := make([]stats.Life, n)
	for i := range lives {
		life, watched := 10*r.ExpFloat64(), 1+11*r.Float64()
		lives[i] = stats.Lasted(life)
		if life > watched {
			lives[i] = stats.Beyond(watched)
		}
	}
	require.InEpsilon(t, 10, stats.MeanLife(lives), 0.03)
}

func TestLasting(t *testing.T) {
	steps := stats.KaplanMeier([]stats.Life{stats.Lasted(1), stats.Lasted(2), stats.Lasted(2), stats.Lasted(4)})
	for x, want := range map[float64]float64{0: 1, 1: 1, 1.5: 0.75, 2: 0.75, 2.1: 0.25, 4: 0.25, 5: 0} {
		require.Equal(t, want, stats.Lasting(steps, x), x)
	}
}
