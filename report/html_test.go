package report_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/data/formats"
	"github.com/remora-bt/remora-bt/report"
	"github.com/remora-bt/remora-bt/report/chart"
)

// charted is the study with what charts are made from.
func charted(t *testing.T, filtered bool) *report.Study {
	t.Helper()
	s := studied(t, filtered)
	for i := range s.Cells {
		c := &s.Cells[i]
		from := chart.Source{Strategy: c.Strategy, Synthetic: s.Synthetic, Baseline: c.Baseline.Run, Result: c.Baseline.Result, Resamples: -1}
		if filtered {
			from.Filtered = c.Filtered.Run
		}
		in := chart.Of(from, nil)
		c.Chart = &in
	}
	return s
}

var (
	ids      = regexp.MustCompile(` id="([^"]*)"`)
	links    = regexp.MustCompile(` href="#([^"]*)"`)
	headings = regexp.MustCompile(`<h([1-6])[ >]`)
)

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// checkPage holds a page to what readers and their tools rely on.
func checkPage(t *testing.T, html string) {
	t.Helper()
	seen := map[string]bool{}
	for _, m := range ids.FindAllStringSubmatch(html, -1) {
		if seen[m[1]] || m[1] == "" {
			t.Errorf("two elements are called %q", m[1])
		}
		seen[m[1]] = true
	}
	for _, m := range links.FindAllStringSubmatch(html, -1) {
		if !seen[m[1]] {
			t.Errorf("a link leads to %q, which is not there", m[1])
		}
	}
	last := "0"
	for _, m := range headings.FindAllStringSubmatch(html, -1) {
		if m[1][0] > last[0]+1 {
			t.Errorf("a heading of rank %s follows one of rank %s", m[1], last)
		}
		last = m[1]
	}
}

func TestPage(t *testing.T) {
	empty := empty(t)
	for name, s := range map[string]*report.Study{
		"both arms": charted(t, true), "baseline": charted(t, false), "without charts": studied(t, true), "no trade": empty,
		"nothing": {Manifest: report.Manifest{Version: "1.2.3"}},
	} {
		t.Run(name, func(t *testing.T) {
			s.Charts = report.ChartFormats[:1]
			dir := filepath.Join(t.TempDir(), "run")
			if err := s.WriteFolder(t.Context(), dir); err != nil {
				t.Fatal(err)
			}
			html := read(t, filepath.Join(dir, "report.html"))
			checkPage(t, html)
			want := []string{`id="manifest"`, `id="method"`, `id="health"`, "1.2.3"}
			if s.Synthetic {
				want = append(want, "Synthetic data", "Waiting", "a doubt of the study")
			}
			for _, w := range want {
				if !strings.Contains(html, w) {
					t.Errorf("the page lacks %q", w)
				}
			}
		})
	}
}

// Names from data stay text on the page, and do not leave the folder of charts.
func TestPageOfHostileNames(t *testing.T) {
	s := charted(t, true)
	const name = `../../<script>alert("x")</script>`
	s.Cells[0].Strategy, s.Cells[0].Chart.Strategy = name, name
	s.Warnings = []string{"<img src=x onerror=alert(1)>"}
	s.Manifest.Config = []byte(`{"note":"</pre><script>alert(2)</script>"}`)
	s.Manifest.Inputs = []formats.Digest{{Path: `"><svg onload=alert(3)>`, SHA256: "00"}}
	s.Cells = append(s.Cells, s.Cells[0]) // of one name
	s.Charts = report.ChartFormats[:1]
	dir := filepath.Join(t.TempDir(), "run")
	if err := s.WriteFolder(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	html := read(t, filepath.Join(dir, "report.html"))
	checkPage(t, html)
	for _, bad := range []string{"<script>alert", "<img", "<svg onload"} {
		if strings.Contains(html, bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
	names := entries(t, filepath.Join(dir, "charts"))
	if !slices.Contains(names, "script-alert--x----script-equity.svg") || !slices.Contains(names, "script-alert--x----script-2-equity.svg") {
		t.Errorf("charts holds %q", names)
	}
	if dark := entries(t, filepath.Join(dir, "charts", "dark")); len(dark) != len(names)-1 {
		t.Errorf("there are %d dark charts and %d light ones", len(dark), len(names)-1)
	}
}

// Names from data take no effect in report.md: no tag, mention, link or row of a table.
func TestMarkdownOfHostileNames(t *testing.T) {
	s := charted(t, true)
	const name = "a|b<img src=x> @team [x](http://x) `c` *d* _e_\n## f"
	s.Cells[0].Strategy, s.Cells[0].Pairs = name, []string{name}
	s.Warnings = []string{name}
	got := write(t, s, filepath.Join(t.TempDir(), "run"))["report.md"]
	for _, bad := range []string{"<img", "@team", "[x]", " `c`", " *d*", " _e_", "\n## f"} {
		if strings.Contains(got, bad) {
			i := strings.Index(got, bad)
			t.Errorf("report.md holds %q: …%s…", bad, got[max(0, i-60):min(len(got), i+60)])
		}
	}
	columns := 0
	for line := range strings.SplitSeq(got, "\n") {
		if n := strings.Count(line, "|"); strings.HasPrefix(line, "|") {
			if columns > 0 && n != columns {
				t.Errorf("a row has %d bars and not %d: %s", n, columns, line)
			}
			columns = n
		} else {
			columns = 0
		}
	}
}

func TestShortMarkdown(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "run")
	got := write(t, charted(t, true), dir)["report.md"]
	for _, want := range []string{"# BTC/USDT, &#64;X/USDT · 2022-03-01 to 2022-03-21 · Waiting", "(synthetic data)", "| Strategy | Arm |", "## Result for strategy Waiting", "### DRAWDOWNS", "- Warning: a doubt of the study"} {
		if !strings.Contains(got, want) {
			t.Errorf("report.md lacks %q:\n%s", want, got)
		}
	}
}
