package hardware_test

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/sim/rng"
)

// Whatever the parameters, if Validate lets them pass: draws are in range, the
// longer the smaller their uniform, and a life drawn for an old part is outlived
// with the probability of its uniform.
func TestLawsOfAnyParameters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := anyLaw(t)
		require.NoError(t, l.Validate())
		require.Positive(t, l.Mean())
		r := rng.NewSeed(rapid.Uint64().Draw(t, "seed")).Stream()
		age := time.Duration(min(math.MaxInt64/4, float64(l.Mean())*rapid.Float64Range(0, 2).Draw(t, "age")))
		a, b, same := r, r, r
		u := math.Exp(-same.Exp())
		x := l.Next(a.Exp(), 0, age)
		require.Positive(t, x)
		found := l.StationaryAge(&b)
		require.GreaterOrEqual(t, found, time.Duration(0))
		if x < 1000 || x > math.MaxInt64/2 || l.Survival(age) < 1e-6 {
			return // nanoseconds, saturation and lost digits have tests of their own
		}
		near := (x+age)/1e9 + 2
		require.LessOrEqual(t, l.Survival(age+x+near), u*l.Survival(age)*(1+1e-8)+1e-15, "%+v of age %v lives for %v", l, age, x)
		require.GreaterOrEqual(t, l.Survival(age+x-near), u*l.Survival(age)*(1-1e-8)-1e-15, "%+v of age %v lives for %v", l, age, x)
		if found > 1000 && found < math.MaxInt64/4 {
			near := found/1e9 + 2
			require.LessOrEqual(t, l.StationarySurvival(found+near), u*(1+1e-8)+1e-12, "%+v is found at age %v", l, found)
			require.GreaterOrEqual(t, l.StationarySurvival(found-near), u*(1-1e-8)-1e-12, "%+v is found at age %v", l, found)
		}
	})
}

// The same if the hazard is a multiple: the ages that parts are found at are
// exponents of survival, integrated on a grid, and means agree with them.
func TestHastenedLawsOfAnyParameters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := anyLaw(t)
		factor := math.Pow(10, rapid.Float64Range(-4, 4).Draw(t, "factor"))
		faster := l.Hasten(factor)
		mean := faster.Mean()
		require.Positive(t, mean)
		r := rng.NewSeed(rapid.Uint64().Draw(t, "seed")).Stream()
		same := r
		u := math.Exp(-same.Exp())
		found := faster.StationaryAge(&r)
		require.GreaterOrEqual(t, found, time.Duration(0))
		if found < 1000 || found > math.MaxInt64/4 || mean > math.MaxInt64/1000 {
			return
		}
		told := faster.(interface {
			StationarySurvival(x time.Duration) float64
		})
		near := found/1e8 + 2
		require.LessOrEqual(t, told.StationarySurvival(found+near), u*(1+1e-7)+1e-11, "%+v at %v times the hazard is found at age %v", l, factor, found)
		require.GreaterOrEqual(t, told.StationarySurvival(found-near), u*(1-1e-7)-1e-11, "%+v at %v times the hazard is found at age %v", l, factor, found)
		least, most := lived(l.(hardware.Cumulative), factor)
		require.GreaterOrEqual(t, float64(mean), least*(1-1e-6)-2, "%+v at %v times the hazard", l, factor)
		require.LessOrEqual(t, float64(mean), most*(1+1e-6)+2, "%+v at %v times the hazard", l, factor)
	})
}

// lived bounds the integral of survival at a multiple of the hazard, by the sums
// over a grid that is even in the logarithm of age.
func lived(l hardware.Cumulative, factor float64) (least, most float64) {
	const step = 0.002
	least, most = 0, 1
	from, before := time.Duration(1), math.Exp(-factor*l.CumulativeHazard(0, 1))
	for x := 1.0; x < math.MaxInt64/2 && x*before > 1e-15*most; x *= 1 + step {
		to := time.Duration(x * (1 + step))
		after := math.Exp(-factor * l.CumulativeHazard(0, to))
		least += float64(to-from) * after
		most += float64(to-from) * before
		from, before = to, after
	}
	return least, most
}

func anyLaw(t *rapid.T) law {
	long := func(name string) time.Duration {
		return time.Duration(math.Pow(10, rapid.Float64Range(3, 17).Draw(t, name)))
	}
	shape := func(low, high float64) float64 {
		return math.Exp(rapid.Float64Range(math.Log(low), math.Log(high)).Draw(t, "shape"))
	}
	switch rapid.IntRange(0, 4).Draw(t, "law") {
	case 0:
		return hardware.Gamma{Shape: shape(.05, 1000), Scale: long("scale")}
	case 1:
		n := rapid.IntRange(1, 8).Draw(t, "phases")
		l := hardware.Hyperexponential{Phases: make([]hardware.Phase, n)}
		for i := range l.Phases {
			l.Phases[i] = hardware.Phase{Weight: 1 / float64(n), Mean: long("mean")}
		}
		return l
	case 2:
		return bathtub(
			hardware.Weibull{Shape: shape(.05, 1), Scale: long("infant")}, long("mean"),
			hardware.Weibull{Shape: shape(1, 1000), Scale: long("wear")})
	case 3:
		return hardware.Preemption24{
			Share: rapid.Float64Range(.01, .99).Draw(t, "share"), Early: long("early"), Late: long("late"), Limit: long("limit"),
		}
	default:
		var l hardware.Piecewise
		age, s := time.Duration(0), 1.0
		for range rapid.IntRange(1, 9).Draw(t, "points") {
			age += long("width")
			s *= rapid.Float64Range(.3, .99).Draw(t, "share")
			l.Points = append(l.Points, hardware.Point{Age: age, Survival: s})
		}
		return l
	}
}
