package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/clustersim/clustersim/hardware/catalog"
	"github.com/clustersim/clustersim/internal/suggest"
	"github.com/clustersim/clustersim/metrics"
	"github.com/clustersim/clustersim/scenario"
)

func (a *app) explain() *cobra.Command {
	return &cobra.Command{
		Use:   "explain KEY | METRIC | CODE | CLAIM",
		Short: "what a key, a metric, an error code or a claim means",
		Long: "Explains a key of the scenario (meaning, unit, default, source, grade), a metric, an error code or a claim.\n\n" +
			"  clustersim explain fleet.pools.age\n  clustersim explain ettr.mean\n  clustersim explain E110\n\nSee also: catalog, schema.",
		Args: exactly(1, "one key, metric, code or claim"),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return append(scenario.Keys(), metrics.Names()...), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			text, err := explanation(args[0])
			if err != nil {
				return err
			}
			_, err = fmt.Fprintln(a.stdout, strings.TrimRight(text, "\n"))
			return err
		},
	}
}

// explanation says what a name stands for. A metric may be called as a key ends,
// such as cost; then both are told.
func explanation(name string) (string, error) {
	var texts []string
	if m, ok := metrics.Find(name); ok {
		texts = append(texts, describeMetric(m))
	}
	if text, ok := scenario.Builtin().Explain(name); ok {
		texts = append(texts, text)
	}
	if len(texts) > 0 {
		return strings.Join(texts, "\n\n"), nil
	}
	if text, ok := scenario.ExplainCode(name); ok {
		return text, nil
	}
	c, err := catalog.Builtin()
	if err != nil {
		return "", err
	}
	for _, claim := range c.Ledger().All() {
		if string(claim.ID) == name {
			return claim.Format(), nil
		}
	}
	const what = "key, metric, code or claim"
	if meant, ok := suggest.Closest(name, append(scenario.Keys(), metrics.Names()...)); ok {
		return "", usageError("unknown %s %q; did you mean %q?", what, name, meant)
	}
	return "", usageError("unknown %s %q; keys are in clustersim schema, claims in clustersim catalog claims, and metrics are %s",
		what, name, strings.Join(metrics.Names(), ", "))
}

func describeMetric(m metrics.Metric) string {
	better := map[metrics.Direction]string{metrics.Higher: "higher is better", metrics.Lower: "lower is better"}[m.Better]
	if better == "" {
		better = "neither direction is better"
	}
	u := m.Unit
	if u == "1" {
		u = "none"
	}
	return fmt.Sprintf("%s: %s\n  unit      %s\n  kind      %v over replications\n  counts    %s\n  direction %s",
		m.Name, m.Doc, u, m.Kind, m.Things, better)
}
