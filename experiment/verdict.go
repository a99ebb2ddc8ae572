package experiment

import (
	"fmt"
	"math"

	"github.com/clustersim/clustersim/stats"
)

// Outcome is what the runs say of a requirement.
type Outcome uint8

// The outcomes.
const (
	Pass         Outcome = iota // the whole interval satisfies the bound
	Fail                        // the whole interval breaks it
	Inconclusive                // the interval straddles it, or there is no data
)

// String returns the outcome's word.
func (o Outcome) String() string { return [...]string{"pass", "fail", "inconclusive"}[o] }

// Judgement is the outcome for one requirement.
type Judgement struct {
	Requirement Requirement
	Estimate    stats.Estimate // its Value is +Inf where there is only a bound from below
	Known       bool           // whether any trial has data for the metric; without, Estimate is zero
	Outcome     Outcome
	Why         string // one clause, for people
}

// Verdict is the outcome for all requirements, in the order given.
type Verdict struct {
	Judgements []Judgement
	Outcome    Outcome // Fail if any fails, else Inconclusive if any is, else Pass
}

// Judge holds the estimates against the requirements. With a single seed there is
// no interval: then the value alone decides, and Why says so.
func (r *Result) Judge(requirements []Requirement) Verdict {
	var v Verdict
	for _, q := range requirements {
		j := r.judge(q)
		v.Judgements = append(v.Judgements, j)
		if j.Outcome == Fail || j.Outcome == Inconclusive && v.Outcome == Pass {
			v.Outcome = j.Outcome
		}
	}
	return v
}

func (r *Result) judge(q Requirement) Judgement {
	e, ok := r.estimate(q.Metric)
	j := Judgement{Requirement: q, Estimate: e, Known: ok}
	switch {
	case !ok:
		j.Outcome, j.Why = Inconclusive, "no run has data for it"
	case e.N == 1:
		j.Outcome, j.Why = Fail, "by the value of one seed alone"
		if q.Op.Holds(e.Value, q.Value) {
			j.Outcome = Pass
		}
	default:
		j.Outcome, j.Why = byInterval(q, e)
	}
	return j
}

func byInterval(q Requirement, e stats.Estimate) (Outcome, string) {
	low, high := q.Op.Holds(e.Lo, q.Value), q.Op.Holds(e.Hi, q.Value)
	sure := fmt.Sprintf("the %v%% interval", 100*e.Confidence)
	switch {
	case low && high:
		return Pass, sure + " satisfies it"
	case !low && !high:
		return Fail, sure + " breaks it"
	case !e.Known() && !math.IsInf(e.Value, 0):
		return Inconclusive, fmt.Sprintf("n=%d is too small for an interval; add seeds", e.N)
	}
	return Inconclusive, sure + " straddles it; add seeds"
}
