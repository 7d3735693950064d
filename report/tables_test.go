package report_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/report"
	"github.com/remora-bt/remora-bt/report/sheet"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		kept := filepath.Join(t.ArtifactDir(), name)
		if err := os.WriteFile(kept, got, 0o644); err != nil {
			t.Error(err)
		}
		t.Errorf("%s differs from the golden file; see %s, or rewrite it with -update", name, kept)
	}
}

func tables(t *testing.T, s *report.Study, opt sheet.Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := s.WriteTables(&b, opt); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestTables(t *testing.T) {
	both, one, none := studied(t, true), studied(t, false), empty(t)
	tests := []struct {
		name  string
		study *report.Study
		opt   sheet.Options
	}{
		{"wide.txt", both, sheet.Options{Worst: 3, Verbose: true}},
		{"80.txt", both, sheet.Options{Width: 80, Worst: 3, Verbose: true}},
		{"30.txt", both, sheet.Options{Width: 30, Worst: 1, Verbose: true}},
		{"baseline.txt", one, sheet.Options{Width: 100, Worst: 3, Verbose: true}},
		{"empty.txt", none, sheet.Options{Width: 100, Verbose: true}},
		{"wide.md", both, sheet.Options{Format: "md", Worst: 3, Verbose: true}},
		{"metrics.csv", both, sheet.Options{Format: "csv"}},
		{"summary.json", both, sheet.Options{Format: "json"}},
		{"judged.txt", judged(t), sheet.Options{Width: 80, Worst: 1, Last: []string{"Full report: out/report.html"}}},
		{"quiet.txt", judged(t), sheet.Options{Width: 80, Quiet: true, Last: []string{"look 3 of these data"}}},
		{"short.txt", both, sheet.Options{Width: 80, Worst: 1}},
		{"judged.md", judged(t), sheet.Options{Format: "md", Verbose: true}},
		{"judged.json", judged(t), sheet.Options{Format: "json"}},
		{"blocks.txt", byBlocks(t), sheet.Options{Worst: 1, Verbose: true}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { golden(t, tt.name, tables(t, tt.study, tt.opt)) })
	}
}

var escapes = regexp.MustCompile("\x1b\\[[0-9;]*m")

// No line is wider than the terminal.
func TestTablesFitTheWidth(t *testing.T) {
	s := judged(t)
	for width := 1; width < 160; width++ {
		text := escapes.ReplaceAllString(string(tables(t, s, sheet.Options{Width: width, Worst: 2, Color: true, Verbose: true})), "")
		for line := range strings.SplitSeq(text, "\n") {
			if n := utf8.RuneCountInString(line); n > width {
				t.Fatalf("width %d: line of %d: %q", width, n, line)
			}
			if strings.HasSuffix(line, " ") {
				t.Fatalf("width %d: line ends in a space: %q", width, line)
			}
		}
		if !strings.Contains(squeeze(text), "Warning:adoubtofthestudy") {
			t.Fatalf("width %d: a warning is lost:\n%s", width, text)
		}
	}
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

func TestColorsComeOnRequest(t *testing.T) {
	s := studied(t, true)
	if out := tables(t, s, sheet.Options{}); bytes.Contains(out, []byte("\x1b")) {
		t.Error("escape sequences without Color")
	}
	colored := tables(t, s, sheet.Options{Color: true, Verbose: true})
	if !bytes.Contains(colored, []byte("\x1b[32m")) || !bytes.Contains(colored, []byte("\x1b[31m")) {
		t.Error("no green or no red with Color")
	}
	if got, want := escapes.ReplaceAll(colored, nil), tables(t, s, sheet.Options{Verbose: true}); !bytes.Equal(got, want) {
		t.Error("colours change more than colours")
	}
}

func TestEveryTableSaysSynthetic(t *testing.T) {
	s := studied(t, true)
	for _, format := range []string{"table", "md"} {
		text := string(tables(t, s, sheet.Options{Format: format, Verbose: true}))
		for line := range strings.SplitSeq(text, "\n") {
			title := strings.TrimPrefix(line, "### ")
			if title != "" && title == strings.ToUpper(title) && strings.ContainsAny(title, "ABC") && !strings.ContainsAny(title, "|0123456789") {
				t.Errorf("%s: title %q does not say synthetic", format, title)
			}
		}
		if n := strings.Count(text, "(synthetic data)"); n != 11 || !strings.Contains(strings.ToLower(text), "synthetic data: made up") {
			t.Errorf("%s says synthetic %d times, want 11 and once on top", format, n)
		}
	}
	if text := tables(t, s, sheet.Options{Format: "csv"}); bytes.Count(text, []byte(",data,,synthetic\n")) != 3 {
		t.Error("metrics.csv does not say synthetic of every arm")
	}
}

func TestUnknownFormat(t *testing.T) {
	err := studied(t, true).WriteTables(new(bytes.Buffer), sheet.Options{Format: "xml"})
	if err == nil || err.Error() != `format "xml": expected one of table, json, csv, md` {
		t.Errorf("WriteTables(xml) = %v", err)
	}
}

// Metrics stand in the order of metrics.All, undefined ones as null.
func TestSummaryJSON(t *testing.T) {
	var got struct {
		Manifest report.Manifest
		Runs     []struct {
			Strategy, TimeRange, Arm string
			Pairs                    []string
			Ruined                   *string
			Metrics                  json.RawMessage
		}
	}
	if err := json.Unmarshal(tables(t, empty(t), sheet.Options{Format: "json"}), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Runs) != 2 || got.Runs[0].Arm != "baseline" || got.Runs[1].Arm != "filtered" || got.Runs[0].Ruined != nil || !got.Manifest.Synthetic {
		t.Fatalf("summary = %+v", got)
	}
	d := json.NewDecoder(bytes.NewReader(got.Runs[0].Metrics))
	next := func() json.Token {
		tok, err := d.Token()
		if err != nil {
			t.Fatal(err)
		}
		return tok
	}
	next()
	for _, m := range metrics.All() {
		if key := next(); key != m.Key {
			t.Fatalf("key %v, want %s", key, m.Key)
		}
		if v := next(); m.Key == "sharpe" && v != nil {
			t.Errorf("sharpe without trades = %v, want null", v)
		}
	}
}

// What metrics.csv says of a metric reads back as the metric.
func TestMetricsCSV(t *testing.T) {
	s := studied(t, true)
	rows, err := csv.NewReader(bytes.NewReader(tables(t, s, sheet.Options{Format: "csv"}))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	c := &s.Cells[0]
	at := 0
	next := func(arm, metric string) (value, text string) {
		at++
		if row := rows[at]; row[0] != c.Strategy || row[1] != arm || row[2] != c.TimeRange || row[3] != metric {
			t.Fatalf("row %d is %q, want %s of the arm %s", at, row, metric, arm)
		}
		return rows[at][4], rows[at][5]
	}
	for _, arm := range []string{report.Baseline, report.Filtered, "delta"} {
		if value, text := next(arm, "data"); value != "" || text != "synthetic" {
			t.Errorf("%s: data = %q, %q", arm, value, text)
		}
		for _, m := range metrics.All() {
			value, text := next(arm, m.Key)
			v, ok := m.Of(c.Baseline.Run)
			switch arm {
			case report.Filtered:
				v, ok = m.Of(c.Filtered.Run)
			case "delta":
				v, ok = m.Delta(c.Baseline.Run, c.Filtered.Run)
			}
			switch {
			case !ok && (value != "" || text != ""), m.Unit == metrics.Date && value != "", m.Unit != metrics.Date && text != "":
				t.Errorf("%s of %s = %q, %q", m.Key, arm, value, text)
			case ok && m.Unit == metrics.Date && text != data.Instant(v).String():
				t.Errorf("%s of %s = %q, want %s", m.Key, arm, text, data.Instant(v))
			case ok && m.Unit != metrics.Date && number(t, value) != v:
				t.Errorf("%s of %s = %s, want %v", m.Key, arm, value, v)
			}
		}
	}
	if at != len(rows)-1 {
		t.Errorf("%d rows, want %d", len(rows)-1, at)
	}
}
