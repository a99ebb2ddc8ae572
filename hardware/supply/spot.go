package supply

import (
	"errors"
	"fmt"
	"iter"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
)

// Level is how much of a zone there is.
type Level uint8

// The levels.
const (
	None    Level = iota // no node
	Partial              // at least one node and not all
	All                  // every node
	levels
)

// String returns the level's word.
func (l Level) String() string { return [levels]string{"none", "partial", "all"}[l] }

// Split says how many nodes there are of a zone that is partly available: one
// and, of all but two, a beta-binomial number. So at least one is there and one
// is missing, and with two nodes it is always one. The parameters are those of
// [BetaBinomial].
type Split struct{ Mean, Correlation float64 }

func (s Split) law(nodes int) BetaBinomial {
	return BetaBinomial{Trials: max(0, nodes-2), Mean: s.Mean, Correlation: s.Correlation}
}

// Spot makes the nodes of one zone that come and go together, as preemptible
// machines do: for most of the time all of them are there or none. It goes from
// level to level as a semi-Markov process, stays at each for a lognormal time,
// and draws the number of nodes anew each time it comes to the partial level,
// to which it may go from itself. It starts at a random instant of a long
// history. [FitSpot] finds the parameters that reproduce a trace.
//
// What it does not have: hours of the day, and memory beyond the level. Of the
// nodes the lowest numbers are the last to leave.
type Spot struct {
	Size  int                        // nodes of the zone
	Stay  [levels]hardware.LogNormal // time at each level; zero for a level that is never reached
	Next  [levels][levels]float64    // from and to: probability of the level that follows; a row of zeros for a level that is never reached
	Split Split
}

// Validate returns an error unless each level that is reached has a law of its
// stay and probabilities of what follows, all levels that are reached come
// again and again, and something changes.
func (s Spot) Validate() error {
	if err := s.check(); err != nil {
		return fmt.Errorf("supply: spot: %w", err)
	}
	return nil
}

func (s Spot) check() error {
	if err := checkNodes(s.Size); err != nil {
		return err
	}
	if err := s.Split.law(s.Size).Validate(); err != nil {
		return err
	}
	for l := range levels {
		if err := s.checkLevel(l); err != nil {
			return err
		}
	}
	switch {
	case s.reached(Partial) && s.Size == 1:
		return errors.New("the level partial is reached, want it only where there are two nodes or more")
	case !s.reached(None) && !s.reached(Partial), !s.reached(Partial) && !s.reached(All):
		return errors.New("only one level is reached, want one that changes; a trace that holds is for what does not")
	}
	visits := s.visits()
	for l := range levels {
		if s.reached(l) && !(visits[l] > 0) {
			return fmt.Errorf("the level %v does not come again and again, want each level that is reached to lead back to it", l)
		}
	}
	return nil
}

func (s Spot) checkLevel(l Level) error {
	if !s.reached(l) {
		return nil
	}
	sum := 0.0
	for to, p := range s.Next[l] {
		sum += p
		switch {
		case !(p >= 0):
			return fmt.Errorf("the level %v is followed by %v with probability %v, want at least 0", l, Level(to), p)
		case p > 0 && !s.reached(Level(to)):
			return fmt.Errorf("the level %v is followed by %v, of which nothing is said", l, Level(to))
		case p > 0 && Level(to) == l && l != Partial:
			return fmt.Errorf("the level %v follows itself with probability %v, want 0", l, p)
		}
	}
	if !(sum > 1-1e-9 && sum < 1+1e-9) {
		return fmt.Errorf("what follows the level %v has a total probability of %v, want 1", l, sum)
	}
	if err := s.Stay[l].Validate(); err != nil {
		return fmt.Errorf("the level %v: %w", l, err)
	}
	return nil
}

func (s Spot) reached(l Level) bool { return s.Next[l] != [levels]float64{} }

// visits is how often each level is come to, in any unit: by the theorem of the
// trees of a Markov chain, the sum over the ways in which the two others can
// lead there. A level that is never reached is given ways out, so that it is
// but a start.
func (s Spot) visits() [levels]float64 {
	next := s.Next
	for l := range levels {
		if !s.reached(l) {
			next[l] = [levels]float64{1, 1, 1}
		}
	}
	var all [levels]float64
	for i := range levels {
		j, k := (i+1)%levels, (i+2)%levels
		all[i] = next[j][i]*next[k][i] + next[j][k]*next[k][i] + next[k][j]*next[j][i]
	}
	return all
}

// Shares are the shares of time at each level, in the long run.
func (s Spot) Shares() [levels]float64 {
	shares := s.visits()
	sum := 0.0
	for l := range levels {
		shares[l] *= float64(s.Stay[l].Mean())
		sum += shares[l]
	}
	for l := range levels {
		shares[l] /= sum
	}
	return shares
}

// Availability is the share of the nodes' time in which they are up, in the
// long run.
func (s Spot) Availability() float64 {
	shares := s.Shares()
	partial := (1 + s.Split.law(s.Size).Expected()) / float64(s.Size)
	return shares[All] + shares[Partial]*partial
}

// Nodes is the size of the zone.
func (s Spot) Nodes() int { return s.Size }

// spotRun is a supply under way.
type spotRun struct {
	spot       Spot
	count      drawn
	stay, next rng.Stream // one stream a question, so that runs of other parameters stay paired
	nodes      rng.Stream
}

// Changes yields what changes, for ever. Streams are keyed by what is drawn:
// stays, levels and numbers of nodes.
func (s Spot) Changes(seed rng.Seed) iter.Seq2[Change, error] {
	return func(yield func(Change, error) bool) {
		if err := s.Validate(); err != nil {
			yield(Change{}, err)
			return
		}
		run := spotRun{
			spot: s, count: s.Split.law(s.Size).table(),
			stay: seed.Child("stay").Stream(), next: seed.Child("level").Stream(), nodes: seed.Child("nodes").Stream(),
		}
		run.play(yield)
	}
}

func (r *spotRun) play(yield func(Change, error) bool) {
	zone := block{up: r.spot.Size}
	level := r.level(r.spot.Shares())
	stay := r.spot.Stay[level].StationaryRest(&r.stay)
	for at := sim.Time(0); at < sim.Never; at = at.Add(max(1, stay)) {
		if at > 0 {
			level = r.level(r.spot.Next[level])
			stay = r.spot.Stay[level].Repair(&r.stay)
		}
		if !zone.fill(at, r.fill(level), yield) {
			return
		}
	}
}

// level draws one of the levels.
func (r *spotRun) level(probability [levels]float64) Level {
	u := r.next.Float64()
	last := None
	for l := range levels {
		if probability[l] == 0 {
			continue
		}
		if last = l; u < probability[l] {
			return l
		}
		u -= probability[l]
	}
	return last // what rounding left over
}

// fill is how many nodes there are at a level.
func (r *spotRun) fill(l Level) int {
	switch l {
	case None:
		return 0
	case Partial:
		return 1 + r.count.draw(&r.nodes)
	}
	return r.spot.Size
}
