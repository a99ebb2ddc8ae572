package report

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/clustersim/clustersim/evidence"
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
	p.line("%s  %s", p.mark(r), r.headline())
	if r.About != "" {
		p.line("%s", r.About)
	}
	r.textVerdict(p)
	r.textMeasures(p)
	r.textWarnings(p)
	if style.Defaults {
		r.textDefaults(p)
		r.textClaims(p)
	}
	r.textProvenance(p)
	return p.err
}

// headline is what was run, in one line.
func (r *Report) headline() string {
	n := len(r.Provenance.Seeds)
	text := fmt.Sprintf("%s, %d %s", r.Name, n, plural(n, "replication"))
	if n == 1 && len(r.Verdict.Judgements) > 0 {
		text += ", judged by one seed alone"
	}
	if r.Provenance.Partial {
		text += ", PARTIAL: the run was interrupted"
	}
	return text
}

// mark is the verdict as a sign and a word; without requirements there is none.
func (p *page) mark(r *Report) string {
	if len(r.Verdict.Judgements) == 0 {
		return "· ANSWERED"
	}
	return p.sign(r.Verdict.Outcome) + " " + strings.ToUpper(r.Verdict.Outcome.String())
}

// sign is the outcome of one requirement.
func (p *page) sign(o experiment.Outcome) string {
	switch o {
	case experiment.Pass:
		return p.paint(green, "✓")
	case experiment.Fail:
		return p.paint(red, "✗")
	}
	return p.paint(yellow, "?")
}

func (r *Report) textVerdict(p *page) {
	if len(r.Verdict.Judgements) == 0 {
		return
	}
	rows := [][]string{{" ", "required", "estimate", "n", "because"}}
	for _, j := range r.Verdict.Judgements {
		value, n := judged(j)
		rows = append(rows, []string{p.sign(j.Outcome), j.Requirement.Text, value, n, j.Why})
	}
	p.blank()
	p.table(rows)
}

// judged is the estimate of a requirement and its n.
func judged(j experiment.Judgement) (value, n string) {
	if !j.Known {
		return "no data", "0"
	}
	return estimate(j.Estimate), strconv.Itoa(j.Estimate.N)
}

func (r *Report) textMeasures(p *page) {
	rows := [][]string{{"metric", r.estimateHeading(), "unit", "n", "of"}}
	notes := &footnotes{}
	for _, m := range r.Measures {
		rows = append(rows, []string{
			m.Metric.Name + notes.mark(m.Estimate.Warnings), estimate(m.Estimate), unit(m),
			strconv.Itoa(m.Estimate.N), counted(m),
		})
	}
	p.blank()
	p.table(rows)
	notes.print(p)
	p.blank()
}

func (r *Report) estimateHeading() string {
	for _, m := range r.Measures {
		return fmt.Sprintf("estimate (%g %% interval)", 100*m.Estimate.Confidence)
	}
	return "estimate"
}

// counted says how many things the estimate is of, such as 4961 jobs.
func counted(m Measure) string {
	return fmt.Sprintf("%d %s", m.Observations, plural(m.Observations, strings.TrimSuffix(m.Metric.Things, "s")))
}

// unit is a metric's unit; long times are told in hours or days as well.
func unit(m Measure) string {
	switch u := m.Metric.Unit; {
	case u == "1":
		return ""
	case u == "s" && math.IsInf(m.Estimate.Value, 0):
		return u // only a bound is known
	case u == "s" && m.Estimate.Value >= 1000*86400:
		return fmt.Sprintf("s = %.0f d", m.Estimate.Value/86400)
	case u == "s" && m.Estimate.Value >= 1000*3600:
		return fmt.Sprintf("s = %.3g d", m.Estimate.Value/86400)
	case u == "s" && m.Estimate.Value >= 3600:
		return fmt.Sprintf("s = %.3g h", m.Estimate.Value/3600)
	default:
		return u
	}
}

// footnotes collect the warnings of numbers: equal ones share a mark.
type footnotes struct{ texts []string }

func (f *footnotes) mark(warnings []string) string {
	var b strings.Builder
	for _, w := range warnings {
		i := 0
		for i < len(f.texts) && f.texts[i] != w {
			i++
		}
		if i == len(f.texts) {
			f.texts = append(f.texts, w)
		}
		fmt.Fprintf(&b, " [%d]", i+1)
	}
	return b.String()
}

func (f *footnotes) print(p *page) {
	for i, text := range f.texts {
		p.line("  [%d] %s", i+1, text)
	}
}

func (r *Report) textWarnings(p *page) {
	for _, warning := range r.Warnings {
		p.line("%s %s", p.paint(yellow, "!"), warning)
	}
	if len(r.Warnings) > 0 {
		p.blank()
	}
}

func (r *Report) textDefaults(p *page) {
	rows := [][]string{{"default", "value", "grade", "source"}}
	for _, d := range r.Defaults {
		rows = append(rows, []string{d.Path, d.Value, d.Grade, d.Source})
	}
	p.table(rows)
	p.blank()
}

func (r *Report) textClaims(p *page) {
	if len(r.Claims) == 0 {
		return
	}
	rows := [][]string{{"claim", "value", "unit", "grade", "source"}}
	for _, c := range r.Claims {
		rows = append(rows, []string{string(c.ID), plain(c.Value), c.Unit, c.Grade.String(), c.Source})
	}
	p.table(rows)
	p.blank()
}

// grades counts the claims by grade, the weakest last, for it is what the whole
// rests on.
func (r *Report) grades() string {
	count := map[evidence.Grade]int{}
	for _, c := range r.Claims {
		count[c.Grade]++
	}
	var parts []string
	for g := evidence.Verified; g > evidence.Ungraded; g-- {
		if count[g] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s (%s)", count[g], g, g.Meaning()))
		}
	}
	return fmt.Sprintf("%d claims: %s", len(r.Claims), strings.Join(parts, ", "))
}

func (r *Report) textProvenance(p *page) {
	v := r.Provenance
	p.line("%s %s", p.paint(dim, "repeat  "), v.Command)
	if len(r.Claims) > 0 {
		p.line("%s %s", p.paint(dim, "evidence"), r.grades())
	}
	p.line("%s sha256:%s", p.paint(dim, "scenario"), v.Scenario)
	p.line("%s sha256:%s (%s)", p.paint(dim, "digest  "), v.Digest, v.Arch)
	p.line("%s clustersim %s", p.paint(dim, "version "), v.Version)
}
