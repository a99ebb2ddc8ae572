package golden

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"
)

// rewrite is declared here, once for every test binary that imports the
// package, because flags must exist before the testing package parses them.
var rewrite = flag.Bool("rewrite", false, "replace golden files by what the tests produce")

// Rewriting tells whether the tests were run with -rewrite, for tests that
// keep several outputs in one file and cannot use Compare.
func Rewriting() bool { return *rewrite }

// Compare fails the test unless got equals the file at path, and shows the
// lines that differ. With -rewrite it writes got to the file instead, and
// makes the file's folder when there is none.
func Compare(t testing.TB, path string, got []byte) {
	t.Helper()
	if *rewrite {
		store(t, path, got)
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("golden: %v; run the test with -rewrite to make the file", err)
	}
	if !bytes.Equal(want, got) {
		t.Fatalf("golden: %s differs (- file, + produced); if the new text is right, run the test with -rewrite\n%s",
			path, Diff(string(want), string(got)))
	}
}

func store(t testing.TB, path string, got []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatalf("golden: make folder: %v", err)
	}
	if err := os.WriteFile(path, got, 0o644); err != nil {
		t.Fatalf("golden: write: %v", err)
	}
}
