package lanes_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/remora-bt/remora-bt/backtest/lanes"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/worlds"
)

// A climb is at every threshold what the walk through the mask of that threshold is,
// at any shift, and its moves add up to that walk's changes. One climber serves books
// and shifts one after another.
func TestClimbsAreWalks(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 4))
		const thresholds = 7
		books := worlds.Books(t, rng, rapid.IntRange(1, 3).Draw(rt, "pairs"), 400, data.Hour, 100)
		n := lanes.New(books, -1, lanes.ByClose)
		level := make([][]uint16, len(books)) // by row of the tape, in runs of some rows
		run := 1 + rng.IntN(30)
		for b := range books {
			level[b] = make([]uint16, books[b].Tape.Len())
			for row := range level[b] {
				if level[b][row] = uint16(rng.IntN(thresholds + 1)); row%run > 0 {
					level[b][row] = level[b][row-1]
				}
			}
		}
		ladder := n.Ladder(thresholds, func(b, row int) uint16 { return level[b][row] })
		var c lanes.Climber
		for _, s := range append([]int{0}, lanes.Thin(n.Shifts(1), 3)...) {
			for b := range books {
				c.Start(ladder, b, s)
				sum := make([]lanes.Change, n.Days())
				for v := uint16(thresholds); v >= 1; v-- {
					masks := make([]*data.Mask, len(books))
					for i := range masks {
						masks[i] = data.NewMask(len(level[i]))
						for row, l := range level[i] {
							if l >= v {
								masks[i].Set(row)
							}
						}
					}
					c.Step()
					climbed(rt, n, b, &c, sum, n.Walker().Shift(n.Lay(masks), s)[b])
					refused, shut := 0, shiftedDays(books, masks, s)[b]
					for k, o := range books[b].Opps {
						if books[b].Outcome(k).Amount != 0 && shut.Get(o.Signal) {
							refused++
						}
					}
					if c.Refused != refused {
						rt.Fatalf("book %d, shift %d, threshold %d: %d deals refused, want %d", b, s, v, c.Refused, refused)
					}
				}
			}
		}
	})
}

// climbed adds the moves of a step up, and holds them and the climber to the changes
// of a walk.
func climbed(t *rapid.T, n *lanes.Lanes, book int, c *lanes.Climber, sum, want []lanes.Change) {
	for _, m := range c.Moves {
		d := &sum[m.Day]
		d.Day, d.Trades, d.Refused, d.Profit = m.Day, d.Trades+m.Trades, d.Refused+m.Refused, d.Profit+m.Profit
	}
	got := slices.DeleteFunc(slices.Clone(sum), func(d lanes.Change) bool { return d == lanes.Change{Day: d.Day} })
	if !slices.Equal(got, want) {
		t.Fatalf("book %d: moves add up to %+v, want %+v", book, got, want)
	}
	trades, blocked, base := 0, 0, n.Baseline(book)
	profit := base.Profit[0] * 0
	for d := range base.Profit {
		trades, profit = trades+int(base.Trades[d]), profit+base.Profit[d]
	}
	for _, d := range want {
		trades, blocked, profit = trades+int(d.Trades), blocked+int(d.Refused), profit+d.Profit
	}
	if c.Trades != trades || c.Blocked != blocked || c.Profit != profit {
		t.Fatalf("book %d: %d trades, %d of the path refused, profit %v, want %d, %d and %v", book, c.Trades, c.Blocked, c.Profit, trades, blocked, profit)
	}
}
