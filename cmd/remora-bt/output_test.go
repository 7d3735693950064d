package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

// What cannot be printed is an error, also where a table or a text of help is lost.
func TestStdoutFull(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skipf("there is no /dev/full: %v", err)
	}
	defer full.Close()
	for _, args := range []string{"--help", "version", "list strategies", "list metrics --format json", "config show", "config schema", "run --help"} {
		var errs bytes.Buffer
		if code := run(t.Context(), strings.Fields(args), full, &errs); code != exitUsage || !strings.Contains(errs.String(), "/dev/full: no space left on device") {
			t.Errorf("%s: exit code %d and %q, want %d and the place", args, code, errs.String(), exitUsage)
		}
	}
}
