package benchmarks

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/sim"
)

// Renewal theory: over a long time t a renewal process with cycles of mean m and
// coefficient of variation c has t/m + (c²-1)/2 renewals, and here the first
// renewal counts when it fails, one repair before its cycle is over.
func expectedFailures() float64 {
	life, repair := failureMean.Hours(), repairMean.Hours()
	moment := func(k float64) float64 {
		return math.Pow(failureScale().Hours(), k) * math.Gamma(1+k/failureShape)
	}
	cycle := life + repair
	variance := moment(2) - life*life + repair*repair
	year := time.Duration(failureYear).Hours()
	return year/cycle + (variance/(cycle*cycle)-1)/2 + repair/cycle
}

func TestFailuresFollowRenewalTheory(t *testing.T) {
	const nodes = 4000
	year := time.Duration(failureYear)
	availability := failureMean.Hours() / (failureMean + repairMean).Hours()
	want := expectedFailures()
	// The number of failures of a node varies by about cv·√(t/m), 1.26·√12.1.
	tolerance := 4 * 1.26 * math.Sqrt(want/nodes)

	var ours outages
	runFailures(newFleet(nodes, failureHazards()), failureYear, &ours)
	require.InDelta(t, want, float64(ours.failures)/nodes, tolerance)
	require.InDelta(t, availability, 1-ours.down/(nodes*year.Hours()), 5e-4)

	sketch := newFailureSketch(nodes, year)
	sketch.run()
	require.InDelta(t, want, float64(sketch.failures)/nodes, tolerance)
	require.InDelta(t, availability, 1-sketch.downTime.Hours()/(nodes*year.Hours()), 5e-4)
}

func TestFailuresAllocateNothingPerEvent(t *testing.T) {
	site := newFleet(500, failureHazards())
	allocs := func(until sim.Time) float64 {
		return testing.AllocsPerRun(3, func() { runFailures(site, until) })
	}
	year := allocs(failureYear)
	twice := allocs(2 * failureYear) // 11 000 events more
	require.InDelta(t, year, twice, 20)
}
