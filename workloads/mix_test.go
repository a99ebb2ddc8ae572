package workloads_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
	"github.com/clustersim/clustersim/units"
	"github.com/clustersim/clustersim/workloads"
)

func twoClasses(count int) workloads.Mix {
	return workloads.Mix{
		Arrivals: workloads.Poisson, Rate: 60, Count: count,
		Classes: []workloads.Class{
			{
				Name: "small", Weight: 3, Tenant: "a", Kind: workloads.Batch, Length: mean(time.Hour),
				Sizes: []workloads.Size{{Weight: 1, Groups: gpus(1, 1)}, {Weight: 4, Groups: gpus(1, 8)}},
			},
			{
				Name: "large", Weight: 1, Tenant: "b", Kind: workloads.Training, Length: mean(10 * time.Hour),
				Reference: &hardware.GPU{Name: "H100"}, Sizes: []workloads.Size{{Weight: 1, Groups: gpus(16, 8)}},
				Estimates: workloads.Estimates{Padded: 0.5, UpTo: 4},
				GiveUp:    workloads.GiveUp{Share: 0.25, After: mean(2 * time.Hour)},
				Deadline:  100 * time.Hour, Priority: 3,
			},
		},
	}
}

// z is the number of standard errors by which a sample's mean is off.
func z(sum, n, mean, deviation float64) float64 {
	return (sum/n - mean) / (deviation / math.Sqrt(n))
}

func share(count, n int, p float64) float64 {
	return z(float64(count), float64(n), p, math.Sqrt(p*(1-p)))
}

func TestMomentsOfAMix(t *testing.T) {
	const n = 20000
	jobs := collect(t, twoClasses(n), 1)
	require.Len(t, jobs, n)

	var gaps, squares, lengths, factors float64
	var large, eights, padded, given int
	last := sim.Time(0)
	for _, j := range jobs {
		gap := j.Arrive.Sub(last).Minutes()
		gaps, squares, last = gaps+gap, squares+gap*gap, j.Arrive
		if j.Name == "small" {
			lengths += j.Work.Size().Hours()
			if j.MilliGPUs() == 8000 {
				eights++
			}
			require.Equal(t, j.Work.Size(), j.Estimate)
			continue
		}
		large++
		factor := float64(j.Estimate) / float64(j.Work.Size())
		if factor > 1 {
			padded++
			factors += factor
		}
		if j.Cancel != sim.Never {
			given++
		}
		require.Equal(t, j.Arrive.Add(100*time.Hour), j.Deadline)
	}
	small := n - large
	for name, z := range map[string]float64{
		"mean gap":          z(gaps, n, 1, 1),
		"mean squared gap":  z(squares, n, 2, math.Sqrt(20)), // E x⁴ − (E x²)² = 24 − 4
		"share of large":    share(large, n, 0.25),
		"share of eights":   share(eights, small, 0.8),
		"mean length":       z(lengths, float64(small), 1, 1),
		"share of padded":   share(padded, large, 0.5),
		"mean factor":       z(factors, float64(padded), 2.5, 3/math.Sqrt(12)),
		"share of given up": share(given, large, 0.25),
	} {
		require.LessOrEqual(t, math.Abs(z), 4.0, name)
	}
}

func TestRegularArrivals(t *testing.T) {
	m := twoClasses(7000)
	m.Arrivals, m.Rate = workloads.Regular, 7
	for i, j := range collect(t, m, 1) {
		require.InDelta(t, int64(i+1)*3.6e12, int64(j.Arrive)*7, 7, "within a nanosecond, without drift")
	}
}

func TestUntilEndsTheArrivals(t *testing.T) {
	m := twoClasses(0)
	m.Arrivals, m.Until = workloads.Regular, sim.Time(0).Add(time.Hour)
	require.Len(t, collect(t, m, 1), 59, "one a minute, none at the hour")
}

// One law changed leaves all other draws of all jobs as they were.
func TestDrawsArePairedAcrossMixes(t *testing.T) {
	jobs := collect(t, twoClasses(500), 5)

	changed := twoClasses(500)
	changed.Classes[0].Sizes[0].Weight = 40
	changed.Classes[0].Estimates = workloads.Estimates{Padded: 1, UpTo: 9}
	changed.Classes[0].GiveUp = workloads.GiveUp{Share: 1, After: mean(time.Hour)}
	changed.Classes[1].Length = mean(20 * time.Hour)
	moved := 0
	for i, j := range collect(t, changed, 5) {
		require.Equal(t, jobs[i].Arrive, j.Arrive)
		require.Equal(t, jobs[i].Name, j.Name)
		if j.Name == "small" {
			require.Equal(t, jobs[i].Work.Size(), j.Work.Size())
		} else {
			require.InDelta(t, 2, float64(j.Work.Size())/float64(jobs[i].Work.Size()), 1e-6)
			require.Equal(t, jobs[i].Cancel, j.Cancel)
		}
		if jobs[i].MilliGPUs() != j.MilliGPUs() {
			moved++
		}
	}
	require.Positive(t, moved)

	changed = twoClasses(500)
	changed.Classes[0].Weight = 0.1
	for i, j := range collect(t, changed, 5) {
		require.Equal(t, jobs[i].Arrive, j.Arrive, "weights of classes do not shift arrivals")
	}
}

