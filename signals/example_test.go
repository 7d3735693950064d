package signals_test

import (
	"fmt"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/synthetic"
	"github.com/remora-bt/remora-bt/signals"
)

// The engine says at the close of every candle whether the market is worth trading.
func ExampleEngine() {
	c := synthetic.Default()
	c.From, c.To = data.Date(2021, 1, 1), data.Date(2022, 1, 1)
	tape, _ := data.NewTape(synthetic.Candles(c, "BTC/USDT"), data.TimeRange{}, 0)
	tape = tape.With(synthetic.Context(c))

	engine := signals.New(signals.Default())
	var last signals.Assessment
	safe := 0
	for bar := range tape.Bars() {
		if last = engine.Update(bar); last.Safe() {
			safe++
		}
	}
	fmt.Printf("%d of %d candles were safe to trade\n", safe, tape.Len())
	fmt.Printf("%v: risk %.2f, %v, safe %v\n", last.At, last.Risk, last.Regime, last.Safe())
	// Output:
	// 100548 of 105120 candles were safe to trade
	// 2022-01-01 00:00:00: risk 0.54, bear, safe true
}
