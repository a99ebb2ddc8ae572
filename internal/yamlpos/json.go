package yamlpos

import (
	"bytes"
	"encoding/json"
)

// json is the node as the JSON value that an editor would insert for it: a
// plain scalar is a number or a truth value when it looks like one.
func (n *Node) json() any {
	switch n.Kind {
	case Scalar:
		return n.scalarJSON()
	case List:
		items := make([]any, len(n.Items))
		for i, item := range n.Items {
			items[i] = item.json()
		}
		return items
	case Map:
		return object(n.Entries)
	}
	return json.RawMessage("null")
}

func (n *Node) scalarJSON() any {
	if !n.Quoted {
		switch {
		case n.Text == "true" || n.Text == "false":
			return json.RawMessage(n.Text)
		case json.Valid([]byte(n.Text)) && decimalText.MatchString(n.Text):
			return json.Number(n.Text)
		}
	}
	return n.Text
}

// object is a map in the order written.
type object []*Entry

// MarshalJSON implements [json.Marshaler].
func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, e := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		name, err := json.Marshal(e.Name)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(e.Value.json())
		if err != nil {
			return nil, err
		}
		b.Write(append(append(name, ':'), value...))
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}
