package stacked_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/lanes"
	"github.com/remora-bt/remora-bt/backtest/stacked"
	"github.com/remora-bt/remora-bt/data"
)

// TestLanes: lanes take of given books what a walk at the fixed stake takes, through
// random masks too, with pairs that turn round and with exits within a candle.
func TestLanes(t *testing.T) {
	for _, name := range []string{
		"both-ways", "both-ways-three", "detail", "custom-exit", "five-pairs-one-slot", "unlimited-1h", "sized", "adjust", "both-ways-unlimited",
		"unfilled", "refuse-shorts", "stoploss-guard", "cooldown", "max-drawdown",
	} {
		t.Run(name, func(t *testing.T) {
			c := open(t, name)
			all := lanes.New(c.books, c.wallet.Slots, lanes.ByClose)
			walk := backtest.Walk(c.books, nil, backtest.Fixed(c.books, c.wallet))
			trades, profit := 0, 0.0
			for i := range c.books {
				line := all.Baseline(i)
				for d := range line.Trades {
					trades += int(line.Trades[d])
					profit += line.Profit[d].Float()
				}
			}
			if trades != len(walk.Trades) || math.Abs(profit-walk.Profit) > 1e-4 {
				t.Errorf("lanes take %d trades for %v, the walk %d for %v", trades, profit, len(walk.Trades), walk.Profit)
			}
			rng := rand.New(rand.NewPCG(1, 2))
			for n := range 120 {
				masks := make([]*data.Mask, len(c.books))
				for i, b := range c.books {
					masks[i] = data.NewMask(b.Tape.Len())
					for row := rng.IntN(40); row < b.Tape.Len(); row += 1 + rng.IntN(60) {
						to := min(row+1+rng.IntN(5+n), b.Tape.Len())
						masks[i].SetRange(row, to)
						row = to
					}
				}
				sums := all.Walker().Sums(all.Lay(masks), 0)
				walk := backtest.Walk(c.books, backtest.Masked(masks), backtest.Fixed(c.books, c.wallet))
				if trades+sums.Trades != len(walk.Trades) || math.Abs(profit+sums.Profit.Float()-walk.Profit) > 1e-4 {
					t.Errorf("mask %d: lanes take %d trades for %v, the walk %d for %v",
						n, trades+sums.Trades, profit+sums.Profit.Float(), len(walk.Trades), walk.Profit)
				}
			}
		})
	}
}

// TestMaskOf: what is written for freqtrade is the mask, as stretches of times.
func TestMaskOf(t *testing.T) {
	c := open(t, "both-ways")
	tape := c.books[0].Tape
	mask := data.NewMask(tape.Len())
	mask.SetRange(3, 5)
	mask.SetRange(9, 10)
	got := stacked.MaskOf([]*data.Tape{tape}, []*data.Mask{mask}, stacked.Short)
	want := [][2]data.Instant{{tape.Time(3), tape.Time(4)}, {tape.Time(9), tape.Time(9)}}
	if !slices.Equal(got.Refused[tape.Pair], want) || got.Step != data.Hour || !slices.Equal(got.Sides, []string{"short"}) {
		t.Errorf("mask %+v, want %v", got, want)
	}
}
