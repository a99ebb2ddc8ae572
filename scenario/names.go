package scenario

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/clustersim/clustersim/internal/suggest"
	"github.com/clustersim/clustersim/internal/yamlpos"
)

// plainName is a name that can stand in a path and in the name of a node.
var plainName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]*$`)

// listed is how many known names a hint lists when none is near.
const listed = 12

// unknownName says what is known instead of a name.
func unknownName(kind, name string, known []string) mistake {
	m := mistake{code: yamlpos.CodeValue, message: fmt.Sprintf("unknown %s %s", kind, quote(name))}
	if near, ok := nearest(name, known); ok {
		m.hint = fmt.Sprintf("did you mean %q?", near)
		return m
	}
	if len(known) == 0 {
		m.hint = "there is none"
		return m
	}
	more := ""
	if len(known) > listed {
		known, more = known[:listed], ", …"
	}
	m.hint = "known are " + strings.Join(known, ", ") + more
	return m
}

// nearest finds the known name nearest to one, or else one whose first part is:
// H10O was meant to be h100-sxm.
func nearest(name string, known []string) (string, bool) {
	if near, ok := suggest.Closest(name, known); ok {
		return near, true
	}
	stems := make([]string, len(known))
	for i := range known {
		stems[i], _, _ = strings.Cut(known[i], "-")
	}
	stem, ok := suggest.Closest(name, stems)
	if !ok {
		return "", false
	}
	return known[slices.Index(stems, stem)], true
}

// instead replaces the problem that a key is missing by one that says which key
// was written in its place, if one was. It returns that key.
func instead(n *yamlpos.Node, missing string, problems yamlpos.Problems) (string, yamlpos.Problems) {
	if _, there := n.Lookup(missing); there {
		return "", problems
	}
	for _, e := range n.Entries {
		if near, ok := suggest.Closest(e.Name, []string{missing}); ok {
			problems = slices.DeleteFunc(problems, func(p yamlpos.Problem) bool { return p.Code == yamlpos.CodeMissing })
			p := e.Key.Problem(yamlpos.CodeKey, "unknown key "+quote(e.Name), fmt.Sprintf("did you mean %q?", near))
			return e.Name, append(problems, p)
		}
	}
	return "", problems
}

// unknown is unknownName as the error of a factory.
func unknown(kind, name string, known []string) error {
	m := unknownName(kind, name, known)
	return &settingError{key: kind, mistake: m}
}

// settingError is a mistake in one setting of a part.
type settingError struct {
	key string
	mistake
}

// Error implements [error].
func (e *settingError) Error() string { return e.key + ": " + e.message + "; " + e.hint }

// quote quotes a text of the user's, and shortens a long one.
func quote(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		s = string(r[:most-1]) + "…"
	}
	return strconv.Quote(s)
}
