package shift_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
)

// A mask of trades that bring nothing on calm days has z = 0, however wild the days
// before them were, of which the sums of a placebo are made: what these come to is
// rounding, and no T is made of it.
func TestCalmDaysAfterWildOnes(t *testing.T) {
	const periods, calm = 300, 400
	var l shift.Line
	for k := range 2 * periods {
		size := shift.Money(min(k, 2*periods-k)) * 1_234_567
		for _, x := range []shift.Money{3, -3, 2, -2, 1, -1, 0} { // any seven in a row add up to nothing
			l.Profit, l.Trades = append(l.Profit, x*size), append(l.Trades, 3)
		}
	}
	start := len(l.Profit) + 7
	for range calm {
		l.Profit, l.Trades = append(l.Profit, 0), append(l.Trades, 3)
	}
	rng := rand.New(rand.NewPCG(6, 6))
	moves := make([][][]shift.Change, 60)
	for i := range moves {
		moves[i] = [][]shift.Change{nil}
		for d := start; d < len(l.Profit); d++ {
			if n := int32(rng.IntN(4)); n > 0 {
				moves[i][0] = append(moves[i][0], shift.Change{Day: int32(d), Trades: -n, Refused: n})
			}
		}
	}
	o := run(t, l, moves, shift.Window{Half: 3})
	for k, x := range o.Test {
		if x.S != 0 || x.T != 0 || x.Still != len(moves)-1 {
			t.Errorf("value %d: S %v, T %v, %d placebos stand still, want all %d", k, x.S, x.T, x.Still, len(moves)-1)
		}
	}
}

// So it is of several lines, one of which earns nothing, and in weeks: a mask that
// refuses every trade leaves none to stand against.
func TestEveryTradeOfSeveralLines(t *testing.T) {
	for seed := range uint64(10) {
		rng := rand.New(rand.NewPCG(seed, 33))
		a, b := randomLine(rng, 300, 0.9), randomLine(rng, 300, 0.9)
		clear(b.Profit)
		all := make([][]shift.Change, 2)
		for l, line := range []shift.Line{a, b} {
			for d, n := range line.Trades {
				if n > 0 {
					all[l] = append(all[l], shift.Change{Day: int32(d), Trades: -n, Refused: n, Profit: -line.Profit[d]})
				}
			}
		}
		for _, weeks := range []bool{false, true} {
			p := shift.Panel{
				Parts:  []shift.Part{{Lines: []shift.Line{a, b}, Walk: fixed([][][]shift.Change{all, all})}},
				Window: shift.Around, Placebos: 1, Weeks: weeks,
			}
			o, err := p.Run(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			for k, x := range o.Test {
				if x.S != 0 || x.Still != 1 {
					t.Errorf("seed %d, weeks %v, value %d: S %v, %d placebos stand still", seed, weeks, k, x.S, x.Still)
				}
			}
		}
	}
}

// A ten-thousandth of the stake is the same test of both values, at every placebo.
func TestTinyStake(t *testing.T) {
	l, moves := oneLine(4, 900, 99)
	l, moves = mapped(l, moves, func(p shift.Money, _ int32) shift.Money { return p / 10_000 * 10_000 })
	a := run(t, l, moves, shift.Around)
	l, moves = mapped(l, moves, func(p shift.Money, _ int32) shift.Money { return p / 10_000 })
	b := run(t, l, moves, shift.Around)
	for k := range a.Test {
		x, y := &a.Test[k], &b.Test[k]
		if !near(1e4*y.S, x.S, x.S) || !near(y.T, x.T, 1) {
			t.Errorf("value %d: S %v and T %v, of a tiny stake %v and %v", k, x.S, x.T, y.S, y.T)
		}
		for i, s := range x.Shifted {
			if !near(y.Shifted[i], s, max(1, math.Abs(s))) {
				t.Fatalf("value %d, placebo %d: T %v, of a tiny stake %v", k, i+1, s, y.Shifted[i])
			}
		}
	}
}

// A tally of a mask that refuses every trade has z = 0 on all days: what its sums come
// to is rounding, also after a mask before, and of tiny stakes.
func TestTallyOfEveryTrade(t *testing.T) {
	for _, books := range []int{1, 2} {
		for seed := range uint64(8) {
			rng := rand.New(rand.NewPCG(seed, 32))
			var lines []shift.Line
			for range books {
				l, _ := mapped(randomLine(rng, 250, 0.9), nil, func(p shift.Money, _ int32) shift.Money { return p / 1_000_000 })
				lines = append(lines, l)
			}
			tally := shift.NewBase(0, lines).Tally(shift.Profit)
			for range 2 {
				tally.Reset()
				if got := tally.Square(); got != 0 {
					t.Fatalf("begun: Σz² = %v", got)
				}
				for _, half := range []int32{0, 1} {
					for l, line := range lines {
						for d, n := range line.Trades {
							c := shift.Change{Day: int32(d), Trades: -(n / 2), Profit: -(line.Profit[d] / 2)}
							if half == 1 {
								c.Trades, c.Profit = -n-c.Trades, -line.Profit[d]-c.Profit
							}
							tally.Add(l, &c)
						}
					}
				}
				if got := tally.Square(); got != 0 {
					t.Errorf("%d books, seed %d: Σz² = %v of a mask that refuses all, want 0", books, seed, got)
				}
			}
		}
	}
}
