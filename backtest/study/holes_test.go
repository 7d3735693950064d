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

// A week that is missing is told, a day of half a year is not.
func TestHoles(t *testing.T) {
	candles := func(days int, without ...int) *data.Candles {
		c := &data.Candles{Pair: "BTC/USDT", Timeframe: data.Hour}
		first, err := data.ParseInstant("2023-01-01")
		if err != nil {
			t.Fatal(err)
		}
		for i := range 24 * days {
			if !slices.Contains(without, i/24) {
				c.Append(data.Candle{Start: first + data.Instant(i)*data.Instant(data.Hour), Open: 100, High: 101, Low: 99, Close: 100, Volume: 1})
			}
		}
		return c
	}
	for _, tt := range []struct {
		name, timerange string
		candles         *data.Candles
		want            []string
	}{
		{"a day of 200", "20230101-20230719", candles(200, 50), nil},
		{"a day of 60", "20230101-20230301", candles(60, 50), []string{"BTC/USDT lacks candles of 1.0 days (1.7 %), taken as flat."}},
		{"a week of 1000 days", "", candles(1000, 50, 60, 70, 80, 90, 100, 110), []string{"BTC/USDT lacks candles of 7.0 days (0.7 %), taken as flat."}},
		{"no end", "20230115-20230410", candles(90), []string{"BTC/USDT has candles from 2023-01-15 to 2023-03-31 alone."}},
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
