package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/verdict/selftest"
)

// The self-test prints a row for every kind of world in every format, and nothing but
// it where nobody watches.
func TestSelfTest(t *testing.T) {
	if testing.Short() {
		t.Skip("makes some forty worlds a format")
	}
	var rows []map[string]any
	for _, format := range []string{"json", "csv", "table"} {
		code, stdout, stderr := remora(t, "selftest", "--worlds", "1", "--format", format)
		if code != exitOK || stderr != "" {
			t.Fatalf("%s: exit code %d, %q", format, code, stderr)
		}
		switch format {
		case "json":
			var got struct {
				Worlds int
				OK     bool
				Rows   []map[string]any
			}
			if err := json.Unmarshal([]byte(stdout), &got); err != nil || !got.OK || got.Worlds != 1 {
				t.Fatalf("%+v %v", got, err)
			}
			rows = got.Rows
			if all := (selftest.Options{Worlds: 1}).All(); len(rows) != all {
				t.Errorf("%d rows of one world, want %d", len(rows), all)
			}
		case "csv":
			if n := strings.Count(stdout, "\n"); n != 1+len(rows) {
				t.Errorf("%d lines, want a head and %d rows", n, len(rows))
			}
		case "table":
			for _, line := range strings.Split(stdout, "\n") {
				if len([]rune(line)) > noTerminal {
					t.Errorf("%q is wider than %d", line, noTerminal)
				}
			}
		}
	}
}
