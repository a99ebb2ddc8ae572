package yamlpos

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Problem is one mistake in a text: where it is, what is wrong and what would
// be right.
type Problem struct {
	File    string `json:"file"`           // name of the text, "--set" for an assignment
	Line    int    `json:"line"`           // from 1
	Col     int    `json:"col"`            // in characters, from 1
	Path    string `json:"path,omitempty"` // place in the document, as in nodes[2].gpu
	Message string `json:"message"`        // what is wrong, lower case, without a full stop
	Hint    string `json:"hint,omitempty"` // what would be right
	Code    string `json:"code"`           // one of the Code constants or a caller's own

	width int     // characters to underline
	src   *source // nil when there is no text to show
}

// String is the problem on one line:
//
//	fleet.yaml:14:9: nodes[2].gpu: unknown GPU "H10O"; did you mean "H100-SXM"? [E110]
func (p Problem) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s:%d:%d: ", p.File, p.Line, p.Col)
	if p.Path != "" {
		b.WriteString(p.Path + ": ")
	}
	b.WriteString(p.Message)
	if p.Hint != "" {
		b.WriteString("; " + p.Hint)
	}
	if p.Code != "" {
		b.WriteString(" [" + p.Code + "]")
	}
	return b.String()
}

// Format is String followed by an excerpt of the text with the place marked.
// It ends in a newline.
func (p Problem) Format() string {
	return p.String() + "\n" + p.src.excerpt(p.Line, p.Col, p.width)
}

// Problems are all mistakes found in a text. They are an error when there is
// at least one; see [Problems.Err].
type Problems []Problem

// Err is the problems as an error, nil when there are none: a nil Problems in
// an error variable would not compare equal to nil.
func (ps Problems) Err() error {
	if len(ps) == 0 {
		return nil
	}
	return ps
}

// Error is every problem on its own line, without excerpts.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// Sorted are the problems by file, line and column; those at one place keep
// the order in which they were found.
func (ps Problems) Sorted() Problems {
	sorted := slices.Clone(ps)
	slices.SortStableFunc(sorted, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col))
	})
	return sorted
}

// shown bounds the problems that Format prints: nobody reads more, and a file
// of another kind altogether can have a mistake in every line.
const shown = 50

// Format is the problems with their excerpts, ordered by position, for a
// person to read. It ends in a newline; of no problems it is empty.
func (ps Problems) Format() string {
	var b strings.Builder
	for i, p := range ps.Sorted() {
		if i == shown {
			fmt.Fprintf(&b, "… and %d more\n", len(ps)-shown)
			break
		}
		b.WriteString(p.Format())
	}
	return b.String()
}
