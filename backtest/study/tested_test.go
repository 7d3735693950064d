package study

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/study/config"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/formats"
)

// Warnings of context are of the candles that are tested: without a range of all of them,
// of several ranges of each, and never of the time between these.
func TestContextWarningsOfWhatIsTested(t *testing.T) {
	dir := t.TempDir()
	first := data.Date(2022, 12, 1)
	c := &data.Candles{Pair: "BTC/USDT", Timeframe: data.Hour}
	for i := range 24 * 151 {
		c.Append(data.Candle{Start: first + data.Instant(i)*data.Instant(data.Hour), Open: 100, High: 101, Low: 99, Close: 100, Volume: 1})
	}
	if err := formats.WriteParquet(filepath.Join(dir, formats.FileName("BTC/USDT", data.Hour, "parquet")), c); err != nil {
		t.Fatal(err)
	}
	// Fear & Greed of 10 January to 20 March with a silence from 1 to 10 February; its
	// values are public 10 minutes after midnight and too old 36 hours later.
	var text strings.Builder
	text.WriteString("time_utc,value\n")
	for day := data.Date(2023, 1, 10); day <= data.Date(2023, 3, 20); day += data.Instant(data.Day) {
		if day <= data.Date(2023, 2, 1) || day >= data.Date(2023, 2, 10) {
			text.WriteString(day.Time().Format("2006-01-02") + ",50\n")
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "context"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "context", "fear_greed.csv"), []byte(text.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	const before, after, silence = "absent from 2023-01-01 00:00:00 until 2023-01-10 00:10:00", "absent from 2023-03-21 12:10:00 until 2023-04-30 23:00:00", "1 stretch"
	for timerange, want := range map[string][]string{
		"":                                    {"absent from 2022-12-09 08:00:00 until 2023-01-10 00:10:00", after, silence}, // after 200 candles of warm-up
		"20230101-":                           {before, after, silence},
		"20230115-20230315":                   {silence},
		"20230115-20230130,20230215-20230315": {},
		"20230115-20230130,20230325-20230405": {"absent from 2023-03-25 00:00:00 until 2023-04-05 00:00:00"},
		"20230102-20230105,20230215-20230315": {"absent from 2023-01-02 00:00:00 until 2023-01-05 00:00:00"},
	} {
		s := config.Default()
		s.DataDir, s.Timeframe, s.Pairs, s.Strategies, s.Filter, s.TimeRange = dir, "1h", []string{"BTC/USDT"}, []string{"MACDCross"}, "fear", timerange
		r, err := Run(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		got := slices.DeleteFunc(slices.Clone(r.Warnings), func(w string) bool { return !strings.HasPrefix(w, "fear_greed: ") })
		for _, w := range want {
			if !slices.ContainsFunc(got, func(g string) bool { return strings.Contains(g, w) }) {
				t.Errorf("%q: warnings %q, want %q", timerange, got, w)
			}
		}
		if len(got) != len(want) {
			t.Errorf("%q: %d warnings %q, want %d", timerange, len(got), got, len(want))
		}
		s.Filter = "none"
		if r, err = Run(t.Context(), s); err != nil || slices.ContainsFunc(r.Warnings, func(w string) bool { return strings.Contains(w, "fear_greed") }) {
			t.Errorf("%q: without an engine, warnings %q of context that nothing reads (%v)", timerange, r.Warnings, err)
		}
	}
}
