package lanes_test

import (
	"fmt"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/lanes"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/synthetic"
	"github.com/remora-bt/remora-bt/strategies"
)

// A mask over ten days of March, where it is and moved by every other number of days.
func ExampleWalker_Sums() {
	c := synthetic.Default()
	c.From, c.To = data.Date(2024, 1, 1), data.Date(2024, 7, 1)
	spec, _ := strategies.Find("RSIEMA")
	tape, _ := data.NewTape(synthetic.Candles(c, "BTC/USDT"), data.TimeRange{}, spec.Startup)
	book := backtest.NewBook(tape, spec, backtest.Execution{Rules: backtest.RulesOf(spec, 0.001), Market: backtest.MarketOf(tape.Pair), Stake: 100})
	mask := data.NewMask(tape.Len())
	mask.SetRange(tape.Row(data.Date(2024, 3, 1)), tape.Row(data.Date(2024, 3, 11)))

	all := lanes.New([]*backtest.Book{book}, 1, lanes.ByClose)
	laid, walker := all.Lay([]*data.Mask{mask}), all.Walker()
	there := walker.Sums(laid, 0)
	fmt.Printf("there: %d trades refused, profit %+.2f USDT\n", there.Refused, there.Profit.Float())
	better := 0
	for _, days := range all.Shifts(7) {
		if walker.Sums(laid, days).Profit >= there.Profit {
			better++
		}
	}
	fmt.Printf("elsewhere: as good %d of %d times\n", better, len(all.Shifts(7)))
	// Output:
	// there: 7 trades refused, profit +1.65 USDT
	// elsewhere: as good 41 of 169 times
}
