package catalog

import (
	"cmp"
	"regexp"
	"strings"

	"github.com/clustersim/clustersim/internal/yamlpos"
)

// cite says where a number comes from. Low and High bound what is credible, in
// the unit of the number.
type cite struct {
	Source string `key:"source" doc:"id of a source"`
	With   string `key:"with" doc:"id of a second source that the number also rests on"`
	Grade  string `key:"grade" enum:"V|V2|S|D|C|M|R|A" doc:"how well the number is known"`
	Low    string `key:"low" doc:"least credible value"`
	High   string `key:"high" doc:"greatest credible value"`
	Note   string `key:"note" doc:"what a reader must know"`
}

// orElse is the row's citation for a number that is written without one.
func (c cite) orElse(row cite) cite {
	if c == (cite{}) {
		return row
	}
	return c
}

// figure is a number of the catalogue: plain, or a map with its own citation.
type figure[T any] struct {
	value T
	text  string // as written, with its unit
	cite  cite
	at    *yamlpos.Node
}

// UnmarshalYAMLPos implements [yamlpos.Unmarshaler].
func (f *figure[T]) UnmarshalYAMLPos(n *yamlpos.Node) yamlpos.Problems {
	f.at, f.text = n, n.Text
	if n.Kind != yamlpos.Map {
		return n.Decode(&f.value)
	}
	var full struct {
		Value *yamlpos.Node `key:"value" required:"true"`
	}
	problems := n.Without("source", "with", "grade", "low", "high", "note").Decode(&full)
	problems = append(problems, n.Without("value").Decode(&f.cite)...)
	if full.Value == nil {
		return problems
	}
	f.text = full.Value.Text
	return append(problems, full.Value.Decode(&f.value)...)
}

var quantityForm = regexp.MustCompile(`^([0-9.]+(?:e[-+]?[0-9]+)?)(.*)$`)

// quantity is a number and its unit as a text; the unit of a bare number is 1.
func quantity(text string) (number, unit string) {
	parts := quantityForm.FindStringSubmatch(text)
	if parts == nil {
		return "", text
	}
	return parts[1], cmp.Or(strings.TrimSpace(parts[2]), "1")
}
