package main

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/report/gate"
)

// filtered is a run with both arms.
func filtered(t *testing.T) string {
	t.Helper()
	blocks := writeFile(t, "blocks.json", `{"windows":[{"from":"2023-01-10 00:00","to":"2023-01-20 00:00"}]}`)
	dir, _ := finished(t, "--filter", "blocks:"+blocks)
	return dir
}

func TestGateExitCodes(t *testing.T) {
	t.Setenv("GITHUB_STEP_SUMMARY", "")
	dir := filtered(t)
	bare, _ := finished(t)
	baseline := filepath.Join(t.TempDir(), "baseline.json")
	if code, stdout, stderr := remora(t, "gate", "--run", dir, "--update", baseline); code != exitOK || stdout != "" {
		t.Fatalf("update: exit code %d, stdout %q, stderr %q", code, stdout, stderr)
	}
	passing := writeFile(t, "gate.yaml", `
rules:
  - check: total_trades > 0
    arm: [baseline, filtered]
  - check: refused_pct < 90
    strategy: RSIEMA
  - check: drift.same_trades == true
  - check: profit_total_abs > 1e9
    level: warn
  - check: profit_total_abs > 1e9
    level: off
`)
	strict := writeFile(t, "strict.yaml", "require_conclusive: true\nrules: [{check: total_trades > 0}]\n")
	tests := []struct {
		name string
		args []string
		code int
		want []string
	}{
		{"the built-in gate", nil, exitOK, []string{"PROFIT  ", "RISK    ", "ok    total_trades > 0", "ok    profit.answer != HURTS", "0 failed"}},
		{"a file and a baseline file", []string{"-c", passing, "--baseline", baseline}, exitOK, []string{"true", "warn  profit_total_abs", "off   profit_total_abs"}},
		{"a baseline folder", []string{"-c", passing, "--baseline", dir}, exitOK, []string{"drift.same_trades == true: true"}},
		{"a rule that fails", []string{"--rule", "total_trades > 1000000"}, exitGate, []string{"FAIL  total_trades", "gate failed: 2 rules do not hold"}},
		{"an undefined metric", []string{"--run", bare, "--rule", "profit.selection_bp > 0"}, exitGate, []string{"profit.selection_bp > 0: undefined", "needs a filter"}},
		{"an unknown metric", []string{"--rule", "profit_totl > 0"}, exitUsage, []string{`unknown metric "profit_totl"; did you mean profit_total?`}},
		{"an unknown metric beside a file", []string{"-c", strict, "--rule", "profit_totl > 0"}, exitUsage, []string{`remora-bt: unknown metric "profit_totl"; did you mean profit_total?`}},
		{"an unknown metric in a file", []string{"-c", writeFile(t, "g.yaml", "rules:\n  - check: total_trades > 0\n  - level: warn\n    check: profit_totl > 0\n")}, exitUsage, []string{`[4:12] rule 2: unknown metric "profit_totl"; did you mean profit_total?`, ">  4 |     check"}},
		{"an unknown strategy in a file", []string{"-c", writeFile(t, "g.yaml", "rules:\n  - check: total_trades > 0\n    strategy: RSIEMMA\n")}, exitUsage, []string{`[3:15] rule 1: strategy "RSIEMMA" is not in the run; did you mean RSIEMA?`}},
		{"inconclusive", []string{"--require-conclusive"}, exitInconclusive, []string{"inconclusive: profit"}},
		{"inconclusive by the file", []string{"-c", strict}, exitInconclusive, []string{"inconclusive"}},
		{"no answers", []string{"--run", bare, "--require-conclusive"}, exitInconclusive, []string{"the run has no answers"}},
		{"a failure outweighs inconclusive", []string{"--require-conclusive", "--rule", "total_trades < 0"}, exitGate, []string{"gate failed"}},
		{"drift without a baseline", []string{"-c", passing}, exitUsage, []string{"[7:12] rule 3: drift.same_trades needs a baseline", "^"}},
		{"no such run", []string{"--run", "none"}, exitData, []string{"none"}},
		{"no such baseline", []string{"--baseline", "none.json"}, exitData, []string{"none.json"}},
		{"baseline of words", []string{"--baseline", passing}, exitData, []string{"damaged or not a baseline"}},
		{"no run", []string{"--run", ""}, exitUsage, []string{"gate needs --run"}},
		{"an argument", []string{"x"}, exitUsage, []string{"takes no arguments"}},
		{"unknown format", []string{"--format", "xml"}, exitUsage, []string{`format "xml": expected table, json, md, junit, github`}},
		{"update and check", []string{"--update", "x", "--rule", "p < 1"}, exitUsage, []string{"--update checks nothing"}},
		{"update over another file", []string{"--update", passing}, exitUsage, []string{"it is not overwritten"}},
		{"update over a baseline", []string{"--update", baseline}, exitOK, []string{"wrote "}},
		{"junit that cannot be written", []string{"--junit", "/proc/none/x.xml"}, exitUsage, []string{"/proc/none"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			code, stdout, stderr := remora(t, append([]string{"gate", "--run", dir}, tt.args...)...)
			if code != tt.code {
				t.Errorf("exit code %d, want %d; stderr %q", code, tt.code, stderr)
			}
			for _, want := range tt.want {
				if !strings.Contains(stdout+stderr, want) {
					t.Errorf("stdout %q, stderr %q, want %q in them", stdout, stderr, want)
				}
			}
		})
	}
}

