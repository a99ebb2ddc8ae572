package yamlpos

import (
	"fmt"
	"strconv"
	"strings"
)

// part is one step of a written path with its column, for problems in it.
type part struct {
	word    string
	indexed bool // in brackets and a number
	col     int  // in characters, from 1
}

// index is the part as a position in a list.
func (p part) index() (int, bool) {
	i, err := strconv.Atoi(p.word)
	return i, err == nil && i >= 0
}

// splitPath reads a path such as fleet.pools[2].node, fleet.pools.2.node or
// gpus["a.b"].memory.
func splitPath(path string) ([]part, error) {
	var parts []part
	rest, col := path, 1
	take := func(n int) string {
		word := rest[:n]
		rest, col = rest[n:], col+len([]rune(word))
		return word
	}
	for rest != "" {
		switch {
		case rest[0] == '[':
			end := strings.IndexByte(rest, ']')
			if quoted, err := strconv.QuotedPrefix(rest[1:]); err == nil {
				end = 1 + len(quoted)
			}
			if end < 0 || end >= len(rest) || rest[end] != ']' {
				return nil, fmt.Errorf("the bracket at column %d is not closed", col)
			}
			p := part{col: col + 1}
			p.word = take(end + 1)[1:end]
			if unquoted, err := strconv.Unquote(p.word); err == nil {
				p.word = unquoted
			} else if _, ok := p.index(); !ok {
				return nil, fmt.Errorf("[%s] is neither an index nor a quoted key", p.word)
			} else {
				p.indexed = true
			}
			parts = append(parts, p)
		default:
			if len(parts) > 0 {
				if rest[0] != '.' {
					return nil, fmt.Errorf("a dot is missing at column %d", col)
				}
				take(1)
			}
			end := strings.IndexAny(rest, ".[")
			if end < 0 {
				end = len(rest)
			}
			if end == 0 {
				return nil, fmt.Errorf("a key is missing at column %d", col)
			}
			p := part{col: col}
			p.word = take(end) // moves col
			parts = append(parts, p)
		}
	}
	if len(parts) == 0 {
		return nil, fmt.Errorf("the path is empty")
	}
	return parts, nil
}

// follow goes one step down.
func (n *Node) follow(p part) (*Node, bool) {
	switch n.Kind {
	case Map:
		return n.Lookup(p.word)
	case List:
		if i, ok := p.index(); ok {
			if i < len(n.Items) {
				return n.Items[i], true
			}
			return nil, false
		}
		return n.named(p.word)
	}
	return nil, false
}

// named finds the entry of a list whose key "name" has a value.
func (n *Node) named(name string) (*Node, bool) {
	for _, item := range n.Items {
		if at, ok := item.Lookup("name"); ok && at.Text == name {
			return item, true
		}
	}
	return nil, false
}

// At finds the node at a path such as fleet.pools[2].node. When the document
// does not have it, At returns the nearest node above that exists, and false.
func (d *Document) At(path string) (*Node, bool) {
	parts, err := splitPath(path)
	if err != nil {
		return d.Root, path == ""
	}
	at := d.Root
	for _, p := range parts {
		next, ok := at.follow(p)
		if !ok {
			return at, false
		}
		at = next
	}
	return at, true
}

// Problem is a mistake at a path, for checks made after decoding. It points
// at the nearest place that the text has.
func (d *Document) Problem(path, code, message, hint string) Problem {
	at, ok := d.At(path)
	p := at.Problem(code, message, hint)
	p.Path = path
	if !ok {
		p.width = 1
	}
	return p
}
