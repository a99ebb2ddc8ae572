package metrics

import (
	"fmt"
	"slices"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
)

// classes is how many classes of faults there are.
const classes = int(hardware.OwnerFault) + 1

// hazard is what folds need to know of a hazard.
type hazard struct {
	part    string
	class   hardware.FaultClass
	symptom hardware.Symptom
}

// own tells whether it is the machine's own failure: of its hardware, or of the
// software on it.
func (h *hazard) own() bool {
	return h.class == hardware.HardwareFault || h.class == hardware.SoftwareFault
}

// blames is the word of the class whose failure it is; empty for a false alarm,
// which is nobody's.
func (h *hazard) blames() string {
	if h.symptom == hardware.FalseAlarm {
		return ""
	}
	return h.class.String()
}

// hazards are those of the run, by number.
type hazards []hazard

func (hs *hazards) define(d journal.Definition) {
	*hs = append(*hs, hazard{d.Name, classNamed(d.Group), symptomNamed(d.Kind)})
}

// of is the hazard that an entry refers to.
func (hs hazards) of(e journal.Entry) *hazard {
	if int(e.Ref) >= len(hs) {
		hs.refuse(e)
	}
	return &hs[e.Ref]
}

func (hs hazards) refuse(e journal.Entry) {
	panic(fmt.Sprintf("metrics: entry for hazard %d of %d", e.Ref, len(hs)))
}

// distinct lists the names of hazards, each once, in order of definition.
func (hs hazards) distinct(name func(*hazard) string) []string {
	names := make([]string, len(hs))
	for i := range hs {
		names[i] = name(&hs[i])
	}
	return distinctWords(names)
}

// distinctWords lists words, each once, in the order of the first of each.
func distinctWords(words []string) []string {
	var once []string
	for _, w := range words {
		if !slices.Contains(once, w) {
			once = append(once, w)
		}
	}
	return once
}

// strikes tells which domain a hazard of domains struck last. The faults that it
// makes follow at once.
type strikes map[uint32]int64

func (s *strikes) note(e journal.Entry) {
	if *s == nil {
		*s = strikes{}
	}
	(*s)[e.Ref] = e.Value
}

// domain is the name of the one that the hazard struck last; empty for a hazard
// of nodes.
func (s strikes) domain(hazard uint32, names []string) string {
	if id, is := s[hazard]; is {
		return names[id]
	}
	return ""
}

func classNamed(word string) hardware.FaultClass {
	for c := range hardware.FaultClass(classes) {
		if c.String() == word {
			return c
		}
	}
	panic(fmt.Sprintf("metrics: hazard of class %q", word))
}

func symptomNamed(word string) hardware.Symptom {
	for s := range hardware.FalseAlarm + 1 {
		if s.String() == word {
			return s
		}
	}
	panic(fmt.Sprintf("metrics: hazard with symptom %q", word))
}
