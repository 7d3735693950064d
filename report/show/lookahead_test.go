package show_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/study"
	"github.com/remora-bt/remora-bt/report/show"
	"github.com/remora-bt/remora-bt/report/table"
	"github.com/remora-bt/remora-bt/signals/lookahead"
)

// People are told what was proven and what cannot be; files hold findings alone.
func TestLookAheadEndsWithAVerdict(t *testing.T) {
	found := []study.Finding{
		{Pair: "BTC/USDT", Finding: lookahead.Finding{Component: "engine", Cuts: 12345}},
		{Pair: "BTC/USDT", Finding: lookahead.Finding{Component: "MACDCross", Cuts: 99}},
	}
	printed := func(format string) string {
		var b bytes.Buffer
		p := show.To(&b, table.Options{Format: format})
		if p.LookAhead(found); p.Err() != nil {
			t.Fatal(p.Err())
		}
		return b.String()
	}
	const limits = "\nNot proven: what a history or a list of blocks knew when it was made, and that a published reading was never revised.\n"
	if got := printed("table"); !strings.HasSuffix(got, "\n\nNo look-ahead: no answer changed when candles and context were cut short after it, at every candle."+limits) {
		t.Errorf("printed is\n%s", got)
	}
	found[1].Biased = 3
	found = append(found, study.Finding{Pair: "ETH/USDT", Finding: found[1].Finding}, study.Finding{Finding: lookahead.Finding{Component: "context vix", Biased: 1}})
	if got := printed("md"); !strings.HasSuffix(got, "\nLook-ahead in MACDCross, context vix. No run with such a one can be believed."+limits) {
		t.Errorf("printed is\n%s", got)
	}
	for _, format := range []string{"csv", "json"} {
		if got := printed(format); strings.Contains(got, "ook-ahead") {
			t.Errorf("%s holds a sentence:\n%s", format, got)
		}
	}
}
