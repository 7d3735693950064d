package backtest_test

import (
	"testing"

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
		spec := strategies.Spec{Name: "Script", Stop: -0.25, New: func() strategies.Strategy { return worlds.Script("E.....") }}
		rules := backtest.RulesOf(spec, 0)
		rules.Trailing = backtest.Trailing{On: true, Offset: 0.5, OnlyOffset: true}
		b := backtest.NewBook(worlds.Tape(t, c, 0), spec, backtest.Execution{Rules: rules, Market: backtest.MarketOf("BTC/USDT"), Stake: 100})
		got := backtest.Walk([]*backtest.Book{b}, nil, backtest.DefaultWallet()).List()
		if len(got) != 1 || got[0].Reason != want || want == backtest.ExitTrailing && got[0].CloseRate != 112.5 {
			t.Errorf("with a high of %v: %+v, want %s", high, got, want)
		}
	}
}
