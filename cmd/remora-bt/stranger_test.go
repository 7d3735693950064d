package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/internal/shared"
)

// A program of another module runs a filter over candles, and its figures are those
// that run prints.
func TestStranger(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a module")
	}
	root, module := shared.Root(t), t.TempDir()
	for name, from := range map[string]string{"main.go": "examples/filter/main.go", "go.mod": "examples/filter/go.mod", "go.sum": "go.sum"} {
		text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(from)))
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(string(text), "\n"); name == "main.go" && n > 30 {
			t.Errorf("%s has %d lines, want at most 30", from, n)
		}
		text = []byte(strings.Replace(string(text), "=> ../..", "=> "+root, 1))
		if err := os.WriteFile(filepath.Join(module, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	program := filepath.Join(module, "filter")
	build := exec.Command("go", "build", "-mod=mod", "-o", program, ".")
	build.Dir, build.Env = module, append(os.Environ(), "GOFLAGS=", "GOPROXY=off", "GONOSUMDB=*", "GOWORK=off")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	candles := sampleDir(t)
	out, err := exec.Command(program, candles).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	code, printed, stderr := remora(t, "run", "-d", candles, "--pairs", "BTC/USDT", "--strategy-list", "RSIEMA", "--filter", "default", "--format", "md", "--verbose")
	if code != exitOK {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	rows := map[string][]string{} // of the summary, by label
	_, summary, _ := strings.Cut(printed, "SUMMARY METRICS")
	for line := range strings.Lines(summary) {
		if cells := strings.Split(line, "|"); len(cells) >= 5 {
			label := strings.TrimSuffix(strings.TrimSpace(cells[1]), " (freqtrade)") // whose formula it is
			rows[label] = []string{strings.TrimSpace(cells[2]), strings.TrimSpace(cells[3])}
		}
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	for _, line := range lines[:len(lines)-1] {
		part := strings.Split(line, "|")
		row := rows[part[1]]
		if row == nil {
			t.Fatalf("%q is no figure of the summary", line)
		}
		text := row[map[string]int{"baseline": 0, "filtered": 1}[part[0]]]
		text = strings.ReplaceAll(text, "−", "-") // the sign that is set for people
		if text = strings.TrimSuffix(strings.TrimSuffix(text, " USDT"), "%"); text != part[2] {
			t.Errorf("%s: run prints %q", line, text)
		}
	}
	profit, risk, _ := strings.Cut(lines[len(lines)-1], "|")
	_, answers, _ := strings.Cut(printed, "PROFIT")
	first, second, _ := strings.Cut(answers, "RISK")
	if len(lines) < 40 || !strings.Contains(first, profit) || !strings.Contains(second, risk) {
		t.Errorf("%d lines, answers %q and %q; run prints:\n%.400s", len(lines), profit, risk, answers)
	}
}
