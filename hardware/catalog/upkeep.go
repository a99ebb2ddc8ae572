package catalog

import (
	"cmp"
	"time"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/units"
)

// RetirementSpec is when a node that failed is not to come back, as files say it.
//
//	{failures: 3, within: 30d, replace: {law: lognormal, median: 14d, sigma: 0.5}}
type RetirementSpec struct {
	Failures *int            `key:"failures" min:"1" max:"1000000" doc:"Retire a node at this many failures that were seen; without it, no such rule."`
	Within   *units.Duration `key:"within" above:"0s" doc:"The time in which that many failures are too many; without it, the whole run."`
	Score    *float64        `key:"score" above:"0" max:"1e6" doc:"Retire a node when its score is higher than this: a failure that is seen adds 1, and time takes from it. Without it, no such rule."`
	HalfLife *units.Duration `key:"half_life" above:"0s" doc:"Time in which the score falls to half."`
	Both     *bool           `key:"both" doc:"Whether both rules must say so, instead of any; false without it."`
	Replace  *LawSpec        `key:"replace" doc:"Time from the retirement of a node, or from when it was scrapped, until a new one stands in its place; without it, none ever does."`
}

func (s *RetirementSpec) over(base *RetirementSpec) RetirementSpec {
	return RetirementSpec{
		Failures: cmp.Or(s.Failures, base.Failures), Within: cmp.Or(s.Within, base.Within), Score: cmp.Or(s.Score, base.Score),
		HalfLife: cmp.Or(s.HalfLife, base.HalfLife), Both: cmp.Or(s.Both, base.Both), Replace: cmp.Or(s.Replace, base.Replace),
	}
}

func (s *RetirementSpec) build(p place) *hardware.Retirement {
	made := hardware.Retirement{Replace: p.at("replace").repair(s.Replace)}
	assign(&made.Failures, s.Failures)
	assign(&made.Within, (*time.Duration)(s.Within))
	assign(&made.Score, s.Score)
	assign(&made.HalfLife, (*time.Duration)(s.HalfLife))
	assign(&made.Both, s.Both)
	switch {
	case s.Within != nil && s.Failures == nil:
		p.at("within").wrong("no failures are counted within it", "add failures: 3")
	case s.HalfLife != nil && s.Score == nil:
		p.at("half_life").wrong("there is no score that it could halve", "add score: 2.5")
	case s.Score != nil && s.HalfLife == nil:
		p.at("score").wrong("a score needs the time in which it falls to half", "add half_life: 7d")
	case made.Both && (s.Failures == nil || s.Score == nil):
		p.at("both").wrong("two rules must agree and one is missing", "write failures and score, or remove it")
	case s.Failures == nil && s.Score == nil && s.Replace == nil:
		p.wrong("there is no rule", "write failures: 3, score: 2.5 or replace: {law: …}")
	}
	return &made
}
