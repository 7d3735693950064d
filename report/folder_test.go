package report_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/report"
)

func entries(t *testing.T, dir string) []string {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range list {
		names = append(names, e.Name())
	}
	return names
}

// files reads a folder's files by name.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, name := range entries(t, dir) {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		out[name] = string(text)
	}
	return out
}

func write(t *testing.T, s *report.Study, dir string) map[string]string {
	t.Helper()
	if err := s.WriteFolder(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	return files(t, dir)
}

func TestFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "run")
	got := write(t, studied(t, true), dir)
	want := []string{"blocked.csv", "drawdowns.csv", "equity.csv", "manifest.json", "metrics.csv", "report.html", "report.md", "returns.csv", "summary.json", "trades.csv", "trades.parquet"}
	if names := entries(t, dir); !slices.Equal(names, want) {
		t.Errorf("folder holds %q, want %q", names, want)
	}
	if names := entries(t, filepath.Dir(dir)); len(names) != 1 {
		t.Errorf("beside the folder lie %q", names)
	}
	var m report.Manifest
	if err := json.Unmarshal([]byte(got["manifest.json"]), &m); err != nil {
		t.Fatal(err)
	}
	if m.Version != "1.2.3" || !m.Synthetic || string(m.Config) == "" || len(m.Outputs) != len(want)-1 {
		t.Errorf("manifest = %+v", m)
	}
	for _, o := range m.Outputs {
		sum := sha256.Sum256([]byte(got[o.Path]))
		if o.SHA256 != hex.EncodeToString(sum[:]) || o.Bytes != int64(len(got[o.Path])) {
			t.Errorf("digest of %s does not fit the file", o.Path)
		}
	}
}

// Two runs write the same bytes, whatever the number of processors.
func TestFolderIsDeterministic(t *testing.T) {
	first := write(t, studied(t, true), filepath.Join(t.TempDir(), "run"))
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	second := write(t, studied(t, true), filepath.Join(t.TempDir(), "run"))
	for name, text := range first {
		if second[name] != text {
			t.Errorf("%s differs", name)
		}
	}
}

func TestFolderIsReplacedOrRefused(t *testing.T) {
	s := studied(t, true)
	tests := []struct {
		name      string
		before    func(dir string)
		overwrite bool
		fault     string // "" if it is written
		stays     string // a file that must still be there
	}{
		{"absent", func(string) {}, false, "", ""},
		{"empty", func(dir string) { must(t, os.Mkdir(dir, 0o755)) }, false, "", ""},
		{"older run", func(dir string) { write(t, empty(t), dir) }, false, "", ""},
		{"someone's folder", func(dir string) { put(t, dir, "notes.txt") }, false, "holds notes.txt", "notes.txt"},
		{"older run with notes", func(dir string) { write(t, s, dir); put(t, dir, "notes.txt") }, false, "holds notes.txt", "notes.txt"},
		{"another manifest", func(dir string) { put(t, dir, "manifest.json") }, false, "holds manifest.json", "manifest.json"},
		{"endless manifest", func(dir string) { write(t, empty(t), dir); grow(t, filepath.Join(dir, "manifest.json")) }, false, "holds ", "manifest.json"},
		{"someone's folder, overwritten", func(dir string) { put(t, dir, "notes.txt") }, true, "", "notes.txt"},
		{"a file", func(dir string) { must(t, os.WriteFile(dir, nil, 0o644)) }, false, "not a folder", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			parent := t.TempDir()
			dir := filepath.Join(parent, "run")
			tt.before(dir)
			s.Overwrite = tt.overwrite
			err := s.WriteFolder(t.Context(), dir)
			switch {
			case tt.fault == "" && err != nil:
				t.Errorf("WriteFolder = %v", err)
			case tt.fault != "" && (err == nil || !strings.Contains(err.Error(), tt.fault) || !strings.Contains(err.Error(), dir)):
				t.Errorf("WriteFolder = %v, want an error with %q and the folder", err, tt.fault)
			case tt.fault == "" && len(files(t, dir)["trades.csv"]) < 1000:
				t.Error("trades.csv is not the new one")
			}
			if tt.stays != "" {
				if _, err := os.Stat(filepath.Join(dir, tt.stays)); err != nil {
					t.Error(err)
				}
			}
			if names := entries(t, parent); len(names) != 1 {
				t.Errorf("left behind: %q", names)
			}
		})
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// grow adds white space to a file until no reader takes it for a manifest.
func grow(t *testing.T, path string) {
	t.Helper()
	text, err := os.ReadFile(path)
	must(t, err)
	must(t, os.WriteFile(path, append(text, bytes.Repeat([]byte{' '}, 16<<20)...), 0o644))
}

func put(t *testing.T, dir, name string) {
	t.Helper()
	must(t, os.MkdirAll(dir, 0o755))
	must(t, os.WriteFile(filepath.Join(dir, name), []byte("{}"), 0o644))
}

// A run that is interrupted leaves everything as it was, parents included.
func TestFolderInterrupted(t *testing.T) {
	parent := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err := studied(t, true).WriteFolder(ctx, filepath.Join(parent, "a", "b", "run"))
	if !errors.Is(err, context.Canceled) {
		t.Errorf("WriteFolder = %v, want %v", err, context.Canceled)
	}
	if names := entries(t, parent); len(names) != 0 {
		t.Errorf("left behind: %q", names)
	}
}

func TestFolderUnwritable(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	must(t, os.WriteFile(file, nil, 0o644))
	err := studied(t, true).WriteFolder(t.Context(), filepath.Join(file, "run"))
	if err == nil || !strings.Contains(err.Error(), file) {
		t.Errorf("WriteFolder below a file = %v, want an error that names it", err)
	}
}
