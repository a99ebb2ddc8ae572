package yamlpos

import "reflect"

// Default is a default that a document made use of.
type Default struct {
	Path string // of the absent key
	Text string // as in the default tag
}

// memory is what all Decode calls of a document share: the defaults used so
// far, and the fields of structs, which are costly to read.
type memory struct {
	list   []Default
	seen   map[string]bool // paths: a part may be decoded more than once
	fields map[reflect.Type][]field
}

func (u *memory) fieldsOf(t reflect.Type) []field {
	known, ok := u.fields[t]
	if !ok {
		if u.fields == nil {
			u.fields = map[reflect.Type][]field{}
		}
		known = fields(t)
		u.fields[t] = known
	}
	return known
}

func (u *memory) add(path, text string) {
	if u.seen[path] {
		return
	}
	if u.seen == nil {
		u.seen = map[string]bool{}
	}
	u.seen[path] = true
	u.list = append(u.list, Default{Path: path, Text: text})
}

// Defaults are the keys that the document left out and what was taken
// instead, in the order they were decoded, so that a report can list them.
func (d *Document) Defaults() []Default { return d.used.list }
