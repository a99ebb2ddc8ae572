package tidy

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os/exec"
	"path/filepath"
	"strings"
)

// goPackage is what the go command knows of a package of ours, without tests.
type goPackage struct {
	ImportPath     string
	Name           string
	Dir            string
	Imports        []string
	GoFiles        []string
	IgnoredGoFiles []string // by build tags
}

func (p goPackage) name() string { return below(p.ImportPath) }

// below is an import path of ours without the module: "." for the root.
func below(importPath string) string {
	if importPath == module {
		return "."
	}
	return strings.TrimPrefix(importPath, module+"/")
}

func ours(importPath string) bool {
	return importPath == module || strings.HasPrefix(importPath, module+"/")
}

// list asks the go command for the packages below root. Packages that do not
// build are listed too: the compiler reports those better.
func list(root string) ([]goPackage, error) {
	cmd := exec.Command("go", "list", "-e", "-json=ImportPath,Name,Dir,Imports,GoFiles,IgnoredGoFiles", "./...")
	cmd.Dir = root
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("tidy: list packages: %w", err)
	}
	var packages []goPackage
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p goPackage
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return packages, nil
		} else if err != nil {
			return nil, fmt.Errorf("tidy: read list of packages: %w", err)
		}
		if len(p.GoFiles)+len(p.IgnoredGoFiles) > 0 { // else it has only tests
			packages = append(packages, p)
		}
	}
}

// source is one parsed file with where it belongs.
type source struct {
	pkg  string // below the module
	main bool
	name string // of the file
	set  *token.FileSet
	file *ast.File
}

// sources parses the files of packages, tests excluded.
func sources(packages []goPackage) ([]source, error) {
	var all []source
	for _, p := range packages {
		for _, name := range append(append([]string{}, p.GoFiles...), p.IgnoredGoFiles...) {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			set := token.NewFileSet()
			file, err := parser.ParseFile(set, filepath.Join(p.Dir, name), nil, parser.ParseComments)
			if err != nil {
				return nil, fmt.Errorf("tidy: parse %s: %w", p.name(), err)
			}
			all = append(all, source{pkg: p.name(), main: p.Name == "main", name: name, set: set, file: file})
		}
	}
	return all, nil
}

// at is a place for people: package, file and line.
func (s source) at(n ast.Node) string {
	return fmt.Sprintf("%s/%s:%d", s.pkg, s.name, s.set.Position(n.Pos()).Line)
}
