package tidy

import (
	"fmt"
	"go/ast"
	"path"
	"slices"
	"strings"
)

// deterministic is the highest floor on which a run may depend on nothing but
// its inputs; trials run in parallel only above.
const deterministic = 8

// hidden are the functions whose results are no input of a run.
func hidden() map[string][]string {
	return map[string][]string{
		"time": {"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTimer", "NewTicker"},
		"os":   {"Getenv", "LookupEnv", "Environ", "Hostname", "Getpid", "ExpandEnv"},
	}
}

// excused are the packages that may use something hidden, and what.
func excused() map[string][]string {
	return map[string][]string{
		"sim/process":        {"go"},                                                // coroutines
		"scheduler/external": {"go", "time.Now", "time.NewTimer", "time.AfterFunc"}, // a clock used only to give up
	}
}

// checkCalls reports clocks, environment variables, goroutines and init
// functions where a run must depend on its inputs alone.
func checkCalls(files []source) []string {
	var found []string
	for _, s := range files {
		floor, known := floorOf(s.pkg)
		if !known || floor > deterministic && s.pkg != "cmd/clustersim" {
			continue
		}
		imports := importNames(s.file)
		ast.Inspect(s.file, func(n ast.Node) bool {
			use := hiddenUse(n, imports)
			if s.pkg == "cmd/clustersim" && use != "init" { // a command may look at the clock
				use = ""
			}
			if use != "" && !slices.Contains(excused()[s.pkg], use) {
				found = append(found, fmt.Sprintf("%s uses %s; a run depends on its inputs alone", s.at(n), use))
			}
			return true
		})
	}
	return found
}

// hiddenUse names what a node does that no input decides, if anything.
func hiddenUse(n ast.Node, imports map[string]string) string {
	switch n := n.(type) {
	case *ast.GoStmt:
		return "go"
	case *ast.FuncDecl:
		if n.Recv == nil && n.Name.Name == "init" {
			return "init"
		}
	case *ast.SelectorExpr:
		pkg, ok := n.X.(*ast.Ident)
		if ok && slices.Contains(hidden()[imports[pkg.Name]], n.Sel.Name) {
			return imports[pkg.Name] + "." + n.Sel.Name
		}
	}
	return ""
}

// importNames maps the names by which a file calls its imports to their paths.
func importNames(file *ast.File) map[string]string {
	names := map[string]string{}
	for _, spec := range file.Imports {
		importPath := strings.Trim(spec.Path.Value, "\"`")
		name := path.Base(importPath)
		if spec.Name != nil {
			name = spec.Name.Name
		}
		names[name] = importPath
	}
	return names
}
