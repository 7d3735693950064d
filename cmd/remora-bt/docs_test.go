package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/internal/shared"
)

// setups prepare, by document, what its commands expect to find in the folder in
// which they run. A document that is not here begins in an empty folder; what it
// shows as ```yaml or ```json with a first line "# name.yaml" (or //) is there as a file.
var setups = map[string]func(t *testing.T, root string){
	"README.md": func(t *testing.T, _ string) {
		prepareSample(t, "user_data/data/binance", "20211201-20221231")
		if err := os.Rename("user_data/data/binance/context", "context"); err != nil {
			t.Fatal(err)
		}
	},
	"getting-data.md": func(t *testing.T, _ string) {
		prepareSample(t, "candles", "20211201-20221231")
		if err := os.Rename("candles/context", "context"); err != nil {
			t.Fatal(err)
		}
	},
	// What freqtrade exported of the built-in strategies stands for the reader's results.
	"your-own-strategy.md": func(t *testing.T, root string) {
		prepareSample(t, "user_data/data/binance", "20230101-20230630")
		for _, name := range []string{"stacked.zip", "ordinary.zip"} {
			if err := os.Symlink(filepath.Join(root, "backtest", "apply", "testdata", name), name); err != nil {
				t.Fatal(err)
			}
		}
	},
	"reproducing-the-study.md": func(t *testing.T, root string) { linkCandles(t, root, "user_data/data/binance") },
}

// linkCandles puts the real candles where the document has its own, or a sample where
// they are absent.
func linkCandles(t *testing.T, root, dir string) {
	t.Helper()
	candles := filepath.Join(filepath.Dir(root), "shared", "data", "candles")
	if _, err := os.Stat(candles); err != nil && os.Getenv("REMORA_SHARED") != "1" {
		prepareSample(t, dir, "20211201-20221231")
		return
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(candles, dir); err != nil {
		t.Fatal(err)
	}
}

// onRealCandles is the beginning of commands that only the real candles can satisfy:
// on a sample they are not run.
const onRealCandles = "remora-bt reproduce"

// other are programs that documents may call besides remora-bt; they are not run,
// but a target of make and a script must be there.
var other = []string{"make", "git", "go", "env"}

func prepareSample(t *testing.T, dir, timerange string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		t.Fatal(err)
	}
	synthTo(t, dir, "--pairs", "BTC/USDT,ETH/USDT", "--timerange", timerange)
}

