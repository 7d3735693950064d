package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/internal/shared"
)

// Every line that a document shows as ```text is printed by a command that stands
// above it, up to the number of blanks. Lines of reproduce need the candles of the
// published study.
func TestDocsShowWhatIsPrinted(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the built-in study and the published one")
	}
	for _, name := range []string{"reading-a-report.md", "reproducing-the-study.md"} {
		t.Run(name, func(t *testing.T) {
			text, candles := document(t, "docs/"+name), ""
			if strings.Contains(text, "remora-bt reproduce") {
				candles = filepath.Join(shared.Dir(t), "candles")
			}
			t.Chdir(t.TempDir())
			t.Setenv("COLUMNS", "500") // a line of the page is a line of text
			printed := map[string]bool{}
			for _, b := range blocks(text) {
				for _, l := range b.lines() {
					switch b.language {
					case "sh":
						for _, line := range printedBy(t, l.text, candles) {
							printed[line] = true
						}
					case "text":
						if !printed[unspaced(l.text)] {
							t.Errorf("%s:%d: no command above prints %q", name, l.number, l.text)
						}
					}
				}
			}
		})
	}
}

// printedBy are the lines that a command prints; candles stand in the place of the
// reader's data folder.
func printedBy(t *testing.T, command, candles string) []string {
	t.Helper()
	words, _, _, err := shellWords(command)
	if err != nil || len(words) < 2 || words[0] != "remora-bt" {
		t.Fatalf("%q: not a command of remora-bt: %v", command, err)
	}
	if i := slices.Index(words, "user_data/data/binance"); i >= 0 {
		words[i] = candles
	}
	code, stdout, stderr := remora(t, words[1:]...)
	if code != exitOK {
		t.Fatalf("%s: exit code %d: %s", command, code, stderr)
	}
	var lines []string
	for line := range strings.Lines(stdout) {
		lines = append(lines, unspaced(line))
	}
	return lines
}

// unspaced has single blanks alone: columns are as wide as their widest cell, of
// which the document may show none.
func unspaced(line string) string { return strings.Join(strings.Fields(line), " ") }

// The code that documents show is code that is compiled and run.
func TestDocsShowCodeThatRuns(t *testing.T) {
	code := document(t, "strategies/example_test.go")
	shown := 0
	for _, b := range blocks(document(t, "docs/writing-a-strategy.md")) {
		if b.language != "go" {
			continue
		}
		shown++
		if !strings.Contains(code, b.text) {
			t.Errorf("writing-a-strategy.md:%d: this is not what stands in strategies/example_test.go:\n%s", b.first, b.text)
		}
	}
	if shown == 0 {
		t.Error("writing-a-strategy.md shows no code")
	}
}

// The table of figures in methods.md is the program's own.
func TestDocsListEveryMetric(t *testing.T) {
	code, table, stderr := remora(t, "list", "metrics", "--format", "md")
	if code != exitOK {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	text := document(t, "docs/methods.md")
	for line := range strings.Lines(table) {
		if !strings.Contains(text, line) {
			t.Errorf("methods.md lacks the line of 'remora-bt list metrics --format md': %s", line)
		}
	}
}

func document(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(shared.Root(t), filepath.FromSlash(path)))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
