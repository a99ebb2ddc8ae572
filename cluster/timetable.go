package cluster

import (
	"time"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/workloads"
)

// timetable is the timetable of the job's next attempt on a placement by what
// the request declares: its estimate of the work and its reference GPU.
func (s *State) timetable(j *Job, on hardware.Placement) workloads.Attempt {
	t := workloads.Attempt{
		Interval: j.SaveEvery,
		Rate:     workloads.GangSpeed(j.Reference, s.Site, on),
		Work:     j.Remaining(),
	}
	c := &j.Checkpoint
	if j.Attempts > 0 {
		t.Restart = c.Restart
	}
	if j.SaveEvery == 0 {
		return t
	}
	t.Stall = c.Cost
	if c.Size > 0 {
		t.Stall = s.Site.Network.Transfer(s.Site, on, c.Size)
		if j.Kept > 0 {
			t.Prolong(t.Stall)
		}
	}
	return t
}

// expected is how long the next attempt on a placement takes by the estimate.
func (s *State) expected(j *Job, on hardware.Placement) time.Duration {
	t := s.timetable(j, on)
	return t.Wall()
}
