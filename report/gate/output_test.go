package gate_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/report/gate"
	"github.com/remora-bt/remora-bt/report/runfolder"
)

const hostile = "</testsuite><script>\"'&%0A::error::x\n::warning::|`@all`\x1b[31m\n```\n"

// many is an evaluation with so many failed, warned and passed results.
func many(failed, warned, passed int) *gate.Evaluation {
	e := &gate.Evaluation{Run: "out", Synthetic: true, Notes: []string{hostile}, Answers: &verdict.Answers{Profit: verdict.ProfitAnswer{Answer: verdict.Hurts}, Risk: verdict.RiskAnswer{Answer: verdict.NoEffect}, Reasons: []string{hostile}}}
	add := func(n int, o gate.Outcome) {
		for i := range n {
			c := gate.Check{Metric: "refused_pct", Op: ">", Number: float64(i)}
			e.Results = append(e.Results, gate.Result{
				Rule: &gate.Rule{Check: c, Line: i + 1}, Outcome: o, Key: runfolder.Key{Strategy: fmt.Sprint(hostile, i%3), Arm: "filtered"}, Why: hostile,
			})
		}
	}
	add(passed, gate.Passed)
	add(warned, gate.Warned)
	add(failed, gate.Failed)
	e.Results = append(e.Results, gate.Result{Rule: &gate.Rule{Check: gate.Check{Metric: "p", Op: "<"}}, Outcome: gate.Skipped})
	return e
}

// What is wrong with the answers stands below them, quoted where it is hostile.
func TestTextSaysWhatIsWrong(t *testing.T) {
	e := many(1, 0, 0)
	got := text(t, e.WriteText)
	if want := "RISK    NO EFFECT\n        " + runfolder.Quoted(hostile) + "\n"; !strings.Contains(got, want) {
		t.Errorf("no %q in %s", want, got)
	}
}

// What is left out of the test against the baseline's filter is named, quoted where it is
// hostile.
func TestTextSaysWhatIsLeftOut(t *testing.T) {
	e := many(1, 0, 0)
	e.Filters = &runfolder.Pairing{All: &verdict.Duel{Equal: true}, Left: []string{"A 2024: no trade", hostile}}
	want := "AGAINST the baseline: equal: both refuse the same candles\n        left out: A 2024: no trade\n        left out: " + runfolder.Quoted(hostile) + "\n"
	if got := text(t, e.WriteText); !strings.Contains(got, want) {
		t.Errorf("no %q in\n%s", want, got)
	}
}

func text(t *testing.T, write func(io.Writer) error) string {
	t.Helper()
	var b bytes.Buffer
	must(t, write(&b))
	return b.String()
}

// JUnit is well-formed whatever the names, its counts add up, and every case that
// fails says why.
func TestJUnit(t *testing.T) {
	type junitCase struct {
		Class   string `xml:"classname,attr"`
		Name    string `xml:"name,attr"`
		Failure *struct {
			Message string `xml:"message,attr"`
			Text    string `xml:",chardata"`
		} `xml:"failure"`
		Skipped *struct{} `xml:"skipped"`
		Out     string    `xml:"system-out"`
	}
	var got struct {
		XMLName  xml.Name `xml:"testsuites"`
		Tests    int      `xml:"tests,attr"`
		Failures int      `xml:"failures,attr"`
		Errors   int      `xml:"errors,attr"`
		Skipped  int      `xml:"skipped,attr"`
		Suites   []struct {
			Name     string      `xml:"name,attr"`
			Tests    int         `xml:"tests,attr"`
			Failures int         `xml:"failures,attr"`
			Skipped  int         `xml:"skipped,attr"`
			Cases    []junitCase `xml:"testcase"`
		} `xml:"testsuite"`
	}
	e := many(7, 5, 4)
	out := text(t, e.WriteJUnit)
	if !strings.HasPrefix(out, xml.Header) {
		t.Error("no XML declaration")
	}
	d := xml.NewDecoder(strings.NewReader(out))
	must(t, d.Decode(&got))
	if _, err := d.Token(); err == nil {
		if tok, err := d.Token(); !errors.Is(err, io.EOF) {
			t.Errorf("something follows the root: %v, %v", tok, err)
		}
	}
	if got.Tests != 17 || got.Failures != 7 || got.Errors != 0 || got.Skipped != 1 || len(got.Suites) != 4 {
		t.Errorf("tests %d, failures %d, errors %d, skipped %d, %d suites; want 17, 7, 0, 1, 4", got.Tests, got.Failures, got.Errors, got.Skipped, len(got.Suites))
	}
	for _, s := range got.Suites {
		failures, skipped := 0, 0
		for _, c := range s.Cases {
			if c.Name == "" || !strings.HasSuffix(c.Class, s.Name) {
				t.Errorf("case %q of class %q in suite %q", c.Name, c.Class, s.Name)
			}
			if c.Failure != nil {
				failures++
				if c.Failure.Message == "" || c.Failure.Text == "" {
					t.Errorf("case %q fails without a word", c.Name)
				}
			}
			if c.Skipped != nil {
				skipped++
			}
		}
		if len(s.Cases) != s.Tests || failures != s.Failures || skipped != s.Skipped {
			t.Errorf("suite %q: %d cases, %d failures, %d skipped; its attributes say %d, %d, %d", s.Name, len(s.Cases), failures, skipped, s.Tests, s.Failures, s.Skipped)
		}
	}
	if n := strings.Count(out, "warning: "); n != 5 {
		t.Errorf("%d cases with a warning, want 5", n)
	}
}

