package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	os.Exit(execute(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Getenv))
}

// execute runs one command and returns its exit code. The first interrupt, or
// request to terminate, asks a run to stop and print what it has; the second ends
// the process at once.
func execute(args []string, stdin io.Reader, stdout, stderr io.Writer, env func(string) string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)

	a := &app{stdin: stdin, stdout: stdout, stderr: stderr, env: env}
	root := a.root()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	return complain(stderr, root.ExecuteContext(ctx))
}

// app is what the commands share: where they read and write, and the flags that
// all of them know.
type app struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	env            func(string) string
	colour         string
}
