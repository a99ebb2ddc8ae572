package catalog

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/clustersim/clustersim/hardware"
)

// RhythmSpec is how a hazard varies over the week, as files say it. Only the
// proportions of factors count: on average over the week a hazard is what its
// law says.
//
//	rhythm: {hours: [1, 1, …, 2.1], days: [1, 1, 1, 1, 1, 0.6, 0.6], start: tue 14:00}
type RhythmSpec struct {
	Hours []float64  `key:"hours" min:"24" max:"24" doc:"how much likelier failures are in each hour of the day, from midnight on, in proportion; all alike without it"`
	Days  []float64  `key:"days" min:"7" max:"7" doc:"how much likelier failures are on each day of the week, from Monday on, in proportion; all alike without it"`
	Start TimeOfWeek `key:"start" doc:"day and time at which the run begins, such as tue 14:00; mon 00:00 without it"`
}

// Build returns the rhythm, or an error that says what is wrong with it.
func (s *RhythmSpec) Build() (hardware.Rhythm, error) {
	m := hardware.Rhythm{Start: time.Duration(s.Start)}
	for _, list := range []struct {
		name     string
		from, to []float64
	}{{"hours", s.Hours, m.Hours[:]}, {"days", s.Days, m.Days[:]}} {
		switch len(list.from) {
		case len(list.to):
			copy(list.to, list.from)
		case 0:
			for i := range list.to {
				list.to[i] = 1
			}
		default:
			return hardware.Rhythm{}, fmt.Errorf("rhythm has %d %s, want %d", len(list.from), list.name, len(list.to))
		}
	}
	if s.Hours == nil && s.Days == nil {
		return hardware.Rhythm{}, fmt.Errorf("rhythm needs hours or days or both")
	}
	return m, m.Validate()
}

// Modulate returns the law with the rhythm. Laws whose parts die at single ages
// have no hazard that a rhythm could modulate, which is an error.
func (s *RhythmSpec) Modulate(law hardware.FailureModel) (hardware.FailureModel, error) {
	rhythm, err := s.Build()
	if err != nil {
		return nil, err
	}
	base, ok := law.(hardware.Cumulative)
	if !ok {
		return nil, fmt.Errorf("rhythm needs a law with a hazard, which fixed and empirical with lives have not")
	}
	return hardware.NewPeriodic(base, rhythm)
}

// TimeOfWeek is a time since Monday 00:00, such as tue 14:00.
type TimeOfWeek time.Duration

// UnmarshalText reads a day and a time.
func (t *TimeOfWeek) UnmarshalText(text []byte) error {
	name, clock, _ := strings.Cut(string(text), " ")
	day := slices.Index([]string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}, name)
	at, err := time.Parse("15:04", clock)
	if day < 0 || err != nil {
		return fmt.Errorf("%q is not a time of the week; write a day and a time such as tue 14:00", text)
	}
	*t = TimeOfWeek(time.Duration(24*day+at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute)
	return nil
}
