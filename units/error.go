package units

import (
	"fmt"
	"strconv"
	"strings"
)

// ParseError reports a text that is not the quantity it should be. Its message needs no prefix: it is shown to the
// person who wrote the text, beside the place where it stands.
type ParseError struct {
	Text string // what was written
	Noun string // what it should have been, with its article: "a duration"
	Why  string // what is wrong with it; empty if the text is simply not of that form
	Try  string // what would be right; never empty
}

// Error prints for example: "30 days" is not a duration; write 30d or 720h.
func (e *ParseError) Error() string {
	var b strings.Builder
	b.WriteString(quoted(e.Text) + " is not " + e.Noun)
	if e.Why != "" {
		b.WriteString(": " + e.Why)
	}
	b.WriteString("; write " + e.Try)
	return b.String()
}

// longestText bounds what is parsed, so that the cost of exact arithmetic on hostile input is bounded too.
const longestText = 200

// quoted quotes s, cut short where nobody would read on.
func quoted(s string) string {
	const shown = 60
	if len(s) <= shown {
		return strconv.Quote(s)
	}
	return strconv.Quote(strings.ToValidUTF8(s[:shown], "")) + "..."
}

// alternatives joins choices as "a, b or c".
func alternatives(choices []string) string {
	last := len(choices) - 1
	if last <= 0 {
		return strings.Join(choices, "")
	}
	return fmt.Sprintf("%s or %s", strings.Join(choices[:last], ", "), choices[last])
}

// unprintable is the error of MarshalText for a value that no text stands for.
func unprintable(noun, value string) error {
	return fmt.Errorf("units: print %s: %s cannot be read back", noun, value)
}
