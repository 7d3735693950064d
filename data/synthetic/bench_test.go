package synthetic_test

import (
	"testing"

	"github.com/remora-bt/remora-bt/data/synthetic"
)

// Two years of 5-minute candles of one pair, and of all context series.
func BenchmarkCandles(b *testing.B) {
	c := synthetic.Default()
	for b.Loop() {
		synthetic.Candles(c, "BTC/USDT")
	}
}

func BenchmarkContext(b *testing.B) {
	c := synthetic.Default()
	for b.Loop() {
		synthetic.Context(c)
	}
}
