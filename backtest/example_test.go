package backtest_test

import (
	"fmt"
	"time"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/synthetic"
	"github.com/remora-bt/remora-bt/strategies"
)

// One book, walked with the gate open and with one that is shut on Saturdays.
func ExampleWalk() {
	c := synthetic.Default()
	c.From, c.To = data.Date(2024, 1, 1), data.Date(2024, 4, 1)
	spec, _ := strategies.Find("RSIEMA")
	tape, _ := data.NewTape(synthetic.Candles(c, "BTC/USDT"), data.TimeRange{}, spec.Startup)
	book := backtest.NewBook(tape, spec, backtest.Execution{Rules: backtest.RulesOf(spec, 0.001), Market: backtest.MarketOf(tape.Pair), Stake: 100})

	saturdays := func(_, row int) bool { return tape.Time(row).Time().Weekday() != time.Saturday }
	for _, gate := range []backtest.Gate{nil, saturdays} {
		r := backtest.Walk([]*backtest.Book{book}, gate, backtest.DefaultWallet())
		fmt.Printf("%d trades, %.2f USDT\n", len(r.Trades), r.Profit)
	}
	// Output:
	// 58 trades, -12.26 USDT
	// 55 trades, -11.47 USDT
}
