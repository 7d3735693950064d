package main

import (
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/internal/shared"
)

// Every package that another program may import has an example that is run.
func TestEveryPackageHasAnExample(t *testing.T) {
	for pkg := range mayImport {
		if strings.HasPrefix(pkg, "internal/") || strings.HasPrefix(pkg, "scripts/") || strings.HasPrefix(pkg, "cmd/") {
			continue
		}
		paths, err := filepath.Glob(filepath.Join(shared.Root(t), filepath.FromSlash(pkg), "*_test.go"))
		if err != nil {
			t.Fatal(err)
		}
		var files []*ast.File
		for _, path := range paths {
			f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, f)
		}
		if !slices.ContainsFunc(doc.Examples(files...), func(e *doc.Example) bool { return e.Output != "" }) {
			t.Errorf("package %s has no example with an output: write one in %s/example_test.go", pkg, pkg)
		}
	}
}
