package yamlpos

import (
	"bytes"
	"encoding"
	"encoding/json"
	"fmt"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strconv"
)

// schema is a JSON Schema; the order of its fields is the order in the file.
type schema struct {
	Dialect     string     `json:"$schema,omitempty"`
	ID          string     `json:"$id,omitempty"`
	Title       string     `json:"title,omitempty"`
	Ref         string     `json:"$ref,omitempty"`
	Description string     `json:"description,omitempty"`
	Type        any        `json:"type,omitempty"` // a word or a list of words
	Enum        []string   `json:"enum,omitempty"`
	Default     any        `json:"default,omitempty"` // any JSON value
	Minimum     *float64   `json:"minimum,omitempty"`
	Above       *float64   `json:"exclusiveMinimum,omitempty"`
	Maximum     *float64   `json:"maximum,omitempty"`
	Below       *float64   `json:"exclusiveMaximum,omitempty"`
	MinItems    *float64   `json:"minItems,omitempty"`
	MaxItems    *float64   `json:"maxItems,omitempty"`
	Items       *schema    `json:"items,omitempty"`
	Properties  properties `json:"properties,omitempty"`
	Required    []string   `json:"required,omitempty"`
	Additional  any        `json:"additionalProperties,omitempty"` // false or a schema
	AnyOf       []*schema  `json:"anyOf,omitempty"`
	Defs        properties `json:"$defs,omitempty"`
}

// properties is a JSON object that keeps its order.
type properties []property

type property struct {
	name   string
	schema *schema
}

// MarshalJSON implements [json.Marshaler].
func (ps properties) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, p := range ps {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(strconv.Quote(p.name) + ":")
		text, err := plainJSON(p.schema)
		if err != nil {
			return nil, err
		}
		b.Write(text)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// plainJSON leaves <, > and & as they are: the schema is read by people too.
func plainJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSpace(b.Bytes()), err
}

// Schema describes the files that decode into the struct that structPtr
// points to, as JSON Schema 2020-12, for editors that complete and check
// while one types. The same struct gives the same bytes.
func Schema(structPtr any, id, title string) []byte {
	root := reflect.TypeOf(structPtr)
	var s schemer
	top := s.value(root, rules{})
	top.Dialect, top.ID, top.Title = "https://json-schema.org/draft/2020-12/schema", id, title
	for i := 0; i < len(s.shared); i++ { // describing one may share another
		t := s.shared[i]
		top.Defs = append(top.Defs, property{sharedName(t), s.structure(t)})
	}
	text, err := plainJSON(top)
	if err != nil {
		panic(fmt.Sprintf("yamlpos: schema of %s: %v", root, err))
	}
	var b bytes.Buffer
	if err := json.Indent(&b, text, "", "  "); err != nil {
		panic(fmt.Sprintf("yamlpos: schema of %s: %v", root, err))
	}
	b.WriteByte('\n')
	return b.Bytes()
}

// schemer writes structs where they are used, and those that contain
// themselves once, under $defs.
type schemer struct {
	open   []reflect.Type
	shared []reflect.Type
}

func (s *schemer) value(t reflect.Type, r rules) *schema {
	t = indirect(t)
	if variants := variantsOf(t); variants != nil {
		var out schema
		for _, v := range variants {
			out.AnyOf = append(out.AnyOf, s.value(v, r))
		}
		return &out
	}
	if e, ok := entryOf(t); ok {
		return &schema{Type: "object", Additional: s.value(e, r.element())}
	}
	switch {
	case reflect.PointerTo(t).Implements(textType):
		return &schema{Type: textForms(t), Enum: r.enum}
	case isOpaque(t):
		return &schema{}
	case t.Kind() == reflect.Slice:
		out := &schema{Type: "array", Items: s.value(t.Elem(), r.element())}
		out.MinItems, _, out.MaxItems, _ = r.numbers()
		return out
	case t.Kind() == reflect.Map:
		return &schema{Type: "object", Additional: s.value(t.Elem(), r.element())}
	case t.Kind() == reflect.Struct:
		if slices.Contains(s.open, t) {
			if !slices.Contains(s.shared, t) {
				s.shared = append(s.shared, t)
			}
			return &schema{Ref: "#/$defs/" + sharedName(t)}
		}
		return s.structure(t)
	}
	return single(t, r)
}

func (s *schemer) structure(t reflect.Type) *schema {
	s.open = append(s.open, t)
	defer func() { s.open = s.open[:len(s.open)-1] }()
	out := &schema{Type: "object", Additional: false}
	for _, f := range fields(t) {
		p := s.value(f.typ, f.rules)
		p.Description = f.description()
		if f.rules.fallback != nil {
			p.Default = f.rules.fallback.json()
		}
		if f.required {
			out.Required = append(out.Required, f.key)
		}
		out.Properties = append(out.Properties, property{f.key, p})
	}
	return out
}

// single describes a text, number or truth value.
func single(t reflect.Type, r rules) *schema {
	switch t.Kind() {
	case reflect.String:
		if len(r.enum) > 0 {
			return &schema{Type: "string", Enum: r.enum}
		}
		// A name such as 7b-2 may be all digits; the decoder takes its text.
		return &schema{Type: []string{"string", "number", "boolean"}}
	case reflect.Bool:
		return &schema{Type: "boolean"}
	}
	out := &schema{Type: "integer"}
	if t.Kind() == reflect.Float32 || t.Kind() == reflect.Float64 {
		out.Type = "number"
	}
	out.Minimum, out.Above, out.Maximum, out.Below = r.numbers()
	if zero := 0.0; t.Kind() >= reflect.Uint && t.Kind() <= reflect.Uint64 && out.Minimum == nil {
		out.Minimum = &zero
	}
	return out
}

// numbers are the bounds as the schema's keywords take them.
func (r rules) numbers() (minimum, above, maximum, below *float64) {
	for _, b := range r.bounds {
		switch x := b.value; {
		case b.lower && b.excluded:
			above = &x
		case b.lower:
			minimum = &x
		case b.excluded:
			below = &x
		default:
			maximum = &x
		}
	}
	return minimum, above, maximum, below
}

// textForms asks the type itself whether it takes a number without a unit.
func textForms(t reflect.Type) any {
	u := reflect.New(t).Interface().(encoding.TextUnmarshaler)
	if u.UnmarshalText([]byte("1")) == nil {
		return []string{"string", "number"}
	}
	return "string"
}

var notInNames = regexp.MustCompile(`[^A-Za-z0-9_.]+`)

func sharedName(t reflect.Type) string {
	return notInNames.ReplaceAllString(path.Base(t.PkgPath())+"."+t.Name(), "_")
}
