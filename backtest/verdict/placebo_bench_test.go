package verdict_test

import (
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/data"
)

// BenchmarkCell is the whole answer for one strategy over six years, with 10,000
// resamples and no sweep of fees.
func BenchmarkCell(b *testing.B) {
	book := btcBook(b, "MACDCross", "20200101-20251123")
	in := verdict.Input{Books: []*backtest.Book{book}, Mask: []*data.Mask{publishedMask(b, book)}, Wallet: backtest.DefaultWallet()}
	for b.Loop() {
		if _, err := verdict.Cell(b.Context(), in); err != nil {
			b.Fatal(err)
		}
	}
}
