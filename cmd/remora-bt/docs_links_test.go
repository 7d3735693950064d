package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/remora-bt/remora-bt/internal/shared"
)

var docLink = regexp.MustCompile(`\]\(([^)\s]+)\)`)

// Every link of a document to another leads to a file of the repository, and to a
// heading in it where it names one.
func TestDocsLinkToWhatIsThere(t *testing.T) {
	root := shared.Root(t)
	paths, err := filepath.Glob(filepath.Join(root, "docs", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"README.md", "CONTRIBUTING.md"} {
		paths = append(paths, filepath.Join(root, name))
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range docLink.FindAllStringSubmatch(string(text), -1) {
			file, anchor, named := strings.Cut(m[1], "#")
			if strings.Contains(file, "://") {
				continue
			}
			target := path
			if file != "" {
				target = filepath.Join(filepath.Dir(path), filepath.FromSlash(file))
			}
			there, err := os.ReadFile(target)
			if err != nil {
				t.Errorf("%s: link %q: %v", filepath.Base(path), m[1], err)
				continue
			}
			if named && !anchors(string(there))[anchor] {
				t.Errorf("%s: link %q: %s has no such heading", filepath.Base(path), m[1], filepath.Base(target))
			}
		}
	}
}

// anchors are the names that GitHub gives to the headings of a document.
func anchors(text string) map[string]bool {
	out := map[string]bool{}
	for line := range strings.Lines(text) {
		heading := strings.TrimLeft(line, "#")
		if heading == line || !strings.HasPrefix(heading, " ") {
			continue
		}
		out[strings.Map(func(r rune) rune {
			switch {
			case r == ' ':
				return '-'
			case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r):
				return unicode.ToLower(r)
			}
			return -1
		}, strings.TrimSpace(heading))] = true
	}
	return out
}
