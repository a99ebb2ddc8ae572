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
// folder, something else in the file's place, or a file named twice.
func checkPlaces(paths []string) error {
	seen := map[string]bool{}
	for _, path := range paths {
		if seen[target(path)] {
			return usageError("%q is asked for twice as an output; give each its own file", path)
		}
		seen[target(path)] = true
		if path == "-" {
			continue
		}
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			return usageError("cannot write %q: it is a folder; name a file in it", path)
		} else if err == nil && !info.Mode().IsRegular() {
			return usageError("cannot write %q: it is a pipe or a device; write to - and redirect that", path)
		}
		if info, err := os.Stat(filepath.Dir(path)); err != nil || !info.IsDir() {
			return usageError("cannot write %q: there is no folder %q; create it first", path, filepath.Dir(path))
		}
		if err := tryFolder(path); err != nil {
			return fmt.Errorf("write %s: %w", path, err)
		}
	}
	return nil
}

// tryFolder makes a file beside the path and removes it.
func tryFolder(path string) error {
	f, err := beside(target(path))
	if err != nil {
		return err
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// target is the file that a path leads to: a link stays, and what it links to is
// replaced.
func target(path string) string {
	if path == "-" {
		return path
	}
	if linked, err := filepath.EvalSymlinks(path); err == nil {
		path = linked
	}
	return filepath.Clean(path)
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
		f, err := beside(target(o.path))
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
		if err := os.Rename(whole[next].Name(), target(o.path)); err != nil {
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

// beside makes a new file next to a path, under a name that no other run has and
// with the permissions that the user gives to new files.
func beside(path string) (*os.File, error) {
	for n := 0; ; n++ {
		name := fmt.Sprintf(".%s.%d-%d.tmp", filepath.Base(path), os.Getpid(), n)
		f, err := os.OpenFile(filepath.Join(filepath.Dir(path), name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if !errors.Is(err, os.ErrExist) {
			return f, err
		}
	}
}

func fill(f *os.File, write func(w io.Writer) error) error {
	return errors.Join(writeBuffered(f, write), f.Close())
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
