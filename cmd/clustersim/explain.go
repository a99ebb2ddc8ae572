package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/clustersim/clustersim/hardware/catalog"
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

func explanation(name string) (string, error) {
	if text, ok := scenario.Builtin().Explain(name); ok {
		return text, nil
	}
	if m, ok := metrics.Find(name); ok {
		return describeMetric(m), nil
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
	return "", unknown("key, metric, code or claim", name, append(scenario.Keys(), metrics.Names()...))
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
