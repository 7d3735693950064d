package backtest_test

import (
	"math/rand/v2"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/worlds"
)

// randomBooks are some books of one run.
func randomBooks(t testing.TB, rng *rand.Rand, pairs, rows int, stake float64) []*backtest.Book {
	var books []*backtest.Book
	names := []string{"BTC/USDT", "ETH/USDT", "SOL/USDT", "XYZ/USDT"}
	spec := worlds.DiceSpec(uint64(5+rng.IntN(40)), uint64(2+rng.IntN(30)))
	end := worlds.Epoch + data.Instant(rows-1)*data.Instant(5*data.Minute)
	for i := range pairs {
		tape := worlds.Tape(t, worlds.Candles(rng, names[i], 5*data.Minute, worlds.Epoch, rows-rng.IntN(rows/4)*min(i, 1)), 10)
		books = append(books, backtest.NewBook(tape, spec, backtest.Execution{
			Rules: backtest.RulesOf(spec, 0.001), Market: backtest.MarketOf(names[i]), Stake: stake, End: end,
		}))
	}
	return books
}
