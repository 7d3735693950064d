package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
)

// Every module that 'go version -m' names of a binary is in its list.
func TestWrite(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "sbom.json")
	if err := write(out, self, "1.2.3"); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	var b bom
	if err := json.Unmarshal(text, &b); err != nil {
		t.Fatal(err)
	}
	main := b.Metadata.Component
	if main.PURL != "pkg:golang/github.com/remora-bt/remora-bt@v1.2.3" || len(main.Hashes) != 1 || len(main.Hashes[0].Content) != 64 {
		t.Errorf("the program is %+v", main)
	}
	// The pattern is that of the schema.
	if !regexp.MustCompile(`^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`).MatchString(b.Serial) {
		t.Errorf("serial number %q", b.Serial)
	}
	listed := map[string]string{}
	for _, c := range b.Components {
		listed[c.Name] = c.Version
	}
	if listed["stdlib"] != strings.TrimPrefix(runtime.Version(), "go") {
		t.Errorf("the standard library is %q, want %q", listed["stdlib"], runtime.Version())
	}
	record, err := exec.CommandContext(t.Context(), "go", "version", "-m", self).Output()
	if err != nil {
		t.Fatal(err)
	}
	modules := 0
	for line := range strings.Lines(string(record)) {
		if f := strings.Fields(line); len(f) >= 3 && f[0] == "dep" {
			modules++
			if listed[f[1]] != f[2] {
				t.Errorf("%s is listed as %q, want %s", f[1], listed[f[1]], f[2])
			}
		}
	}
	if len(b.Components) != modules+1 || len(b.Dependencies[0].On) != modules+1 {
		t.Errorf("%d components, %d dependencies, want %d", len(b.Components), len(b.Dependencies[0].On), modules+1)
	}
	if err := write(out, out, ""); err == nil {
		t.Error("a text is listed as a binary")
	}
}
