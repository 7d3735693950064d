// Package shared has what tests of several packages need: real market data that the
// repository may not hold, the platforms of the release, a measure of memory.
package shared

import (
	"os"
	"path/filepath"
	"testing"
)

// Root returns the repository's root folder.
func Root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Fatal("no go.mod above the test's folder")
		}
		dir = up
	}
}

// Dir returns the folder shared/data beside the repository. Where it is absent
// the test is skipped, or fails if REMORA_SHARED=1 promises that it is there.
func Dir(t testing.TB) string {
	t.Helper()
	dir := filepath.Join(filepath.Dir(Root(t)), "shared", "data")
	if _, err := os.Stat(dir); err != nil {
		if os.Getenv("REMORA_SHARED") == "1" {
			t.Fatalf("REMORA_SHARED=1, but there is no real market data: %v", err)
		}
		t.Skipf("needs the real market data that are not part of the repository: %v", err)
	}
	return dir
}
