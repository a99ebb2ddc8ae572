package report

import (
	"io"
	"strconv"
	"strings"
)

// Markdown writes the report for a pull request or a wiki.
func (r *Report) Markdown(w io.Writer) error {
	p := &page{w: w}
	p.line("# %s: %s", cell(r.Name), r.outcome())
	p.blank()
	if r.About != "" {
		p.line("%s", cell(r.About))
		p.blank()
	}
	p.line("%s.", cell(r.headline()))
	p.blank()
	r.markdownVerdict(p)
	r.markdownMeasures(p)
	for _, warning := range r.Warnings {
		p.line("- Warning: %s", cell(warning))
	}
	if len(r.Warnings) > 0 {
		p.blank()
	}
	r.markdownDefaults(p)
	r.markdownClaims(p)
	v := r.Provenance
	p.line("```")
	p.line("%s", v.Command)
	p.line("```")
	p.blank()
	p.line("scenario `sha256:%s` · digest `sha256:%s` (%s) · clustersim %s", v.Scenario, v.Digest, v.Arch, v.Version)
	return p.err
}

// outcome is the verdict in a word; without requirements there is none.
func (r *Report) outcome() string {
	if len(r.Verdict.Judgements) == 0 {
		return "answered"
	}
	return r.Verdict.Outcome.String()
}

func (r *Report) markdownVerdict(p *page) {
	if len(r.Verdict.Judgements) == 0 {
		return
	}
	p.row("verdict", "required", "estimate", "n", "because")
	p.row("---", "---", "---", "---", "---")
	for _, j := range r.Verdict.Judgements {
		value, n := judged(j)
		p.row(j.Outcome.String(), j.Requirement.Text, value, n, j.Why)
	}
	p.blank()
}

func (r *Report) markdownMeasures(p *page) {
	notes := &footnotes{}
	p.row("metric", r.estimateHeading(), "unit", "n", "of", "meaning")
	p.row("---", "---", "---", "---", "---", "---")
	for _, m := range r.Measures {
		p.row(m.Metric.Name+notes.mark(m.Estimate.Warnings), estimate(m.Estimate), unit(m),
			strconv.Itoa(m.Estimate.N), counted(m), m.Metric.Doc)
	}
	p.blank()
	for i, text := range notes.texts {
		p.line("- [%d] %s", i+1, cell(text))
	}
	if len(notes.texts) > 0 {
		p.blank()
	}
}

func (r *Report) markdownDefaults(p *page) {
	if len(r.Defaults) == 0 {
		return
	}
	p.line("<details><summary>Defaults used: %d</summary>", len(r.Defaults))
	p.blank()
	p.row("key", "value", "grade", "source")
	p.row("---", "---", "---", "---")
	for _, d := range r.Defaults {
		p.row(d.Path, d.Value, d.Grade, d.Source)
	}
	p.blank()
	p.line("</details>")
	p.blank()
}

func (r *Report) markdownClaims(p *page) {
	if len(r.Claims) == 0 {
		return
	}
	p.line("<details><summary>Evidence: %s</summary>", cell(r.grades()))
	p.blank()
	p.row("claim", "value", "unit", "grade", "source")
	p.row("---", "---", "---", "---", "---")
	for _, c := range r.Claims {
		p.row(string(c.ID), plain(c.Value), c.Unit, c.Grade.String(), c.Source)
	}
	p.blank()
	p.line("</details>")
	p.blank()
}

// row writes one line of a Markdown table.
func (p *page) row(cells ...string) {
	for i := range cells {
		cells[i] = cell(cells[i])
	}
	p.line("| %s |", strings.Join(cells, " | "))
}

// cell makes a text safe inside a table: users choose names.
func cell(s string) string {
	return strings.NewReplacer("|", "\\|", "\n", " ", "\r", " ", "<", "&lt;").Replace(s)
}
