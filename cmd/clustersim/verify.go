package main

import (
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/clustersim/clustersim/experiment/validation"
)

func (a *app) verify() *cobra.Command {
	workers, effort := runtime.NumCPU(), 1.0
	c := &cobra.Command{
		Use:   "verify [ID...]",
		Short: "run the simulator against laws with known answers",
		Long: "Runs systems whose behaviour is known without simulation, and prints value, expectation and z of each quantity.\n" +
			"Exits with 3 if one differs. About a minute; with IDs, only these cases.\n\n" +
			"  clustersim verify\n  clustersim verify T01 T09 --effort 4\n\nSee also: docs/VALIDATION.md.",
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return caseIDs(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			cases, err := chosenCases(args)
			if err != nil {
				return err
			}
			if workers < 1 {
				return usageError("-j %d: there must be at least one worker", workers)
			}
			if !(effort > 0 && effort <= 1000) {
				return usageError("--effort %v: write a number above 0 and up to 1000; 1 is usual", effort)
			}
			outcomes := validation.Run(cmd.Context(), cases, workers, validation.Effort(effort))
			if err := cmd.Context().Err(); err != nil {
				return err
			}
			if err := writeBuffered(a.stdout, func(w io.Writer) error {
				_, err := fmt.Fprint(w, validation.Text(outcomes))
				return err
			}); err != nil {
				return err
			}
			if !validation.Passed(outcomes) {
				return &exitError{code: exitVerifyFailed}
			}
			return nil
		},
	}
	c.Flags().IntVarP(&workers, "jobs", "j", workers, "cases at a time; does not change the output")
	c.Flags().Float64Var(&effort, "effort", effort, "how many times the usual replications")
	return c
}

// chosenCases are the cases with the IDs, or all.
func chosenCases(ids []string) ([]validation.Case, error) {
	all := validation.Cases()
	if len(ids) == 0 {
		return all, nil
	}
	for i, id := range ids {
		ids[i] = "T" + strings.TrimLeft(id, "Tt")
		if !slices.Contains(caseIDs(), ids[i]) {
			return nil, unknown("case", id, caseIDs())
		}
	}
	return slices.DeleteFunc(all, func(c validation.Case) bool { return !slices.Contains(ids, c.ID) }), nil
}

// caseIDs lists each ID once: a law is tried with several parameters.
func caseIDs() []string {
	var ids []string
	for _, c := range validation.Cases() {
		ids = append(ids, c.ID)
	}
	return slices.Compact(ids)
}
