package scenario

import (
	"regexp"

	"github.com/clustersim/clustersim/internal/yamlpos"
)

// Line is one assertion of require or gates: a metric, a comparison and a
// number with its unit. Its form is checked here; whether the metric exists is
// for those who know the metrics.
type Line struct {
	Text   string // as written
	Metric string // such as ettr.mean
	Op     string // >=, <=, > or <
	Value  string // such as 0.95 or 10d
	Line   int    // in the file
	Col    int

	at *yamlpos.Node
}

// Problem is a mistake in the line, for [Problems].
func (l Line) Problem(code, message, hint string) Problem { return l.at.Problem(code, message, hint) }

var assertionForm = regexp.MustCompile(`^\s*([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*)\s*(>=|<=|>|<)\s*([-+]?[$]?[0-9.][^<>=]*?)\s*$`)

// assertion is a line being read.
type assertion struct{ Line }

// UnmarshalYAMLPos implements [yamlpos.Unmarshaler].
func (a *assertion) UnmarshalYAMLPos(n *yamlpos.Node) yamlpos.Problems {
	var text string
	if problems := n.Decode(&text); len(problems) > 0 {
		return problems
	}
	m := assertionForm.FindStringSubmatch(text)
	if m == nil {
		return yamlpos.Problems{n.Problem(CodeAssertion, quote(text)+" is not an assertion", "write metric, comparison and number, as in completion >= 0.95")}
	}
	a.Line = Line{Text: text, Metric: m[1], Op: m[2], Value: m[3], Line: n.Line, Col: n.Col, at: n}
	return nil
}

// SchemaVariants implements [yamlpos.Variants].
func (*assertion) SchemaVariants() []any { return []any{""} }

func lines(read []assertion) []Line {
	all := make([]Line, len(read))
	for i := range read {
		all[i] = read[i].Line
	}
	return all
}
