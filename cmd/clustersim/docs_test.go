package main

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/internal/golden"
)

// Every "$ clustersim …" in a fenced block of the documentation is run, and what
// stands below it is what it prints. With -rewrite the documents are brought up
// to date. Lines that begin with "version" are left alone: they differ by build.
func TestDocumentedSessions(t *testing.T) {
	if runtime.GOARCH != "amd64" {
		t.Log("digests are promised for one architecture; the documents were written on amd64")
		return
	}
	root := filepath.Join("..", "..")
	documents, err := filepath.Glob(filepath.Join(root, "docs", "*.md"))
	require.NoError(t, err)
	t.Chdir(root)
	sessions := 0
	for _, document := range append(documents, filepath.Join(root, "README.md")) {
		name, err := filepath.Rel(root, document)
		require.NoError(t, err)
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		played, n := play(t, string(text))
		sessions += n
		if golden.Rewriting() {
			require.NoError(t, os.WriteFile(name, []byte(played), 0o644))
			continue
		}
		require.Equal(t, string(text), played, "%s: run the test with -rewrite to bring it up to date", name)
	}
	require.Positive(t, sessions)
}

// play runs the sessions of a document and returns it with their output.
func play(t *testing.T, text string) (played string, sessions int) {
	t.Helper()
	var out strings.Builder
	fenced, skipping := false, false
	for line := range strings.Lines(text) {
		command, isCommand := strings.CutPrefix(line, "$ clustersim ")
		fence := strings.HasPrefix(line, "```")
		switch {
		case fence:
			fenced, skipping = !fenced, false
		case fenced && isCommand:
			out.WriteString(line)
			out.WriteString(session(strings.Fields(command)))
			skipping = true
			sessions++
			continue
		case skipping && strings.HasPrefix(line, "$ "):
			skipping = false
		}
		if !skipping || strings.HasPrefix(line, "version ") {
			out.WriteString(line)
		}
	}
	return out.String(), sessions
}

// session is what a command prints, but for its version.
func session(args []string) string {
	var out bytes.Buffer
	execute(args, strings.NewReader(""), &out, &out, func(string) string { return "" })
	var kept strings.Builder
	for line := range strings.Lines(out.String()) {
		if !strings.HasPrefix(line, "version ") {
			kept.WriteString(line)
		}
	}
	return kept.String()
}
