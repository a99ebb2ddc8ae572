package main

import (
	"context"
	"errors"
	"fmt"
	"io"
)

// The exit codes, documented in the help text.
const (
	exitAnswered     = 0
	exitInternal     = 1
	exitUsage        = 2
	exitVerifyFailed = 3
	exitInterrupted  = 130
)

// exitError carries the code that the command ends with.
type exitError struct {
	code int
	err  error // nil where the output has said it all
}

func (e *exitError) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit %d", e.code)
	}
	return e.err.Error()
}

func (e *exitError) Unwrap() error { return e.err }

// usageError is a mistake of the user's: what is wrong, and what would be right.
func usageError(format string, args ...any) error {
	return &exitError{exitUsage, fmt.Errorf(format, args...)}
}

// complain prints an error for a person and returns the exit code for it.
func complain(stderr io.Writer, err error) int {
	if err == nil {
		return exitAnswered
	}
	var e *exitError
	switch {
	case errors.As(err, &e):
		if e.err != nil {
			fmt.Fprintln(stderr, e.err)
		}
		return e.code
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(stderr, "interrupted; nothing was finished")
		return exitInterrupted
	}
	fmt.Fprintln(stderr, "clustersim:", err)
	return exitInternal
}
