package hardware

import (
	"fmt"
	"math"
	"slices"
	"sort"
	"time"

	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
	"github.com/clustersim/clustersim/stats"
)

// Observation is one life of a sample.
type Observation struct {
	Lasted   time.Duration // positive
	Censored bool          // it went on when last seen
}

// Empirical is the law of a sample of lives, of which some may have been still
// going on when last seen. Survival is what Kaplan and Meier estimate: a step at
// every age at which a life ended, and nothing interpolated, so parts die at
// ages at which parts have died, as often as they did, and without censoring the
// mean is that of the sample. If the longest life was still going on, survival
// falls from there as exp(-t/τ) with the τ that passes through 1 at 0 and the
// last step at the longest life (Brown, Hollander and Korwar 1974). A part older
// than a sample that has no such tail fails a nanosecond later. Make one with
// [NewEmpirical]; for a curve without its sample see [Piecewise]. It is a
// [FailureModel] and a [RepairModel].
type Empirical struct {
	at     []float64 // ns: ages of deaths, after a leading 0, and the longest life if it went on
	hazard []float64 // run up there: -log S from there on
	lived  []float64 // integral of S up to there
	tail   float64   // τ in ns; 0 without a tail
}

// maxObservations bounds what a file can make a program work at.
const maxObservations = 1_000_000

// NewEmpirical returns the law of a sample of 1 to 1,000,000 positive lives, at
// least one of which ended.
func NewEmpirical(sample []Observation) (Empirical, error) {
	if len(sample) < 1 || len(sample) > maxObservations {
		return Empirical{}, wrong("empirical", "number of lives", len(sample), "1 to 1000000")
	}
	lives, ended, longest := make([]stats.Life, len(sample)), 0, time.Duration(0)
	for i, o := range sample {
		if o.Lasted <= 0 {
			return Empirical{}, wrong("empirical", "life", o.Lasted, "a positive duration such as 31h")
		}
		lives[i] = stats.Beyond(float64(o.Lasted))
		if !o.Censored {
			ended++
			lives[i] = stats.Lasted(float64(o.Lasted))
		}
		longest = max(longest, o.Lasted)
	}
	if ended == 0 {
		return Empirical{}, wrong("empirical", "number of lives that ended", 0, "at least 1, as those still going on do not say how long lives are")
	}
	l := Empirical{at: []float64{0}, hazard: []float64{0}, lived: []float64{0}}
	for _, step := range stats.KaplanMeier(lives) {
		l.extend(step.At, -math.Log(step.Survival))
	}
	if h := l.hazard[len(l.hazard)-1]; !math.IsInf(h, 1) {
		l.extend(float64(longest), h)
		l.tail = float64(longest) / h
	}
	return l, nil
}

func (l *Empirical) extend(at, hazard float64) {
	last := len(l.at) - 1
	l.lived = append(l.lived, l.lived[last]+(at-l.at[last])*l.alive(last))
	l.at, l.hazard = append(l.at, at), append(l.hazard, hazard)
}

// alive is S from a step on.
func (l Empirical) alive(step int) float64 { return math.Exp(-l.hazard[step]) }

// Validate returns an error if the law was not made by [NewEmpirical].
func (l Empirical) Validate() error {
	if len(l.at) < 2 {
		return wrong("empirical", "number of lives", 0, "1 to 1000000")
	}
	return nil
}

// String says how many steps the law has, and its mean.
func (l Empirical) String() string {
	return fmt.Sprintf("{Steps:%d Mean:%v}", max(0, len(l.at)-1), l.Mean())
}

// Next is the time in which a part of that age runs up that hazard; see
// [FailureModel].
func (l Empirical) Next(hazard float64, _ sim.Time, age time.Duration) time.Duration {
	return life(l.residual(float64(max(0, age)), hazard))
}

// Hasten is the law of a part whose hazard is factor times as high; see
// [FailureModel].
func (l Empirical) Hasten(factor float64) FailureModel {
	faster := Empirical{at: []float64{0}, hazard: []float64{0}, lived: []float64{0}, tail: l.tail / factor}
	for i := 1; i < len(l.at); i++ {
		faster.extend(l.at[i], factor*l.hazard[i])
	}
	return faster
}

// Repair draws the time a repair takes.
func (l Empirical) Repair(r *rng.Stream) time.Duration { return l.Next(r.Exp(), 0, 0) }

// residual is the first x by which a part of that age has run up the hazard.
func (l Empirical) residual(age, hazard float64) float64 {
	last := len(l.at) - 1
	if age >= l.at[last] {
		return hazard * l.tail
	}
	total := l.hazard[l.step(age)] + hazard
	i := sort.SearchFloat64s(l.hazard, total)
	if i > last {
		return l.at[last] - age + l.tail*(total-l.hazard[last])
	}
	return l.at[i] - age
}

// StationaryAge draws the age of a part found in service at a random instant.
func (l Empirical) StationaryAge(r *rng.Stream) time.Duration { return span(l.stationary(r)) }

// StationaryRest draws what is left of a repair found under way.
func (l Empirical) StationaryRest(r *rng.Stream) time.Duration { return span(l.stationary(r)) }

func (l Empirical) stationary(r *rng.Stream) float64 {
	u, last := survivors(r), len(l.at)-1
	target := (1 - u) * l.mean()
	i := sort.SearchFloat64s(l.lived, target)
	if i > last {
		return l.at[last] - l.tail*math.Log(min(1, u*l.mean()/(l.alive(last)*l.tail)))
	}
	if i == 0 {
		return 0
	}
	return l.at[i-1] + (target-l.lived[i-1])/l.alive(i-1)
}

// Mean is the integral of the survival function.
func (l Empirical) Mean() time.Duration { return span(l.mean()) }

func (l Empirical) mean() float64 {
	last := len(l.at) - 1
	if last < 0 {
		return 0
	}
	return l.lived[last] + l.alive(last)*l.tail
}

// Survival is the probability that a new part outlives x.
func (l Empirical) Survival(x time.Duration) float64 { return l.survival(float64(max(0, x))) }

func (l Empirical) survival(x float64) float64 {
	i, last := l.step(x), len(l.at)-1
	if i == last && l.tail > 0 {
		return l.alive(last) * math.Exp((l.at[last]-x)/l.tail)
	}
	return l.alive(i)
}

// step is the last step at or before x.
func (l Empirical) step(x float64) int {
	i, found := slices.BinarySearch(l.at, x)
	if found {
		return i
	}
	return i - 1
}

// StationarySurvival is the probability that a part found in service at a
// random instant is older than x; its rest has the same law.
func (l Empirical) StationarySurvival(x time.Duration) float64 {
	at := float64(max(0, x))
	i, last := l.step(at), len(l.at)-1
	if i == last {
		return l.survival(at) * l.tail / l.mean()
	}
	return 1 - (l.lived[i]+(at-l.at[i])*l.alive(i))/l.mean()
}
