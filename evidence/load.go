package evidence

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Load adds the claims of a YAML file, which is a list of maps with the keys id, text, value, unit, low, high,
// source, published, observed, retrieved, grade and, if wanted, note. Unknown, repeated and missing keys and all
// that Add refuses are errors, each with the file's name and the line; all are reported, and then no claim is added.
func (l *Ledger) Load(data []byte, name string) error {
	list, err := claimList(data, name)
	if err != nil {
		return err
	}
	var claims []Claim
	var problems []error
	lines := make(map[ID]int) // where this file has each id
	for _, item := range list {
		claim, wrong := readClaim(item)
		for _, problem := range append(wrong, l.taken(claim.ID, lines)...) {
			problems = append(problems, fmt.Errorf("%s:%d: claim %q: %w", name, item.Line, claim.ID, problem))
		}
		lines[claim.ID] = item.Line
		claims = append(claims, claim)
	}
	if problems != nil {
		return errors.Join(problems...)
	}
	for _, c := range claims {
		l.add(c)
	}
	return nil
}

// taken says who has the id already: the ledger, or a line of the file that is being read.
func (l *Ledger) taken(id ID, lines map[ID]int) []error {
	if _, ok := l.index[id]; ok {
		return []error{fault{"id", "is taken by an earlier claim"}}
	}
	if line, ok := lines[id]; ok && id != "" {
		return []error{fault{"id", fmt.Sprintf("is taken by the claim on line %d", line)}}
	}
	return nil
}

// claimList returns the items of the file's one list.
func claimList(data []byte, name string) ([]*yaml.Node, error) {
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	var document, more yaml.Node
	if err := decoder.Decode(&document); errors.Is(err, io.EOF) {
		return nil, nil // a file of nothing but comments claims nothing
	} else if err != nil {
		return nil, fmt.Errorf("evidence: load %s: %w", name, err)
	}
	if err := decoder.Decode(&more); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: there is more than one document; write one list of claims", name)
	}
	root := document.Content[0]
	if root.Kind != yaml.SequenceNode {
		return nil, fmt.Errorf("%s:%d: this is not a list; write claims as \"- id: ...\"", name, root.Line)
	}
	return root.Content, nil
}

// readClaim returns what it can make of the item, and everything that is wrong with it.
func readClaim(item *yaml.Node) (Claim, []error) {
	if item.Kind != yaml.MappingNode {
		return Claim{}, []error{errors.New("this is not a map with the keys of a claim: id, text, value and so on")}
	}
	var claim Claim
	var wrong []error
	seen, faulty := make(map[string]bool), make(map[string]bool)
	for i := 0; i+1 < len(item.Content); i += 2 {
		key, value := item.Content[i].Value, item.Content[i+1]
		err := claim.set(key, value)
		if seen[key] {
			err = fault{key, "is given twice"}
		}
		if err != nil {
			wrong = append(wrong, err)
			faulty[key] = true
		}
		seen[key] = true
	}
	for _, key := range []string{"value", "low", "high"} {
		if !seen[key] {
			wrong = append(wrong, fault{key, "is missing"})
		}
		faulty["value"] = faulty["value"] || faulty[key] || !seen[key] // then the range cannot be judged
	}
	for _, f := range claim.check() {
		if !faulty[f.field] {
			wrong = append(wrong, f)
		}
	}
	return claim, wrong
}

// set gives the field of that key its value.
func (c *Claim) set(key string, value *yaml.Node) (err error) {
	if value.Kind != yaml.ScalarNode {
		return fault{key, "is not a single value"}
	}
	texts := map[string]*string{
		"id": (*string)(&c.ID), "text": &c.Text, "unit": &c.Unit, "source": &c.Source, "note": &c.Note,
		"published": &c.Published, "observed": &c.Observed, "retrieved": &c.Retrieved,
	}
	numbers := map[string]*float64{"value": &c.Value, "low": &c.Low, "high": &c.High}
	switch {
	case texts[key] != nil:
		*texts[key] = plain(value)
	case numbers[key] != nil:
		if value.ShortTag() != "!!int" && value.ShortTag() != "!!float" {
			return fault{key, fmt.Sprintf("%q is not a number", value.Value)}
		}
		return value.Decode(numbers[key])
	case key == "grade":
		if plain(value) != "" {
			c.Grade, err = ParseGrade(plain(value))
		}
	default:
		return fmt.Errorf("unknown key %q; write one of %s", key, strings.Join(keys(), ", "))
	}
	return err
}

// plain is a scalar's text as written; null is empty.
func plain(value *yaml.Node) string {
	if value.ShortTag() == "!!null" {
		return ""
	}
	return strings.TrimSpace(value.Value)
}

// keys are those of a claim, in the order in which files and errors list them.
func keys() []string {
	return []string{
		"id", "text", "value", "unit", "low", "high", "source", "published", "observed", "retrieved", "grade", "note",
	}
}
