package yamlpos

import (
	"encoding"
	"fmt"
	"reflect"
	"slices"
	"time"

	"github.com/clustersim/clustersim/internal/suggest"
)

// Unmarshaler is implemented by pointers to types with several written forms,
// such as a name or a map. It fills itself from n, usually by choosing a form
// by n.Kind and calling [Node.Decode], and returns what is wrong.
type Unmarshaler interface {
	UnmarshalYAMLPos(n *Node) Problems
}

// Decode fills the struct, or other value, that into points to. It decodes as
// much as it can and returns every problem; a value with a problem keeps its
// zero. It panics when into is no pointer or has types no file can fill.
func (d *Document) Decode(into any) Problems { return d.Root.Decode(into) }

// Decode is [Document.Decode] for a part of a document.
func (n *Node) Decode(into any) Problems {
	v := reflect.ValueOf(into)
	if v.Kind() != reflect.Pointer || v.IsNil() {
		panic(fmt.Sprintf("yamlpos: decode into %T, which is not a pointer to a value", into))
	}
	var d decoder
	d.value(n, v.Elem(), rules{})
	return d.problems
}

// decoder collects the problems of one call of Decode.
type decoder struct {
	problems Problems
	lenient  bool // inside of a struct that the text does not mention: nothing in it is missing
}

func (d *decoder) report(n *Node, code, message, hint string) {
	d.problems = append(d.problems, n.Problem(code, message, hint))
}

// misfit reports a node of the wrong kind.
func (d *decoder) misfit(n *Node, expected, hint string) {
	d.problems = append(d.problems, misfit(n, expected, hint))
}

func misfit(n *Node, expected, hint string) Problem {
	if n.Kind == Null {
		hint = "give it a value, or remove the key"
	}
	return n.Problem(CodeKind, "expected "+expected+", found "+n.describe(), hint)
}

var (
	nodeType     = reflect.TypeFor[Node]()
	durationType = reflect.TypeFor[time.Duration]()
)

// value decodes n into v, whose type alone decides the form n must have.
func (d *decoder) value(n *Node, v reflect.Value, r rules) {
	if v.Kind() == reflect.Pointer {
		d.pointer(n, v, r)
		return
	}
	if v.Type() == nodeType {
		v.Set(reflect.ValueOf(*n))
		return
	}
	switch into := v.Addr().Interface().(type) {
	case Unmarshaler:
		d.problems = append(d.problems, into.UnmarshalYAMLPos(n)...)
		d.count(n, v, r)
		return
	case encoding.TextUnmarshaler:
		d.text(n, v, into, r)
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		d.structure(n, v)
	case reflect.Slice:
		d.list(n, v, r)
	case reflect.Map:
		d.dictionary(n, v, r)
	default:
		d.scalar(n, v, r)
	}
}

func (d *decoder) pointer(n *Node, v reflect.Value, r rules) {
	if n.Kind == Null {
		return
	}
	if v.Type().Elem() == nodeType {
		v.Set(reflect.ValueOf(n))
		return
	}
	v.Set(reflect.New(v.Type().Elem()))
	d.value(n, v.Elem(), r)
}

func (d *decoder) structure(n *Node, v reflect.Value) {
	if n.Kind != Map {
		d.misfit(n, "a map", "write its keys below, as in key: value")
		return
	}
	all := n.used.fieldsOf(v.Type())
	known := keysOf(all)
	meant := map[string]bool{} // keys that were written wrongly are not missing too
	for _, e := range n.Entries {
		if slices.Contains(known, e.Name) {
			continue
		}
		d.report(e.Key, CodeKey, "unknown key "+quote(e.Name), whatInstead(e.Name, known))
		if key, ok := suggest.Closest(e.Name, known); ok {
			meant[key] = true
		}
	}
	for _, f := range all {
		f.required = f.required && !meant[f.key]
		d.field(n, v.FieldByIndex(f.index), f)
	}
}

func (d *decoder) field(n *Node, v reflect.Value, f field) {
	entry := n.entry(f.key)
	switch {
	case entry != nil && (entry.Value.Kind != Null || v.Kind() != reflect.Pointer):
		before := d.lenient
		d.lenient = false
		d.value(entry.Value, v, f.rules)
		d.lenient = before
	case f.rules.fallback != nil:
		d.fallback(n, v, f)
	case f.required && !d.lenient:
		missing := n.Problem(CodeMissing, fmt.Sprintf("the key %q is missing", f.key), fmt.Sprintf("add %s: …", f.key))
		missing.width = 1
		d.problems = append(d.problems, missing)
	case f.typ.Kind() == reflect.Struct && !isOpaque(f.typ):
		d.absent(n, v, f)
	}
}

// absent gives the defaults inside a struct that the text does not mention.
func (d *decoder) absent(n *Node, v reflect.Value, f field) {
	before := d.lenient
	d.lenient = true
	d.structure(n.child(f.key), v)
	d.lenient = before
}

// fallback applies a default. Its text is the program's, so a problem in it
// is a mistake of the program.
func (d *decoder) fallback(n *Node, v reflect.Value, f field) {
	value := f.rules.fallback.standFor(n.child(f.key))
	var inner decoder
	inner.value(value, v, f.rules)
	if len(inner.problems) > 0 {
		panic(fmt.Sprintf("yamlpos: default of key %q: %s", f.key, inner.problems[0].Message))
	}
	n.used.add(value.Path(), f.rules.def)
}

// standFor is a copy of a default in the place of an absent node, so that a
// problem found in it later points into the user's text.
func (n *Node) standFor(absent *Node) *Node {
	return n.copyTo(absent, absent.parent, absent.step)
}

func (n *Node) copyTo(at, parent *Node, s step) *Node {
	c := *n
	c.parent, c.step = parent, s
	c.Line, c.Col, c.width, c.src, c.used = at.Line, at.Col, at.width, at.src, at.used
	c.Items, c.Entries = nil, nil
	for _, item := range n.Items {
		c.Items = append(c.Items, item.copyTo(at, &c, item.step))
	}
	for _, e := range n.Entries {
		c.Entries = append(c.Entries, &Entry{
			Name: e.Name, Key: e.Key.copyTo(at, &c, e.Key.step), Value: e.Value.copyTo(at, &c, e.Value.step),
		})
	}
	return &c
}

// child is an empty map standing for an absent key of n.
func (n *Node) child(key string) *Node {
	return &Node{Kind: Map, Line: n.Line, Col: n.Col, parent: n, step: step{key: &key}, width: 1, src: n.src, used: n.used}
}

// parseTag reads the YAML text of a tag.
func parseTag(text string, t reflect.Type) *Node {
	doc, problems := Parse("tag", []byte(text))
	if doc == nil || len(problems) > 0 {
		panic(fmt.Sprintf("yamlpos: %q in a tag of a field of type %s is not YAML: %s", text, t, problems.Error()))
	}
	return doc.Root
}

var (
	unmarshalerType = reflect.TypeFor[Unmarshaler]()
	textType        = reflect.TypeFor[encoding.TextUnmarshaler]()
)
