package tidy

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"
	"unicode"
)

// empty are words that say nothing about what a thing is for; no exported
// name ends in one.
func empty() []string {
	return []string{"Impl", "Base", "Manager", "Helper", "Helpers", "Util", "Utils"}
}

// checkNames reports exported names without a comment or with empty words.
// Internal packages have no readers outside, and commands no importers.
func checkNames(files []source) []string {
	var found []string
	for _, s := range files {
		if s.main || strings.HasPrefix(s.pkg, "internal/") {
			continue
		}
		for _, e := range exported(s.file) {
			if !e.documented {
				found = append(found, fmt.Sprintf("%s: %s has no comment", s.at(e.node), e.name))
			}
			if why := badName(e.name); why != "" {
				found = append(found, fmt.Sprintf("%s: %s: %s", s.at(e.node), e.name, why))
			}
		}
	}
	return found
}

func badName(name string) string {
	words := camel(name)
	last := words[len(words)-1]
	switch {
	case len(words) > 1 && words[0] == "Get":
		return "a function is named after its result, without Get"
	case slices.Contains(empty(), last):
		return last + " says nothing; name it after what it is for"
	case strings.HasSuffix(name, "_"):
		return "a name does not end in an underscore"
	}
	return ""
}

// camel splits a Go name into its words.
func camel(name string) []string {
	var words []string
	start := 0
	letters := []rune(name)
	for i := 1; i < len(letters); i++ {
		if unicode.IsUpper(letters[i]) && !unicode.IsUpper(letters[i-1]) {
			words = append(words, string(letters[start:i]))
			start = i
		}
	}
	return append(words, string(letters[start:]))
}

// export is an exported name of a file.
type export struct {
	name       string
	node       ast.Node
	documented bool
}

func exported(file *ast.File) []export {
	var all []export
	for _, decl := range file.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			if d.Name.IsExported() && receiverExported(d) {
				all = append(all, export{d.Name.Name, d, d.Doc != nil})
			}
		case *ast.GenDecl:
			all = append(all, specs(d)...)
		}
	}
	return all
}

// specs are the exported names of a const, var or type declaration. In a
// group, the comment of the group speaks for constants and variables.
func specs(d *ast.GenDecl) []export {
	var all []export
	for _, spec := range d.Specs {
		switch s := spec.(type) {
		case *ast.TypeSpec:
			if s.Name.IsExported() {
				all = append(all, export{s.Name.Name, s, s.Doc != nil || !d.Lparen.IsValid() && d.Doc != nil})
			}
		case *ast.ValueSpec:
			for _, name := range s.Names {
				if name.IsExported() && d.Tok != token.IMPORT {
					all = append(all, export{name.Name, s, d.Doc != nil || s.Doc != nil || s.Comment != nil})
				}
			}
		}
	}
	return all
}

func receiverExported(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	t := d.Recv.List[0].Type
	for {
		switch of := t.(type) {
		case *ast.StarExpr:
			t = of.X
		case *ast.IndexExpr:
			t = of.X
		case *ast.IndexListExpr:
			t = of.X
		case *ast.Ident:
			return of.IsExported()
		default:
			return true
		}
	}
}

// checkManuals reports packages without a doc.go that introduces them.
// Commands may introduce themselves in main.go.
func checkManuals(files []source) []string {
	introduced := map[string]bool{}
	var order []string
	for _, s := range files {
		if _, seen := introduced[s.pkg]; !seen {
			introduced[s.pkg] = false
			order = append(order, s.pkg)
		}
		if s.file.Doc != nil && (s.name == "doc.go" || s.main) {
			introduced[s.pkg] = true
		}
	}
	var found []string
	for _, pkg := range order {
		if !introduced[pkg] {
			found = append(found, pkg+" has no doc.go with a package comment")
		}
	}
	return found
}
