package backtest_test

import (
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/worlds"
	"github.com/remora-bt/remora-bt/strategies"
)

// As in freqtrade a stop trails from the very profit of its offset on.
func TestTrailingAtItsOffset(t *testing.T) {
	for high, want := range map[float64]backtest.ExitReason{150: backtest.ExitTrailing, 149: backtest.ExitForce} {
		c := data.NewCandles("BTC/USDT", 5*data.Minute, 6)
		for i := range 6 {
			k := data.Candle{Start: worlds.Epoch.Add(data.Timeframe(i) * 5 * data.Minute), Open: 120, High: 120, Low: 120, Close: 120, Volume: 1}
			switch i {
			case 0, 1:
				k.Open, k.High, k.Low, k.Close = 100, 100, 100, 100
			case 2:
				k.High = high
			case 4:
				k.Low = 110
			}
			c.Append(k)
		}
		spec := strategies.Spec{Name: "Script", Stop: -0.25, New: func() strategies.Strategy { return &script{line: "E....."} }}
		rules := backtest.RulesOf(spec, 0)
		rules.Trailing = backtest.Trailing{On: true, Offset: 0.5, OnlyOffset: true}
		b := backtest.NewBook(worlds.Tape(t, c, 0), spec, backtest.Execution{Rules: rules, Market: backtest.MarketOf("BTC/USDT"), Stake: 100})
		got := backtest.Walk([]*backtest.Book{b}, nil, backtest.DefaultWallet()).List()
		if len(got) != 1 || got[0].Reason != want || want == backtest.ExitTrailing && got[0].CloseRate != 112.5 {
			t.Errorf("with a high of %v: %+v, want %s", high, got, want)
		}
	}
}

// Where all trades earn the same, the ones that a mask takes away on a day and those
// that it lets in may cancel: such a day has not changed.
func TestDaysThatCancel(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 2))
		const rows = 400
		c := data.NewCandles("BTC/USDT", data.Hour, rows)
		line := make([]byte, rows)
		for i := range rows {
			c.Append(data.Candle{Start: worlds.Epoch.Add(data.Timeframe(i) * data.Hour), Open: 100, High: 100, Low: 100, Close: 100, Volume: 1})
			line[i] = "EEE............."[rng.IntN(16)]
		}
		spec := strategies.Spec{ // every trade ends after ten hours, so that two paths stay apart
			Name: "Script", Stop: -0.5, ROI: strategies.ROI{{Minutes: 600, Ratio: -0.4}},
			New: func() strategies.Strategy { return &script{line: string(line)} },
		}
		w := worldOf{slots: 1, by: rapid.SampledFrom([]backtest.Booking{backtest.ByClose, backtest.BySignal}).Draw(rt, "by"), books: []*backtest.Book{backtest.NewBook(worlds.Tape(t, c, 0), spec, backtest.Execution{
			Rules: backtest.RulesOf(spec, 0.001), Market: backtest.MarketOf("BTC/USDT"), Stake: 100,
		})}}
		w.masks = worlds.Mask(rng, w.books, 3, 0.2)
		w.lanes = backtest.NewLanes(w.books, w.slots, w.by)
		w.holds(rt, "mask", w.lanes.Walker(), w.lanes.Lay(w.masks), 0, w.masks)
	})
}
