package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/clustersim/clustersim/scenario"
)

func (a *app) presets() *cobra.Command {
	return &cobra.Command{
		Use:   "presets",
		Short: "list the scenarios that need no file",
		Long:  "Lists the embedded scenarios.\n\n  clustersim run preset:NAME     plays one\n  clustersim init NAME           prints one, to edit\n\nSee also: run, init.",
		Args:  exactly(0, "no arguments"),
		RunE: func(*cobra.Command, []string) error {
			for _, p := range scenario.Presets() {
				if _, err := fmt.Fprintf(a.stdout, "%-18s %s\n", p.Name, p.About); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

func (a *app) init() *cobra.Command {
	place := "-"
	c := &cobra.Command{
		Use:               "init NAME",
		Short:             "print a preset, commented, as a start for your own scenario",
		Long:              "Prints an embedded scenario with its comments.\n\n  clustersim init decentral-7b > mine.yaml\n  clustersim init decentral-7b -o mine.yaml\n\nSee also: presets, validate, run.",
		Args:              exactly(1, "the name of a preset"),
		ValidArgsFunction: completePresets(""),
		RunE: func(_ *cobra.Command, args []string) error {
			text, ok := scenario.PresetSource(args[0])
			if !ok {
				return unknown("preset", args[0], presetNames())
			}
			if err := checkPlaces([]string{place}); err != nil {
				return err
			}
			return writeAll([]output{{place, func(w io.Writer) error {
				_, err := w.Write(text)
				return err
			}}}, a.stdout)
		},
	}
	c.Flags().StringVarP(&place, "output", "o", "-", "file to write")
	return c
}

func presetNames() []string {
	var names []string
	for _, p := range scenario.Presets() {
		names = append(names, p.Name)
	}
	return names
}

// completePresets offers the presets to the shell, and files.
func completePresets(prefix string) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		var offers []string
		for _, p := range scenario.Presets() {
			offers = append(offers, prefix+p.Name+"\t"+p.About)
		}
		if prefix == "" {
			return offers, cobra.ShellCompDirectiveNoFileComp
		}
		return offers, cobra.ShellCompDirectiveDefault
	}
}
