package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/looks"
)

// A link to a folder is an output like the folder: a study is written there twice, and
// its looks are counted beside the link.
func TestOutputIsALink(t *testing.T) {
	dir := t.TempDir()
	real, link := filepath.Join(dir, "disk", "real"), filepath.Join(dir, "link")
	if err := os.MkdirAll(real, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(real, link); err != nil {
		t.Skip(err)
	}
	for range 2 {
		code, _, stderr := remora(t, "run", "--strategy-list", "RSIEMA", "--timerange", "20230101-20230401", "--filter", "default", "--charts", "none", "-q", "-o", link)
		if code != exitOK || strings.Contains(stderr, "warning") {
			t.Fatalf("exit code %d, stderr %q", code, stderr)
		}
	}
	for _, path := range []string{filepath.Join(real, "summary.json"), filepath.Join(dir, looks.File)} {
		if _, err := os.Stat(path); err != nil {
			t.Error(err)
		}
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is gone: %v, %v", info, err)
	}
}
