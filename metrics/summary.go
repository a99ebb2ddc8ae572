package metrics

import (
	"time"

	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/units"
)

// Summary is all that one run amounts to: enough for every [Metric]. Sums of
// durations over many jobs or nodes are [units.GPUTime] of one GPU each, for an
// int64 of nanoseconds ends at 2.6 million hours.
type Summary struct {
	Length sim.Time // when the run ended

	Jobs             int // submitted
	Completed        int
	Cancelled        int // by their users
	GaveUp           int // by the recovery strategy
	NeverFits        int
	DependencyFailed int
	Dropped          int
	CutOff           int // not ended when the run did, running or not
	Deadlines        int // jobs with a deadline that was decided: not cancelled by their users, and ended or past it
	DeadlinesMet     int // of those, completed in time

	FirstArrival sim.Time // sim.Never without jobs
	LastEnd      sim.Time // of jobs; the end of the run where it cut some off

	Attempts      int           // started
	Interruptions int           // losses of a node that ended an attempt, or that it survived with another node
	Running       units.GPUTime // wall time of attempts, one GPU each: a gang counts once

	Leased     units.GPUTime // held by attempts, spares that stand by included
	Useful     units.GPUTime // leased, productive and kept: of jobs that completed or were cut off
	Undetected units.GPUTime // leased after work stopped and before the attempt ended for it
	InService  units.GPUTime // of nodes that were in service as far as was known
	Owned      units.GPUTime // of all nodes

	Cost   units.Money // of leases, at each node's price, rounded lease by lease
	Priced bool        // whether any node has a price

	Nodes        int
	NodeTime     units.GPUTime // wall time of all nodes, one GPU each
	NodeUp       units.GPUTime // of that, with no part broken that stops work: the truth, known or not
	NodeFailures int           // times that a working node stopped working

	Threats   [classes]bool // by hardware.FaultClass: whether there are hazards of the class
	Faults    [classes]int  // likewise: faults of parts; those found at the start do not count
	Detected  int           // faults that began on a node in service and went on until it was out of service, for whatever reason
	Detecting units.GPUTime // of those, the time until then, one GPU each

	FalseAlarms  int // times that a node was taken out of service with which nothing was wrong
	Misdiagnoses int // times that a node was taken out of service in another's place
	Repairs      int // stages of repairs that began
	Escalations  int // of those, after the first stage
	Retired      int // machines
	Replaced     int

	Lemons    int // nodes that were lemons when the run began
	Suspects  int // nodes that failed more often than their kind lets expect; not told unless there are lemons
	Convicted int // of those, lemons

	Corruptible bool // whether there are hazards that spoil results
	Corrupted   int  // jobs that completed with wrong results

	Wait           []float64 // s from submission to the first start, of jobs that started, in order of starting
	TimeToCapacity []float64 // s from eligibility to the first start, likewise
	JCT            []float64 // s from arrival to the end, of jobs that completed, in order of ending
	Slowdown       []float64 // bounded slowdown of the same jobs

	// Of jobs that became eligible and were not cancelled, one GPU each: a gang counts once.
	Judged     int           // such jobs
	Eligible   units.GPUTime // from eligibility to the end, or the end of the run
	Productive units.GPUTime // of that, productive time that was kept
}

// AllFaults is the number of faults of parts that began during the run.
func (s *Summary) AllFaults() int {
	total := 0
	for _, n := range s.Faults {
		total += n
	}
	return total
}

// wallTime is the time of one thing, for sums over many.
func wallTime(d time.Duration) units.GPUTime { return units.GPUTimeOf(1000, d) }
