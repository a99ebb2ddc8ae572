package report

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/clustersim/clustersim/experiment"
)

// Style says how text may look.
type Style struct {
	Colour   bool
	Defaults bool // list the defaults that were used
}

// Text writes the report for a terminal.
func (r *Report) Text(w io.Writer, style Style) error {
	p := &page{w: w, colour: style.Colour}
	p.line("%s  %s", p.mark(r.Verdict.Outcome), r.headline())
	if r.About != "" {
		p.line("  %s", r.About)
	}
	r.textVerdict(p)
	r.textMeasures(p)
	r.textWarnings(p)
	if style.Defaults {
		r.textDefaults(p)
	}
	r.textProvenance(p)
	return p.err
}

// headline is the verdict in words.
func (r *Report) headline() string {
	partial := ""
	if r.Provenance.Partial {
		partial = ", PARTIAL: interrupted"
	}
	n := len(r.Provenance.Seeds)
	return fmt.Sprintf("%s (%d %s%s)", r.Name, n, plural(n, "replication"), partial)
}

func (r *Report) textVerdict(p *page) {
	if len(r.Verdict.Requirements) == 0 {
		return
	}
	rows := [][]string{{"", "requirement", "estimate", "n"}}
	for _, q := range r.Verdict.Requirements {
		rows = append(rows, []string{p.sign(q.Outcome), q.Requirement.Text, q.estimateText(), q.n()})
	}
	p.blank()
	p.table(rows)
}
