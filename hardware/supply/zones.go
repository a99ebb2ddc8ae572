package supply

import (
	"errors"
	"fmt"
	"math"
	"time"
)

// Zone is a place whose nodes come and go together.
type Zone struct {
	Name         string  // keys its randomness; no other zone has it
	Region       string  // whose zones have much in common
	Availability float64 // share of time with at least one node: 0.001..0.999
	Nodes        int     // at least 1
}

// Zones makes the nodes of several zones, whose capacity runs short at related
// times, the more so within a region. Behind each zone is a normal variable, a
// weighted sum of one for all, one for the region and one of the zone's own; the
// zone is available while its variable is above the threshold that gives its
// availability (a Gaussian copula). The variables are autoregressive of order 1
// on a grid of steps. Nodes are numbered zone by zone.
//
// With a step of 10 minutes and a memory of 3 hours, times up and down come out
// as those of the V100 zones of Can't Be Late (NSDI 2024): medians of a third of
// an hour to over an hour, means of one to seven hours, and logarithms with the
// deviations of the lognormal laws that fit there.
//
// A zone of more than one node is partly available while its variable is right
// above the threshold, for the given share of its available time, and splits
// as [Split] says, anew each time it comes there.
//
// What it does not have: hours of the day, prices, and zones whose times are long
// or short for other reasons than their availability. Times of many hours are
// too rare: the chance that four hours are left, from a random instant, is lower
// by up to .16 than in those zones. The correlations are means over pairs, and
// [Zones.Correlation] tells each. Changes fall on whole steps.
type Zones struct {
	Zones         []Zone
	SameRegion    float64       // mean correlation of the availability of zones of one region: 0 to below 1
	AcrossRegions float64       // the same of zones of different regions, no larger
	Step          time.Duration // at least 1s
	Memory        time.Duration // in which the correlation in time of the variables falls to 1/e; positive
	Partial       float64       // share of available time in which zones of several nodes are partly available: 0 to below 1
	Split         Split
}

// Validate returns an error unless all fields are in range and the correlations
// can be had: zones that are hardly ever available have little in common with
// those that nearly always are. It is a [*CorrelationError] if they cannot.
func (z Zones) Validate() error {
	_, err := z.weights()
	return err
}

// CorrelationError says that a correlation of [Zones] cannot be had.
type CorrelationError struct {
	Across  bool    // across regions, or else within one
	Value   float64 // as said
	Bound   float64 // what it can be at most or must be at least
	Least   bool    // the bound is the least
	Because string  // where the bound comes from
}

// Error tells value and bound.
func (e *CorrelationError) Error() string {
	where, which := "within", "at most"
	if e.Across {
		where = "across"
	}
	if e.Least {
		which = "at least"
	}
	return fmt.Sprintf("the correlation %s regions is %v, and %s it is %s %.3f", where, e.Value, e.Because, which, e.Bound)
}

// weights are the shares of a zone's variance that come from what all zones have
// in common and from what its region has.
type weights struct{ all, region float64 }

func (z Zones) weights() (weights, error) {
	if err := z.check(); err != nil {
		return weights{}, fmt.Errorf("supply: zones: %w", err)
	}
	same, across := z.pairs()
	const apart = "at such availabilities"
	all, ok := latent(across, z.AcrossRegions)
	if !ok {
		return impossible(&CorrelationError{Across: true, Value: z.AcrossRegions, Bound: mean(across, closest), Because: apart})
	}
	within, ok := latent(same, z.SameRegion)
	if !ok {
		return impossible(&CorrelationError{Value: z.SameRegion, Bound: mean(same, closest), Because: apart})
	}
	if len(same) > 0 && within < all {
		return impossible(&CorrelationError{Value: z.SameRegion, Bound: mean(same, all), Least: true, Because: "by what all zones have in common"})
	}
	if z.AcrossRegions > z.SameRegion {
		return impossible(&CorrelationError{Across: true, Value: z.AcrossRegions, Bound: z.SameRegion, Because: "as within regions"})
	}
	return weights{all: all, region: max(0, within-all)}, nil
}

func impossible(err *CorrelationError) (weights, error) {
	return weights{}, fmt.Errorf("supply: zones: %w", err)
}

