package hardware_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/hardware/hardwaretest"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
	"github.com/clustersim/clustersim/stats"
)

// wave is the rhythm 1 + amplitude·sin(2πt/24 h), averaged over each hour, so
// that its integral is exact on every full hour, and quieter at the weekend.
func wave(amplitude, weekend float64) hardware.Rhythm {
	m := hardware.Rhythm{Days: [7]float64{1, 1, 1, 1, 1, weekend, weekend}}
	for h := range m.Hours {
		from, to := 2*math.Pi*float64(h)/24, 2*math.Pi*float64(h+1)/24
		m.Hours[h] = 1 + amplitude*(math.Cos(from)-math.Cos(to))/(to-from)
	}
	return m
}

// A Poisson process at 0.5·(1 + 0.6·sin(2πt/24)) per hour.
func TestPeriodicPoissonProcess(t *testing.T) {
	l := periodic(hardware.Exponential{MTBF: 2 * hour}, wave(.6, 1))
	require.NoError(t, l.Validate())
	expected := func(from, to time.Duration) float64 { return l.CumulativeHazard(sim.Time(from), 0, to-from) }
	require.InEpsilon(t, 6, expected(6*hour, 18*hour), 1e-6)
	require.InEpsilon(t, 8.2918312, expected(0, 12*hour), 1e-6)
	require.InEpsilon(t, 12, expected(0, 24*hour), 1e-6)
	require.InEpsilon(t, .00247875, math.Exp(-expected(18*hour, 30*hour)), 1e-5)

	const days = 20_000
	r := rng.NewSeed(1).Child("poisson").Stream()
	var first, whole, quiet float64
	for range days {
		none := true
		for now := sim.Time(0); ; {
			now = now.Add(l.Next(r.Exp(), now, 0))
			if now >= sim.Time(30*hour) {
				break
			}
			none = none && now < sim.Time(18*hour)
			if now < sim.Time(12*hour) {
				first++
			}
			if now < sim.Time(24*hour) {
				whole++
			}
		}
		if none {
			quiet++
		}
	}
	near := func(want, variance, got float64) {
		require.InDelta(t, want, got/days, 4*math.Sqrt(variance/days))
	}
	near(8.2918312, 8.2918312, first)
	near(12, 12, whole)
	near(.00247875, .00247875, quiet)
}

func TestWithoutRhythmAPeriodicLawIsItsBase(t *testing.T) {
	flat := wave(0, 1)
	for i := range flat.Hours {
		flat.Hours[i] = 3 // only proportions count
	}
	for _, base := range cumulative() {
		l := periodic(base, flat)
		require.NoError(t, l.Validate())
		require.Equal(t, base.Mean(), l.Mean())
		r := rng.NewSeed(1).Child("flat").Stream()
		for i := range 300 {
			a, b := r, r
			now, age := sim.Time(i)*sim.Time(7*hour), time.Duration(i%3)*base.Mean()/2
			want, got := base.Next(a.Exp(), now, age), l.Next(b.Exp(), now, age)
			require.Equal(t, a, b, "one exponential")
			require.InDelta(t, float64(want), float64(got), 1+1e-9*float64(want+age), "%T%v at age %v", base, base, age)
			require.Equal(t, base.StationaryAge(&a), l.StationaryAge(&b))
			r.Uint64()
		}
	}
}

// cumulative lists the laws that a rhythm can modulate, and whose parts do not
// live for years, in which there are many hours.
func cumulative() []hardware.Cumulative {
	var all []hardware.Cumulative
	for _, l := range laws() {
		if c, ok := l.(hardware.Cumulative); ok && l.Mean() < 1000*hour {
			all = append(all, c)
		}
	}
	return all
}

func TestCumulativeHazardsConform(t *testing.T) {
	n := 0
	for _, l := range laws() {
		if c, ok := l.(hardwaretest.Cumulative); ok {
			n++
			hardwaretest.ConformCumulative(t, fmt.Sprintf("%T%v", l, l), c)
		}
	}
	require.Greater(t, n, 20)
}

// Next inverts the cumulative hazard of age and hour together.
func TestPeriodicDrawsInvertTheirHazard(t *testing.T) {
	for _, base := range cumulative() {
		l := periodic(base, wave(.6, .4))
		l.Rhythm.Hours[3], l.Rhythm.Start = 0, 38*hour
		r := rng.NewSeed(3).Child("periodic").Stream()
		longer := time.Duration(0)
		for range 200 {
			now, age := sim.Time(r.Float64()*1e15), time.Duration(r.Float64()*float64(base.Mean()))
			same := r
			e := same.Exp()
			x := l.Next(r.Exp(), now, age)
			require.Equal(t, same, r, "one exponential")
			require.LessOrEqual(t, l.CumulativeHazard(now, age, x-2), e*(1+1e-7)+1e-9, "%T%v at age %v", base, base, age)
			require.GreaterOrEqual(t, l.CumulativeHazard(now, age, x+2), e*(1-1e-7)-1e-9, "%T%v at age %v", base, base, age)
			longer = max(longer, x)
		}
		require.Zero(t, testing.AllocsPerRun(100, func() { l.Next(r.Exp(), sim.Time(5*hour), hour) }))
		require.Positive(t, longer)
	}
}

