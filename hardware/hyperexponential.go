package hardware

import (
	"math"
	"time"

	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
)

// Phase is one kind of part in a [Hyperexponential] law.
type Phase struct {
	Weight float64       // share of new parts that are of this kind; positive
	Mean   time.Duration // mean life of the kind; positive
}

// Hyperexponential is a mixture of up to 8 exponential laws: each new part is of
// one kind, and nobody sees which. The hazard falls with age, though no part
// ages, because the kinds that die early are gone: S(t) = Σ Weight·exp(-t/Mean).
// The residual life at an age is the mixture by the weights that the kinds have
// among those who got that old. Every renewal draws the kind anew. It is a
// [FailureModel] and a [RepairModel].
type Hyperexponential struct {
	Phases []Phase // 1 to 8, whose weights sum to 1
}

const maxPhases = 8

// Validate returns an error unless there are 1 to 8 phases with positive means
// and with positive weights that sum to 1 within a millionth.
func (l Hyperexponential) Validate() error {
	if len(l.Phases) < 1 || len(l.Phases) > maxPhases {
		return wrong("hyperexponential", "number of phases", len(l.Phases), "1 to 8")
	}
	sum := 0.0
	for _, p := range l.Phases {
		if !(p.Weight > 0) {
			return wrong("hyperexponential", "weight", p.Weight, "a share above 0 such as 0.4")
		}
		if p.Mean <= 0 {
			return wrong("hyperexponential", "mean", p.Mean, "a positive duration such as 37h")
		}
		sum += p.Weight
	}
	if !(math.Abs(sum-1) <= 1e-6) {
		return wrong("hyperexponential", "sum of weights", sum, "1")
	}
	return nil
}

// Hasten is the law of a part whose hazard is factor times as high; see
// [FailureModel].
func (l Hyperexponential) Hasten(factor float64) FailureModel { return hasten(l, factor) }

// Repair draws the time a repair takes.
func (l Hyperexponential) Repair(r *rng.Stream) time.Duration {
	return l.Next(r.Exp(), 0, 0)
}

// StationaryAge draws the age of a part found in service at a random instant.
func (l Hyperexponential) StationaryAge(r *rng.Stream) time.Duration { return span(l.stationary(r)) }

// StationaryRest draws what is left of a repair found under way.
func (l Hyperexponential) StationaryRest(r *rng.Stream) time.Duration { return span(l.stationary(r)) }

func (l Hyperexponential) stationary(r *rng.Stream) float64 {
	w := l.found()
	return l.endures(&w, r.Exp())
}

// Mean is Σ Weight·Mean.
func (l Hyperexponential) Mean() time.Duration {
	mean, sum := 0.0, 0.0
	for _, p := range l.Phases {
		mean += p.Weight * float64(p.Mean)
		sum += p.Weight
	}
	return life(mean / sum)
}

// Survival is the probability that a new part outlives x.
func (l Hyperexponential) Survival(x time.Duration) float64 {
	w := l.aged(0)
	return l.outlive(&w, float64(max(0, x)))
}

// StationarySurvival is the probability that a part found in service at a
// random instant is older than x; its rest has the same law.
func (l Hyperexponential) StationarySurvival(x time.Duration) float64 {
	w := l.found()
	return l.outlive(&w, float64(max(0, x)))
}

// CumulativeHazard is what a part runs up between two ages; see [Cumulative].
func (l Hyperexponential) CumulativeHazard(from, to time.Duration) float64 {
	w := l.aged(from)
	hazard, _ := l.accrued(&w, float64(to-max(0, from)))
	return hazard
}

// Next is the time in which a part of that age runs up that hazard; see
// [FailureModel].
func (l Hyperexponential) Next(hazard float64, _ sim.Time, age time.Duration) time.Duration {
	w := l.aged(age)
	return life(l.endures(&w, hazard))
}

// shares are the shares of the phases among parts of some age.
type shares [maxPhases]float64

// aged is the shares among those that reached an age. Lives are compared with
// the longest, so that one is left however old they are.
func (l Hyperexponential) aged(age time.Duration) (w shares) {
	longest := l.longest()
	for i, p := range l.Phases {
		w[i] = p.Weight * math.Exp(float64(max(0, age))*(1/longest-1/float64(p.Mean)))
	}
	return w.normal()
}

func (l Hyperexponential) longest() float64 {
	longest := 0.0
	for _, p := range l.Phases {
		longest = max(longest, float64(p.Mean))
	}
	return longest
}

// found is the shares among those in service at a random instant: each kind is
// there for as long as it lives.
func (l Hyperexponential) found() (w shares) {
	for i, p := range l.Phases {
		w[i] = p.Weight * float64(p.Mean)
	}
	return w.normal()
}

func (w shares) normal() shares {
	sum := 0.0
	for _, share := range w {
		sum += share
	}
	for i := range w {
		w[i] /= sum
	}
	return w
}

// outlive is the probability that a part of a mixture lives for x more.
func (l Hyperexponential) outlive(w *shares, x float64) float64 {
	sum := 0.0
	for i, p := range l.Phases {
		sum += w[i] * math.Exp(-x/float64(p.Mean))
	}
	return sum
}

// accrued is the hazard that a part of a mixture runs up within x. Where nobody
// is left as far as numbers tell, lives are compared with the longest.
func (l Hyperexponential) accrued(w *shares, x float64) (hazard, rate float64) {
	past := 0.0
	if longest := l.longest(); x > vanishing*longest {
		past = x / longest
	}
	dead, alive, dying := 0.0, 0.0, 0.0
	for i, p := range l.Phases {
		mean := float64(p.Mean)
		live := w[i] * math.Exp(past-x/mean)
		alive += live
		dying += live / mean
		dead -= w[i] * math.Expm1(-x/mean)
	}
	if dead < 0.5 {
		return -math.Log1p(-dead), dying / alive
	}
	return past - math.Log(alive), dying / alive
}

// endures solves accrued for x. At first it rises as fast as it ever will.
func (l Hyperexponential) endures(w *shares, hazard float64) float64 {
	_, fastest := l.accrued(w, 0)
	return reach(hazard, hazard/fastest, func(x float64) (float64, float64) { return l.accrued(w, x) })
}
