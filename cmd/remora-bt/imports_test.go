package main

import (
	"cmp"
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
	// Tools that know nothing of markets.
	"internal/nearest":  {},                                         // the name that was meant, for error messages
	"internal/parallel": {},                                         // the one fan-out
	"internal/progress": {},                                         // a bar on a terminal
	"internal/memory":   {},                                         // how much of it there is
	"internal/portable": {},                                         // elementary functions of the same bits everywhere
	"internal/stats":    {"internal/parallel", "internal/portable"}, // statistics proper, which know nothing of trades
	"internal/inputs":   {},                                         // opens what users name: no pipes, no devices
	"internal/plural":   {},                                         // how many there are of something
	"internal/place":    {},                                         // writes whole or not at all
	"internal/columns":  {"internal/parallel"},                      // the one Parquet door
	"internal/yamlsafe": {},                                         // studies, profiles and gates: one reader refuses the same traps in all of them

	"data":              {"internal/portable", "internal/plural"},
	"data/sources":      {"data", "internal/inputs", "internal/plural"}, // the context beside the candles, one file a source
	"data/formats":      {"data", "internal/columns", "internal/inputs", "internal/parallel", "internal/place"},
	"data/synthetic":    {"data", "data/sources", "internal/inputs", "internal/portable"},
	"data/fetch":        {"data", "data/formats", "data/sources", "internal/inputs", "internal/parallel", "internal/place"}, // the only network code; formats: names and hashes of candle files
	"signals/indicator": {},
	"signals/calendar":  {"data", "internal/inputs"},                                                                              // times at which entries are refused
	"signals":           {"data", "data/sources", "signals/calendar", "signals/indicator", "internal/portable", "internal/stats"}, // sources: the default ages. stats: the quantile
	"signals/explain":   {"data", "signals"},                                                                                      // what the engine answered, in JSON and in words
	// The engine's config as people write it.
	"signals/profile": {"signals", "signals/calendar", "internal/inputs", "internal/nearest", "internal/yamlsafe"},
	// A filter as a user names it: the engine, a history, windows.
	"signals/filter": {"data", "signals", "signals/calendar", "signals/profile", "internal/columns", "internal/inputs", "internal/nearest"},
	// The prover that nothing sees the future; strategies come to it as functions.
	"signals/lookahead": {"data", "signals", "signals/filter", "internal/parallel"},
	"strategies/file":   {"data", "strategies", "internal/columns", "internal/inputs"}, // entries and exits that another tool found
	"strategies":        {"data", "signals/indicator", "internal/nearest"},             // never signals: baseline and filtered run the same code

	"strategies/freqtrade": {"data", "internal/inputs"}, // instants and timeframes

	"backtest":         {"data", "strategies"},
	"backtest/lanes":   {"data", "backtest"},                                            // thousands of walks at the fixed stake
	"backtest/stacked": {"data", "backtest", "strategies/freqtrade", "internal/plural"}, // books of what freqtrade worked out
	"backtest/metrics": {"data", "backtest", "internal/plural"},                         // data: instants and days
	"backtest/fate":    {"backtest"},                                                    // what became of every trade between two runs
	"backtest/looks":   {"backtest/verdict", "internal/inputs"},                         // who looked at which data how often
	// What the filter chose, and where it comes from.
	"backtest/verdict": {"data", "backtest", "backtest/lanes", "backtest/verdict/shift", "backtest/metrics", "backtest/fate", "internal/plural", "internal/stats"},
	// The statistics of the answers: days, lines and changes of package backtest, and no candle.
	"backtest/verdict/shift": {"backtest", "backtest/lanes", "internal/parallel", "internal/stats"},
	// The answers tried on worlds of known truth. strategies: the scripted ones of those worlds.
	"backtest/verdict/selftest": {"data", "strategies", "backtest", "backtest/verdict", "backtest/verdict/shift", "internal/parallel", "internal/portable", "internal/stats"},
	// Many settings of a filter, tried and judged.
	"backtest/sweep": {"data", "backtest", "backtest/lanes", "backtest/verdict", "backtest/verdict/shift", "internal/inputs", "internal/parallel", "internal/plural", "internal/stats"},
	// The published study's figures and the run that reproduces them: a client of the simulator.
	"backtest/published": {"data", "strategies", "backtest", "backtest/metrics", "backtest/verdict", "internal/parallel", "internal/plural", "internal/stats"},

	"backtest/study/fault": {}, // whose an error is: the study's or the data's
	// What a study is asked to do: the keys of its file, of flags and of freqtrade's configuration.
	"backtest/study/config": {"backtest", "backtest/study/fault", "backtest/verdict", "data", "internal/inputs", "internal/nearest", "internal/yamlsafe", "signals/filter", "strategies", "strategies/file", "strategies/freqtrade"},
	// The front door: from a study to its result. Formats and synthetic: where its candles come from.
	"backtest/apply": {"data", "backtest", "backtest/stacked", "backtest/study", "backtest/study/fault", "backtest/study/config", "strategies/freqtrade", "internal/inputs", "internal/place", "internal/plural"}, // studies of what freqtrade worked out
	"backtest/study": {
		"data", "data/formats", "data/synthetic", "data/sources", "signals", "signals/lookahead", "signals/filter", "strategies", "strategies/file", "backtest", "backtest/metrics", "backtest/verdict", "backtest/looks", "backtest/study/fault", "backtest/study/config",
		"internal/memory", "internal/parallel",
	},

	// A sweep at work on a study. Signals: the dials of its filter.
	"backtest/sweep/job": {"data", "data/formats", "signals", "signals/filter", "backtest", "backtest/verdict", "backtest/sweep", "backtest/study", "backtest/study/fault", "backtest/study/config", "backtest/looks", "internal/parallel", "internal/plural"},

	"report": {"data", "data/formats", "signals", "backtest", "backtest/metrics", "backtest/verdict", "backtest/study", "backtest/fate", "report/answer", "report/chart", "report/chart/draw", "report/sheet", "report/signalfile", "report/table", "report/web", "internal/inputs", "internal/parallel", "internal/place", "internal/plural"},
	// The tables of a study. chart: what a cell's charts are made from.
	"report/sheet": {"data", "signals/filter", "backtest/metrics", "backtest/study", "backtest/verdict", "backtest", "backtest/fate", "report/answer", "report/chart", "report/table", "internal/plural"},
	// What the engine said of every candle, in files.
	"report/signalfile": {"data", "signals", "report/table", "internal/columns", "internal/inputs", "internal/parallel"},
	"report/table":      {}, // the one form of every table
	// The answers in words. metrics: the decimals of a currency.
	"report/answer": {"backtest/metrics", "backtest/verdict", "report/table", "internal/plural"},
	// What the other commands print. published, runfolder: their results.
	"report/show": {
		"data", "data/synthetic", "signals", "signals/filter", "signals/explain", "backtest/metrics", "backtest/verdict", "backtest/verdict/selftest", "backtest/published",
		"backtest/study", "backtest/sweep", "backtest/sweep/job", "report/answer", "report/runfolder", "report/table", "internal/plural", "internal/stats",
	},
	"report/chart/draw": {"internal/portable"}, // pictures of points
	"report/chart":      {"report/chart/draw", "report/answer", "data", "signals", "signals/filter", "backtest", "backtest/metrics", "backtest/verdict", "backtest/verdict/shift", "backtest/fate", "internal/portable", "internal/stats"},
	"report/web":        {"report/chart/draw", "report/table", "internal/parallel", "internal/portable"},                                                                                   // one page of tables and charts
	"report/runfolder":  {"data", "data/formats", "report", "report/table", "backtest", "backtest/metrics", "backtest/verdict", "internal/columns", "internal/parallel", "internal/stats"}, // reads back what report writes. backtest: its deals
	"report/gate":       {"data", "report/answer", "report/runfolder", "report/table", "internal/inputs", "backtest/metrics", "backtest/verdict", "internal/stats", "internal/nearest", "internal/plural", "internal/portable"},

	"scripts/mutate":   {}, // tries small changes to the code
	"scripts/licences": {}, // lists the licences of what is linked
	"scripts/sbom":     {},
	"scripts/wheels":   {},
	"internal/worlds":  {"data", "data/formats", "data/sources", "backtest", "strategies", "internal/shared"}, // random books for tests of laws, and the real candles
	"internal/shared":  {},                                                                                    // market data, platforms and a measure of memory for tests

	"cmd/remora-bt": {
		"data", "data/formats", "data/fetch", "data/synthetic", "signals", "signals/calendar", "signals/filter", "signals/profile", "strategies",
		"backtest/apply", "backtest/metrics", "backtest/verdict", "backtest/verdict/selftest", "backtest/published", "backtest/sweep", "backtest/sweep/job", "backtest/study", "backtest/study/fault", "backtest/study/config", "backtest/looks",
		"report", "report/chart", "report/gate", "report/runfolder", "report/sheet", "report/show", "report/signalfile", "report/table",
		"internal/inputs", "internal/memory", "internal/nearest", "internal/parallel", "internal/place", "internal/plural", "internal/progress", "internal/yamlsafe",
	},
}

// mayDial are the packages that may use the network.
var mayDial = []string{"data/fetch"}

func TestImports(t *testing.T) {
	root := shared.Root(t)
	seen := map[string]bool{}
	used := map[[2]string]bool{} // edges that there are
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && path == filepath.Join(root, "examples") { // modules of their own
			return cmp.Or(err, filepath.SkipDir)
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
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
			if (name == "net" || strings.HasPrefix(name, "net/http")) && !slices.Contains(mayDial, pkg) {
				t.Errorf("%s: package %s may not use the network", path, pkg)
			}
			ours, ok := strings.CutPrefix(name, module)
			if !ok {
				continue
			}
			used[[2]string{pkg, ours}] = true
			if !slices.Contains(allowed, ours) {
				t.Errorf("%s: package %s may not import %s", path, pkg, ours)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for pkg, allowed := range mayImport {
		if !seen[pkg] {
			t.Errorf("the import table names package %s, which is not there", pkg)
		}
		for _, ours := range allowed {
			if !used[[2]string{pkg, ours}] {
				t.Errorf("package %s may import %s and does not: take the edge out of the table", pkg, ours)
			}
		}
	}
}