// An independent sampler agrees: proposals at the greatest rate there can be,
// each kept with the probability that the rate at its time is of that.
func TestPeriodicAgreesWithThinning(t *testing.T) {
	base := hardware.Hyperexponential{Phases: []hardware.Phase{{Weight: .4, Mean: 80 * hour}, {Weight: .6, Mean: 5 * hour}}}
	rhythm := wave(.8, .5)
	rhythm.Start = 31 * hour
	mean := 6.0 / 7 // of 5 days at 1 and 2 at 0.5
	start, age := sim.Time(100*hour), 3*hour
	factor := func(at time.Duration) float64 {
		at += rhythm.Start
		return rhythm.Hours[int(at/hour)%24] * rhythm.Days[int(at/(24*hour))%7] / mean
	}
	rate := func(age float64) float64 { // per hour, of the base law, from its density
		a, b := .4*math.Exp(-age/80), .6*math.Exp(-age/5)
		return (a/80 + b/5) / (a + b)
	}
	greatest := rate(age.Hours()) * 1.8 / mean // the hazard falls with age
	r := rng.NewSeed(4).Child("thinning").Stream()
	thinned := make([]float64, 20_000)
	for i := range thinned {
		x := 0.0
		for {
			x += r.Exp() / greatest
			at := time.Duration(start) + hours(x)
			if r.Float64() < rate(age.Hours()+x)*factor(at)/greatest {
				break
			}
		}
		thinned[i] = x
	}
	l := periodic(base, rhythm)
	_, p := stats.KolmogorovSmirnov(thinned, func(x float64) float64 {
		return -math.Expm1(-l.CumulativeHazard(start, age, hours(x)))
	})
	require.Greater(t, p, 6.3e-5)
}

// The rhythm does not change how often parts fail in the long run: exactly so
// for parts without memory, and nearly so for others.
func TestPeriodicFailuresInTheLongRun(t *testing.T) {
	for _, c := range []struct {
		base      hardware.Cumulative
		tolerance float64
	}{
		{hardware.Exponential{MTBF: 100 * hour}, 0},
		{hardware.Weibull{Shape: .7, Scale: 97*hour + 36*time.Minute}, .01},
		{hardware.Weibull{Shape: 3, Scale: 100 * hour}, .01},
	} {
		l := periodic(c.base, wave(.6, .5))
		r := rng.NewSeed(5).Child("long run").Stream()
		const lives = 40_000
		var lengths stats.Moments
		for now, i := sim.Time(0), 0; i < lives; i++ {
			x := l.Next(r.Exp(), now, 0)
			now = now.Add(x)
			if now > sim.Time(200*365*24*hour) {
				now %= sim.Time(168 * hour)
			}
			lengths.Add(x.Hours())
		}
		mean := l.Mean().Hours()
		off := lengths.Mean() - mean
		t.Logf("%T%v: mean life %.3f h, by the base law %.3f h", c.base, c.base, lengths.Mean(), mean)
		require.LessOrEqual(t, math.Abs(off), c.tolerance*mean+4*math.Sqrt(lengths.Variance()/lives))
	}
}

// Years pass in a draw of a part without memory, and the end of time is reached.
func TestPeriodicLifeOfYears(t *testing.T) {
	l := periodic(hardware.Exponential{MTBF: 1e5 * hour}, wave(.6, .5))
	r := rng.NewSeed(6).Stream()
	for range 1000 {
		same := r
		e := same.Exp()
		x := l.Next(r.Exp(), sim.Time(50*hour), 0)
		require.InDelta(t, e*1e5, x.Hours(), 168, "the rhythm shifts a failure within its week")
	}
	l.Base = hardware.Exponential{MTBF: math.MaxInt64}
	seen := false
	for range 100 {
		seen = seen || l.Next(r.Exp(), 0, 0) == math.MaxInt64
	}
	require.True(t, seen)
	e := r.Exp()
	require.Equal(t, l.Next(e, 0, 0), l.Next(e, 0, math.MaxInt64), "no memory of any age")
}

func TestRhythmsThatCannotBe(t *testing.T) {
	nan := math.NaN()
	for want, spoil := range map[string]func(*hardware.Rhythm){
		"hardware: rhythm: factor of hour is -1, want a number within 0..1000000":                func(m *hardware.Rhythm) { m.Hours[5] = -1 },
		"hardware: rhythm: factor of day is NaN, want a number within 0..1000000":                func(m *hardware.Rhythm) { m.Days[0] = nan },
		"hardware: rhythm: factors of days are all 0, want one above 0":                          func(m *hardware.Rhythm) { m.Days = [7]float64{} },
		"hardware: rhythm: start is 168h0m0s, want a time within the week, 0s to less than 168h": func(m *hardware.Rhythm) { m.Start = 168 * hour },
	} {
		m := wave(.5, 1)
		require.NoError(t, m.Validate())
		spoil(&m)
		require.EqualError(t, m.Validate(), want)
	}
	require.EqualError(t, hardware.Periodic{}.Validate(), "hardware: periodic law: base is missing, want a law with a hazard, which fixed and empirical have not")
}

// periodic is the law of that base and rhythm, which must be right.
func periodic(base hardware.Cumulative, rhythm hardware.Rhythm) hardware.Periodic {
	l, err := hardware.NewPeriodic(base, rhythm)
	if err != nil {
		panic(err)
	}
	return l
}