// Annotations are whole lines, at most ten, errors first, and no text breaks out of
// its own.
func TestAnnotations(t *testing.T) {
	tests := []struct {
		failed, warned int
		lines          int
		last           string
	}{
		{0, 0, 0, ""},
		{1, 0, 1, "::error "},
		{0, 10, 10, "::warning "},
		{4, 7, 10, "::warning title=remora-bt gate::2 more rules do not hold"},
		{30, 2, 10, "::error title=remora-bt gate::23 more rules"},
	}
	for _, tt := range tests {
		out := text(t, func(w io.Writer) error { return many(tt.failed, tt.warned, 3).WriteGitHub(w, "dir/a,b:c%\n.yaml") })
		lines := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
		if out == "" {
			lines = nil
		}
		if len(lines) != tt.lines || tt.lines > 0 && !strings.HasPrefix(lines[tt.lines-1], tt.last) {
			t.Errorf("%d failed, %d warned: %d lines %q, want %d, the last with %q", tt.failed, tt.warned, len(lines), lines, tt.lines, tt.last)
		}
		for i, l := range lines {
			head, _, ok := strings.Cut(l[2:], "::")
			if !ok || strings.ContainsAny(l, "\r\x1b") || !strings.HasPrefix(head, "error ") && !strings.HasPrefix(head, "warning ") {
				t.Errorf("line %q", l)
			}
			if i < min(tt.failed, 9) && !strings.HasPrefix(l, "::error file=dir/a%2Cb%3Ac%25%0A.yaml,line=") {
				t.Errorf("line %d is %q, want an error at its line of the file", i, l)
			}
			if strings.Contains(strings.TrimPrefix(l, "::error title=remora-bt gate"), "title=") && strings.Count(head, "title=") != 1 {
				t.Errorf("line %q has another property", l)
			}
		}
	}
}

// The step summary stays within its limit, counts what it leaves out, and no text
// of a run becomes markup.
func TestStepSummary(t *testing.T) {
	for _, tt := range []struct {
		e    *gate.Evaluation
		most int
		cut  bool
	}{
		{many(3, 2, 10), gate.MaxSummary, false},
		{many(50, 20, 20_000), gate.MaxSummary, true},
		{many(50, 20, 100), 3000, true},
		{many(1, 0, 0), 10, true},
	} {
		out := text(t, func(w io.Writer) error { return tt.e.WriteSummary(w, tt.most) })
		if len(out) > tt.most || len(out) >= 1<<20 {
			t.Errorf("%d bytes, want at most %d", len(out), tt.most)
		}
		if out == "" {
			continue
		}
		if strings.Contains(out, "do not fit") != tt.cut {
			t.Errorf("says that rows are left out: %t, want %t", !tt.cut, tt.cut)
		}
		// Within a fence nothing is markup, unless a line of less than four spaces closes it.
		if len(regexp.MustCompile("(?m)^ {0,3}```").FindAllString(out, -1)) != 2 {
			t.Error("a text of the run ends the fence round the answers")
		}
		bare := regexp.MustCompile("(?s)```text\n.*?\n```\n").ReplaceAllString(out, "")
		if strings.Contains(bare, "<script>") || strings.Contains(out, "\x1b") || strings.Contains(bare, "@all") {
			t.Error("a text of the run became markup")
		}
		if a, b := strings.Index(out, "❌"), strings.Index(out, "✅"); b >= 0 && a > b {
			t.Error("what passed stands before what failed")
		}
		for _, l := range strings.Split(out, "\n") {
			if strings.HasPrefix(l, "|") && strings.Count(l, "|")-strings.Count(l, `\|`) != 5 {
				t.Errorf("row %q does not have four cells", l)
			}
		}
	}
}

func TestText(t *testing.T) {
	out := text(t, many(1, 1, 1).WriteText)
	for _, want := range []string{"ok  ", "warn", "FAIL", "off ", "1 passed, 1 warned, 1 failed, 1 off", "HURTS", "synthetic"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	for _, l := range strings.Split(out, "\n") {
		if strings.HasPrefix(l, "::") || strings.Contains(l, "\x1b") {
			t.Errorf("line %q", l)
		}
	}
}

func TestJSON(t *testing.T) {
	var got struct {
		Passed  bool
		Counts  map[string]int
		Results []map[string]any
	}
	must(t, json.Unmarshal([]byte(text(t, many(2, 1, 3).WriteJSON)), &got))
	if got.Passed || got.Counts["failed"] != 2 || got.Counts["passed"] != 3 || len(got.Results) != 7 || got.Results[0]["value"] != nil {
		t.Errorf("JSON = %+v", got)
	}
}

// The text has the answers first and last, and of many rules those that fail; quiet the
// answers alone, verbose every rule.
func TestTextIsShort(t *testing.T) {
	e := many(2, 1, 90)
	quiet := *e
	quiet.Quiet = true
	first := text(t, quiet.WriteText)
	if strings.Count(first, "\n") > 12 || !strings.Contains(first, "GATE    failed: ") {
		t.Errorf("quiet:\n%s", first)
	}
	brief := text(t, e.WriteText)
	between, ok := strings.CutSuffix(strings.TrimPrefix(brief, first), first)
	if !ok || strings.Count(between, "\n") > 40 || strings.Count(between, "FAIL") != e.Count(gate.Failed) || !strings.Contains(between, " more rules, none of which fails: -v\n") {
		t.Errorf("want first and last\n%sand at most 40 lines between them, but printed is\n%s", first, brief)
	}
	e.Verbose = true
	if full := text(t, e.WriteText); strings.Count(full, "\nok  ") != e.Count(gate.Passed) || strings.Contains(full, "more rules") {
		t.Errorf("verbose:\n%s", full)
	}
}
