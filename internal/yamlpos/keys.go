package yamlpos

import (
	"reflect"
	"strings"
)

// Variants is implemented by pointers to union types (see [Unmarshaler]). It
// returns a zero value of each written form, such as a string and a struct,
// from which [Keys] and [Schema] learn what the text may look like.
type Variants interface {
	SchemaVariants() []any
}

// Short is implemented by pointers to union types of which a scalar is short for
// a map with one key: {base: NAME} for NAME. Assignments to other keys of the map
// then keep the scalar.
type Short interface {
	ScalarKey() string
}

// scalarKeys finds the places of [Short] values below a struct, by path.
func scalarKeys(structPtr any) map[string]string {
	l := lister{short: map[string]string{}}
	l.value(reflect.TypeOf(structPtr), "")
	return l.short
}

// KeyInfo describes one key of a configuration.
type KeyInfo struct {
	Path     string   `json:"path"` // as in fleet.pools[].count; a map's own keys appear as *
	Type     string   `json:"type"` // a word such as "whole number", "list of text", "duration"
	Required bool     `json:"required,omitempty"`
	Default  string   `json:"default,omitempty"` // YAML text
	Enum     []string `json:"enum,omitempty"`
	Range    string   `json:"range,omitempty"` // such as "at least 1, at most 64"
	Unit     string   `json:"unit,omitempty"`
	Doc      string   `json:"doc,omitempty"`
}

// Keys lists all keys of the struct that structPtr points to, each outer key
// before its inner ones, in the order of the fields. A type that contains
// itself is listed once.
func Keys(structPtr any) []KeyInfo {
	var l lister
	l.value(reflect.TypeOf(structPtr), "")
	return l.keys
}

type lister struct {
	keys []KeyInfo
	open []reflect.Type // structs being listed, outermost first

	short map[string]string // keys of [Short] values, if wanted
}

// value lists the keys below a value of type t that stands at path.
func (l *lister) value(t reflect.Type, path string) {
	t = indirect(t)
	if short, ok := reflect.New(t).Interface().(Short); ok && l.short != nil {
		l.short[path] = short.ScalarKey()
	}
	if variants := variantsOf(t); variants != nil {
		for _, v := range variants {
			l.value(v, path)
		}
		return
	}
	if e, ok := entryOf(t); ok {
		l.value(e, inside(path, "*"))
		return
	}
	switch {
	case isOpaque(t):
	case t.Kind() == reflect.Slice:
		l.value(t.Elem(), path+"[]")
	case t.Kind() == reflect.Map:
		l.value(t.Elem(), inside(path, "*"))
	case t.Kind() == reflect.Struct:
		l.structure(t, path)
	}
}

func (l *lister) structure(t reflect.Type, path string) {
	for _, outer := range l.open {
		if outer == t {
			return
		}
	}
	l.open = append(l.open, t)
	for _, f := range fields(t) {
		at := inside(path, f.key)
		l.keys = append(l.keys, KeyInfo{
			Path: at, Type: phrase(f.typ), Required: f.required, Default: f.rules.def,
			Enum: f.rules.enum, Range: f.rules.interval(), Unit: f.unit, Doc: f.doc,
		})
		l.value(f.typ, at)
	}
	l.open = l.open[:len(l.open)-1]
}

func inside(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// phrase is wordOf with what a list or map holds.
func phrase(t reflect.Type) string {
	t = indirect(t)
	if variants := variantsOf(t); variants != nil {
		var words []string
		for _, v := range variants {
			words = append(words, phrase(v))
		}
		return strings.Join(words, " or ")
	}
	if e, ok := entryOf(t); ok {
		return "map of " + phrase(e)
	}
	switch {
	case t == nodeType:
		return "anything"
	case isOpaque(t):
		return wordOf(t)
	case t.Kind() == reflect.Slice:
		return "list of " + phrase(t.Elem())
	case t.Kind() == reflect.Map:
		return "map of " + phrase(t.Elem())
	}
	return wordOf(t)
}

// interval is the allowed range in words.
func (r rules) interval() string {
	var words []string
	for _, b := range r.bounds {
		words = append(words, b.String())
	}
	return strings.Join(words, ", ")
}

func indirect(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t
}

// variantsOf are the written forms of a union type, nil of another.
func variantsOf(t reflect.Type) []reflect.Type {
	union, ok := reflect.New(t).Interface().(Variants)
	if !ok {
		return nil
	}
	var types []reflect.Type
	for _, v := range union.SchemaVariants() {
		types = append(types, reflect.TypeOf(v))
	}
	return types
}

// entryOf is what an [Ordered] holds.
func entryOf(t reflect.Type) (reflect.Type, bool) {
	ordered, ok := reflect.Zero(t).Interface().(interface{ entryType() reflect.Type })
	if !ok {
		return nil, false
	}
	return ordered.entryType(), true
}

// isOpaque tells types that read their own text, whose insides are no keys.
func isOpaque(t reflect.Type) bool {
	p := reflect.PointerTo(t)
	return t == nodeType || p.Implements(unmarshalerType) || p.Implements(textType)
}