func (z Zones) check() error {
	if len(z.Zones) == 0 {
		return errors.New("there are none, want at least one")
	}
	names := map[string]bool{}
	nodes := 0
	for i, zone := range z.Zones {
		if err := zone.check(); err != nil {
			return fmt.Errorf("zone %d, %q: %w", i, zone.Name, err)
		}
		if names[zone.Name] {
			return fmt.Errorf("zone %d is called %q, as one before; want a name of its own", i, zone.Name)
		}
		names[zone.Name] = true
		nodes += zone.Nodes
	}
	if nodes > maxNodes {
		return fmt.Errorf("they have %d nodes together, want at most %d", nodes, maxNodes)
	}
	return z.checkProcess()
}

func (z Zone) check() error {
	switch {
	case z.Name == "" || z.Region == "":
		return fmt.Errorf("the region is %q, want names of zone and region", z.Region)
	case !(z.Availability >= 0.001 && z.Availability <= 0.999):
		return fmt.Errorf("the availability is %v, want 0.001 to 0.999", z.Availability)
	}
	return checkNodes(z.Nodes)
}

func (z Zones) checkProcess() error {
	switch {
	case !(z.SameRegion >= 0 && z.SameRegion < 1):
		return fmt.Errorf("the correlation within regions is %v, want at least 0 and less than 1", z.SameRegion)
	case !(z.AcrossRegions >= 0 && z.AcrossRegions < 1):
		return fmt.Errorf("the correlation across regions is %v, want at least 0 and less than 1", z.AcrossRegions)
	case z.Step < time.Second:
		return fmt.Errorf("the step is %v, want at least 1s, such as 10m", z.Step)
	case z.Memory <= 0:
		return fmt.Errorf("the memory is %v, want a positive duration such as 3h", z.Memory)
	case !(z.Partial >= 0 && z.Partial < 1):
		return fmt.Errorf("the partial share is %v, want at least 0 and less than 1", z.Partial)
	}
	return z.Split.law(2).Validate()
}

// pairs are the thresholds of any two zones of one region and of two regions.
func (z Zones) pairs() (same, across []pair) {
	for i, a := range z.Zones {
		for _, b := range z.Zones[:i] {
			p := pair{threshold(a.Availability), threshold(b.Availability)}
			if a.Region == b.Region {
				same = append(same, p)
			} else {
				across = append(across, p)
			}
		}
	}
	return same, across
}

// Nodes is how many nodes the zones have together.
func (z Zones) Nodes() int {
	sum := 0
	for _, zone := range z.Zones {
		sum += zone.Nodes
	}
	return sum
}

// First is the number of a zone's first node; its others follow.
func (z Zones) First(zone int) int { return Zones{Zones: z.Zones[:zone]}.Nodes() }

// Correlation is the correlation of the availability, in the long run, of two
// zones given by their index. It is an error if the zones are not valid.
func (z Zones) Correlation(i, j int) (float64, error) {
	w, err := z.weights()
	if err != nil || i == j {
		return 1, err
	}
	a, b := z.Zones[i], z.Zones[j]
	rho := w.all
	if a.Region == b.Region {
		rho += w.region
	}
	return pair{threshold(a.Availability), threshold(b.Availability)}.correlation(rho), nil
}

// MeanUp is how long a zone stays available on average:
//
//	step · p / P(available at one step and not at the next)
//
// where the two steps are a pair of normals correlated by exp(-step/memory).
func (z Zones) MeanUp(zone int) time.Duration {
	p := z.Zones[zone].Availability
	h := threshold(p)
	leave := spread(h) - covariance(h, h, z.persistence())
	return time.Duration(math.Round(float64(z.Step) * p / leave))
}

// MeanDown is how long a zone stays unavailable on average.
func (z Zones) MeanDown(zone int) time.Duration {
	p := z.Zones[zone].Availability
	return time.Duration(math.Round(float64(z.MeanUp(zone)) * (1 - p) / p))
}

// persistence is the correlation of the variables of a step and the next.
func (z Zones) persistence() float64 {
	return math.Exp(-float64(z.Step) / float64(z.Memory))
}
