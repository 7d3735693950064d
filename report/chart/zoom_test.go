package chart_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/fate"
	"github.com/remora-bt/remora-bt/report/chart"
)

// Cells of one pair share its candles, which hold the tape's highs and lows and are no
// more than there is room for; trades are all there or counted in the note.
func TestZooms(t *testing.T) {
	candles, context := madeUp()
	var cells []*chart.Input
	for _, timerange := range []string{"20230601-20231201", "20230101-20241231"} {
		s, c := run{strategy: "RSIEMA", candles: candles[:1], context: context, timerange: timerange, compare: true}.source(t)
		s.Refused = []chart.Refusal{{Pair: candles[0].Pair, Signal: s.Baseline.From}, {Pair: "other", Signal: s.Baseline.From}}
		in := chart.Of(s, c)
		cells = append(cells, &in)
	}
	trades := func(in *chart.Input) int {
		n := len(in.Baseline.Trades)
		for _, x := range in.Filtered.Trades {
			if x.Fate == fate.Refilled {
				n++
			}
		}
		return n
	}
	for _, most := range []int{110, 1000, 20_000, 300_000} {
		chart.AddZooms(cells, most, 10_000)
		a, b := cells[0].Pairs[0].Zoom, cells[1].Pairs[0].Zoom
		if a.Candles == nil || a.Candles != b.Candles {
			t.Fatalf("at most %d: the cells have candles of their own", most)
		}
		if n := len(a.Candles.OHLC); n > most+1 || most == 20_000 && n < 10_000 || most == 300_000 && n < 200_000 {
			t.Errorf("at most %d: %d candles", most, n)
		}
		tape := cells[1].Pairs[0].Tape
		high, low := 0.0, a.Candles.OHLC[0][2]
		for _, k := range a.Candles.OHLC {
			high, low = max(high, k[1]), min(low, k[2])
		}
		if h, l := slices.Max(tape.Highs()[tape.Warm:]), slices.Min(tape.Lows()[tape.Warm:]); high != h || low != l {
			t.Errorf("at most %d: from %v to %v, want %v to %v", most, low, high, l, h)
		}
		if last := a.Candles.OHLC[len(a.Candles.OHLC)-1][3]; last != tape.Closes()[tape.Len()-1] {
			t.Errorf("at most %d: the last close is %v, want %v", most, last, tape.Closes()[tape.Len()-1])
		}
		for i, z := range []*struct{ trades, refused, want int }{{len(a.Trades), len(a.Refused), trades(cells[0])}, {len(b.Trades), len(b.Refused), trades(cells[1])}} {
			if z.trades != z.want || z.refused != 1 {
				t.Errorf("cell %d has %d trades and %d refused entries, want %d and 1", i, z.trades, z.refused, z.want)
			}
		}
	}
	chart.AddZooms(cells, 20_000, trades(cells[0])+1)
	if a, b := cells[0].Pairs[0].Zoom, cells[1].Pairs[0].Zoom; len(a.Trades) == 0 || len(b.Trades) > 0 || !strings.Contains(b.Note, "left out") || strings.Contains(a.Note, "left out") {
		t.Errorf("with room for the first cell the cells have %d and %d trades: %q, %q", len(a.Trades), len(b.Trades), a.Note, b.Note)
	}
}
