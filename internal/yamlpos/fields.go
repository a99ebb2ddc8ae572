package yamlpos

import (
	"fmt"
	"reflect"
	"strings"
	"unicode"
)

// field is a struct field as its tags describe it. The decoder, Keys and
// Schema all read fields from here, so they cannot disagree.
type field struct {
	key      string
	index    []int // for reflect.Value.FieldByIndex
	typ      reflect.Type
	required bool
	rules    rules
	unit     string
	doc      string
}

// rules are what a value must satisfy beyond its type.
type rules struct {
	def      string // YAML text
	fallback *Node  // def parsed, nil when there is none
	bounds   []bound
	enum     []string
}

// element are the rules for each entry of a list or map: bounds count the
// entries, the choice of words is for the entries themselves.
func (r rules) element() rules { return rules{enum: r.enum} }

// fields lists the keys of a struct in the order of its fields.
func fields(t reflect.Type) []field {
	var all []field
	for i := range t.NumField() {
		sf := t.Field(i)
		key := sf.Tag.Get("key")
		switch {
		case key == "-":
		case sf.Anonymous && key == "" && sf.Type.Kind() == reflect.Struct:
			for _, f := range fields(sf.Type) {
				f.index = append([]int{i}, f.index...)
				all = append(all, f)
			}
		case sf.IsExported():
			all = append(all, describe(sf, key, i))
		case key != "":
			panic(fmt.Sprintf("yamlpos: %s.%s has a key but is not exported", t, sf.Name))
		}
	}
	return all
}

func describe(sf reflect.StructField, key string, i int) field {
	if key == "" {
		key = snake(sf.Name)
	}
	tag := sf.Tag
	f := field{
		key: key, index: []int{i}, typ: sf.Type,
		required: tag.Get("required") == "true", unit: tag.Get("unit"), doc: tag.Get("doc"),
	}
	f.rules.bounds = boundsOf(tag, sf.Type)
	if def, ok := tag.Lookup("default"); ok {
		f.rules.def, f.rules.fallback = def, parseTag(def, sf.Type)
	}
	if enum := tag.Get("enum"); enum != "" {
		f.rules.enum = strings.Split(enum, "|")
	}
	if f.required && f.rules.fallback != nil {
		panic(fmt.Sprintf("yamlpos: key %q is required and has a default", key))
	}
	return f
}

// description is what an editor shows for the key.
func (f field) description() string {
	if f.unit == "" {
		return f.doc
	}
	return strings.TrimSpace(f.doc + " (" + f.unit + ")")
}

// snake writes a Go name as a key: MTBFHours is mtbf_hours.
func snake(name string) string {
	letters := []rune(name)
	var b strings.Builder
	for i, r := range letters {
		startsWord := i > 0 && unicode.IsUpper(r) &&
			(!unicode.IsUpper(letters[i-1]) || i+1 < len(letters) && unicode.IsLower(letters[i+1]))
		if startsWord {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

func keysOf(fs []field) []string {
	keys := make([]string, len(fs))
	for i, f := range fs {
		keys[i] = f.key
	}
	return keys
}
