package sweep_test

import (
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/sweep"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/worlds"
	"github.com/remora-bt/remora-bt/strategies"
)

// Every point of the surface is the walk of the comparison: all thresholds at once
// are each threshold by itself.
func TestSurfaceIsWalks(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 1))
		pairs := rapid.IntRange(1, 3).Draw(rt, "pairs")
		w := backtest.DefaultWallet()
		w.Slots = rapid.SampledFrom([]int{-1, pairs}).Draw(rt, "slots")
		step := rapid.SampledFrom([]data.Timeframe{15 * data.Minute, data.Hour, 4 * data.Hour, 25 * data.Minute}).Draw(rt, "step")
		books := worlds.Books(t, rng, pairs, 400, step, 100)
		dials := randomDials(rng, books, rapid.SampledFrom([]float64{1, 4, 40}).Draw(rt, "length"))
		thresholds := []float64{0, 0.05, 0.22, 0.3, 0.5, 0.51, 0.52, 0.9, 1}
		cell := sweep.NewCell(books, w)
		lanes := backtest.NewLanes(books, w.Slots, backtest.ByClose)
		shifts := append([]int{0}, lanes.Shifts(1)...)
		profit, trades, err := cell.Surface(t.Context(), dials, thresholds, shifts)
		if err != nil {
			rt.Fatal(err)
		}
		for j, threshold := range thresholds {
			want := runs(lanes, masks(dials, threshold), shifts)
			for i := range shifts {
				if profit[j][i] != want[i].Profit || int(trades[j][i]) != want[i].Trades {
					rt.Fatalf("threshold %v, shift %d: profit %v of %d trades, want %v of %d",
						threshold, shifts[i], profit[j][i], trades[j][i], want[i].Profit, want[i].Trades)
				}
			}
		}
	})
}

// runs are the shifts of a mask, one by one.
func runs(lanes *backtest.Lanes, masks []*data.Mask, shifts []int) []backtest.Sums {
	laid, w := lanes.Lay(masks), lanes.Walker()
	open, _ := w.Open()
	out := make([]backtest.Sums, len(shifts))
	for i, s := range shifts {
		out[i] = w.Sums(laid, s)
		out[i].Profit += open.Profit
		out[i].Trades += open.Trades
	}
	return out
}

// The same holds over six years of real candles and the engine's own score.
func TestSurfaceOnRealCandles(t *testing.T) {
	for _, spec := range strategies.All() {
		books, dials := btc(t, spec, 6)
		cell, lanes := sweep.NewCell(books, backtest.DefaultWallet()), backtest.NewLanes(books, 1, backtest.ByClose)
		shifts := lanes.Shifts(verdict.MinShift)
		thresholds := grid(1000)
		profit, trades, err := cell.Surface(t.Context(), dials, thresholds, shifts)
		if err != nil {
			t.Fatal(err)
		}
		for _, j := range []int{0, 333, 700, 999} {
			want := runs(lanes, masks(dials, thresholds[j]), shifts)
			for i := range shifts {
				if profit[j][i] != want[i].Profit || int(trades[j][i]) != want[i].Trades {
					t.Fatalf("%s, threshold %v, shift %d: profit %v of %d trades, want %v of %d",
						spec.Name, thresholds[j], shifts[i], profit[j][i], trades[j][i], want[i].Profit, want[i].Trades)
				}
			}
		}
	}
}
