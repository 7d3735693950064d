package runfolder_test

import (
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/backtest/study"
	"github.com/remora-bt/remora-bt/report/runfolder"
)

// What was written reads back: metrics, trades and daily returns are those of the
// run, bit for bit.
func TestOpenReadsBack(t *testing.T) {
	s := studied(t, 0.001)
	dir := written(t, s)
	f, err := runfolder.Open(dir)
	must(t, err)
	if len(f.Runs) != 2 || f.Manifest.Version != "1.2.3" {
		t.Fatalf("%d runs of version %q, want 2 of 1.2.3", len(f.Runs), f.Manifest.Version)
	}
	for i, arm := range []*study.Arm{s.Cells[0].Baseline, s.Cells[0].Filtered} {
		r := f.Runs[i]
		if want := (runfolder.Key{s.Cells[0].Strategy, "BTC/USDT @X/USDT", "20220301-", arm.Arm}); r.Key != want {
			t.Errorf("key = %+v, want %+v", r.Key, want)
		}
		for _, m := range metrics.All() {
			if v, ok := m.Of(arm.Run); m.Unit != metrics.Date && (ok != (r.Metrics[m.Key].Kind == runfolder.Number) || v != r.Metrics[m.Key].Number) {
				t.Errorf("%s: %s = %v, want %v, %t", arm.Arm, m.Key, r.Metrics[m.Key], v, ok)
			}
		}
		if len(r.Trades) != len(arm.Run.Trades) || len(r.Trades) == 0 {
			t.Fatalf("%s: %d trades, want %d", arm.Arm, len(r.Trades), len(arm.Run.Trades))
		}
		for j, x := range arm.Run.Trades {
			got := r.Trades[j]
			if got.Pair != x.Pair || got.Open != x.Open || got.Close != x.Close || got.ProfitAbs != x.ProfitAbs || got.EnterTag != x.EnterTag || got.Volume() != x.Volume() {
				t.Fatalf("%s: trade %d = %+v, want %+v", arm.Arm, j, got, x)
			}
		}
		want := arm.Run.DailyReturns()
		for j, x := range r.Returns() {
			if x != want[j] {
				t.Fatalf("%s: return %d = %v, want %v", arm.Arm, j, x, want[j])
			}
		}
	}
}

// returns.csv has the returns that follow from equity.csv.
func TestReturnsAreThoseOfTheFile(t *testing.T) {
	dir := written(t, studied(t, 0.001))
	f, err := runfolder.Open(dir)
	must(t, err)
	text, err := os.ReadFile(filepath.Join(dir, "returns.csv"))
	must(t, err)
	rows, err := csv.NewReader(strings.NewReader(string(text))).ReadAll()
	must(t, err)
	for i, r := range f.Runs {
		returns := r.Returns()
		if len(returns) != len(rows)-1 {
			t.Fatalf("%d returns, returns.csv has %d", len(returns), len(rows)-1)
		}
		for j, x := range returns {
			if got, _ := strconv.ParseFloat(rows[j+1][i+1], 64); got != x {
				t.Fatalf("run %d, day %d: returns.csv has %v, want %v", i, j, got, x)
			}
		}
	}
}

// Every metric that is resampled is, over all days in their order, that of the
// summary.
func TestDailyMetricsAreThoseOfTheSummary(t *testing.T) {
	f, err := runfolder.Open(written(t, studied(t, 0.001)))
	must(t, err)
	n := 0
	for _, r := range f.Runs {
		s := r.Series()
		for _, m := range metrics.All() {
			got, ok := s.Daily(m.Key)
			if !ok {
				continue
			}
			n++
			if want := r.Metrics[m.Key].Number; math.Abs(got-want) > 1e-9*math.Max(1, math.Abs(want)) {
				t.Errorf("%s: Daily(%s) = %v, want %v", r.Arm, m.Key, got, want)
			}
		}
	}
	if n < 2*19 {
		t.Errorf("%d metrics follow from days, want at least 19 of either arm", n)
	}
}