// A bad gate file is refused before the run is read, with its place and the nearest
// key.
func TestGateFileRefused(t *testing.T) {
	deep := strings.Repeat("[", 20_000)
	tests := []struct{ name, text, want string }{
		{"empty", "", "the gate is empty"},
		{"a comment", "# nothing\n", "the gate is empty"},
		{"no rules", "rules: []\n", "no rules"},
		{"a list", "- a\n", "gate.yaml"},
		{"a word", "hello\n", "gate.yaml"},
		{"half a mapping", "rules: [{check: 'a > 1'\n", "gate.yaml"},
		{"unknown key", "rules:\n  - chek: a > 1\n", "[2:5] unknown field \"chek\""},
		{"unknown key, the nearest", "rules:\n  - chek: a > 1\n", "did you mean check?"},
		{"unknown key above", "ruls: []\n", "did you mean rules?"},
		{"bad check", "rules:\n  - check: a >\n", "[2:12] rule 1: check \"a >\": no value"},
		{"bad level", "rules:\n  - check: a > 1\n    level: fatal\n", "[3:12] rule 1: level \"fatal\": expected off, warn or error"},
		{"bad arm", "rules:\n  - check: a > 1\n    arm: [baseline, both]\n", "arm \"both\""},
		{"arm that is a mapping", "rules:\n  - check: a > 1\n    arm: {a: b}\n", "[3:10] rules[0].arm: expected a name or a list of names"},
		{"octal timerange", "rules:\n  - check: a > 1\n    timerange: 020\n", "[3:16] rules[0].timerange: found 020, which YAML reads as an octal number"},
		{"empty rule", "rules:\n  -\n", "rules[0]: found nothing, expected keys with values"},
		{"word for a truth", "require_conclusive: yes\nrules: [{check: a > 1}]\n", "[1:21] require_conclusive: found the text \"yes\", expected true or false"},
		{"twice", "rules: []\nrules: []\n", "[2:1] mapping key \"rules\" already defined"},
		{"two documents", "rules: [{check: a > 1}]\n---\nrules: []\n", "[2:1] more than one YAML document"},
		{"no check", "rules:\n  - level: warn\n", "rule 1: check \"\": no operator"},
		{"no check, its place", "rules:\n  - level: warn\n", "[2:5] rule 1"},
		{"two faults", "rules:\n  - check: a\n  - check: b\n", "[3:12] rule 2: check \"b\""},
		{"too large", "rules:\n" + strings.Repeat("#", 300_000), "more than the 262144 that are allowed"},
		{"deep", "rules: " + deep, "[1:23] nested more than 16 deep"},
		{"bytes", "\x00\xff\xfe", "gate.yaml"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			code, stdout, stderr := remora(t, "gate", "--run", "none", "-c", writeFile(t, "gate.yaml", tt.text))
			if code != exitUsage || stdout != "" || !strings.Contains(stderr, tt.want) {
				t.Errorf("exit code %d, stdout %q, stderr %.400q, want %d and %q", code, stdout, stderr, exitUsage, tt.want)
			}
		})
	}
	if code, _, stderr := remora(t, "gate", "--run", "none", "-c", writeFile(t, "gate.yaml", "ruls: []\n")); code != exitUsage || !strings.Contains(stderr, ">  1 | ruls: []\nremora-bt:        ^\nremora-bt: did you mean rules?") {
		t.Errorf("an unknown key is not shown with its line: exit code %d, stderr %q", code, stderr)
	}
	if code, _, stderr := remora(t, "gate", "--run", "none", "-c", t.TempDir()); code != exitUsage || !strings.Contains(stderr, "not a regular file") {
		t.Errorf("a folder: exit code %d, stderr %q", code, stderr)
	}
}

