package yamlpos

import (
	"fmt"
	"reflect"
)

func (d *decoder) list(n *Node, v reflect.Value, r rules) {
	if n.Kind != List {
		hint := ""
		if n.Kind == Scalar {
			hint = fmt.Sprintf("write [%s]", clip(n.Text))
		}
		d.misfit(n, "a list", hint)
		return
	}
	items := reflect.MakeSlice(v.Type(), len(n.Items), len(n.Items))
	for i, item := range n.Items {
		d.value(item, items.Index(i), r.element())
	}
	v.Set(items)
	d.count(n, v, r)
}

func (d *decoder) dictionary(n *Node, v reflect.Value, r rules) {
	if v.Type().Key().Kind() != reflect.String {
		panic(fmt.Sprintf("yamlpos: %s cannot be read: keys must be strings", v.Type()))
	}
	if n.Kind != Map {
		d.misfit(n, "a map", "")
		return
	}
	all := reflect.MakeMapWithSize(v.Type(), len(n.Entries))
	for _, e := range n.Entries {
		value := reflect.New(v.Type().Elem()).Elem()
		d.value(e.Value, value, r.element())
		all.SetMapIndex(reflect.ValueOf(e.Name).Convert(v.Type().Key()), value)
	}
	v.Set(all)
	d.count(n, v, r)
}

// count checks how many entries a list or map has.
func (d *decoder) count(n *Node, v reflect.Value, r rules) {
	if v.Kind() != reflect.Slice && v.Kind() != reflect.Map {
		return
	}
	for _, b := range r.bounds {
		if !b.holds(float64(v.Len())) {
			d.report(n, CodeRange, fmt.Sprintf("has %d entries", v.Len()), b.hint())
		}
	}
}

// Pair is one entry of an [Ordered].
type Pair[T any] struct {
	Key   string
	Value T
	At    *Node // the key, for problems found later
}

// Ordered is a map that keeps the order of the text, for results that must
// not depend on how Go orders maps.
type Ordered[T any] []Pair[T]

// UnmarshalYAMLPos implements [Unmarshaler].
func (o *Ordered[T]) UnmarshalYAMLPos(n *Node) Problems {
	if n.Kind != Map {
		return Problems{misfit(n, "a map", "")}
	}
	var problems Problems
	*o = make(Ordered[T], len(n.Entries))
	for i, e := range n.Entries {
		(*o)[i].Key, (*o)[i].At = e.Name, e.Key
		problems = append(problems, e.Value.Decode(&(*o)[i].Value)...)
	}
	return problems
}

// Lookup finds the value of a key.
func (o Ordered[T]) Lookup(key string) (T, bool) {
	for _, p := range o {
		if p.Key == key {
			return p.Value, true
		}
	}
	var none T
	return none, false
}

// entryType tells Keys and Schema what an Ordered holds.
func (Ordered[T]) entryType() reflect.Type { return reflect.TypeFor[T]() }
