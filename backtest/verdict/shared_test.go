package verdict_test

import (
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/published"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/worlds"
	"github.com/remora-bt/remora-bt/signals/calendar"
)

// btcBook is a strategy on the real candles under the published study's rules.
func btcBook(t testing.TB, strategy, timerange string) *backtest.Book {
	t.Helper()
	b, err := published.Book(worlds.BTC(t), strategy, timerange)
	if err != nil {
		t.Fatal(err)
	}
	b.Settle()
	return b
}

// publishedMask blocks the windows of the published study.
func publishedMask(t testing.TB, b *backtest.Book) *data.Mask {
	t.Helper()
	blocks, err := calendar.ParseWindows(published.BlocksJSON())
	if err != nil {
		t.Fatal(err)
	}
	return blocks.Mask(b.Tape)
}
