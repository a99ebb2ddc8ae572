package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/clustersim/clustersim/scenario"
)

func (a *app) validate() *cobra.Command {
	var sets []string
	c := &cobra.Command{
		Use:   "validate SCENARIO...",
		Short: "find all mistakes of a scenario, without a run",
		Long: "Checks scenarios: form, names, quantities, files, requirements. Prints every mistake with its place and exits with 2.\n\n" +
			"  clustersim validate mine.yaml\n  clustersim validate mine.yaml --set fleet.pools.market.count=80\n\nSee also: explain, schema.",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usageError("clustersim validate takes at least one scenario: a file, preset:NAME, or - for standard input")
			}
			return nil
		},
		ValidArgsFunction: completePresets("preset:"),
		RunE: func(_ *cobra.Command, args []string) error {
			var wrong []error
			for _, name := range args {
				err := a.validateOne(name, sets)
				if mistake, ok := errors.AsType[*exitError](err); ok {
					wrong = append(wrong, mistake)
				} else if err != nil {
					return err
				}
			}
			if len(wrong) > 0 {
				return &exitError{exitUsage, errors.Join(wrong...)}
			}
			return nil
		},
	}
	c.Flags().StringArrayVar(&sets, "set", nil, "`path=value` that overrides the scenario; repeatable")
	return c
}

func (a *app) validateOne(name string, sets []string) error {
	s, err := a.load(name, sets)
	if err != nil {
		return err
	}
	if _, err := a.requirementsOf(s); err != nil {
		return err
	}
	for _, w := range s.Warnings {
		fmt.Fprintln(a.stderr, w)
	}
	_, err = fmt.Fprintf(a.stdout, "%s: ok\n", name)
	return err
}

func (a *app) schema() *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "print the JSON Schema of scenarios, for editors",
		Long:  "Prints the JSON Schema of the scenario file.\n\n  clustersim schema > clustersim.schema.json\n\nA first line in a scenario makes editors use it:\n\n  # yaml-language-server: $schema=./clustersim.schema.json\n\nSee also: explain, validate.",
		Args:  exactly(0, "no arguments"),
		RunE: func(*cobra.Command, []string) error {
			_, err := a.stdout.Write(scenario.Schema())
			return err
		},
	}
}
