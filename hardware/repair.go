package hardware

import (
	"fmt"
	"time"
)

// Stage is one stage of a repair: an automatic one such as a reboot, or one by
// hand. A stage that escalates hands the node to the next.
type Stage struct {
	Name      string
	Crew      CrewID      // whose hands it takes; NoCrew for none
	Spare     StockID     // what it uses up; NoStock for nothing
	Time      RepairModel // of the work, without waiting for hands and spares
	Escalates float64     // probability that it is seen not to help, 0..1; after the last stage the node is scrapped
	Cures     float64     // probability that a node that returns is sound; otherwise a lemon is still one
}

// CrewID numbers the crews of a site from 0.
type CrewID int32

// StockID numbers the stocks of spares of a site from 0.
type StockID int32

// NoCrew and NoStock mark stages that need neither.
const (
	NoCrew  CrewID  = -1
	NoStock StockID = -1
)

// Crew is a number of people who repair one node each at a time, first come,
// first served.
type Crew struct {
	Name  string
	Size  int
	Hours Hours
}

// Hours are working hours: work pauses outside of them. The zero Hours are around
// the clock.
type Hours struct {
	From, To time.Duration // of the day; both 0 for all of it
	Weekdays bool          // only Monday to Friday
	Start    time.Duration // time of the week, from Monday 0:00, at which the run begins
}

// Stock is a store of spare parts. What is used up comes back after the time it
// takes to have the broken part replaced.
type Stock struct {
	Name    string
	Units   int
	Restock RepairModel // from taking a unit to having one again
}

// Retirement says when a node that failed is not to come back. What its hardware
// and its software do counts, not its users, owner and links. A node is retired
// if any of the rules that are set says so; the zero Retirement keeps all.
type Retirement struct {
	Failures int           // retire at this many failures seen within Within; 0 for no such rule
	Within   time.Duration // for Failures; 0 for ever
	Score    float64       // retire when the score exceeds this, to which a failure seen adds 1; 0 for no such rule
	HalfLife time.Duration // of the score
	Both     bool          // want both rules to agree
	Replace  RepairModel   // from retirement to a new node in its place; nil for none
}

// Working returns when work that takes so long ends if it begins at now and goes
// on within the hours only.
func (h *Hours) Working(now, work time.Duration) time.Duration {
	if *h == (Hours{}) || h.From == h.To && !h.Weekdays {
		return saturated(now, work)
	}
	for now < 1<<62 {
		open, until := h.shift(now)
		now = open
		if work <= until-open {
			return saturated(now, work)
		}
		work -= until - open
		now = until
	}
	return now
}

// shift is the working time that now lies in or that comes next.
func (h *Hours) shift(now time.Duration) (from, until time.Duration) {
	at := (now + h.Start) % week
	midnight := now - at%day
	for d := at / day; ; d++ {
		open, until := midnight+h.From, midnight+h.To
		if h.From == h.To {
			open, until = midnight, midnight+day
		}
		if until > now && (!h.Weekdays || d%7 < 5) {
			return max(now, open), until
		}
		midnight += day
	}
}

func saturated(a, b time.Duration) time.Duration {
	if sum := a + b; sum >= a {
		return sum
	}
	return 1<<63 - 1
}

// checkStages returns an error for a stage that cannot be.
func (h *Hazard) checkStages() error {
	for i := range h.Stages {
		s := &h.Stages[i]
		switch {
		case s.Time == nil || s.Time.Mean() < 0:
			return fmt.Errorf("hardware: hazard %s: stage %q of the repair has no time, want a law such as fixed after 20m", h.Part, s.Name)
		case !(s.Escalates >= 0 && s.Escalates <= 1):
			return fmt.Errorf("hardware: hazard %s: stage %q escalates with probability %v, want 0..1", h.Part, s.Name, s.Escalates)
		case !(s.Cures >= 0 && s.Cures <= 1):
			return fmt.Errorf("hardware: hazard %s: stage %q cures with probability %v, want 0..1", h.Part, s.Name, s.Cures)
		}
	}
	return nil
}

// Validate returns an error unless the crew has people and hours.
func (c *Crew) Validate() error {
	switch {
	case c.Size < 1:
		return fmt.Errorf("hardware: crew %s: size is %d, want at least 1", c.Name, c.Size)
	case c.Hours.From < 0 || c.Hours.To > day || c.Hours.From > c.Hours.To:
		return fmt.Errorf("hardware: crew %s: hours are from %v to %v, want times of one day, the first earlier", c.Name, c.Hours.From, c.Hours.To)
	case c.Hours.Start < 0 || c.Hours.Start >= week:
		return fmt.Errorf("hardware: crew %s: the run begins at %v of the week, want less than 168h", c.Name, c.Hours.Start)
	}
	return nil
}

// Validate returns an error unless there are units, which can come back.
func (s *Stock) Validate() error {
	if s.Units < 1 || s.Restock == nil || s.Restock.Mean() < 0 {
		return fmt.Errorf("hardware: stock %s: %d units, restocked by %v; want at least 1 unit and a law of a time", s.Name, s.Units, s.Restock)
	}
	return nil
}

// Validate returns an error unless the rules can be kept.
func (r *Retirement) Validate() error {
	switch {
	case r.Failures < 0 || r.Within < 0:
		return fmt.Errorf("hardware: retirement: %d failures within %v, want no negative numbers", r.Failures, r.Within)
	case !(r.Score >= 0) || r.Score > 0 && r.HalfLife <= 0:
		return fmt.Errorf("hardware: retirement: score %v with a half-life of %v, want a positive half-life", r.Score, r.HalfLife)
	case r.Replace != nil && r.Replace.Mean() < 0:
		return fmt.Errorf("hardware: retirement: replaced after %v, want at least 0s", r.Replace.Mean())
	case r.Both && (r.Failures == 0 || r.Score == 0):
		return fmt.Errorf("hardware: retirement: both rules must agree and one is missing")
	}
	return nil
}
