package yamlpos

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// MaxSize is the largest text that is read, in bytes.
const MaxSize = 1 << 20

// MaxDepth is how deep lists and maps may nest.
const MaxDepth = 64

// MaxCopies is how many nodes the aliases of a document may stand for.
const MaxCopies = 10_000

// Document is a YAML text whose parts know their places.
type Document struct {
	Root *Node

	used       *memory
	scalarKeys map[string]string // where a scalar is short for a map with this key; see Short
}

// Parse reads one YAML document. The name stands for the text in problems.
//
// Doubled keys are reported and leave a document with the first of the two,
// so that it can be decoded to find what else is wrong. After any other
// problem there is no document and the first result is nil.
func Parse(name string, src []byte) (*Document, Problems) {
	doc := &Document{used: &memory{}}
	root, problems := parse(newText(name, src), src, doc.used)
	if root == nil {
		return nil, problems
	}
	doc.Root = root
	return doc, problems
}

// Read parses a text, applies assignments of the form path=value in order and
// decodes the result. Problems come sorted by position; the document is nil
// when the text could not be parsed at all.
func Read(name string, src []byte, assignments []string, into any) (*Document, Problems) {
	doc, problems := Parse(name, src)
	if doc == nil {
		return nil, problems
	}
	doc.scalarKeys = scalarKeys(into)
	for _, a := range assignments {
		problems = append(problems, doc.Assign(a)...)
	}
	problems = append(problems, doc.Decode(into)...)
	return doc, problems.Sorted()
}

// text is what the parser needs to know to place its nodes in a source.
type text struct {
	src   *source
	shift int // characters before the parsed text on the first line
}

func newText(name string, src []byte) text {
	if len(src) > MaxSize {
		src = nil // nothing of it will be shown
	}
	return text{src: newSource(name, strings.TrimPrefix(string(src), byteOrderMark))}
}

const byteOrderMark = "\ufeff"

func (t text) problem(line, col int, code, message, hint string) Problem {
	if line == 1 {
		col += t.shift
	}
	return Problem{
		File: t.src.name, Line: line, Col: col,
		Message: message, Hint: hint, Code: code, width: 1, src: t.src,
	}
}

// parse turns text into nodes; the root is nil after a problem that leaves
// nothing to decode.
func parse(t text, src []byte, used *memory) (*Node, Problems) {
	if len(src) > MaxSize {
		message := fmt.Sprintf("the file has more than %d bytes", MaxSize)
		return nil, Problems{t.problem(1, 1, CodeSize, message, "name large inputs such as traces by path")}
	}
	src = bytes.TrimPrefix(src, []byte(byteOrderMark))
	if p, bad := t.encoding(string(src)); bad {
		return nil, Problems{p}
	}
	tree, problems := t.document(src)
	if problems != nil {
		return nil, problems
	}
	l := &lifter{text: t, used: used, open: map[*yaml.Node]bool{}}
	root := l.lift(tree, nil, step{}, 0)
	if l.stopped {
		return nil, l.problems
	}
	return root, l.problems
}

// encoding finds the first byte that is no UTF-8 or no text.
func (t text) encoding(src string) (Problem, bool) {
	line, col := 1, 1
	for i, r := range src {
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(src[i:], "\uFFFD"):
			message := fmt.Sprintf("byte 0x%02X is not UTF-8", src[i])
			return t.problem(line, col, CodeEncoding, message, "save the file as UTF-8 text"), true
		case r < ' ' && !strings.ContainsRune("\t\n\r", r), r == 0x7F:
			message := fmt.Sprintf("control character 0x%02X is not allowed", r)
			return t.problem(line, col, CodeEncoding, message, "remove it"), true
		}
		col++
		if strings.ContainsRune("\n\u0085\u2028\u2029", r) || r == '\r' && !strings.HasPrefix(src[i+1:], "\n") {
			line, col = line+1, 1
		}
	}
	return Problem{}, false
}

// document parses the only document of a text.
func (t text) document(src []byte) (*yaml.Node, Problems) {
	d := yaml.NewDecoder(bytes.NewReader(src))
	var first, second yaml.Node
	if err := d.Decode(&first); errors.Is(err, io.EOF) {
		return nil, Problems{t.problem(1, 1, CodeEmpty, "there is nothing in the file", "")}
	} else if err != nil {
		return nil, Problems{t.syntax(err)}
	}
	switch err := d.Decode(&second); {
	case errors.Is(err, io.EOF):
		return first.Content[0], nil
	case err != nil:
		return nil, Problems{t.syntax(err)}
	}
	return nil, Problems{t.problem(second.Line, max(1, second.Column), CodeDocuments,
		"a second document starts here", "one file holds one document; remove the line ---")}
}