func TestMixKeepsTheContract(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := twoClasses(rapid.IntRange(1, 50).Draw(t, "count"))
		m.Rate = units.Frequency(rapid.Float64Range(0.001, 1e15).Draw(t, "rate"))
		m.Arrivals = rapid.SampledFrom([]workloads.Arrivals{workloads.Poisson, workloads.Regular}).Draw(t, "arrivals")
		m.Classes[0].Length = always(rapid.Int64Range(0, 1e15).Draw(t, "length"))
		seed := rapid.Uint64().Draw(t, "seed")
		jobs := collect(t, m, seed)
		require.Len(t, jobs, m.Count)
		require.Equal(t, jobs, collect(t, m, seed), "the same again")
	})
}

// A rate so low that a gap is longer than any run ends the arrivals.
func TestMixEndsWithTime(t *testing.T) {
	m := twoClasses(10)
	m.Arrivals, m.Rate = workloads.Regular, 1.0/(1500*1000)
	require.Len(t, collect(t, m, 1), 1, "one in 171 years")
}

func TestMixIsLazy(t *testing.T) {
	m := twoClasses(math.MaxInt)
	taken := 0
	for range m.Jobs(rng.NewSeed(1)) {
		if taken++; taken == 3 {
			break
		}
	}
	require.Equal(t, 3, taken)
}

func TestMixSaysWhatIsWrong(t *testing.T) {
	for _, c := range []struct {
		spoil func(*workloads.Mix)
		want  string
	}{
		{func(m *workloads.Mix) { m.Arrivals = "burst" }, `unknown arrivals "burst", want "poisson" or "regular"`},
		{func(m *workloads.Mix) { m.Rate = 0 }, "the rate is 0/h, must be positive and finite"},
		{func(m *workloads.Mix) { m.Count = 0 }, "has no end: give a count or a time until which jobs arrive"},
		{func(m *workloads.Mix) { m.Until = -1 }, "ends after 5 jobs and at -00.000000001s, neither can be negative"},
		{func(m *workloads.Mix) { m.Classes = nil }, "has no classes"},
		{func(m *workloads.Mix) { m.Classes[0].Weight, m.Classes[1].Weight = 0, 0 }, "classes: the weights add up to 0, must be positive and finite"},
		{func(m *workloads.Mix) { m.Classes[1].Weight = math.NaN() }, "classes: weight 1 is NaN, must be at least 0"},
		{func(m *workloads.Mix) { m.Classes[0].Length = nil }, `class "small": has no law of lengths`},
		{func(m *workloads.Mix) { m.Classes[0].Sizes = nil }, `class "small": has no sizes`},
		{func(m *workloads.Mix) { m.Classes[0].Sizes[1].Weight = -1 }, `class "small": sizes: weight 1 is -1, must be at least 0`},
		{func(m *workloads.Mix) { m.Classes[0].Deadline = -1 }, `class "small": the deadline is -1ns after the arrival, must be positive, or 0 for none`},
		{func(m *workloads.Mix) { m.Classes[0].Estimates.Padded = 2 }, `class "small": the share of padded estimates is 2, want 0..1`},
		{func(m *workloads.Mix) { m.Classes[1].Estimates.UpTo = 0.5 }, `class "large": estimates are padded up to 0.5 times the length, want at least 1`},
		{func(m *workloads.Mix) { m.Classes[1].GiveUp.Share = -1 }, `class "large": the share of jobs given up is -1, want 0..1`},
		{func(m *workloads.Mix) { m.Classes[1].GiveUp.After = nil }, `class "large": jobs are given up, but there is no law of when`},
		{func(m *workloads.Mix) { m.Classes[1].Kind = "game" }, `class "large": workloads: job 0 "large": unknown kind "game", want "training" or "batch"`},
		{func(m *workloads.Mix) { m.Classes[0].Length, m.Classes[1].Length = always(-1), always(-1) }, "class NAME: length: the law drew -1ns, cannot be negative"},
	} {
		m := twoClasses(5)
		c.spoil(&m)
		err := failure(t, m)
		require.Error(t, err, c.want)
		want := c.want
		if len(want) > 10 && want[:10] == "class NAME" {
			want = fmt.Sprintf("class %q%s", firstClass(t), want[10:])
		}
		require.EqualError(t, err, "workloads: mix: "+want)
	}
}

// firstClass is the class of the first job of the seed that failures are tried with.
func firstClass(t *testing.T) string {
	return collect(t, twoClasses(1), 1)[0].Name
}
