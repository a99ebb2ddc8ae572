package validation

import (
	"fmt"
	"strings"
)

// Markdown is the page docs/VALIDATION.md: what is verified, how it is judged and
// run, every quantity, every law with its source, and the section on published
// schedules, which [Schedules] writes; empty leaves it out.
func Markdown(outcomes []Outcome, schedules string) string {
	var b strings.Builder
	b.WriteString(introduction)
	fmt.Fprintf(&b, "\n## Results\n\n%s\n\n", Summary(outcomes))
	b.WriteString("| id | parameters | quantity | value | ± se | expected | z | n | verdict |\n")
	b.WriteString("|---|---|---|--:|--:|--:|--:|--:|---|\n")
	for i := range outcomes {
		writeRows(&b, &outcomes[i])
	}
	b.WriteString("\n## Laws\n")
	for i := range outcomes {
		if c := &outcomes[i].Case; i == 0 || outcomes[i-1].Case.ID != c.ID {
			fmt.Fprintf(&b, "\n### %s %s\n\n%s\n\n- Runs through: %s.\n- Source: %s\n", c.ID, c.Title, c.About, c.Through, c.Source)
		}
	}
	if schedules != "" {
		b.WriteString("\n" + schedules)
	}
	return b.String()
}

const introduction = `# Validation

<!-- Written by the simulator; see "How to run it". -->

A simulator is worth what its numbers are worth. This page compares it with systems whose behaviour is known without simulation: queues,
machines that fail and are repaired, gangs that need all their nodes, markets that take nodes away, work that starts over. Theory gives the exact answer for each, and the
simulator, which knows nothing of the theory, has to find the same.

## How it is judged

Each case is simulated in n independent replications. Their mean is the value, their spread gives its standard error (se), and the formula
gives the expectation, computed from the case's parameters. z is the distance in standard errors. A quantity agrees if

- |z| is at most 4, so that it is no further off than chance explains; and
- it is within 2 % of the expectation, so that a wide interval cannot hide a wrong value.

Where a run begins in a state that is not typical, such as an empty queue, the beginning is left out: many times as long as the queue takes to
forget it. Cases on failures begin in the stationary state, or new where the law says so, and leave nothing out. Quantities without chance in
them (exact) agree to one part in a million, or to 2 % where they start from figures read off a published graph (T45). Whole numbers, such as how
many spares suffice, must be equal.

Two things narrow the intervals and move no mean: ratios are those of totals, never means of ratios; and in T01 and T02, what a replication owes
to having drawn more or longer jobs than expected is taken off by regression (control variates). Where something is too rare to be counted, many
things that are less rare stand for it, and the law of independent things leads back: a night in which no node of a site fails, by nights in which
one does not (T41); the loss of one machine, by nodes that each stand for 1,000 (T29).

## How to run it

` + "```sh" + `
clustersim verify     # prints this table, and ends with exit code 3 if a quantity differs
make golden           # writes this page anew
` + "```" + `

Seeds are fixed, so the table comes out the same every time, on any number of processors. On another processor architecture the last digits may
differ, because logarithms and exponentials are rounded differently there.
`

func writeRows(b *strings.Builder, o *Outcome) {
	for j := range o.Measurements {
		m := &o.Measurements[j]
		n := ""
		if !m.Exact() {
			n = fmt.Sprint(m.N)
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s | %s | %s | %s | %s | %s |\n", o.Case.ID, o.Case.Parameters, m.label(),
			number(m.Value), m.uncertainty(), number(m.Expected), m.deviation(), n, m.Verdict)
	}
	if o.Err != nil {
		fmt.Fprintf(b, "| %s | %s | %v | | | | | | %s |\n", o.Case.ID, o.Case.Parameters, o.Err, Differs)
	}
}
