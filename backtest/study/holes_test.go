package study

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/study/config"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/formats"
)

// A week that is missing is told and a hundredth of what is tested, a day of half a year is
// not; what warm-up lacks is not tested.
func TestHoles(t *testing.T) {
	type span struct{ from, to int } // hours
	day := func(n int) span { return span{24 * n, 24*n + 24} }
	candles := func(days int, without ...span) *data.Candles {
		c := &data.Candles{Pair: "BTC/USDT", Timeframe: data.Hour}
		for i := range 24 * days {
			if !slices.ContainsFunc(without, func(s span) bool { return s.from <= i && i < s.to }) {
				c.Append(data.Candle{Start: data.Date(2023, 1, 1).Add(data.Timeframe(i) * data.Hour), Open: 100, High: 101, Low: 99, Close: 100, Volume: 1})
			}
		}
		return c
	}
	warm, hours := span{232, 240}, span{250, 254} // the tenth day ends with hour 239
	for _, tt := range []struct {
		name, timerange string
		candles         *data.Candles
		want            []string
	}{
		{"a day of 200", "20230101-20230719", candles(200, day(50)), nil},
		{"a day of 60", "20230101-20230301", candles(60, day(50)), []string{"BTC/USDT lacks candles of 1.0 days (2.0 %), taken as flat."}}, // of 59 days and an hour without 200 of warm-up
		{"a week of 1000 days", "", candles(1000, day(50), day(60), day(70), day(80), day(90), day(100), day(110)), []string{"BTC/USDT lacks candles of 7.0 days (0.7 %), taken as flat."}},
		{"hours of ten days", "20230111-20230121", candles(30, hours), []string{"BTC/USDT lacks 4 candles (1.7 %), taken as flat."}}, // 4 of 241
		{"an hour of three days", "20230111-20230114", candles(30, span{250, 251}), []string{"BTC/USDT lacks 1 candle (1.4 %), taken as flat."}},
		{"of warm-up", "20230111-20230121", candles(30, warm), nil},
		{"of warm-up and after", "20230111-20230121", candles(30, warm, hours), []string{"BTC/USDT lacks 4 candles (1.7 %), taken as flat."}},
		{"no end", "20230115-20230410", candles(90), []string{"BTC/USDT has no candles of the timerange's last 9 days, after 2023-03-31."}},
		{"no beginning", "20221220-20230301", candles(90), []string{"BTC/USDT has no candles of the timerange's first 12 days, before 2023-01-01."}},
		{"neither", "20221220-20230410", candles(90), []string{"BTC/USDT has no candles of the timerange's first 12 days, before 2023-01-01.", "BTC/USDT has no candles of the timerange's last 9 days, after 2023-03-31."}},
		{"one of two ranges", "20230111-20230121, 20230201-20230211", candles(60, day(35)), []string{"BTC/USDT 20230201-20230211 lacks candles of 1.0 days (10.0 %), taken as flat."}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			if err := formats.WriteParquet(filepath.Join(dir, formats.FileName("BTC/USDT", data.Hour, "parquet")), tt.candles); err != nil {
				t.Fatal(err)
			}
			s := config.Default()
			s.DataDir, s.Timeframe, s.Pairs, s.Strategies, s.Filter, s.TimeRange = dir, "1h", []string{"BTC/USDT"}, []string{"MACDCross"}, "none", tt.timerange
			r, err := Run(t.Context(), s)
			if err != nil {
				t.Fatal(err)
			}
			if got := r.Holes(); !slices.Equal(got, tt.want) {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

// An engine that goes by context, and has none, is told from one that goes by candles and
// from a history that knows little.
func TestBlind(t *testing.T) {
	dir := folder(t, 5*data.Minute)
	history := filepath.Join(t.TempDir(), "history.csv")
	if err := os.WriteFile(history, []byte("timestamp,safe_to_trade\n2023-01-21 00:00:00,False\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{"fear": true, "calm": false, "history:" + history: false, "none": false} {
		s := config.Default()
		s.DataDir, s.Timeframe, s.Pairs, s.Strategies, s.Filter, s.TimeRange = dir, "5m", []string{"BTC/USDT"}, []string{"MACDCross"}, name, "20230120-"
		r, err := Run(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		if r.Blind() != want {
			t.Errorf("%s: %v, want %v", name, r.Blind(), want)
		}
	}
}
