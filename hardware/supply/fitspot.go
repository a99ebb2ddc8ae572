package supply

import (
	"errors"
	"math"
	"time"

	"github.com/clustersim/clustersim/hardware"
)

// FitSpot finds the Spot of a trace's counts; which nodes make up a count does
// not matter. Periods of one count are the stays. The end of the trace is taken
// to lead to its beginning, as where it is played round and round; then levels
// have in the long run exactly the shares of time that they have in the trace,
// and nodes its availability.
//
// A stay has the mean and the geometric mean of the periods at its level: the
// likeliest lognormal law would miss the mean, on which the shares depend, where
// periods are not quite lognormal. The split has the mean and the variance, by
// time, of the counts at the partial level; a variance below the binomial's
// counts as that.
//
// It is an error if the number of nodes never changes.
func FitSpot(t *Trace) (Spot, error) {
	runs := circle(t)
	if len(runs) < 2 {
		return Spot{}, errors.New("supply: fit spot: the number of nodes that are up never changes; play the trace with hold")
	}
	spot := Spot{Size: t.Nodes(), Split: fitSplit(runs, t.Nodes())}
	var visits [levels]stays
	for i, r := range runs {
		from := levelOf(r.count, t.Nodes())
		to := levelOf(runs[(i+1)%len(runs)].count, t.Nodes())
		visits[from].add(r.stay)
		spot.Next[from][to]++
	}
	for l := range levels {
		if visits[l].n == 0 {
			continue
		}
		spot.Stay[l] = visits[l].law()
		for to := range spot.Next[l] {
			spot.Next[l][to] /= visits[l].n
		}
	}
	return spot, spot.Validate()
}

// run is a stay of one count.
type run struct {
	count int
	stay  time.Duration
}

// circle are the runs of a trace whose end leads to its beginning: neighbours
// differ, also the last and the first.
func circle(t *Trace) []run {
	var runs []run
	for p, count := range t.counts {
		runs = append(runs, run{count, p.Length()})
	}
	if last := len(runs) - 1; last > 0 && runs[last].count == runs[0].count {
		runs[0].stay += runs[last].stay
		runs = runs[:last]
	}
	return runs
}

func levelOf(count, nodes int) Level {
	switch count {
	case 0:
		return None
	case nodes:
		return All
	}
	return Partial
}

// stays sums up the stays at a level.
type stays struct{ n, sum, logs float64 }

func (s *stays) add(d time.Duration) {
	s.n++
	s.sum += float64(d)
	s.logs += math.Log(float64(d))
}

// law is the lognormal law of the same mean and geometric mean, which are
// Median·exp(Sigma²/2) and Median.
func (s *stays) law() hardware.LogNormal {
	const least, most = 0.001, 10 // sigmas that the law allows
	geometric := math.Exp(s.logs / s.n)
	mean := s.sum / s.n
	sigma := min(max(math.Sqrt(2*max(0, math.Log(mean/geometric))), least), most)
	return hardware.LogNormal{Median: max(1, time.Duration(math.Round(geometric))), Sigma: sigma}
}

// fitSplit matches mean and variance of the counts at the partial level.
func fitSplit(runs []run, nodes int) Split {
	weight, sum, squares := 0.0, 0.0, 0.0
	for _, r := range runs {
		if levelOf(r.count, nodes) == Partial {
			w, x := float64(r.stay), float64(r.count-1)
			weight, sum, squares = weight+w, sum+w*x, squares+w*x*x
		}
	}
	trials := float64(nodes - 2)
	if weight == 0 || trials <= 0 {
		return Split{}
	}
	mean := min(1, sum/weight/trials)
	variance := squares/weight - (sum/weight)*(sum/weight)
	binomial := trials * mean * (1 - mean)
	if trials == 1 || variance <= binomial {
		return Split{Mean: mean}
	}
	return Split{Mean: mean, Correlation: min((variance/binomial-1)/(trials-1), 0.999)}
}
