package metrics_test

import (
	"fmt"
	"time"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/metrics"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/workloads"
)

// tale is a journal written by hand, hour by hour: of nodes with 8 GPUs each for
// 1 USD an hour, and of jobs.
type tale struct {
	nodes   int
	lemons  map[int]bool
	jobs    []int // GPUs of the gang
	entries []journal.Entry
}

// The hazards of tales, by number.
const (
	host = iota
	owner
	check
	core
	power
)

func ofTales() []hardware.Hazard {
	return []hardware.Hazard{
		host:  {Part: "host"},
		owner: {Part: "owner", Class: hardware.OwnerFault, Symptom: hardware.Departure},
		check: {Part: "check", Class: hardware.SoftwareFault, Symptom: hardware.FalseAlarm},
		core:  {Part: "core", Symptom: hardware.Corruption},
		power: {Part: "power"},
	}
}

// at adds entries of an hour.
func (s *tale) at(hour float64, entries ...journal.Entry) {
	for _, e := range entries {
		e.At = sim.Time(hour * float64(time.Hour))
		s.entries = append(s.entries, e)
	}
}

// start adds the start of an attempt on nodes.
func (s *tale) start(hour float64, job workloads.JobID, nodes ...hardware.NodeID) {
	s.at(hour, journal.Entry{Kind: journal.AttemptStarted, Job: job, Ref: 1})
	for _, n := range nodes {
		s.at(hour, leased(job, n, journal.NoReason))
	}
}

func leased(job workloads.JobID, node hardware.NodeID, why journal.Reason) journal.Entry {
	return journal.Entry{Kind: journal.Leased, Job: job, Node: node, GPUs: 8, Value: 8000, Reason: why}
}

// breaks is a fault of a hazard.
func breaks(node hardware.NodeID, hazard int) journal.Entry {
	return journal.Entry{Kind: journal.FaultBegan, Node: node, Ref: uint32(hazard), Reason: journal.SymptomReason(ofTales()[hazard].Symptom)}
}

func works(node hardware.NodeID, hazard int) journal.Entry {
	return journal.Entry{Kind: journal.FaultEnded, Node: node, Ref: uint32(hazard)}
}

func stops(job workloads.JobID, node hardware.NodeID) journal.Entry {
	return journal.Entry{Kind: journal.WorkStopped, Job: job, Node: node, Reason: journal.NodeLost}
}

func out(node hardware.NodeID, hazard int, why journal.Reason) journal.Entry {
	return journal.Entry{Kind: journal.NodeDown, Node: node, Ref: uint32(hazard), Reason: why}
}

func in(node hardware.NodeID) journal.Entry { return journal.Entry{Kind: journal.NodeUp, Node: node} }

func ends(job workloads.JobID, why journal.Reason, productive time.Duration) journal.Entry {
	return journal.Entry{Kind: journal.AttemptEnded, Job: job, Reason: why, Value: int64(productive)}
}

func over(job workloads.JobID) journal.Entry {
	return journal.Entry{Kind: journal.JobEnded, Job: job, Reason: journal.Completed}
}

// tell shows the tale to observers, with an end to it.
func (s *tale) tell(end float64, observers ...journal.Observer) {
	s.at(end, journal.Entry{Kind: journal.RunEnded})
	for _, o := range observers {
		s.define(o)
		for _, e := range s.entries {
			o.Observe(e)
		}
	}
}

func (s *tale) define(o journal.Observer) {
	for i, h := range ofTales() {
		o.Define(journal.DefineHazard(i, &h))
	}
	o.Define(journal.DefineDomain(0, &hardware.Domain{Kind: hardware.Rack, Name: "r1"}))
	for i := range s.nodes {
		n := node(fmt.Sprintf("n%d", i), 1_000_000, hardware.Fresh)
		o.Define(journal.DefineNode(hardware.NodeID(i), &n, s.lemons[i]))
	}
	for i, gpus := range s.jobs {
		id := workloads.JobID(i)
		o.Define(journal.Definition{Subject: journal.JobSubject, ID: int32(id), MilliGPUs: int64(gpus) * 1000, Deadline: sim.Never})
		o.Observe(journal.Entry{Kind: journal.JobSubmitted, Job: id})
		o.Observe(journal.Entry{Kind: journal.JobEligible, Job: id})
	}
}

// summary is what the tale amounts to.
func (s *tale) summary(end float64) *metrics.Summary {
	fold := metrics.NewFold()
	s.tell(end, fold)
	return fold.Summary()
}
