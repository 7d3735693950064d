package metrics_test

import (
	"fmt"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/data"
)

// Every metric says what it is and when it is undefined.
func ExampleOf() {
	day := data.Date(2024, 1, 1)
	trade := func(open, close data.Instant, profit float64) backtest.Trade {
		return backtest.Trade{Pair: "BTC/USDT", Open: open, Close: close, Stake: 100, ProfitAbs: profit, ProfitRatio: profit / 100}
	}
	run := metrics.Of([]backtest.Trade{
		trade(day, day+3_600_000, 4),
		trade(day+86_400_000, day+90_000_000, -1),
	}, metrics.Account{Start: 1000, From: day, To: data.Date(2024, 1, 11), Pairs: []string{"BTC/USDT"}, Slots: 1})

	for _, key := range []string{"profit_total_abs", "winrate", "sharpe"} {
		m, _ := metrics.Find(key)
		v, ok := m.Of(run)
		fmt.Printf("%s: %s\n", m.Name, m.Text(v, ok))
	}
	// Output:
	// Absolute profit: 3.000
	// Win rate: 50.00%
	// Sharpe (freqtrade): 2.293
}
