package verdict_test

import (
	"context"
	"fmt"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/synthetic"
	"github.com/remora-bt/remora-bt/strategies"
)

// What a mask that is shut on every first day of a month is worth to a strategy.
func ExampleSubject_Evidence() {
	c := synthetic.Default()
	c.From, c.To = data.Date(2022, 1, 1), data.Date(2024, 1, 1)
	spec, _ := strategies.Find("RSIEMA")
	tape, _ := data.NewTape(synthetic.Candles(c, "BTC/USDT"), data.TimeRange{}, spec.Startup)
	book := backtest.NewBook(tape, spec, backtest.Execution{Rules: backtest.RulesOf(spec, 0.001), Market: backtest.MarketOf(tape.Pair), Stake: 100})

	mask := data.NewMask(tape.Len())
	for row := range tape.Len() {
		if tape.Time(row).Time().Day() == 1 {
			mask.Set(row)
		}
	}
	worthwhile := verdict.DefaultWorthwhile(0.001) // of the fee
	subject := verdict.NewSubject([]*backtest.Book{book}, []*data.Mask{mask}, 1, 1)
	evidence, _, err := subject.Evidence(context.Background(), worthwhile)
	if err != nil {
		fmt.Println(err)
		return
	}
	a := evidence.Answers(worthwhile, nil)
	fmt.Printf("refused %d of %d trades: %s\n", a.Refused, a.Trades, a.Profit.Answer)
	fmt.Printf("%+.2f = %+.2f for trading less %+.2f for choosing\n", *a.Profit.Delta, *a.Profit.Less, *a.Profit.Selection)
	// Output:
	// refused 9 of 419 trades: INCONCLUSIVE
	// +0.89 = +1.92 for trading less -1.03 for choosing
}
