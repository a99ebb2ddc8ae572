package catalog

import (
	"cmp"
	"time"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/units"
)

// HeartbeatsSpec is signs of life of nodes, as files say it.
//
//	{every: 30s, misses: 3}
type HeartbeatsSpec struct {
	Every  *units.Duration `key:"every" above:"0s" doc:"From one sign of life to the next."`
	Misses *int            `key:"misses" min:"1" max:"1000000" doc:"Signs of life in a row whose absence is noticed; 3 without it."`
}

func (s *HeartbeatsSpec) over(base *HeartbeatsSpec) HeartbeatsSpec {
	return HeartbeatsSpec{Every: cmp.Or(s.Every, base.Every), Misses: cmp.Or(s.Misses, base.Misses)}
}

func (s *HeartbeatsSpec) build(p place) hardware.RepairModel {
	if s.Every == nil {
		p.wrong("heartbeats need a period", "add every: 30s")
		return nil
	}
	made := hardware.Heartbeat{Every: time.Duration(*s.Every), Misses: 3}
	assign(&made.Misses, s.Misses)
	return made
}

// ChecksSpec is health checks, as files say it.
//
//	{every: 5m, coverage: 0.95, false_positives: 0.00001, clearing: {law: fixed, after: 20m}}
type ChecksSpec struct {
	Every          *units.Duration `key:"every" above:"0s" doc:"From one check to the next."`
	Coverage       *float64        `key:"coverage" above:"0" max:"1" doc:"Probability that a check finds what is wrong; 1 without it."`
	Finds          []string        `key:"finds" min:"1" enum:"crash|hang|link-loss|corruption|slowdown" doc:"Symptoms that checks find, in what has no detect of its own; [hang, corruption, slowdown] without it. What heartbeats notice is left to them."`
	FalsePositives *float64        `key:"false_positives" min:"0" max:"1" doc:"Probability that a check finds what is not there: the hazard check, a false-alarm; 0 without it."`
	Clearing       *LawSpec        `key:"clearing" doc:"Time until a node with which nothing was wrong is back."`
}

func (s *ChecksSpec) over(base *ChecksSpec) ChecksSpec {
	finds := s.Finds
	if finds == nil {
		finds = base.Finds
	}
	return ChecksSpec{
		Every: cmp.Or(s.Every, base.Every), Coverage: cmp.Or(s.Coverage, base.Coverage), Finds: finds,
		FalsePositives: cmp.Or(s.FalsePositives, base.FalsePositives), Clearing: cmp.Or(s.Clearing, base.Clearing),
	}
}

// screen is how late what checks find is found.
func (s *ChecksSpec) screen(p place) hardware.RepairModel {
	if s.Every == nil {
		p.wrong("checks need a period", "add every: 5m")
		return nil
	}
	made := hardware.Screen{Every: time.Duration(*s.Every), Coverage: 1}
	assign(&made.Coverage, s.Coverage)
	return made
}

// symptoms are those that checks find.
func (s *ChecksSpec) symptoms(p place) []hardware.Symptom {
	if s.Finds == nil {
		return []hardware.Symptom{hardware.Hang, hardware.Corruption, hardware.Slowdown}
	}
	var all []hardware.Symptom
	for i, word := range s.Finds {
		all = append(all, choice(p.at("finds").index(i), word, hardware.Crash, hardware.Slowdown))
	}
	return all
}

// alarm is the hazard that checks themselves are.
func (s *ChecksSpec) alarm(p place) hardware.Hazard {
	made := hardware.Hazard{Part: "check", Count: 1, Symptom: hardware.FalseAlarm, Repair: p.at("clearing").repair(s.Clearing)}
	if s.Clearing == nil {
		p.at("false_positives").wrong("what checks find wrongly must come back", "add clearing: {law: …}")
	}
	if s.Every != nil {
		perHour := *s.FalsePositives / time.Duration(*s.Every).Hours()
		made.Failure = hardware.Exponential{MTBF: units.Frequency(perHour).Gap()}
	}
	return made
}

// errs reports whether checks find what is not there.
func (s *ChecksSpec) errs() bool { return s.FalsePositives != nil && *s.FalsePositives > 0 }
