package yamlpos

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

// AssignmentFile is the name under which problems in assignments appear.
const AssignmentFile = "--set"

// Assign carries out an assignment of the form path=value, as given to --set.
// The path may name keys that the text leaves out, but no entries of lists
// that do not exist. Whether a key may stand there, and may have that value,
// is found by the next Decode, like for the text itself.
func (d *Document) Assign(assignment string) Problems {
	t := newText(AssignmentFile, []byte(assignment))
	path, value, ok := strings.Cut(assignment, "=")
	if !ok {
		return Problems{t.problem(1, 1, CodePath, quote(assignment)+" assigns nothing", "write path=value, as in seeds=30")}
	}
	return d.set(t, path, value)
}

// Set puts a value, written as in the file, at a path. It is [Document.Assign]
// for callers that have the two apart.
func (d *Document) Set(path, value string) Problems { return d.Assign(path + "=" + value) }

func (d *Document) set(t text, path, value string) Problems {
	parts, err := splitPath(path)
	if err != nil {
		return Problems{t.problem(1, 1, CodePath, err.Error(), "write path=value, as in seeds=30")}
	}
	// Read the value first: a mistake in it must leave the document as it was.
	within := text{src: t.src, shift: utf8.RuneCountInString(path) + 1}
	node, problems := parseValue(within, value, d.used)
	if len(problems) > 0 {
		return problems
	}
	at := d.Root
	for _, p := range parts[:len(parts)-1] {
		d.widen(at)
		next, problem, ok := at.descend(t, p)
		if !ok {
			return Problems{problem}
		}
		at = next
	}
	d.widen(at)
	return at.put(t, parts[len(parts)-1], node)
}

// widen turns a scalar that is short for a map, such as the name of a profile,
// into that map, so that one of its keys can be assigned and the rest is kept.
func (d *Document) widen(n *Node) {
	key, ok := d.scalarKeys[indices.ReplaceAllString(n.Path(), "[]")]
	if n.Kind != Scalar || !ok {
		return
	}
	named, word := *n, *n
	word.Text = key
	n.Kind, n.Text, n.Quoted = Map, "", false
	n.Entries = []*Entry{{Name: key, Key: &word, Value: &named}}
	named.step, word.step = step{key: &key}, step{key: &key}
	n.adopt()
}

var indices = regexp.MustCompile(`\[\d+\]`)

// parseValue reads the right side of an assignment. Nothing is the empty
// value, as it is after a key in the file.
func parseValue(t text, value string, used *memory) (*Node, Problems) {
	node, problems := parse(t, []byte(value), used)
	if len(problems) == 1 && problems[0].Code == CodeEmpty {
		return &Node{Line: 1, Col: 1 + t.shift, width: 1, src: t.src, used: used}, nil
	}
	return node, problems
}

// descend goes one step down on the way to an assignment, and makes the maps
// that the text leaves out.
func (n *Node) descend(t text, p part) (*Node, Problem, bool) {
	if next, ok := n.follow(p); ok {
		if next.Kind == Null {
			next.Kind = Map
		}
		return next, Problem{}, true
	}
	if n.Kind != Map || p.indexed {
		return nil, n.unreachable(t, p), false
	}
	next := &Node{Kind: Map, Line: 1, Col: p.col, width: utf8.RuneCountInString(p.word), src: t.src, used: n.used}
	n.add(t, p, next)
	return next, Problem{}, true
}

// put makes value the child of n at p.
func (n *Node) put(t text, p part, value *Node) Problems {
	if n.Kind == Null {
		n.Kind = Map
	}
	old, exists := n.follow(p)
	switch {
	case exists:
		value.parent, value.step = n, old.step
		*old = *value
		old.adopt()
	case n.Kind != Map || p.indexed:
		return Problems{n.unreachable(t, p)}
	default:
		n.add(t, p, value)
	}
	return nil
}

// adopt makes n the parent of its children, after it was moved.
func (n *Node) adopt() {
	for _, item := range n.Items {
		item.parent = n
	}
	for _, e := range n.Entries {
		e.Key.parent, e.Value.parent = n, n
	}
}

func (n *Node) add(t text, p part, value *Node) {
	key := &Node{
		Kind: Scalar, Text: p.word, Line: 1, Col: p.col, width: utf8.RuneCountInString(p.word),
		parent: n, step: step{key: &p.word}, src: t.src, used: n.used,
	}
	value.parent, value.step = n, key.step
	n.Entries = append(n.Entries, &Entry{Name: p.word, Key: key, Value: value})
}

// unreachable says why a path does not go on from n.
func (n *Node) unreachable(t text, p part) Problem {
	name := n.Path()
	if name == "" {
		name = "the document"
	}
	message, hint := "", ""
	i, isIndex := p.index()
	switch {
	case n.Kind == List && isIndex:
		message = fmt.Sprintf("%s has no entry %d", name, i)
		hint = "it has none"
		if len(n.Items) > 0 {
			hint = fmt.Sprintf("it has 0 to %d", len(n.Items)-1)
		}
	case n.Kind == List:
		message = fmt.Sprintf("%s has no entry named %s", name, quote(p.word))
		hint = whatInstead(p.word, n.names())
	case n.Kind == Map:
		message = fmt.Sprintf("%s is a map and has no entry %d", name, i)
		hint = whatInstead(p.word, n.Keys())
	default:
		message = fmt.Sprintf("%s is %s and has no key %s", name, n.describe(), quote(p.word))
		hint = fmt.Sprintf("assign a map, as in %s={%s: …}", name, p.word)
	}
	problem := t.problem(1, p.col, CodePath, message, hint)
	problem.width = utf8.RuneCountInString(p.word)
	return problem
}

// names are the names of a list's entries.
func (n *Node) names() []string {
	var names []string
	for _, item := range n.Items {
		if at, ok := item.Lookup("name"); ok {
			names = append(names, at.Text)
		}
	}
	return names
}
