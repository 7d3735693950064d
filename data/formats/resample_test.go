package formats_test

import (
	"encoding/json"
	"math"
	"os"
	"strconv"
	"testing"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/formats"
)

// TestResampleIsFreqtrades: candles made of 5m are those of resample_to_interval, see
// scripts/freqtrade/resample.py, holes included. Only candles at the ends that lack
// their outer end are left out here.
func TestResampleIsFreqtrades(t *testing.T) {
	all, err := formats.Read("../../backtest/testdata/freqtrade/SOL_USDT-5m.csv.gz", "SOL/USDT", 5*data.Minute)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("testdata/resampled.json")
	if err != nil {
		t.Fatal(err)
	}
	var want struct {
		Rows int
		Made map[string][][6]float64
	}
	if err := json.Unmarshal(text, &want); err != nil || len(want.Made) < 4 {
		t.Fatalf("%d timeframes, %v", len(want.Made), err)
	}
	c := data.NewCandles(all.Pair, all.Timeframe, want.Rows)
	for i := range want.Rows {
		c.Append(all.At(i))
	}
	holed := 0
	for minutes, rows := range want.Made {
		n, err := strconv.Atoi(minutes)
		if err != nil {
			t.Fatal(err)
		}
		tf := data.Timeframe(n) * data.Minute
		got, how, err := c.Resample(tf)
		if err != nil {
			t.Fatal(err)
		}
		holed += how.Incomplete
		if c.Time[0]%data.Instant(tf) != 0 {
			rows = rows[1:]
		}
		if c.Time[c.Len()-1].Add(c.Timeframe)%data.Instant(tf) != 0 {
			rows = rows[:len(rows)-1]
		}
		if got.Len() != len(rows) {
			t.Errorf("%s: %d candles, want %d", tf, got.Len(), len(rows))
			continue
		}
		for i, w := range rows {
			k := got.At(i)
			if float64(k.Start) != w[0] || k.Open != w[1] || k.High != w[2] || k.Low != w[3] || k.Close != w[4] || math.Abs(k.Volume-w[5]) > 1e-9*w[5] {
				t.Fatalf("%s: candle %d is %+v, want %v", tf, i, k, w)
			}
		}
	}
	if holed == 0 {
		t.Error("no candle of missing parts: the case shows too little")
	}
}
