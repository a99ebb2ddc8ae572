package hardware_test

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/sim/rng"
)

func hours(h float64) time.Duration { return time.Duration(h * float64(hour)) }

// Up times Weibull(0.7, 100 h) and repairs lognormal(mu 1, sigma 1.2).
func TestAvailabilityOfWeibullLivesAndLogNormalRepairs(t *testing.T) {
	h := hardware.Hazard{
		Part: "gpu", Count: 1,
		Failure: hardware.Weibull{Shape: 0.7, Scale: 100 * hour},
		Repair:  hardware.LogNormal{Median: hours(math.E), Sigma: 1.2},
	}
	require.NoError(t, h.Validate())
	require.InEpsilon(t, 126.58235, h.Failure.Mean().Hours(), 1e-6)
	require.InEpsilon(t, 5.584528, h.Repair.Mean().Hours(), 1e-6)
	require.InEpsilon(t, 0.9577464, h.Availability(), 1e-6)
}

// A gang of 16 nodes with Weibull lives of shape 0.6 and mean 500 h: how long it
// lasts depends sixfold on whether its nodes are new.
func TestGangOfNodesNewOrFoundAtRandom(t *testing.T) {
	const nodes = 16
	l := hardware.Weibull{Shape: 0.6, Scale: hours(332.31965)}
	e := hardware.Exponential{MTBF: 500 * hour}
	require.InEpsilon(t, 500, l.Mean().Hours(), 1e-6)
	for _, c := range []struct {
		name         string
		survival     func(time.Duration) float64
		r5, r24, all float64
	}{
		{"new", l.Survival, .2752882, .0366597, 4.921567},
		{"found", l.StationarySurvival, .8582176, .5012882, 37.40701},
		{"exponential", e.StationarySurvival, .8521438, .4639400, 31.25},
	} {
		gang := func(x time.Duration) float64 { return math.Pow(c.survival(x), nodes) }
		require.InEpsilon(t, c.r5, gang(5*hour), 1e-6, c.name)
		require.InEpsilon(t, c.r24, gang(24*hour), 1e-6, c.name)
		require.InEpsilon(t, c.all, integral(gang), 1e-4, c.name)
	}

	first := func(stationary bool) func(*rng.Stream) float64 {
		return func(r *rng.Stream) float64 {
			soonest := time.Duration(math.MaxInt64)
			for range nodes {
				age := time.Duration(0)
				if stationary {
					age = l.StationaryAge(r)
				}
				soonest = min(soonest, l.Next(r.Exp(), 0, age))
			}
			return soonest.Hours()
		}
	}
	simulated(t, first(false), .2752882, .0366597, 4.921567)
	simulated(t, first(true), .8582176, .5012882, 37.40701)
}

// integral is the mean of a time in hours from its survival function, by the
// trapezoid rule on a grid that is fine near 0, where the function is steep.
func integral(survival func(time.Duration) float64) float64 {
	sum, x, s := 0.0, 0.0, 1.0
	for i := 1; i <= 40_000; i++ {
		to := math.Pow(float64(i)/40_000, 4) * 2000
		next := survival(hours(to))
		sum += (to - x) * (s + next) / 2
		x, s = to, next
	}
	return sum
}

// simulated checks both reliabilities and the mean within four standard errors.
func simulated(t *testing.T, draw func(*rng.Stream) float64, r5, r24, mean float64) {
	t.Helper()
	const n = 20_000
	r := rng.NewSeed(9).Child("gang").Stream()
	var past5, past24, sum, squares float64
	for range n {
		x := draw(&r)
		if x > 5 {
			past5++
		}
		if x > 24 {
			past24++
		}
		sum += x
		squares += x * x
	}
	share := func(p float64) float64 { return 4 * math.Sqrt(p*(1-p)/n) }
	require.InDelta(t, r5, past5/n, share(r5))
	require.InDelta(t, r24, past24/n, share(r24))
	require.InDelta(t, mean, sum/n, 4*math.Sqrt((squares/n-sum/n*sum/n)/n))
}

func TestHazardsThatCannotHappen(t *testing.T) {
	good := hardware.Hazard{Part: "gpu", Count: 8, Failure: hardware.Exponential{MTBF: hour}, Repair: hardware.Fixed{}}
	require.NoError(t, good.Validate())
	for want, spoil := range map[string]func(*hardware.Hazard){
		"hardware: hazard: part has no name, want one such as gpu, host or owner":                             func(h *hardware.Hazard) { h.Part = "" },
		"hardware: hazard gpu: count is 0, want 1..4096":                                                      func(h *hardware.Hazard) { h.Count = 0 },
		"hardware: hazard gpu: mean life is not positive, want a failure law that lets the part live":         func(h *hardware.Hazard) { h.Failure = hardware.Fixed{} },
		"hardware: hazard gpu: mean repair is negative or missing, want a repair law, such as fixed after 0s": func(h *hardware.Hazard) { h.Repair = nil },
		"hardware: hazard gpu: detection takes -1ns, want at least 0s":                                        func(h *hardware.Hazard) { h.Detect = hardware.Fixed{After: -1} },
	} {
		h := good
		spoil(&h)
		require.EqualError(t, h.Validate(), want)
	}
}
