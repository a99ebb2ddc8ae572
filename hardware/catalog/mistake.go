package catalog

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/clustersim/clustersim/hardware"
)

// Mistake is what is wrong with a profile, and where.
type Mistake struct {
	Key     string // path below the profile, such as hazards.gpu.stages[0].time
	Message string // what is wrong
	Hint    string // what would be right; empty where the message says it
}

// String is the mistake on one line.
func (m Mistake) String() string {
	text := m.Key + ": " + m.Message
	if m.Hint != "" {
		text += "; " + m.Hint
	}
	return text
}

// Mistakes are all mistakes of a profile.
type Mistakes []Mistake

// Error is every mistake on a line of its own.
func (ms Mistakes) Error() string {
	lines := make([]string, len(ms))
	for i, m := range ms {
		lines[i] = m.String()
	}
	return strings.Join(lines, "\n")
}

// place is a key of a profile that is being built, and what was found wrong.
type place struct {
	key   string
	found *Mistakes
}

// at is the place of a key below.
func (p place) at(key string) place {
	if p.key != "" {
		key = p.key + "." + key
	}
	return place{key, p.found}
}

var plainKey = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_-]*$`)

// EntryKey is the path of an entry of a map that names its own keys, such as
// hazards.gpu, or hazards["a.b"] for a name with other characters.
func EntryKey(path, name string) string {
	if plainKey.MatchString(name) {
		return path + "." + name
	}
	return path + "[" + strconv.Quote(name) + "]"
}

// entry is the place of an entry of a map that names its own keys.
func (p place) entry(name string) place { return place{EntryKey(p.key, name), p.found} }

// index is the place of an entry of a list.
func (p place) index(i int) place { return place{fmt.Sprintf("%s[%d]", p.key, i), p.found} }

func (p place) wrong(message, hint string) {
	*p.found = append(*p.found, Mistake{p.key, message, hint})
}

// refused notes the error of a law or a part of a node, if it is one.
func (p place) refused(err error) {
	if err == nil {
		return
	}
	text := strings.TrimPrefix(err.Error(), "hardware: ")
	p.wrong(strings.TrimPrefix(text, "supply: "), "")
}

// repair builds a law of repairs or of other times; nil for none and for a wrong
// one.
func (p place) repair(s *LawSpec) hardware.RepairModel {
	if s == nil {
		return nil
	}
	law, err := s.BuildRepair()
	if err != nil {
		p.refused(err)
		return nil
	}
	return law
}
