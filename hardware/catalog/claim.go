package catalog

import (
	"cmp"
	"fmt"
	"strconv"

	"github.com/clustersim/clustersim/evidence"
	"github.com/clustersim/clustersim/internal/yamlpos"
)

// source is a text that numbers come from.
type source struct {
	ID        string       `key:"id" required:"true"`
	Title     string       `key:"title" required:"true"`
	Published string       `key:"published" default:"undated"`
	Observed  string       `key:"observed" default:"undated"`
	Retrieved string       `key:"retrieved" default:"2026-11-22"`
	at        yamlpos.Node // for a source that nobody cites
}

// UnmarshalYAMLPos implements [yamlpos.Unmarshaler]: it keeps the place.
func (s *source) UnmarshalYAMLPos(n *yamlpos.Node) yamlpos.Problems {
	type plain source
	s.at = *n
	return n.Decode((*plain)(s))
}

func (r *reader) readSources(name string, text []byte) {
	var file struct {
		Sources []source `key:"sources" required:"true"`
	}
	r.decode(name, text, &file)
	for _, s := range file.Sources {
		if _, taken := r.sources[s.ID]; taken {
			r.wrong(&s.at, fmt.Errorf("source %q appears twice", s.ID))
		}
		r.sources[s.ID] = s
	}
	r.order = file.Sources
}

// checkSources reports sources that no number names.
func (r *reader) checkSources() {
	for _, s := range r.order {
		if !r.cited[s.ID] {
			r.wrong(&s.at, fmt.Errorf("source %q is not cited", s.ID))
		}
	}
}

// claim enters a number into the ledger under an id such as gpu/h100-sxm/tdp and
// returns the id. The text is the number with its unit.
func (r *reader) claim(id, about, text string, c cite, at *yamlpos.Node) evidence.ID {
	claim := evidence.Claim{ID: evidence.ID(id), Text: about, Note: c.Note}
	err := cmp.Or(r.origin(&claim, c), measure(&claim, text, c))
	if err == nil {
		err = r.catalog.ledger.Add(claim)
	}
	r.wrong(at, err)
	return claim.ID
}

// origin says where the claim comes from and how well it is known.
func (r *reader) origin(claim *evidence.Claim, c cite) error {
	from, ok := r.sources[c.Source]
	if !ok {
		return fmt.Errorf("unknown source %q", c.Source)
	}
	r.cited[c.Source] = true
	claim.Source = from.ID + ": " + from.Title
	claim.Published, claim.Observed, claim.Retrieved = from.Published, from.Observed, from.Retrieved
	if c.With != "" {
		second, ok := r.sources[c.With]
		if !ok {
			return fmt.Errorf("unknown source %q", c.With)
		}
		r.cited[c.With] = true
		claim.Source += "; " + second.ID + ": " + second.Title
	}
	var err error
	claim.Grade, err = evidence.ParseGrade(c.Grade)
	return err
}

// measure says what is claimed: the value, its unit and its range.
func measure(claim *evidence.Claim, text string, c cite) error {
	value, unit, err := parse(text)
	if err != nil {
		return err
	}
	claim.Value, claim.Unit, claim.Low, claim.High = value, unit, value, value
	return cmp.Or(bound(&claim.Low, c.Low, unit), bound(&claim.High, c.High, unit))
}

// bound reads an end of a range, if there is one; it has the number's unit, so
// that people compare the two at a glance.
func bound(to *float64, text, unit string) error {
	if text == "" {
		return nil
	}
	value, own, err := parse(text)
	if err == nil && own != unit {
		err = fmt.Errorf("range is in %q and the value in %q; write both in one unit", own, unit)
	}
	*to = value
	return err
}

func parse(text string) (float64, string, error) {
	number, unit := quantity(text)
	value, err := strconv.ParseFloat(number, 64)
	if err != nil {
		return 0, "", fmt.Errorf("%q does not begin with a number", text)
	}
	return value, unit, nil
}
