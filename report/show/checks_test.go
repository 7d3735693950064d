package show

import (
	"strings"
	"testing"
	"time"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/report/table"
)

// On a narrow terminal the name of the file goes before the number of missing candles, and
// what was not found anywhere takes a line together. Markdown has a row for each.
func TestChecksOnANarrowTerminal(t *testing.T) {
	r := data.Report{Pair: "BTC/USDT", Timeframe: 5 * data.Minute, Rows: 511058, First: 1606780800000, Last: 1767225300000, Gaps: []data.Gap{{From: 1608559800000, To: 1608573300000, Candles: 23758}}}
	r.Found[data.NoVolume].Count = 53
	checks := []Check{{Report: r, Files: []string{"BTC_USDT-5m.csv.gz"}}}
	var text, md strings.Builder
	To(&text, table.Options{Format: "table", Width: 80}).Checks(checks)
	To(&md, table.Options{Format: "md"}).Checks(checks)
	for _, want := range []string{"Missing", "23758", "Not shown for want of width: Source", "Nothing found: far_time, misaligned,"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("no %q in\n%s", want, text.String())
		}
	}
	if _, flaws, _ := strings.Cut(text.String(), "Checks"); strings.Count(flaws, "no_volume") != 2 || strings.Count(flaws, "far_time") != 1 || strings.Contains(flaws, "fault") {
		t.Errorf("rows of what was not found in\n%s", flaws)
	}
	if !strings.Contains(md.String(), "far_time") || strings.Contains(md.String(), "Nothing found") {
		t.Errorf("Markdown lacks a row:\n%s", md.String())
	}
}

func TestSpanWords(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "0s", 5 * time.Minute: "5m", time.Hour: "1h", 90 * time.Second: "1m 30s",
		18*24*time.Hour + 18*time.Hour + 25*time.Minute: "18d 18h 25m", 48 * time.Hour: "2d",
	} {
		if got := spanWords(d); got != want {
			t.Errorf("spanWords(%s) = %q, want %q", d, got, want)
		}
	}
}
