package hardware_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/hardware/hardwaretest"
	"github.com/clustersim/clustersim/sim/rng"
)

func infancy(law hardware.Cumulative, factor float64, fades time.Duration) hardware.Infancy {
	l, err := hardware.NewInfancy(law, factor, fades)
	if err != nil {
		panic(err)
	}
	return l
}

func TestInfancyConforms(t *testing.T) {
	for _, l := range []hardware.Infancy{
		infancy(hardware.Exponential{MTBF: 500 * hour}, 3, 168*hour),
		infancy(hardware.Exponential{MTBF: 100 * hour}, 20, 2*hour),
		infancy(hardware.Exponential{MTBF: hour}, 1.5, 1000*hour),
		infancy(hardware.Weibull{Shape: 2, Scale: 100 * hour}, 5, 10*hour),
		infancy(hardware.Piecewise{Points: []hardware.Point{{hour, 1}, {2 * hour, 0.5}, {20 * hour, 0.5}, {30 * hour, 0.1}}}, 4, 3*hour),
		infancy(hardware.LogNormal{Median: hour, Sigma: 1}.Hasten(.5).(hardware.Cumulative), 4, 3*hour),
	} {
		name := fmt.Sprintf("%T%v", l, l)
		require.NoError(t, l.Validate(), name)
		hardwaretest.ConformFailure(t, name, l)
		hardwaretest.ConformCumulative(t, name, l)
	}
	hardwaretest.ConformCumulative(t, "limited", infancy(hardware.Preemption24{Share: .45, Early: hour, Late: 48 * time.Minute, Limit: 24 * hour}, 3, 5*hour))
}

// An exponential law begins at factor times its rate, which falls to 37% of the
// excess within the time in which it fades.
func TestInfancyOfPartsWithoutMemory(t *testing.T) {
	l := infancy(hardware.Exponential{MTBF: 1000 * hour}, 3, 100*hour)
	rate := func(age time.Duration) float64 { return l.CumulativeHazard(age, age+time.Second) * 1000 * 3600 }
	require.InEpsilon(t, 3, rate(0), 1e-5)
	require.InEpsilon(t, 1+2/math.E, rate(100*hour), 1e-5)
	require.InEpsilon(t, 1, rate(10_000*hour), 1e-6)
	require.InEpsilon(t, math.Exp(-.1-.2*(1-1/math.E)), l.Survival(100*hour), 1e-12)
	simulatedShare(t, l.Survival(100*hour), func(r *rng.Stream) bool { return l.Next(r.Exp(), 0, 0) > 100*hour })
	require.Equal(t, hardware.Exponential{MTBF: 1000 * hour}.Next(.5, 0, 10_000*hour), l.Next(.5, 0, 10_000*hour), "it is over")
	require.EqualValues(t, math.MaxInt64, infancy(hardware.Exponential{MTBF: math.MaxInt64}, 2, hour).Next(2, 0, 0))
	require.EqualValues(t, 1, infancy(hardware.Exponential{MTBF: hour}, 2, hour).Next(1e-300, 0, 0))
}

func TestInfanciesThatCannotBe(t *testing.T) {
	good := hardware.Exponential{MTBF: hour}
	for _, c := range []struct {
		law    hardware.Cumulative
		factor float64
		fades  time.Duration
		want   string
	}{
		{nil, 2, hour, "hardware: infancy law: law is missing, want a law with a hazard, which fixed and empirical have not"},
		{good, 1, hour, "hardware: infancy law: factor is 1, want a number above 1, at most 1000000, such as 3"},
		{good, math.NaN(), hour, "hardware: infancy law: factor is NaN, want a number above 1, at most 1000000, such as 3"},
		{good, 2, 0, "hardware: infancy law: fades is 0s, want a positive duration such as 168h"},
	} {
		_, err := hardware.NewInfancy(c.law, c.factor, c.fades)
		require.EqualError(t, err, c.want)
	}
}
