package evidence

import (
	"fmt"
	"strings"
)

// Grade says how well a claim is known. Stronger grades are greater; the zero value is no grade and weaker than all.
type Grade uint8

// The grades from weakest to strongest.
const (
	Ungraded    Grade = iota
	Assumed           // A: our assumption, no source
	Recalled          // R: recalled, not looked up
	Remembered        // M: from memory, not verified
	Conflicting       // C: sources conflict
	Derived           // D: derived by us from public data, arithmetic shown
	Secondary         // S: a secondary source was read
	Quoted            // V2: read in a secondary source that quotes the primary one
	Verified          // V: the primary text or data were read
)

// letters are the grades' names in files and reports, in the order of the constants, with their meanings.
func letters() [Verified + 1][2]string {
	return [...][2]string{
		{"ungraded", "no grade"},
		{"A", "our assumption, no source"},
		{"R", "recalled, not looked up"},
		{"M", "from memory, not verified"},
		{"C", "sources conflict"},
		{"D", "derived by us from public data"},
		{"S", "secondary source read"},
		{"V2", "read in a secondary source that quotes the primary one"},
		{"V", "primary text or data read"},
	}
}

// ParseGrade reads a grade's letter.
func ParseGrade(s string) (Grade, error) {
	var known []string
	for grade := Verified; grade > Ungraded; grade-- {
		if grade.String() == s {
			return grade, nil
		}
		known = append(known, grade.String())
	}
	return Ungraded, fmt.Errorf("unknown grade %q; write one of %s", s, strings.Join(known, ", "))
}

// String is the grade's letter, or "ungraded".
func (g Grade) String() string { return letters()[min(g, Verified)][0] }

// Meaning says in words what the grade stands for.
func (g Grade) Meaning() string { return letters()[min(g, Verified)][1] }
