package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/clustersim/clustersim/experiment"
	"github.com/clustersim/clustersim/metrics"
	"github.com/clustersim/clustersim/report"
	"github.com/clustersim/clustersim/scenario"
)

// runFlags are what a run is asked for besides its scenario.
type runFlags struct {
	sets     []string
	seeds    string
	workers  int
	asJSON   bool
	outputs  []string
	tables   []string
	journal  string
	defaults bool
}

// runLong is the help of the command; its last lines tell what can be written.
func runLong() string {
	return `Plays a scenario once for each seed and reports what came of it, verdict first.

  clustersim run preset:decentral-7b
  clustersim run mine.yaml --set fleet.pools.market.count=80 --seeds 100 -j 2
  clustersim run mine.yaml -o answer.md -o answer.json --table jobs=jobs.csv
  cat mine.yaml | clustersim run - --json

Forms of -o by extension: .txt .md .json .csv (metrics). Tables:
` + strings.Join(metrics.TableNames(), " ") + `.
The first Ctrl-C prints what is finished, marked partial, and exits with 130.
See also: presets, init, validate, explain.`
}

func (a *app) run() *cobra.Command {
	f := runFlags{}
	c := &cobra.Command{
		Use:               "run SCENARIO",
		Short:             "play a scenario and report what came of it",
		Long:              runLong(),
		Args:              exactly(1, "one scenario: a file, preset:NAME, or - for standard input"),
		ValidArgsFunction: completePresets("preset:"),
		RunE:              func(cmd *cobra.Command, args []string) error { return a.play(cmd.Context(), args[0], f) },
	}
	c.Flags().StringArrayVar(&f.sets, "set", nil, "`path=value` that overrides the scenario; repeatable")
	c.Flags().StringVar(&f.seeds, "seeds", "", "replications: `n` for the seeds 1..n, or a range such as 31..60")
	c.Flags().IntVarP(&f.workers, "jobs", "j", runtime.NumCPU(), "replications at a time; does not change the output")
	c.Flags().BoolVar(&f.asJSON, "json", false, "print JSON instead of text")
	c.Flags().StringArrayVarP(&f.outputs, "output", "o", nil, "also write the report to `FILE`; repeatable")
	c.Flags().StringArrayVar(&f.tables, "table", nil, "write a table as `NAME=FILE.csv`; - for standard output; repeatable")
	c.Flags().StringVar(&f.journal, "journal", "", "write what happened in a single replication to `FILE`.txt, or FILE.journal in binary")
	c.Flags().BoolVar(&f.defaults, "explain-defaults", false, "list the defaults and claims that were used, with their sources")
	complete(c, "table", cobra.ShellCompDirectiveNoSpace|cobra.ShellCompDirectiveNoFileComp, tableStarts()...)
	return c
}

// tableStarts are the names of tables as --table begins with them.
func tableStarts() []string {
	var starts []string
	for _, name := range metrics.TableNames() {
		starts = append(starts, name+"=")
	}
	return starts
}

// play runs the scenario and writes everything that was asked for.
func (a *app) play(ctx context.Context, name string, f runFlags) error {
	outputs, err := f.forms()
	if err != nil {
		return err
	}
	tables, err := f.tablePlaces()
	if err != nil {
		return err
	}
	asked := places(outputs, tables, f.journal)
	if f.asJSON {
		asked = append(asked, "-")
	}
	if err := checkPlaces(asked); err != nil {
		return err
	}
	if f.workers < 1 {
		return usageError("-j %d: there must be at least one worker", f.workers)
	}
	s, err := a.load(name, f.sets)
	if err != nil {
		return err
	}
	requirements, err := a.requirementsOf(s)
	if err != nil {
		return err
	}
	e, err := a.experiment(s, f, tables)
	if err != nil {
		return err
	}
	kept, err := keepJournal(e, s, f.journal)
	if err != nil {
		return err
	}
	result, err := a.replicate(ctx, s, e, f.workers)
	if err != nil {
		return errors.Join(err, kept.discard())
	}
	keptErr := kept.keep()
	r := reportOf(name, s, f, result, requirements)
	return errors.Join(keptErr, a.deliver(r, result, e.Tables, f, outputs, tables))
}

// experiment is what the scenario asks for, with the flags' changes.
func (a *app) experiment(s *scenario.Scenario, f runFlags, tables []tablePlace) (*experiment.Experiment, error) {
	seeds := s.Seeds
	if f.seeds != "" {
		if err := seeds.UnmarshalText([]byte(f.seeds)); err != nil {
			return nil, usageError("--seeds: %v", err)
		}
	}
	model, err := s.Model()
	if err != nil {
		return nil, a.problems(err)
	}
	e := &experiment.Experiment{Model: model}
	for n := range seeds.Count() {
		e.Seeds = append(e.Seeds, seeds.First+uint64(n))
	}
	for _, t := range tables {
		if !slices.Contains(e.Tables, t.name) {
			e.Tables = append(e.Tables, t.name)
		}
	}
	return e, nil
}

// replicate runs the experiment and tells how far it has come.
func (a *app) replicate(ctx context.Context, s *scenario.Scenario, e *experiment.Experiment, workers int) (*experiment.Result, error) {
	p := newProgress(a.stderr, isTerminal(a.stderr, a.env), s.Name)
	result, err := e.Run(ctx, workers, func(now experiment.Progress) { p.report(now.Done, now.Total) })
	p.clear()
	if err != nil {
		return nil, err
	}
	if len(result.Trials) == 0 {
		return nil, context.Canceled
	}
	return result, nil
}

