package catalog

import (
	"fmt"
	"time"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/units"
)

// HazardSpec is one way in which a node fails, as files say it. Its rates and
// times are of each part: a hazard of 8 GPUs fails 8 times as often as its law.
type HazardSpec struct {
	Part    string         `key:"part" required:"true" doc:"what fails; names the part's random stream and is unique in a profile"`
	Count   int            `key:"count" default:"1" min:"1" max:"4096" doc:"parts of this kind on a node, each failing on its own"`
	Symptom string         `key:"symptom" default:"crash" enum:"crash|departure" doc:"how it shows: the node crashes, or its owner takes it back"`
	Failure LawSpec        `key:"failure" required:"true" doc:"time in service until the failure"`
	Rhythm  *RhythmSpec    `key:"rhythm" doc:"how the rate of failures varies over the day and the week"`
	Detect  units.Duration `key:"detect" default:"0s" doc:"from the failure until the scheduler knows"`
	Repair  LawSpec        `key:"repair" required:"true" doc:"time until the part is back"`
}

// Build returns the hazard, or an error that names the part and what is wrong.
func (s HazardSpec) Build() (hardware.Hazard, error) {
	failure, err := s.Failure.Build()
	if err != nil {
		return hardware.Hazard{}, fmt.Errorf("failure of %s: %w", s.Part, err)
	}
	modulated := hardware.FailureModel(failure)
	if s.Rhythm != nil {
		if modulated, err = s.Rhythm.Modulate(failure); err != nil {
			return hardware.Hazard{}, fmt.Errorf("failure of %s: %w", s.Part, err)
		}
	}
	repair, err := s.Repair.Build()
	if err != nil {
		return hardware.Hazard{}, fmt.Errorf("repair of %s: %w", s.Part, err)
	}
	hazard := hardware.Hazard{
		Part: s.Part, Count: s.Count, Failure: modulated, Detect: time.Duration(s.Detect), Repair: repair,
	}
	switch s.Symptom {
	case hardware.Crash.String():
		hazard.Symptom = hardware.Crash
	case hardware.Departure.String():
		hazard.Symptom = hardware.Departure
	default:
		return hardware.Hazard{}, fmt.Errorf("unknown symptom %q of %s, want crash or departure", s.Symptom, s.Part)
	}
	return hazard, hazard.Validate()
}

// BuildHazards returns the hazards of a profile. Two of one part are an error:
// they would draw from the same random stream.
func BuildHazards(specs []HazardSpec) ([]hardware.Hazard, error) {
	hazards := make([]hardware.Hazard, 0, len(specs))
	seen := map[string]bool{}
	for _, s := range specs {
		if seen[s.Part] {
			return nil, fmt.Errorf("part %q appears twice; give each hazard of a profile a part of its own", s.Part)
		}
		seen[s.Part] = true
		h, err := s.Build()
		if err != nil {
			return nil, err
		}
		hazards = append(hazards, h)
	}
	return hazards, nil
}
