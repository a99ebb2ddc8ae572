package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// output is one thing the user asked to be written: to a file, or with "-" to
// standard output.
type output struct {
	path string
	make func(w io.Writer) error
}

// extensionOf is the lower-case extension that chooses an output's form.
func extensionOf(path string) string { return strings.ToLower(filepath.Ext(path)) }

// checkPlaces reports before any work is done what cannot be written: a missing
// folder, a folder in the file's place, or a path named twice.
func checkPlaces(paths []string) error {
	seen := map[string]bool{}
	for _, path := range paths {
		if seen[path] {
			return usageError("%q is asked for twice as an output; give each its own file", path)
		}
		seen[path] = true
		if path == "-" {
			continue
		}
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			return usageError("cannot write %q: it is a folder; name a file in it", path)
		}
		if info, err := os.Stat(filepath.Dir(path)); err != nil || !info.IsDir() {
			return usageError("cannot write %q: there is no folder %q; create it first", path, filepath.Dir(path))
		}
	}
	return nil
}

// writeAll writes every output to a temporary file beside its place, and only
// when all are whole renames them: a full disk or a crash leaves old files as
// they were and no half of a new one. Standard output comes last.
func writeAll(outputs []output, stdout io.Writer) (err error) {
	var whole []*os.File
	defer func() {
		for _, f := range whole {
			err = errors.Join(err, removeIfThere(f.Name()))
		}
	}()
	for _, o := range outputs {
		if o.path == "-" {
			continue
		}
		f, err := os.CreateTemp(filepath.Dir(o.path), "."+filepath.Base(o.path)+".*.tmp")
		if err != nil {
			return fmt.Errorf("write %s: %w", o.path, err)
		}
		whole = append(whole, f)
		if err := fill(f, o.make); err != nil {
			return fmt.Errorf("write %s: %w", o.path, err)
		}
	}
	next := 0
	for _, o := range outputs {
		if o.path == "-" {
			continue
		}
		if err := os.Rename(whole[next].Name(), o.path); err != nil {
			return fmt.Errorf("write %s: %w", o.path, err)
		}
		next++
	}
	for _, o := range outputs {
		if o.path == "-" {
			if err := writeBuffered(stdout, o.make); err != nil {
				return fmt.Errorf("write standard output: %w", err)
			}
		}
	}
	return nil
}

func fill(f *os.File, write func(w io.Writer) error) error {
	err := writeBuffered(f, write)
	if err == nil {
		err = f.Chmod(0o644)
	}
	return errors.Join(err, f.Close())
}

// writeBuffered makes the whole text before it writes any of it.
func writeBuffered(w io.Writer, write func(w io.Writer) error) error {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}

func removeIfThere(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}
