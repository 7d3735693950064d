package data_test

import (
	"fmt"

	"github.com/remora-bt/remora-bt/data"
)

// Candles become a tape: sorted, without holes, cut to a timerange.
func ExampleNewTape() {
	hour, _ := data.ParseTimeframe("1h")
	start := data.Date(2024, 3, 1)
	c := data.NewCandles("BTC/USDT", hour, 3)
	for i, price := range []float64{100, 101, 103} {
		at := start + data.Instant(i)*data.Instant(hour)
		if i == 2 {
			at += data.Instant(hour) // the candle of 02:00 is missing
		}
		c.Append(data.Candle{Start: at, Open: price, High: price + 1, Low: price - 1, Close: price, Volume: 5})
	}
	all, _ := data.ParseTimeRange("20240301-20240302")
	tape, err := data.NewTape(c, all, 0)
	if err != nil {
		fmt.Println(err)
		return
	}
	for bar := range tape.Bars() {
		fmt.Println(bar.Start, bar.Close)
	}
	fmt.Println(tape.Filled, "candle was filled")
	// Output:
	// 2024-03-01 00:00:00 100
	// 2024-03-01 01:00:00 101
	// 2024-03-01 02:00:00 101
	// 2024-03-01 03:00:00 103
	// 1 candle was filled
}

func ExampleQuote() {
	fmt.Println(data.Quote("BTC/USDT"), data.Quote("BTC/USDT:USDT"), data.Quote("ETH/BTC"))
	// Output: USDT USDT BTC
}
