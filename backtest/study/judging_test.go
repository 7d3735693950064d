package study

import (
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/study/config"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/formats"
	"github.com/remora-bt/remora-bt/data/synthetic"
)

// folder holds the candles of a pair over some weeks in the timeframes given, each made
// of minutes of five.
func folder(t *testing.T, frames ...data.Timeframe) (dir string) {
	t.Helper()
	dir = t.TempDir()
	c := synthetic.Default()
	c.To = c.From.Add(60 * data.Day)
	five := synthetic.Candles(c, "BTC/USDT")
	for _, tf := range frames {
		k := five
		if tf != five.Timeframe {
			var err error
			if k, _, err = five.Resample(tf); err != nil {
				t.Fatal(err)
			}
		}
		if err := formats.WriteParquet(filepath.Join(dir, formats.FileName("BTC/USDT", tf, "parquet")), k); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func judgedOn(t *testing.T, dir, timeframe, judging string) (*Result, error) {
	t.Helper()
	s := config.Default()
	s.DataDir, s.Timeframe, s.Judging, s.Pairs = dir, timeframe, judging, []string{"BTC/USDT"}
	s.Strategies, s.Filter, s.TimeRange = []string{"MACDCross"}, "calm", "20230120-"
	s.FilterSet = []string{"limits.sigma.above_quantile.minimum=50"}
	return Run(t.Context(), s)
}

// A mask on longer candles is what the engine says by its own at the close of each.
func TestMaskIsTheAnswerAtTheClose(t *testing.T) {
	dir := folder(t, 5*data.Minute, 4*data.Hour)
	for timeframe, judging := range map[string]string{"4h": "15m", "1h": "5m", "30m": ""} {
		r, err := judgedOn(t, dir, timeframe, judging)
		if err != nil {
			t.Fatal(err)
		}
		screen, tape := r.Cells[0].Screens[0], r.Cells[0].Books[0].Tape
		k := screen.Track
		if want := map[string]data.Timeframe{"15m": 15 * data.Minute}[judging]; k.Step != max(want, 5*data.Minute) {
			t.Errorf("candles of %s are judged by those of %s", timeframe, k.Step)
		}
		blocked := 0
		for row := range tape.Len() {
			at := int((tape.Time(row+1)-k.First)/data.Instant(k.Step)) - 1
			if k.At(at).At != tape.Time(row+1) {
				t.Fatalf("%s: row %d closes at %s", timeframe, at, k.At(at).At)
			}
			if screen.Blocked[row] != k.At(at).Blocked {
				t.Errorf("%s: row %d is not the answer at its close", timeframe, row)
			}
			if screen.Blocked[row] != 0 {
				blocked++
			}
		}
		if blocked == 0 || blocked == tape.Len() {
			t.Errorf("%s: %d of %d rows blocked", timeframe, blocked, tape.Len())
		}
	}
}

// The engine judges by 5-minute candles, there or made, else by the strategy's own, and
// by nothing else that lies in the folder.
func TestJudgingByDefault(t *testing.T) {
	const m = data.Minute
	for _, tt := range []struct {
		there []data.Timeframe
		want  data.Timeframe
	}{
		{[]data.Timeframe{5 * m, 60 * m}, 5 * m},
		{[]data.Timeframe{15 * m, 60 * m}, 60 * m},
		{[]data.Timeframe{10 * m, 30 * m, 60 * m}, 60 * m},
	} {
		r, err := judgedOn(t, folder(t, tt.there...), "1h", "")
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Cells[0].Screens[0].Track.Step; got != tt.want || (r.Filter.Judging == nil) != (tt.want == data.Hour) {
			t.Errorf("with %v the engine judges by %s (%v), want %s", tt.there, got, r.Filter.Judging, tt.want)
		}
	}
}

// Candles that are made of finer ones give the run that a file of them gives, and the
// run says so.
func TestMadeCandles(t *testing.T) {
	whole, err := judgedOn(t, folder(t, 5*data.Minute, 15*data.Minute), "15m", "")
	if err != nil {
		t.Fatal(err)
	}
	dir := folder(t, 5*data.Minute)
	made, err := judgedOn(t, dir, "15m", "")
	if err != nil {
		t.Fatal(err)
	}
	for i, arm := range made.Cells[0].Arms() {
		if want := whole.Cells[0].Arms()[i].Run.Trades; len(want) == 0 || !reflect.DeepEqual(arm.Run.Trades, want) {
			t.Errorf("%s: %d trades, with a file of 15m there are %d", arm.Arm, len(arm.Run.Trades), len(want))
		}
	}
	if text := strings.Join(made.Warnings, "\n"); !strings.Contains(text, "BTC/USDT: candles of 15m made from candles of 5m") || strings.Contains(strings.Join(whole.Warnings, "\n"), "made from") {
		t.Errorf("warnings %q", text)
	}
	if m, err := made.Making(made.Filters.All()...); err != nil || len(m.Inputs) != 1 {
		t.Errorf("inputs %+v, %v", m.Inputs, err)
	}
}

func TestJudgingFaults(t *testing.T) {
	dir := folder(t, 15*data.Minute)
	for judging, want := range map[string]string{
		"4h": `filter_timeframe "4h": expected one that divides an hour`,
		"1h": `filter_timeframe "1h": expected one that divides the strategy's 15m`,
		"x":  `filter_timeframe "x": expected a number`,
		"5m": "no 5m candles of BTC/USDT",
	} {
		if _, err := judgedOn(t, dir, "15m", judging); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("filter_timeframe %s: error %v, want %q", judging, err, want)
		}
	}
	s := quarter(t, "MACDCross")
	s.Judging = "5m"
	if _, err := Run(t.Context(), s); err == nil || !strings.Contains(err.Error(), `filter "none" judges by no candles`) {
		t.Errorf("without the engine: %v", err)
	}
}
