package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/clustersim/clustersim/internal/suggest"
)

const rootLong = `clustersim simulates GPU fleets: will this workload get done there, and what will it cost?

  clustersim run preset:decentral-7b               a whole answer, nothing to write first
  clustersim init decentral-7b > mine.yaml         your own scenario to edit
  clustersim run mine.yaml --seeds 100 -o r.md     more replications, a page to share
  clustersim explain fleet.pools.reliability       what a key means, and where its default comes from

Exit codes: 0 answered, 1 internal or I/O failure, 2 bad usage or scenario, 3 a verification failed,
130 interrupted. No network, no telemetry.`

// root assembles the command tree.
func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:               "clustersim",
		Short:             "simulate GPU fleets: will it get done there, and what will it cost?",
		Long:              rootLong,
		SilenceUsage:      true,
		SilenceErrors:     true,
		CompletionOptions: cobra.CompletionOptions{HiddenDefaultCmd: false},
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknown("command", args[0], commandNames())
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.PersistentFlags().StringVar(&a.colour, "color", "auto", "colours: auto, always or never; NO_COLOR is honoured")
	root.SetFlagErrorFunc(flagError)
	root.AddGroup(
		&cobra.Group{ID: "simulate", Title: "Simulate:"},
		&cobra.Group{ID: "inspect", Title: "Inspect:"},
	)
	for _, c := range []*cobra.Command{a.run(), a.validate(), a.init(), a.presets()} {
		c.GroupID = "simulate"
		root.AddCommand(c)
	}
	for _, c := range []*cobra.Command{a.catalog(), a.explain(), a.verify(), a.schema(), a.version()} {
		c.GroupID = "inspect"
		root.AddCommand(c)
	}
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error {
		if a.colour != "auto" && a.colour != "always" && a.colour != "never" {
			return usageError("--color %q is not known; write auto, always or never", a.colour)
		}
		return nil
	}
	return root
}

func commandNames() []string {
	return []string{
		"run", "validate", "init", "presets", "catalog", "explain", "verify", "schema", "version", "completion", "help",
	}
}

// flagError adds to pflag's message the flag that was probably meant.
func flagError(cmd *cobra.Command, err error) error {
	const mark = "unknown flag: --"
	text := err.Error()
	if !strings.HasPrefix(text, mark) {
		return usageError("%s; see clustersim help %s", text, cmd.Name())
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
	name, _, _ := strings.Cut("--"+strings.TrimPrefix(text, mark), "=")
	return unknown("flag", name, names)
}

// unknown is the error for a name that does not exist.
func unknown(what, name string, known []string) error {
	if meant, ok := suggest.Closest(name, known); ok {
		return usageError("unknown %s %q; did you mean %q?", what, name, meant)
	}
	return usageError("unknown %s %q; there are %s", what, name, strings.Join(known, ", "))
}

// exactly is cobra.ExactArgs with a message that says what the arguments are.
func exactly(n int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == n {
			return nil
		}
		return usageError("clustersim %s takes %s, not %s; see clustersim help %s",
			cmd.Name(), what, fmt.Sprintf("%d arguments", len(args)), cmd.Name())
	}
}
