package filter_test

import (
	"fmt"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/synthetic"
	"github.com/remora-bt/remora-bt/signals/filter"
)

// A filter is named as on the command line.
func ExampleParse() {
	spec, err := filter.Parse("history:decisions.csv,lag=5m")
	fmt.Println(spec.Path, spec.Lag, err)
	// Output:
	// decisions.csv 5m <nil>
}

// A filter judges every candle of a tape.
func ExampleFilter() {
	c := synthetic.Default()
	c.From, c.To = data.Date(2021, 1, 1), data.Date(2022, 1, 1)
	tape, _ := data.NewTape(synthetic.Candles(c, "BTC/USDT"), data.TimeRange{}, 0)

	var open filter.Cache
	calm, err := open.Open("calm")
	if err != nil {
		fmt.Println(err)
		return
	}
	screen, err := calm.Screen(tape, open.Replay(calm, tape))
	fmt.Printf("%d of %d candles are refused, %v\n", screen.Mask().Count(), tape.Len(), err)
	// Output:
	// 23016 of 105120 candles are refused, <nil>
}