// reportOf judges the result and says how to get it again.
func reportOf(
	name string, s *scenario.Scenario, f runFlags, result *experiment.Result, requirements []experiment.Requirement,
) *report.Report {
	r := &report.Report{
		Name: s.Name, About: s.About, Verdict: result.Judge(requirements), Measures: report.Measures(result),
		Provenance: report.Provenance{
			Command: f.command(name, s), Scenario: s.Hash(), Partial: result.Partial,
			Version: thisBuild().Version, Arch: runtime.GOARCH, Digest: fmt.Sprintf("%x", result.Digest),
		},
	}
	for _, t := range result.Trials {
		r.Provenance.Seeds = append(r.Provenance.Seeds, t.Seed)
	}
	for _, w := range s.Warnings {
		r.Warnings = append(r.Warnings, w.String())
	}
	ledger := scenario.Builtin().Catalog().Ledger()
	for _, id := range s.Claims() {
		if claim, ok := ledger.Claim(id); ok {
			r.Claims = append(r.Claims, claim)
		}
	}
	for _, d := range s.Defaults() {
		r.Defaults = append(r.Defaults, report.Default{Path: d.Path, Value: d.Value, Source: d.Source, Grade: d.Grade.String()})
	}
	return r
}

// deliver writes the files first and the terminal last. A file that cannot be
// written takes nothing away from the answer: it may have taken hours.
func (a *app) deliver(
	r *report.Report, result *experiment.Result, collected []string, f runFlags, outputs []output, tables []tablePlace,
) error {
	all := []output{}
	for _, o := range outputs {
		all = append(all, output{o.path, func(w io.Writer) error { return writeForm(r, w, extensionOf(o.path)) }})
	}
	toStdout := false
	for _, t := range tables {
		all = append(all, output{t.path, func(w io.Writer) error {
			return report.Table(w, result, slices.Index(collected, t.name))
		}})
		toStdout = toStdout || t.path == "-"
	}
	talk := a.stdout
	if toStdout {
		talk = a.stderr
	}
	err := writeAll(all, a.stdout)
	err = errors.Join(err, writeBuffered(talk, func(w io.Writer) error {
		if f.asJSON {
			return r.JSON(w)
		}
		return r.Text(w, report.Style{Colour: useColour(a.colour, talk, a.env), Defaults: f.defaults})
	}))
	if err == nil && result.Partial {
		return &exitError{code: exitInterrupted}
	}
	return err
}

// forms checks the outputs that were asked for.
func (f runFlags) forms() ([]output, error) {
	var outputs []output
	for _, path := range f.outputs {
		switch extensionOf(path) {
		case ".txt", ".md", ".json", ".csv":
			outputs = append(outputs, output{path: path})
		default:
			return nil, usageError("-o %q: the extension chooses the form; write .txt, .md, .json or .csv", path)
		}
	}
	return outputs, nil
}

func writeForm(r *report.Report, w io.Writer, extension string) error {
	switch extension {
	case ".md":
		return r.Markdown(w)
	case ".json":
		return r.JSON(w)
	case ".csv":
		return r.CSV(w)
	}
	return r.Text(w, report.Style{Defaults: true})
}

// tablePlace is a table and where it goes.
type tablePlace struct{ name, path string }

func (f runFlags) tablePlaces() ([]tablePlace, error) {
	var places []tablePlace
	for _, text := range f.tables {
		name, path, ok := strings.Cut(text, "=")
		if !ok || path == "" {
			return nil, usageError("--table %q: write NAME=FILE.csv, such as jobs=jobs.csv", text)
		}
		if !slices.Contains(metrics.TableNames(), name) {
			return nil, unknown("table", name, metrics.TableNames())
		}
		if path != "-" && extensionOf(path) != ".csv" {
			return nil, usageError("--table %q: tables are CSV; write %s=%s.csv", text, name, strings.TrimSuffix(path, filepath.Ext(path)))
		}
		places = append(places, tablePlace{name, path})
	}
	return places, nil
}

func places(outputs []output, tables []tablePlace, journal string) []string {
	var paths []string
	if journal != "" {
		paths = append(paths, journal)
	}
	for _, o := range outputs {
		paths = append(paths, o.path)
	}
	for _, t := range tables {
		paths = append(paths, t.path)
	}
	return paths
}

// command is the line that repeats the run.
func (f runFlags) command(name string, s *scenario.Scenario) string {
	words := []string{"clustersim", "run", quote(name)}
	for _, set := range f.sets {
		words = append(words, "--set", quote(set))
	}
	seeds := s.Seeds.String()
	if f.seeds != "" {
		seeds = f.seeds
	}
	return strings.Join(append(words, "--seeds", quote(seeds)), " ")
}

// quote makes a word safe for a shell.
func quote(word string) string {
	safe := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_./:=,@%+", r)
	}
	if word != "" && strings.IndexFunc(word, func(r rune) bool { return !safe(r) }) < 0 {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

// requirementsOf are the scenario's requirements and gates as metrics and bounds.
// Gates are read only to find their mistakes.
func (a *app) requirementsOf(s *scenario.Scenario) ([]experiment.Requirement, error) {
	var requirements []experiment.Requirement
	var wrong scenario.Problems
	for i, line := range append(slices.Clone(s.Require), s.Gates...) {
		q, err := experiment.ParseRequirement(line.Text)
		switch {
		case err != nil:
			wrong = append(wrong, line.Problem(scenario.CodeAssertion, err.Error(), "clustersim explain METRIC tells of each"))
		case i < len(s.Require):
			requirements = append(requirements, q)
		}
	}
	if len(wrong) > 0 {
		return nil, a.problems(wrong)
	}
	return requirements, nil
}
