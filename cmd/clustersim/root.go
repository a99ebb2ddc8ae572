package main

import (
	"errors"
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
		Version:           thisBuild().Version,
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
	root.SetVersionTemplate("{{.Name}} {{.Version}}\n")
	complete(root, "color", cobra.ShellCompDirectiveNoFileComp, "auto", "always", "never")
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
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	strict(root)
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error {
		if a.colour != "auto" && a.colour != "always" && a.colour != "never" {
			return usageError("--color %q is not known; write auto, always or never", a.colour)
		}
		return nil
	}
	return root
}

// complete offers values of a flag to the shell.
func complete(c *cobra.Command, flag string, how cobra.ShellCompDirective, values ...string) {
	if err := c.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, how)); err != nil {
		panic(fmt.Sprintf("clustersim: complete --%s of %s: %v", flag, c.Name(), err))
	}
}

// strict makes the commands that cobra brings refuse names that they do not know:
// their own way is to print help, as if that had been asked for.
func strict(root *cobra.Command) {
	for _, c := range root.Commands() {
		switch c.Name() {
		case "help":
			c.Args = func(_ *cobra.Command, args []string) error {
				if found, rest, err := root.Find(args); err != nil || len(rest) > 0 || len(args) > 0 && found == root {
					return unknown("command", strings.Join(args, " "), commandNames())
				}
				return nil
			}
		case "completion":
			c.Args = func(_ *cobra.Command, args []string) error {
				if len(args) > 0 {
					return unknown("shell", args[0], []string{"bash", "fish", "powershell", "zsh"})
				}
				return nil
			}
			c.RunE = func(c *cobra.Command, _ []string) error { return c.Help() }
			for _, shell := range c.Commands() {
				shell.Args = exactly(0, "no arguments")
			}
		}
	}
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
	if invalid, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		return usageError("--%s %q: write %s; see clustersim help %s",
			invalid.GetFlag().Name, invalid.GetValue(), wanted(invalid.GetFlag()), cmd.Name())
	}
	if !strings.HasPrefix(text, mark) {
		return usageError("%s; see clustersim help %s", text, cmd.Name())
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
	name, _, _ := strings.Cut("--"+strings.TrimPrefix(text, mark), "=")
	return unknown("flag", name, names)
}

// wanted says what a flag's value looks like.
func wanted(f *pflag.Flag) string {
	switch f.Value.Type() {
	case "int":
		return "a whole number"
	case "float64":
		return "a number"
	}
	return "true or false"
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
		given := fmt.Sprintf("%d were given", len(args))
		switch len(args) {
		case 0:
			given = "none was given"
		case 1:
			given = fmt.Sprintf("%q was given", args[0])
		}
		return usageError("%s takes %s, and %s; see clustersim help %s", cmd.CommandPath(), what, given, cmd.Name())
	}
}
