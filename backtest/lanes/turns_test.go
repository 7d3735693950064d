package lanes_test

import (
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/lanes"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/worlds"
)

// dealBook has deals of both directions, some of which are closed inside a candle or
// turned round on the candle that closes them.
func dealBook(t *rapid.T, rng *rand.Rand, pair string, rows, longest int, dense float64) *backtest.Book {
	tape, err := data.Clock{Pair: pair, Step: data.Hour, First: worlds.Epoch, Warm: 5, Rows: rows}.Tape()
	if err != nil {
		t.Fatal(err)
	}
	var deals []backtest.Deal
	for row := 5; row < rows-1; row++ {
		if rng.Float64() >= dense {
			continue
		}
		d := backtest.Deal{Signal: row, Short: rng.IntN(2) == 0, Profit: float64(rng.IntN(2001)-1000) / 64}
		exit := row + 1 + rng.IntN(longest)
		if d.Forced = exit >= rows-1; d.Forced {
			exit = rows - 1
		}
		d.Close = tape.Time(exit)
		if !d.Forced && rng.IntN(4) == 0 {
			d.Close += data.Instant(data.Hour) / 2
		}
		deals = append(deals, d)
	}
	b, err := backtest.NewDealBook(tape, "Deals", 100, deals)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Walks over lanes are plain walks also where an entry turns a trade round, and where a
// walk that has left the path stays apart from it for many stretches of the mask.
func TestLanesOfDealsAreWalks(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 3))
		longest := rapid.SampledFrom([]int{1, 4, 30, 60}).Draw(rt, "longest")
		dense := rapid.SampledFrom([]float64{0.05, 0.3, 0.9}).Draw(rt, "dense")
		x := worldOf{slots: rapid.SampledFrom([]int{-1, -1, 1, 2}).Draw(rt, "slots"), by: lanes.ByClose}
		for i := range rapid.IntRange(1, 3).Draw(rt, "pairs") {
			x.books = append(x.books, dealBook(rt, rng, worlds.Pairs[i], 400, longest, dense))
		}
		x.masks = worlds.Mask(rng, x.books, rapid.SampledFrom([]float64{2, 6, 40}).Draw(rt, "length"), rapid.SampledFrom([]float64{0.05, 0.3}).Draw(rt, "share"))
		x.lanes = lanes.New(x.books, x.slots, x.by)
		x.every(rt, 6)
	})
}
