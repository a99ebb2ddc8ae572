package yamlpos

import (
	"encoding"
	"fmt"
	"reflect"
)

// bound is one end of an allowed range.
type bound struct {
	text     string // as in the tag
	value    float64
	lower    bool
	excluded bool // the bound itself is not allowed
}

// boundsOf are the ends that a tag sets for values of type t. A bound is
// written as the value itself would be, unit included; those of a list or map
// count its entries.
func boundsOf(tag reflect.StructTag, t reflect.Type) []bound {
	if t = indirect(t); t.Kind() == reflect.Slice || t.Kind() == reflect.Map {
		t = reflect.TypeFor[int]()
	}
	var all []bound
	for _, b := range []bound{
		{text: tag.Get("min"), lower: true},
		{text: tag.Get("above"), lower: true, excluded: true},
		{text: tag.Get("max")},
		{text: tag.Get("below"), excluded: true},
	} {
		if b.text != "" {
			b.value = boundValue(b.text, t)
			all = append(all, b)
		}
	}
	return all
}

func boundValue(text string, t reflect.Type) float64 {
	v := reflect.New(t)
	var d decoder
	if u, ok := v.Interface().(encoding.TextUnmarshaler); ok {
		if err := u.UnmarshalText([]byte(text)); err != nil {
			panic(fmt.Sprintf("yamlpos: bound %q of a %s: %v", text, t, err))
		}
	} else if d.value(parseTag(text, t), v.Elem(), rules{}); len(d.problems) > 0 {
		panic(fmt.Sprintf("yamlpos: bound %q of a %s: %s", text, t, d.problems[0].Message))
	}
	x, ok := numeric(v.Elem())
	if !ok {
		panic(fmt.Sprintf("yamlpos: bound %q of a %s, which has no order", text, t))
	}
	return x
}

// numeric is the number underlying a value; int64 values beyond 2⁵³ are
// rounded, which no bound in use is near.
func numeric(v reflect.Value) (float64, bool) {
	switch {
	case v.CanInt():
		return float64(v.Int()), true
	case v.CanUint():
		return float64(v.Uint()), true
	case v.CanFloat():
		return v.Float(), true
	}
	return 0, false
}

func (b bound) holds(x float64) bool {
	switch {
	case b.lower && b.excluded:
		return x > b.value
	case b.lower:
		return x >= b.value
	case b.excluded:
		return x < b.value
	default:
		return x <= b.value
	}
}

// String is the bound in words, such as "at least 1".
func (b bound) String() string {
	switch {
	case b.lower && b.excluded:
		return "more than " + b.text
	case b.lower:
		return "at least " + b.text
	case b.excluded:
		return "less than " + b.text
	default:
		return "at most " + b.text
	}
}

func (b bound) hint() string { return "must be " + b.String() }

// within reports a value outside its range.
func (d *decoder) within(n *Node, x float64, r rules) bool {
	for _, b := range r.bounds {
		if b.holds(x) {
			continue
		}
		side := " is too large"
		if b.lower {
			side = " is too small"
		}
		if b.lower && b.value == 0 && x < 0 {
			side = " is negative"
		}
		d.report(n, CodeRange, clip(n.Text)+side, b.hint())
		return false
	}
	return true
}
