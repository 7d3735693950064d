package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What would be written over is read to a limit.
func TestManifestTooLarge(t *testing.T) {
	in := dataFolder(t, map[string]string{"BTC_USDT-5m.csv": candleText(10)})
	out := t.TempDir()
	path := filepath.Join(out, manifestName)
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(path, maxManifest+1); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"import", filepath.Join(in, "BTC_USDT-5m.csv"), "-o", out},
		{"synth", "-o", out, "--force"},
	} {
		code, stdout, stderr := runData(t, args...)
		if code != exitUsage || stdout != "" || !strings.Contains(stderr, "manifest.json: 16777217 bytes, more than the 16777216 that are allowed") {
			t.Errorf("%s: exit code %d, stdout %q, stderr %q", args[0], code, stdout, stderr)
		}
	}
}
