package published

import (
	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/data"
)

// WholeRange is the timerange of the study's longest runs; its candles end on
// 2025-11-23.
const WholeRange = "20200101-20251231"

// Book is a strategy under the study's rules on its candles, as far as the range
// and the study reach.
func Book(c *data.Candles, strategy, timerange string) (*backtest.Book, error) {
	return newBook(cut(c), strategy, timerange)
}
