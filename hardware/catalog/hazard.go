package catalog

import (
	"cmp"

	"github.com/clustersim/clustersim/units"
)

// HazardSpec is one way in which nodes or domains fail, as files say it: as far
// as it differs from that of a base. Its rates and times are of each part: a
// hazard of 8 GPUs fails 8 times as often as its law.
type HazardSpec struct {
	Of      string          `key:"of" enum:"node|chassis|rack|pdu|switch|room|site|isp|operator|region|driver" doc:"What the parts belong to: a node, or a kind of domain, whose nodes then fail together at one instant. Without it, a node."`
	Reach   *float64        `key:"reach" above:"0" max:"1" doc:"Probability that what strikes a domain strikes each of its nodes; 1 without it."`
	Count   *int            `key:"count" min:"1" max:"4096" doc:"Parts of this kind on a node or in a domain, each failing on its own; 1 without it."`
	Class   string          `key:"class" enum:"hardware|software|user|network|owner" doc:"Whose failure it is; rates and times are told apart by it. Without it, owner for a departure, network for a link-loss and hardware for all else."`
	Symptom string          `key:"symptom" enum:"crash|departure|hang|link-loss|corruption|slowdown|false-alarm" doc:"How it shows. Work stops at a crash, when the owner takes the machine back (departure), at a hang, which nothing tells of, and when the node cannot be reached (link-loss). It goes on with wrong results (corruption) or slower (slowdown). At a false-alarm nothing is wrong. Crash without it."`
	Speed   *float64        `key:"speed" above:"0" below:"1" doc:"Share of its speed that a slowdown leaves to the node."`
	Clock   string          `key:"clock" enum:"wall|operating" doc:"When parts age: always (wall), or only while a job makes progress on the node (operating); wall without it."`
	Alike   *bool           `key:"alike" doc:"Whether nodes are all alike in this: neither frailty nor lemons nor factors change it, as an owner's habits do not depend on the machine's place in the rack; false without it."`
	Failure *LawSpec        `key:"failure" doc:"Time in service until the failure."`
	Rhythm  *RhythmSpec     `key:"rhythm" doc:"How the rate of failures varies over the day and the week; without it all times are alike."`
	Infancy *InfancySpec    `key:"infancy" doc:"How much more often new and just repaired parts fail; without it, as the law says."`
	Notice  *units.Duration `key:"notice" doc:"How long before the part goes the scheduler is told, of what stops work and comes back by itself; 0s without it."`
	Detect  *DetectSpec     `key:"detect" doc:"From the failure until the scheduler knows: a duration or a law, such as {law: screen, every: 24h, coverage: 0.7}. Without it, as heartbeats and checks see it, or else at once."`
	Misled  *float64        `key:"misled" min:"0" max:"1" doc:"Probability that another node of the gang is blamed first; 0 without it."`
	Repair  *LawSpec        `key:"repair" doc:"Time from the failure until the part is back by itself."`
	Stages  []StageSpec     `key:"stages" min:"1" max:"32" doc:"Stages of a repair that begins when the failure is known, instead of repair: a stage that does not help hands the node to the next."`
}

// Over returns the hazard with what the spec leaves out as in a base. A way to
// come back takes the place of the other, a symptom that of a slowdown's speed.
func (s HazardSpec) Over(base HazardSpec) HazardSpec {
	if s.Repair != nil || s.Stages != nil {
		base.Repair, base.Stages = nil, nil
	}
	if s.Symptom != "" && s.Symptom != base.Symptom {
		base.Speed = nil
	}
	if s.Of != "" && s.Of != base.Of {
		base.Reach = nil
	}
	if s.Stages == nil {
		s.Stages = base.Stages
	}
	s.Of, s.Reach, s.Count = cmp.Or(s.Of, base.Of), cmp.Or(s.Reach, base.Reach), cmp.Or(s.Count, base.Count)
	s.Class, s.Symptom, s.Speed = cmp.Or(s.Class, base.Class), cmp.Or(s.Symptom, base.Symptom), cmp.Or(s.Speed, base.Speed)
	s.Alike = cmp.Or(s.Alike, base.Alike)
	s.Clock, s.Failure, s.Rhythm = cmp.Or(s.Clock, base.Clock), cmp.Or(s.Failure, base.Failure), cmp.Or(s.Rhythm, base.Rhythm)
	s.Infancy, s.Notice, s.Detect = cmp.Or(s.Infancy, base.Infancy), cmp.Or(s.Notice, base.Notice), cmp.Or(s.Detect, base.Detect)
	s.Misled, s.Repair = cmp.Or(s.Misled, base.Misled), cmp.Or(s.Repair, base.Repair)
	return s
}
