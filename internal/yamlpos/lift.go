package yamlpos

import (
	"fmt"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

var tooDeep = fmt.Sprintf("nested deeper than %d levels", MaxDepth)

// lifter copies the YAML library's tree into nodes that know their paths:
// aliases become copies of what they stand for, merge keys are carried out,
// and what the library tolerates but we do not is reported.
type lifter struct {
	text
	used     *memory
	problems Problems
	open     map[*yaml.Node]bool // anchors whose copy is being made
	copies   int                 // nodes made for aliases
	stopped  bool                // by a problem after which going on is pointless
}

func (l *lifter) lift(y *yaml.Node, parent *Node, at step, depth int) *Node {
	n := l.place(y, parent, at)
	if l.stopped {
		return n
	}
	if len(l.open) > 0 {
		if l.copies++; l.copies > MaxCopies {
			l.stop(n, CodeAlias, fmt.Sprintf("aliases stand for more than %d values", MaxCopies), "write the values out, or generate the file")
			return n
		}
	}
	if depth > MaxDepth {
		l.stop(n, CodeDepth, tooDeep, "")
		return n
	}
	if y.Style&yaml.TaggedStyle != 0 {
		l.report(n, CodeSyntax, fmt.Sprintf("the tag %s is not used here", quote(y.Tag)), "remove the tag, or put quotes around the value")
	}
	switch y.Kind {
	case yaml.ScalarNode:
		l.scalar(n, y)
	case yaml.SequenceNode:
		n.Kind = List
		for i, item := range y.Content {
			n.Items = append(n.Items, l.lift(item, n, step{index: i}, depth+1))
		}
	case yaml.MappingNode:
		n.Kind = Map
		l.entries(n, y, depth)
	case yaml.AliasNode:
		return l.alias(n, y, parent, at, depth)
	}
	return n
}

func (l *lifter) place(y *yaml.Node, parent *Node, at step) *Node {
	n := &Node{Line: y.Line, Col: max(1, y.Column), parent: parent, step: at, width: 1, src: l.src, used: l.used}
	if n.Line == 1 {
		n.Col += l.shift
	}
	return n
}

func (l *lifter) scalar(n *Node, y *yaml.Node) {
	n.Kind, n.Text, n.Quoted = Scalar, y.Value, y.Style&^yaml.TaggedStyle != 0
	if y.Tag == "!!null" && !n.Quoted {
		n.Kind = Null
	}
	n.width = max(1, utf8.RuneCountInString(y.Value))
	if n.Quoted {
		n.width += 2
	}
	if y.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		n.width = 1
	}
}

// alias copies what an alias stands for; the copy keeps the place of the
// original text and takes the path of the alias.
func (l *lifter) alias(n *Node, y *yaml.Node, parent *Node, at step, depth int) *Node {
	if l.open[y.Alias] {
		l.stop(n, CodeAlias, fmt.Sprintf("the alias %s contains itself", quote("*"+y.Value)), "")
		return n
	}
	l.open[y.Alias] = true
	defer delete(l.open, y.Alias)
	return l.lift(y.Alias, parent, at, depth)
}

func (l *lifter) entries(n *Node, y *yaml.Node, depth int) {
	first := map[string]*Node{}
	var merges []*yaml.Node
	for i := 0; i+1 < len(y.Content); i += 2 {
		key, value := y.Content[i], y.Content[i+1]
		if key.Tag == "!!merge" {
			merges = append(merges, value)
			continue
		}
		k := l.place(key, n, step{key: &key.Value})
		if key.Kind != yaml.ScalarNode {
			l.report(l.place(key, n.parent, n.step), CodeSyntax, "a key must be a single word", "put quotes around a text in brackets")
			continue
		}
		l.scalar(k, key)
		if before, doubled := first[key.Value]; doubled {
			message := fmt.Sprintf("key %s is given twice, first at %s", quote(key.Value), place(before))
			l.report(k, CodeDuplicate, message, "remove one of them")
			continue
		}
		first[key.Value] = k
		v := l.lift(value, n, k.step, depth+1)
		n.Entries = append(n.Entries, &Entry{Name: key.Value, Key: k, Value: v})
	}
	for _, m := range merges {
		l.merge(n, m, first, depth)
	}
}

// merge adds the entries of "<<: *base" that the map does not have itself. Of
// a list of bases an earlier one wins, as the merge key's definition says.
func (l *lifter) merge(n *Node, y *yaml.Node, first map[string]*Node, depth int) {
	base := l.lift(y, n, n.step, depth+1)
	bases := []*Node{base}
	if base.Kind == List {
		bases = base.Items
	}
	for _, b := range bases {
		if b.Kind != Map {
			l.report(b, CodeKind, fmt.Sprintf("<< takes a map or a list of maps, found %s", b.describe()), "")
			continue
		}
		for _, e := range b.Entries {
			if first[e.Name] == nil {
				first[e.Name] = e.Key
				e.Key.parent, e.Value.parent = n, n
				n.Entries = append(n.Entries, e)
			}
		}
	}
}

func (l *lifter) report(n *Node, code, message, hint string) {
	l.problems = append(l.problems, n.Problem(code, message, hint))
}

func (l *lifter) stop(n *Node, code, message, hint string) {
	if !l.stopped {
		l.report(n, code, message, hint)
	}
	l.stopped = true
}
