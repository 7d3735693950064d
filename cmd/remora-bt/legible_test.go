package main

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestLegible(t *testing.T) {
	for _, tt := range []struct{ name, message, want string }{
		{"plain", "a.csv: row 3: \"x\" is no number, – expected\n\tone", "a.csv: row 3: \"x\" is no number, – expected\n\tone"},
		{"clears the screen", "column \x1b[2J\r", `column \x1b[2J\r`},
		{"writes backwards", "b\u202ea", `b\u202ea`},
		{"no UTF-8", "a\x92b\ufffd", "a\\x92b\ufffd"},
	} {
		if got := legible(tt.message); got != tt.want {
			t.Errorf("%s: legible = %q, want %q", tt.name, got, tt.want)
		}
	}
	for _, unit := range []string{"a", "→", "\x00"} {
		got := legible("begin " + strings.Repeat(unit, 30_000) + " end")
		if len(got) > mostLine || !utf8.ValidString(got) || !strings.HasPrefix(got, "begin ") || !strings.HasSuffix(got, " end") || !strings.Contains(got, " … ") {
			t.Errorf("of a long line of %q %d bytes are left: %.40q", unit, len(got), got)
		}
	}
}

func TestLegibleLines(t *testing.T) {
	if got := legible(strings.Repeat("x\n", 1000) + "x"); strings.Count(got, "\n") != mostLines || !strings.HasSuffix(got, "\n… and 941 more lines") {
		t.Errorf("of 1001 lines %d are left: %q", strings.Count(got, "\n")+1, got)
	}
	if all := strings.Repeat("x\n", mostLines) + "x"; legible(all) != all {
		t.Error("a line more is left out, which takes a line to say")
	}
}

// What a file holds does not reach the terminal as it is.
func TestErrorsAreLegible(t *testing.T) {
	path := writeFile(t, "BTC_USDT-5m.csv", "date,open,hi\x1b[2Jgh,low,close,volume\n1,2,3,4,5,6\n")
	code, _, stderr := remora(t, "data", "check", path)
	if code != exitData || strings.ContainsRune(stderr, '\x1b') || stderr != legible(stderr) {
		t.Errorf("exit code %d, stderr %q", code, stderr)
	}
}