// Every command of README.md and docs runs as it stands there, in order, and ends
// with 0, or with the code that a comment behind it gives: # exit 5.
func TestDocs(t *testing.T) {
	if testing.Short() {
		t.Skip("runs every command of the documents")
	}
	root := shared.Root(t)
	documents, err := filepath.Glob(filepath.Join(root, "docs", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	makefile, err := os.ReadFile(filepath.Join(root, "Makefile"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range append([]string{filepath.Join(root, "README.md")}, documents...) {
		name := filepath.Base(path)
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			t.Chdir(t.TempDir())
			t.Setenv("GITHUB_STEP_SUMMARY", "")
			if setup := setups[name]; setup != nil {
				setup(t, root)
			}
			all := blocks(string(text))
			for _, b := range all {
				if b.file != "" {
					if err := os.WriteFile(b.file, []byte(b.text), 0o644); err != nil {
						t.Fatal(err)
					}
				}
			}
			for _, b := range all {
				if b.language != "sh" {
					continue
				}
				for _, l := range b.lines() {
					runLine(t, root, name, l, string(makefile))
				}
			}
		})
	}
}

// runLine runs one command of a document.
func runLine(t *testing.T, root, document string, l docLine, makefile string) {
	t.Helper()
	place := fmt.Sprintf("%s:%d", document, l.number)
	words, to, want, err := shellWords(l.text)
	if err != nil {
		t.Errorf("%s: %v", place, err)
		return
	}
	if len(words) == 0 {
		return
	}
	if program := strings.TrimPrefix(words[0], "./bin/"); program != "remora-bt" {
		if strings.HasPrefix(program, "scripts/") {
			if _, err := os.Stat(filepath.Join(root, program)); err != nil {
				t.Errorf("%s: %v", place, err)
			}
		} else if !slices.Contains(other, program) {
			t.Errorf("%s: %q is neither remora-bt nor one of %s", place, words[0], strings.Join(other, ", "))
		}
		if program == "make" && len(words) > 1 && !strings.Contains(makefile, "\n"+words[1]+":") {
			t.Errorf("%s: the Makefile has no target %q", place, words[1])
		}
		return
	}
	if _, err := os.Readlink("user_data/data/binance"); err != nil && strings.HasPrefix(l.text, onRealCandles) {
		t.Logf("%s: %s: not run, it needs the real candles", place, l.text)
		return
	}
	if strings.HasPrefix(l.text, "remora-bt data fetch ") { // there is no network: its flags are checked
		if code, _, stderr := remora(t, append(words[1:], "--offline")...); code != exitUsage || !strings.Contains(stderr, "--offline refuses it") {
			t.Errorf("%s: %s --offline: exit code %d: %s", place, l.text, code, stderr)
		}
		return
	}
	code, stdout, stderr := remora(t, words[1:]...)
	if code != want {
		t.Errorf("%s: %s\nexit code %d, want %d: %.2000s", place, l.text, code, want, stderr)
	}
	if to != "" {
		if err := os.WriteFile(to, []byte(stdout), 0o644); err != nil {
			t.Error(err)
		}
	}
}

// A docBlock is a fenced block of a document.
type docBlock struct {
	language string
	file     string // the name that its first line gives it
	first    int    // line of its first line
	text     string
}

var blockName = regexp.MustCompile(`^(?:#|//) ([A-Za-z0-9_.-]+\.(?:yaml|yml|json|csv))\b`)

func blocks(text string) []docBlock {
	var out []docBlock
	var b *docBlock
	for i, line := range strings.Split(text, "\n") {
		switch {
		case b == nil && strings.HasPrefix(line, "```"):
			b = &docBlock{language: strings.TrimPrefix(line, "```"), first: i + 2}
		case b != nil && line == "```":
			if m := blockName.FindStringSubmatch(b.text); m != nil && b.language != "sh" {
				b.file = m[1]
			}
			out = append(out, *b)
			b = nil
		case b != nil:
			b.text += line + "\n"
		}
	}
	return out
}

// A docLine is a command, lines that end with a backslash put together.
type docLine struct {
	number int
	text   string
}

func (b docBlock) lines() []docLine {
	var out []docLine
	lines := strings.Split(strings.TrimSuffix(b.text, "\n"), "\n")
	for i := 0; i < len(lines); i++ {
		l := docLine{b.first + i, lines[i]}
		for strings.HasSuffix(l.text, `\`) && i+1 < len(lines) {
			i++
			l.text = strings.TrimSuffix(l.text, `\`) + strings.TrimSpace(lines[i])
		}
		out = append(out, l)
	}
	return out
}

var exitComment = regexp.MustCompile(`\bexit (\d+)\b`)

// shellWords splits a command as a shell would, as far as documents need it: words,
// quotes, a comment and a redirection to a file.
func shellWords(line string) (words []string, to string, code int, err error) {
	var word strings.Builder
	inWord, quote := false, rune(0)
	flush := func() {
		if inWord {
			words = append(words, word.String())
		}
		word.Reset()
		inWord = false
	}
	for i, r := range line {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote != 0:
			word.WriteRune(r)
		case r == '\'' || r == '"':
			quote, inWord = r, true
		case r == ' ' || r == '\t':
			flush()
		case r == '#' && !inWord:
			if m := exitComment.FindStringSubmatch(line[i:]); m != nil {
				code, err = strconv.Atoi(m[1])
			}
			return redirected(words, code, err)
		case strings.ContainsRune("|&;<$`(){}*?", r):
			return nil, "", 0, fmt.Errorf("%q: the test of the documents does not know %q", line, r)
		default:
			word.WriteRune(r)
			inWord = true
		}
	}
	if quote != 0 {
		return nil, "", 0, fmt.Errorf("%q: a quote is not closed", line)
	}
	flush()
	return redirected(words, code, err)
}

func redirected(words []string, code int, err error) ([]string, string, int, error) {
	if n := len(words); n > 2 && words[n-2] == ">" {
		return words[:n-2], words[n-1], code, err
	}
	return words, "", code, err
}

func TestShellWords(t *testing.T) {
	tests := []struct {
		line  string
		words []string
		to    string
		code  int
		fails bool
	}{
		{`remora-bt run --minimal-roi '{"0":0.10}' -p "A/B C"`, []string{"remora-bt", "run", "--minimal-roi", `{"0":0.10}`, "-p", "A/B C"}, "", 0, false},
		{`remora-bt config show > p.yaml`, []string{"remora-bt", "config", "show"}, "p.yaml", 0, false},
		{`remora-bt gate --run x  # exit 5: it fails`, []string{"remora-bt", "gate", "--run", "x"}, "", 5, false},
		{`# a comment`, nil, "", 0, false},
		{``, nil, "", 0, false},
		{`a | b`, nil, "", 0, true},
		{`a 'b`, nil, "", 0, true},
	}
	for _, tt := range tests {
		words, to, code, err := shellWords(tt.line)
		if !slices.Equal(words, tt.words) || to != tt.to || code != tt.code || (err != nil) != tt.fails {
			t.Errorf("shellWords(%q) = %q, %q, %d, %v", tt.line, words, to, code, err)
		}
	}
	text := "a\n```sh\nx \\\n  y\nz\n```\n```yaml\n# g.yaml: what\nk: v\n```\n"
	bs := blocks(text)
	if len(bs) != 2 || bs[1].file != "g.yaml" || !bytes.Contains([]byte(bs[1].text), []byte("k: v")) {
		t.Fatalf("blocks = %+v", bs)
	}
	if ls := bs[0].lines(); len(ls) != 2 || ls[0] != (docLine{3, "x y"}) || ls[1] != (docLine{5, "z"}) {
		t.Errorf("lines = %+v", ls)
	}
}