// Keys, columns and files that this version does not know are passed over.
func TestOpenIsTolerantOfAdditions(t *testing.T) {
	dir := written(t, studied(t, 0.001))
	edit(t, dir, "summary.json", true, func(s string) string {
		return strings.Replace(s, `"runs":`, `"news": {"deep": [1, {"key": "k", "v": 2}]}, "runs":`, 1)
	})
	for _, name := range []string{"trades.csv", "equity.csv"} {
		edit(t, dir, name, true, func(s string) string {
			lines := strings.Split(strings.TrimSuffix(s, "\n"), "\n")
			for i := range lines {
				lines[i] = "extra," + lines[i]
			}
			return strings.Join(lines, "\n") + "\n"
		})
	}
	manifest(t, dir, func(m map[string]any) { m["mood"] = "good" })
	_, err := runfolder.Open(dir)
	must(t, err)
}

// A spoiled folder is one with a fault that Open must name.
type spoiled struct {
	name   string
	spoil  func(*testing.T, string)
	faults []string // parts of the error
}

// rewrite replaces the first occurrence of a text in a file and signs the file anew.
func rewrite(name, from, to string) func(*testing.T, string) {
	return func(t *testing.T, dir string) {
		edit(t, dir, name, true, func(s string) string {
			if !strings.Contains(s, from) {
				t.Fatalf("%s has no %q", name, from)
			}
			return strings.Replace(s, from, to, 1)
		})
	}
}

func inManifest(key string, value any) func(*testing.T, string) {
	return func(t *testing.T, dir string) { manifest(t, dir, func(m map[string]any) { m[key] = value }) }
}

// output lists one more file in the manifest.
func output(path string) func(*testing.T, string) {
	return func(t *testing.T, dir string) {
		manifest(t, dir, func(m map[string]any) {
			m["outputs"] = append(m["outputs"].([]any), map[string]any{"path": path, "bytes": 1, "sha256": "00"})
		})
	}
}

// replace puts something else in the place of a file.
func replace(name string, with func(path string) error) func(*testing.T, string) {
	return func(t *testing.T, dir string) {
		path := filepath.Join(dir, name)
		must(t, os.Remove(path))
		must(t, with(path))
	}
}

func refuses(t *testing.T, tests []spoiled) {
	t.Helper()
	s := studied(t, 0.001)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := written(t, s)
			tt.spoil(t, dir)
			_, err := runfolder.Open(dir)
			if err == nil {
				t.Fatalf("Open = nil, want an error with %q", tt.faults)
			}
			for _, want := range tt.faults {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("Open = %v, want %q in it", err, want)
				}
			}
		})
	}
}

