package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/internal/shared"
)

const module = "github.com/remora-bt/remora-bt/"

// mayImport is the architecture: what each package of the module may import from
// the module. Imports point upstream, from data to report. An edge that is not
// here is a design decision; make it here, with its reason.
var mayImport = map[string][]string{
	"signals/indicator": {},
	"data":              {},
	"data/formats":      {"data"},
	"data/synthetic":    {"data"},
	"signals":           {"data", "signals/indicator", "internal/nearest", "internal/yamlsafe"},
	"strategies":        {"data", "signals/indicator", "internal/nearest"}, // never signals: baseline and filtered run the same code
	"backtest":          {"data", "signals", "strategies"},
	"backtest/metrics":  {"data", "backtest"}, // data: instants and days
	// Statistics proper, which know nothing of trades.
	"backtest/compare/stats": {},
	"backtest/compare":       {"data", "strategies", "backtest", "backtest/metrics", "backtest/compare/stats"}, // strategies: the scripted ones of the self-test's worlds
	// Many settings of a filter, tried and judged.
	"backtest/sweep": {"data", "backtest", "backtest/metrics", "backtest/compare", "backtest/compare/stats"},
	// The published study's figures and the run that reproduces them: a client of the simulator.
	"backtest/published": {"data", "backtest", "backtest/metrics", "strategies"},
	"report":             {"data", "signals", "backtest", "backtest/metrics", "backtest/compare", "report/chart", "report/web"},
	"report/chart":       {"data", "signals", "backtest", "backtest/metrics", "backtest/compare", "backtest/compare/stats"},
	"report/web":         {"backtest", "report/chart"},                                     // one page of tables and charts; backtest: the fan-out
	"report/runfolder":   {"data", "report", "backtest/metrics", "backtest/compare/stats"}, // reads back what report writes
	"report/gate":        {"report/runfolder", "backtest/metrics", "backtest/compare/stats", "internal/nearest"},
	"internal/nearest":   {},                                 // the name that was meant, for error messages
	"internal/yamlsafe":  {},                                 // studies, profiles and gates: one reader refuses the same traps in all of them
	"internal/worlds":    {"data", "backtest", "strategies"}, // random books for tests of laws
	"internal/shared":    {},                                 // finds market data for tests
	"cmd/remora-bt": {
		"data", "data/formats", "data/synthetic", "signals", "signals/indicator", "strategies",
		"backtest", "backtest/metrics", "backtest/compare", "backtest/compare/stats", "backtest/published", "backtest/sweep",
		"report", "report/chart", "report/runfolder", "report/gate", "internal/nearest", "internal/yamlsafe",
	},
}

func TestImports(t *testing.T) {
	root := shared.Root(t)
	seen := map[string]bool{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		rel, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		pkg := filepath.ToSlash(rel)
		allowed, ok := mayImport[pkg]
		if !ok && !seen[pkg] {
			t.Errorf("package %s is missing from the import table", pkg)
		}
		seen[pkg] = true
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range f.Imports {
			name, _ := strconv.Unquote(spec.Path.Value)
			if ours, ok := strings.CutPrefix(name, module); ok && !slices.Contains(allowed, ours) {
				t.Errorf("%s: package %s may not import %s", path, pkg, ours)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if !seen["data"] {
		t.Error("the walk met no package data")
	}
}
