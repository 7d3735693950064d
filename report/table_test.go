package report_test

import (
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/report"
)

func TestTableFitsAnyWidth(t *testing.T) {
	table := report.Table{
		Title:   "Coverage",
		Columns: []report.Column{{Name: "Pair", Text: true}, {Name: "Rows"}, {Name: "From", Text: true}},
		Rows:    [][]string{{"BTC/USDT", "630834", "2020-01-01 00:00:00"}, {"ETH/USDT", "7", "2021-01-01 00:00:00"}},
	}
	for width := range 60 {
		var b strings.Builder
		if err := table.Write(&b, width); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(b.String()) {
			if n := len([]rune(strings.TrimSuffix(line, "\n"))); width > 0 && n > width {
				t.Errorf("width %d: a line of %d: %q", width, n, line)
			}
		}
		if strings.ContainsAny(b.String(), "│┌└") {
			t.Errorf("width %d: boxes in\n%s", width, b.String())
		}
	}
	var b strings.Builder
	table.Title = ""
	if err := table.Write(&b, 0); err != nil {
		t.Fatal(err)
	}
	if want := "Pair        Rows  From\n"; !strings.HasPrefix(b.String(), want) {
		t.Errorf("without a title it begins %q, want %q", b.String(), want)
	}
}