func TestOpenRefusesFilesAndPaths(t *testing.T) {
	refuses(t, []spoiled{
		{"no manifest", replace("manifest.json", func(string) error { return nil }), []string{"manifest.json: the file is missing"}},
		{"manifest of words", replace("manifest.json", func(p string) error { return os.WriteFile(p, []byte("hello"), 0o644) }), []string{"manifest.json: damaged or not JSON"}},
		{"truncated manifest", func(t *testing.T, dir string) {
			edit(t, dir, "manifest.json", false, func(s string) string { return s[:len(s)/2] })
		}, []string{"manifest.json: damaged or not JSON"}},
		{"manifest is a link", replace("manifest.json", func(p string) error { return os.Symlink("/etc/hostname", p) }), []string{"is a symbolic link"}},
		{"another program's", inManifest("program", "other"), []string{"not that of a run of remora-bt"}},
		{"another kind", inManifest("kind", "sweep"), []string{"not that of a run"}},
		{"newer format", inManifest("format", 3), []string{"format 3 is newer than 2", "version 1.2.3"}},
		{"older format", inManifest("format", 1), []string{"format 1 is older than 2", "run the study again", "version 1.2.3"}},
		{"negative format", inManifest("format", -1), []string{"format -1"}},
		{"missing file", replace("trades.csv", func(string) error { return nil }), []string{"trades.csv: the file is missing"}},
		{"truncated file", func(t *testing.T, dir string) {
			edit(t, dir, "trades.csv", false, func(s string) string { return s[:len(s)-100] })
		}, []string{"trades.csv: truncated: "}},
		{"changed file", func(t *testing.T, dir string) {
			edit(t, dir, "equity.csv", false, func(s string) string { return strings.Replace(s, "filtered", "baseline", 1) })
		}, []string{"equity.csv: the content is not what the manifest says"}},
		{"file is a folder", replace("summary.json", func(p string) error { return os.Mkdir(p, 0o755) }), []string{"is a folder"}},
		{"file is a link out", replace("summary.json", func(p string) error { return os.Symlink("../../secret", p) }), []string{"is a symbolic link"}},
		{"unlisted summary", func(t *testing.T, dir string) {
			manifest(t, dir, func(m map[string]any) { m["outputs"] = []any{} })
		}, []string{"lists no summary.json"}},
		{"path upward", output("../../x"), []string{`output "../../x": the path leads out of the folder`}},
		{"absolute path", output("/etc/passwd"), []string{`output "/etc/passwd": the path leads out`}},
		{"path that dives", output("a/../../x"), []string{"leads out"}},
		{"path with a bell", output("a\x07\\b"), []string{`output "a\a\\b": the path holds a character`}},
		{"listed twice", output("trades.csv"), []string{"listed twice"}},
		{"lists itself", output("manifest.json"), []string{"cannot list itself"}},
		{"empty path", output(""), []string{"leads out"}},
	})
	for _, dir := range []string{filepath.Join(t.TempDir(), "none"), "open_test.go"} {
		if _, err := runfolder.Open(dir); err == nil || !strings.Contains(err.Error(), filepath.Base(dir)) {
			t.Errorf("Open(%s) = %v, want an error that names it", dir, err)
		}
	}
}

// Files that the manifest vouches for are still not believed.
func TestOpenRefusesContents(t *testing.T) {
	refuses(t, []spoiled{
		{"summary of words", func(t *testing.T, dir string) {
			edit(t, dir, "summary.json", true, func(string) string { return "hello" })
		}, []string{"summary.json: damaged or not a summary"}},
		{"no runs", func(t *testing.T, dir string) {
			edit(t, dir, "summary.json", true, func(string) string { return `{"runs": []}` })
		}, []string{"the summary has no runs"}},
		{"run twice", func(t *testing.T, dir string) {
			edit(t, dir, "summary.json", true, func(s string) string { return strings.ReplaceAll(s, `"arm": "filtered"`, `"arm": "baseline"`) })
		}, []string{"is there twice"}},
		{"metric that is a list", rewrite("summary.json", `"total_trades": `, `"x": [], "total_trades": `), []string{"expected a number, a text or null"}},
		{"fewer trades than said", rewrite("summary.json", `"total_trades": `, `"total_trades": 9`), []string{"trades.csv: ", "total_trades 9"}},
		{"trade of another", rewrite("trades.csv", `,baseline,`, `,third,`), []string{"trades.csv: "}},
		{"rate of words", rewrite("trades.csv", `Z,1`, `Z,x1`), []string{"trades.csv: row ", "open_rate \"x1", "is not a number"}},
		{"equity of NaN", func(t *testing.T, dir string) {
			edit(t, dir, "equity.csv", true, func(s string) string { return strings.Replace(s, "baseline,", "baseline,NaN", 1) })
		}, []string{`equity.csv: row 1: realised "NaN`, "is not a number"}},
		{"day left out", func(t *testing.T, dir string) {
			edit(t, dir, "equity.csv", true, func(s string) string {
				lines := strings.SplitAfter(s, "\n")
				return strings.Join(append(lines[:5:5], lines[6:]...), "")
			})
		}, []string{"equity.csv: row 5: ", "does not follow"}},
		{"missing column", rewrite("equity.csv", "realised", "unrealised"), []string{`equity.csv: no column "realised"`}},
		{"column twice", rewrite("equity.csv", "realised", "equity"), []string{`column "equity" is there twice`}},
	})
}
