package runfolder_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/data/formats"
	"github.com/remora-bt/remora-bt/report"
	"github.com/remora-bt/remora-bt/report/runfolder"
)

// withInput is a study with one input file, whose path it returns.
func withInput(t *testing.T) (*report.Study, string) {
	t.Helper()
	s := studied(t, 0.001)
	path := filepath.Join(t.TempDir(), "in.csv")
	must(t, os.WriteFile(path, []byte("abc"), 0o644))
	// SHA-256 of "abc", FIPS 180-2, appendix B.1.
	s.Manifest.Inputs = []formats.Digest{{Path: path, Bytes: 3, SHA256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}}
	return s, path
}

func TestVerify(t *testing.T) {
	s, input := withInput(t)
	tests := []struct {
		name   string
		spoil  func(t *testing.T, dir string)
		faults []string // the beginning of each line
	}{
		{"nothing", func(*testing.T, string) {}, nil},
		{"missing", func(t *testing.T, dir string) { must(t, os.Remove(filepath.Join(dir, "drawdowns.csv"))) }, []string{"output drawdowns.csv: missing"}},
		{"truncated", func(t *testing.T, dir string) { must(t, os.Truncate(filepath.Join(dir, "trades.parquet"), 10)) }, []string{"output trades.parquet: truncated: 10 of "}},
		{"longer", func(t *testing.T, dir string) {
			edit(t, dir, "returns.csv", false, func(s string) string { return s + "x" })
		}, []string{"output returns.csv: "}},
		{"changed", func(t *testing.T, dir string) {
			edit(t, dir, "metrics.csv", false, func(s string) string { return "X" + s[1:] })
		}, []string{"output metrics.csv: changed: its SHA-256 is not the manifest's"}},
		{"foreign", func(t *testing.T, dir string) {
			must(t, os.MkdirAll(filepath.Join(dir, "b"), 0o755))
			must(t, os.WriteFile(filepath.Join(dir, "b", "<script>\x1b"), nil, 0o644))
			must(t, os.Symlink("/etc", filepath.Join(dir, "a")))
		}, []string{"output a: foreign: a symbolic link", `output "b/<script>\x1b": foreign: the manifest does not list it`}},
		{"link in the place of a file", func(t *testing.T, dir string) {
			path := filepath.Join(dir, "equity.csv")
			must(t, os.Rename(path, filepath.Join(filepath.Dir(dir), "equity.csv")))
			must(t, os.Symlink("../equity.csv", path))
		}, []string{"output equity.csv: is a symbolic link"}},
		{"paths that lead out", func(t *testing.T, dir string) {
			manifest(t, dir, func(m map[string]any) {
				for _, path := range []string{"../../../etc/passwd", "/etc/passwd"} {
					m["outputs"] = append(m["outputs"].([]any), map[string]any{"path": path, "bytes": 1, "sha256": "00"})
				}
			})
		}, []string{"output ../../../etc/passwd: the path leads out of the folder; not read", "output /etc/passwd: the path leads out"}},
		{"changed config", func(t *testing.T, dir string) {
			manifest(t, dir, func(m map[string]any) { m["config"] = map[string]any{"fee": 0} })
		}, []string{"manifest config: changed"}},
		{"input gone", func(t *testing.T, dir string) {
			manifest(t, dir, func(m map[string]any) { m["inputs"].([]any)[0].(map[string]any)["path"] = input + "\n.gone" })
		}, []string{`input "`}},
		{"input that is a pipe's place", func(t *testing.T, dir string) {
			manifest(t, dir, func(m map[string]any) { m["inputs"].([]any)[0].(map[string]any)["path"] = "/dev/zero" })
		}, []string{"input /dev/zero: is a device or pipe"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := written(t, s)
			tt.spoil(t, dir)
			c, err := runfolder.Verify(t.Context(), dir, true)
			must(t, err)
			var lines []string
			for _, f := range c.Faults {
				lines = append(lines, f.String())
			}
			if !slices.EqualFunc(lines, tt.faults, strings.HasPrefix) {
				t.Errorf("faults %q, want %q", lines, tt.faults)
			}
			for _, l := range lines {
				if strings.ContainsAny(l, "\n\x1b") {
					t.Errorf("line %q holds what a terminal acts on", l)
				}
			}
		})
	}
}

func TestVerifyWithoutInputs(t *testing.T) {
	s, input := withInput(t)
	dir := written(t, s)
	must(t, os.Remove(input))
	for _, inputs := range []bool{true, false} {
		c, err := runfolder.Verify(t.Context(), dir, inputs)
		must(t, err)
		if got := len(c.Faults) > 0; got != inputs {
			t.Errorf("inputs %t: faults %v", inputs, c.Faults)
		}
	}
}

func TestVerifyIsInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := runfolder.Verify(ctx, written(t, studied(t, 0.001)), true); !errors.Is(err, context.Canceled) {
		t.Errorf("Verify = %v, want %v", err, context.Canceled)
	}
}
