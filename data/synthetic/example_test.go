package synthetic_test

import (
	"fmt"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/synthetic"
)

// Two days of candles that nobody owns.
func ExampleCandles() {
	c := synthetic.Default()
	c.From, c.To = data.Date(2024, 1, 1), data.Date(2024, 1, 3)
	candles := synthetic.Candles(c, "BTC/USDT")
	fmt.Println(candles.Len(), "candles of", candles.Timeframe, "from", candles.Time[0])
	// Output:
	// 576 candles of 5m from 2024-01-01 00:00:00
}
