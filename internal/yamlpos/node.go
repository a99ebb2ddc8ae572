package yamlpos

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Kind is the shape of a [Node].
type Kind uint8

// The kinds of nodes.
const (
	Null   Kind = iota // nothing, ~ or null
	Scalar             // a text, a number, true or false
	List
	Map
)

// String is the kind as a problem names it.
func (k Kind) String() string {
	return [...]string{"nothing", "a single value", "a list", "a map"}[k]
}

// Node is a part of a document that knows its place.
type Node struct {
	Kind    Kind
	Text    string   // of a Scalar, without quotes
	Quoted  bool     // a Scalar in quotes or a block text: never a number
	Items   []*Node  // of a List
	Entries []*Entry // of a Map, in the order written
	Line    int      // from 1
	Col     int      // in characters, from 1

	parent *Node // nil at the root
	step   step  // from parent to this node
	width  int   // characters in the text, when on one line
	src    *source
	used   *memory
}

// Entry is a key of a Map with its value. Its Key is where an unknown key is
// reported.
type Entry struct {
	Name  string // the key's text
	Key   *Node
	Value *Node
}

// step is one part of a path: a key, or an index when key is nil.
type step struct {
	key   *string
	index int
}

var plainKey = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_-]*$`)

func (s step) String() string {
	switch {
	case s.key == nil:
		return "[" + strconv.Itoa(s.index) + "]"
	case plainKey.MatchString(*s.key):
		return "." + clip(*s.key)
	default:
		return "[" + quote(*s.key) + "]"
	}
}

// Path is the node's place in the document, as in nodes[2].gpu; the root's is
// empty. Keys that are no plain words appear as ["a.b"].
func (n *Node) Path() string {
	var steps []string
	for at := n; at.parent != nil; at = at.parent {
		steps = append(steps, at.step.String())
	}
	var b strings.Builder
	for i := len(steps) - 1; i >= 0; i-- {
		b.WriteString(steps[i])
	}
	return strings.TrimPrefix(b.String(), ".")
}

// Lookup finds a key of a Map. Of a node of another kind it finds nothing.
func (n *Node) Lookup(key string) (*Node, bool) {
	if e := n.entry(key); e != nil {
		return e.Value, true
	}
	return nil, false
}

func (n *Node) entry(key string) *Entry {
	for _, e := range n.Entries {
		if e.Name == key {
			return e
		}
	}
	return nil
}

// Keys are the keys of a Map in the order written.
func (n *Node) Keys() []string {
	keys := make([]string, len(n.Entries))
	for i, e := range n.Entries {
		keys[i] = e.Name
	}
	return keys
}

// Without is a copy of a Map that lacks some keys: what remains for a part
// after the part's name was read.
func (n *Node) Without(keys ...string) *Node {
	rest := *n
	rest.Entries = nil
	for _, e := range n.Entries {
		if !slices.Contains(keys, e.Name) {
			rest.Entries = append(rest.Entries, e)
		}
	}
	return &rest
}

// Problem is a mistake at this node.
func (n *Node) Problem(code, message, hint string) Problem {
	return Problem{
		File: n.src.name, Line: n.Line, Col: n.Col, Path: n.Path(),
		Message: message, Hint: hint, Code: code, width: n.width, src: n.src,
	}
}

// describe names a node's content in a message.
func (n *Node) describe() string {
	if n.Kind == Scalar {
		return quote(n.Text)
	}
	return n.Kind.String()
}

// quote quotes a text of the user's for a message, and shortens a long one.
func quote(s string) string { return strconv.Quote(clip(s)) }

// clipped is how many characters of a user's text a message repeats.
const clipped = 60

func clip(s string) string { return clipTo(s, clipped) }

func clipTo(s string, most int) string {
	if len(s) <= most {
		return s
	}
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}

func place(n *Node) string { return fmt.Sprintf("%d:%d", n.Line, n.Col) }
