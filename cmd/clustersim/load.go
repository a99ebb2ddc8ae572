package main

import (
	"errors"
	"fmt"
	"io"

	"github.com/clustersim/clustersim/internal/yamlpos"
	"github.com/clustersim/clustersim/scenario"
)

// load reads a scenario from a file, a preset, or with "-" standard input.
func (a *app) load(name string, sets []string) (*scenario.Scenario, error) {
	s, err := a.read(name, sets)
	if err != nil {
		return nil, a.problems(err)
	}
	return s, nil
}

func (a *app) read(name string, sets []string) (*scenario.Scenario, error) {
	if name != "-" {
		return scenario.Load(scenario.Disk(), name, sets, scenario.Builtin())
	}
	text, err := io.ReadAll(io.LimitReader(a.stdin, yamlpos.MaxSize+1))
	if err != nil {
		return nil, fmt.Errorf("read standard input: %w", err)
	}
	return scenario.Parse(scenario.Disk(), "-", text, sets, scenario.Builtin())
}

// problems turns the mistakes of a scenario into one error for a person: every
// one with its place and an excerpt, then their number.
func (a *app) problems(err error) error {
	var all scenario.Problems
	if !errors.As(err, &all) {
		return &exitError{exitUsage, err}
	}
	noun := "mistakes"
	if len(all) == 1 {
		noun = "mistake"
	}
	return &exitError{exitUsage, fmt.Errorf("%s\n%d %s; nothing was run. More on a code: clustersim explain %s",
		all.Format(), len(all), noun, all[0].Code)}
}
