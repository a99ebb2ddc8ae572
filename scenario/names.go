package scenario

import (
	"fmt"
	"regexp"
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
	if near, ok := suggest.Closest(name, known); ok {
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
