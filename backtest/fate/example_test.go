package fate_test

import (
	"fmt"
	"time"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/fate"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/synthetic"
	"github.com/remora-bt/remora-bt/strategies"
)

// Where the difference comes from that it makes to enter on no Saturday.
func ExampleAttribute() {
	c := synthetic.Default()
	c.From, c.To = data.Date(2024, 1, 1), data.Date(2024, 4, 1)
	spec, _ := strategies.Find("RSIEMA")
	tape, _ := data.NewTape(synthetic.Candles(c, "BTC/USDT"), data.TimeRange{}, spec.Startup)
	books := []*backtest.Book{backtest.NewBook(tape, spec, backtest.Execution{Rules: backtest.RulesOf(spec, 0.001), Market: backtest.MarketOf(tape.Pair), Stake: 100})}

	saturdays := func(_, row int) bool { return tape.Time(row).Time().Weekday() != time.Saturday }
	wallet := backtest.DefaultWallet()
	a := fate.Attribute(backtest.Walk(books, nil, wallet), backtest.Walk(books, saturdays, wallet), saturdays)
	fmt.Printf("filtered less baseline: %.2f\n", a.Delta.Float())
	fmt.Printf("%d blocked trades had earned %.2f, %d refilled ones earned %.2f\n", a.Blocked.Trades, a.Blocked.Profit.Float(), a.Refilled.Trades, a.Refilled.Profit.Float())
	// Output:
	// filtered less baseline: 0.80
	// 3 blocked trades had earned -0.80, 0 refilled ones earned 0.00
}