// No text crashes the reader of gate files.
func FuzzGateFile(f *testing.F) {
	f.Add("rules:\n  - check: a > 1\n    arm: filtered\n")
	f.Add("rules: [{check: 'a in b', strategy: [x, y]}]")
	f.Add("require_conclusive: yes\nrules: &a [*a]")
	f.Fuzz(func(t *testing.T, text string) {
		g, _, _, err := parseGate("gate.yaml", []byte(text))
		for _, r := range g.Rules {
			if err == nil && r.Line < 1 {
				t.Errorf("%q: rule %d has no line", text, r.Place+1)
			}
		}
	})
}

// Every output of the gate is the same bytes again, whatever the number of
// processors, and agrees with the others.
func TestGateOutputs(t *testing.T) {
	dir := filtered(t)
	summary := filepath.Join(t.TempDir(), "summary.md")
	if err := os.WriteFile(summary, []byte("before\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Setenv("GITHUB_STEP_SUMMARY", summary)
	junit := filepath.Join(t.TempDir(), "gate.xml")
	args := []string{"gate", "--run", dir, "--baseline", dir, "--rule", "total_trades > 1000000", "--rule", "drift.daily_sharpe.lo >= 0", "--rule", "total_trades > 0", "--junit", junit}
	outputs := func() map[string]string {
		out := map[string]string{}
		for _, format := range gateFormats {
			code, stdout, _ := remora(t, append(args, "--format", format)...)
			if code != exitGate {
				t.Fatalf("%s: exit code %d, want %d", format, code, exitGate)
			}
			out[format] = stdout
		}
		return out
	}
	first := outputs()
	before := runtime.GOMAXPROCS(1)
	second := outputs()
	runtime.GOMAXPROCS(before)
	for format, text := range first {
		if second[format] != text {
			t.Errorf("%s differs on one processor", format)
		}
	}
	var j struct {
		Counts map[string]int
	}
	if err := json.Unmarshal([]byte(first["json"]), &j); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(junit)
	if err != nil {
		t.Fatal(err)
	}
	var x struct {
		Tests    int `xml:"tests,attr"`
		Failures int `xml:"failures,attr"`
	}
	if err := xml.Unmarshal(file, &x); err != nil {
		t.Fatal(err)
	}
	if string(file) != first["junit"] || x.Failures != j.Counts["failed"] || x.Tests != j.Counts["failed"]+j.Counts["passed"] || x.Failures != 2 {
		t.Errorf("JUnit has %d tests and %d failures, JSON %v", x.Tests, x.Failures, j.Counts)
	}
	if n := strings.Count(first["github"], "\n::error "); n != 2 {
		t.Errorf("%d annotations, want 2, in\n%s", n, first["github"])
	}
	text, err := os.ReadFile(summary)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(text), "## remora-bt gate: failed"); n != 2*len(gateFormats) || !strings.HasPrefix(string(text), "before\n") {
		t.Errorf("the step summary has %d results, want %d behind what was there", n, 2*len(gateFormats))
	}
}

// A step summary that is nearly full is not written over GitHub's limit.
func TestStepSummaryIsBounded(t *testing.T) {
	dir := filtered(t)
	for _, before := range []int{0, gate.MaxSummary - 900, gate.MaxSummary, 2 << 20} {
		summary := writeFile(t, "summary.md", strings.Repeat("x", before))
		t.Setenv("GITHUB_STEP_SUMMARY", summary)
		if code, _, stderr := remora(t, "gate", "--run", dir); code != exitOK {
			t.Fatalf("exit code %d: %s", code, stderr)
		}
		info, err := os.Stat(summary)
		if err != nil {
			t.Fatal(err)
		}
		if size := int(info.Size()); size > max(before, gate.MaxSummary) {
			t.Errorf("%d bytes grew to %d, want at most %d", before, size, gate.MaxSummary)
		}
	}
}

// Lines that a runner would act on are marked.
func TestFenced(t *testing.T) {
	var b strings.Builder
	f := &fenced{to: &b}
	for _, s := range []string{"a ::error::x\n  ::error::y\n", "::", "warning::z\n##[error]\nb\n", "c", "::d\n"} {
		if _, err := fmt.Fprint(f, s); err != nil {
			t.Fatal(err)
		}
	}
	if want := "a ::error::x\n|  ::error::y\n|::warning::z\n|##[error]\nb\nc::d\n"; b.String() != want {
		t.Errorf("fenced %q, want %q", b.String(), want)
	}
}
