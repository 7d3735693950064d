package shift_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
)

// oneLine is a panel of a random line under random masks.
func oneLine(seed uint64, days, placebos int) (shift.Line, [][][]shift.Change) {
	rng := rand.New(rand.NewPCG(seed, 3))
	l := randomLine(rng, days, 0.7)
	moves := make([][][]shift.Change, placebos+1)
	for i := range moves {
		moves[i] = [][]shift.Change{randomChanges(rng, l, 0.3)}
	}
	return l, moves
}

func run(t *testing.T, l shift.Line, moves [][][]shift.Change, w shift.Window) *shift.Outcome {
	t.Helper()
	p := shift.Panel{
		Parts:    []shift.Part{{First: 18262, Lines: []shift.Line{l}, Walk: fixed(moves)}},
		Placebos: len(moves) - 1, Window: w,
	}
	o, err := p.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// mapped changes every amount of a line and of what masks make of it.
func mapped(l shift.Line, moves [][][]shift.Change, f func(p shift.Money, trades int32) shift.Money) (shift.Line, [][][]shift.Change) {
	out := shift.Line{Trades: l.Trades}
	for d, p := range l.Profit {
		out.Profit = append(out.Profit, f(p, l.Trades[d]))
	}
	var all [][][]shift.Change
	for _, m := range moves {
		c := slices.Clone(m[0])
		for i := range c {
			c[i].Profit = f(c[i].Profit, c[i].Trades)
		}
		all = append(all, [][]shift.Change{c})
	}
	return out, all
}

// Twice the stake is twice the selection, and the same test.
func TestTwiceTheStake(t *testing.T) {
	l, moves := oneLine(1, 900, 99)
	a := run(t, l, moves, shift.Around)
	l2, moves2 := mapped(l, moves, func(p shift.Money, _ int32) shift.Money { return 2 * p })
	b := run(t, l2, moves2, shift.Around)
	for k := range a.Test {
		x, y := &a.Test[k], &b.Test[k]
		if !near(y.Selection, 2*x.Selection, x.S) || !near(y.S, 2*x.S, x.S) || x.P != y.P || x.PWorse != y.PWorse {
			t.Errorf("value %d: %v, twice the stake %v", k, *x, *y)
		}
	}
	if !near(b.Less, 2*a.Less, a.Test[0].S) {
		t.Errorf("less %v, twice the stake %v", a.Less, b.Less)
	}
}

// A fee that every trade pays moves what trading less brings, and not the selection.
func TestConstantLossPerTrade(t *testing.T) {
	l, moves := oneLine(2, 900, 99)
	a := run(t, l, moves, shift.Around)
	const fee = 7_000_000
	l2, moves2 := mapped(l, moves, func(p shift.Money, trades int32) shift.Money { return p - fee*shift.Money(trades) })
	b := run(t, l2, moves2, shift.Around)
	x, y := &a.Test[shift.Profit], &b.Test[shift.Profit]
	if !near(y.Selection, x.Selection, x.S) || !near(y.S, x.S, x.S) || x.P != y.P {
		t.Errorf("selection %v (S %v), with a fee %v (%v)", x.Selection, x.S, y.Selection, y.S)
	}
	if b.Delta-a.Delta < 1 || !near(b.Delta-a.Delta, b.Less-a.Less, x.S) {
		t.Errorf("the fee moves delta by %v and less by %v", b.Delta-a.Delta, b.Less-a.Less)
	}
}

// A mask that follows nothing chooses nothing: its T is as good as a standard normal
// number over many worlds.
func TestRefusingAtRandom(t *testing.T) {
	var sum, square float64
	const worlds = 200
	for seed := range uint64(worlds) {
		rng := rand.New(rand.NewPCG(seed, 4))
		l := shift.Line{Profit: make([]shift.Money, 400), Trades: make([]int32, 400)}
		var c []shift.Change
		for d := range l.Profit {
			l.Trades[d] = 4
			change := shift.Change{Day: int32(d)}
			for range 4 {
				p := shift.Money(1e8*rng.NormFloat64()) + shift.Money(d)*100_000 // a mean that moves
				l.Profit[d] += p
				if rng.IntN(2) == 0 {
					change.Trades, change.Refused, change.Profit = change.Trades-1, change.Refused+1, change.Profit-p
				}
			}
			c = append(c, change)
		}
		o := run(t, l, [][][]shift.Change{{c}}, shift.Around)
		sum += o.Test[shift.Profit].T
		square += o.Test[shift.Profit].T * o.Test[shift.Profit].T
	}
	if mean := sum / worlds; math.Abs(mean) > 0.25 {
		t.Errorf("mean T = %v, want about 0", mean)
	}
	if v := square / worlds; v < 0.7 || v > 1.3 {
		t.Errorf("mean T² = %v, want about 1", v)
	}
}

// The refused trades of a mask lose 1 more than those around them, by construction:
// that is what the selection comes to, times the share of kept ones.
func TestSelectionOfAKnownMask(t *testing.T) {
	const days = 1000
	l := shift.Line{Profit: make([]shift.Money, days), Trades: make([]int32, days)}
	var c []shift.Change
	for d := range days {
		l.Trades[d], l.Profit[d] = 4, 4e8
		if d%10 == 0 {
			l.Profit[d] = 0
			c = append(c, shift.Change{Day: int32(d), Trades: -4, Refused: 4})
		}
	}
	o := run(t, l, [][][]shift.Change{{c}}, shift.Around)
	bp, ok := o.BasisPoints(o.Test[shift.Profit].Selection, 100)
	if !ok || math.Abs(bp-100) > 1 {
		t.Errorf("%v bp a refused trade, want 100", bp)
	}
	if o.Delta != 0 || math.Abs(o.Less+360) > 5 {
		t.Errorf("delta %v, less %v, want 0 and about −360", o.Delta, o.Less)
	}
}

// A stretch shut for longer than its window cannot be judged.
func TestStretchThatIsTooLong(t *testing.T) {
	const days = 800
	l := shift.Line{Profit: make([]shift.Money, days), Trades: make([]int32, days)}
	for d := range days {
		l.Trades[d], l.Profit[d] = 2, shift.Money(1e8*math.Sin(float64(d)))
	}
	shut := func(from, to int) (c []shift.Change) {
		for d := from; d < to; d++ {
			c = append(c, shift.Change{Day: int32(d), Trades: -2, Refused: 2, Profit: -l.Profit[d]})
		}
		return c
	}
	o := run(t, l, [][][]shift.Change{{shut(200, 600)}}, shift.Around)
	if o.Blind != 400-180 || o.BlindAll {
		t.Errorf("%d days cannot be judged, want 220", o.Blind)
	}
	o = run(t, l, [][][]shift.Change{{shut(0, days)}}, shift.Around)
	if !o.BlindAll || o.Test[shift.Profit].S != 0 || o.Test[shift.Profit].T != 0 {
		t.Errorf("shut for good: %d days cannot be judged, S = %v", o.Blind, o.Test[shift.Profit].S)
	}
}

// Weeks add the days of a signal up before anything is squared.
func TestWeeks(t *testing.T) {
	for _, days := range []int{700, 699} { // the last one a Tuesday, or a Monday
		checkWeeks(t, days)
	}
}

func checkWeeks(t *testing.T, days int) {
	l, moves := oneLine(5, days, 9)
	const first = 18262 // 2020-01-01, a Wednesday
	week := func(d int) int { return (d + 2) / 7 }
	l7 := shift.Line{Profit: make([]shift.Money, week(days-1)+1), Trades: make([]int32, week(days-1)+1)}
	for d := range l.Profit {
		l7.Profit[week(d)] += l.Profit[d]
		l7.Trades[week(d)] += l.Trades[d]
	}
	p := shift.Panel{
		Parts:    []shift.Part{{First: first, Lines: []shift.Line{l}, Walk: fixed(moves)}},
		Placebos: 9, Window: shift.Alone, Weeks: true,
	}
	o, err := p.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	by := make([]shift.Change, len(l7.Profit))
	for i, c := range moves[0][0] {
		w := week(int(c.Day))
		by[w].Day = int32(w)
		by[w].Trades, by[w].Refused, by[w].Profit = by[w].Trades+c.Trades, by[w].Refused+c.Refused, by[w].Profit+c.Profit
		_ = i
	}
	z, _ := naive(l7, by, shift.Alone, nil)
	var square float64
	for w, x := range z {
		square += x * x
		if math.Abs(o.Z[shift.Profit][w]-x) > 1e-9 {
			t.Fatalf("week %d: z = %v, want %v", w, o.Z[shift.Profit][w], x)
		}
	}
	if got := o.Test[shift.Profit].S; !near(got, math.Sqrt(square), got) {
		t.Errorf("S = %v, want %v", got, math.Sqrt(square))
	}
	var tail float64 // of the worst days, which stay days
	worst, worst7, by7 := shift.Tail(l.Profit), l7.Clone(), slices.Clone(by)
	clear(worst7.Profit)
	for w := range by7 {
		by7[w].Profit = 0
	}
	for d, on := range worst {
		if on {
			worst7.Profit[week(d)] += l.Profit[d]
		}
	}
	for _, c := range moves[0][0] {
		if worst[c.Day] {
			tail += c.Profit.Float()
			by7[week(int(c.Day))].Profit += c.Profit
		}
	}
	z, _ = naive(worst7, by7, shift.Alone, nil)
	for w, x := range z {
		if math.Abs(o.Z[shift.Worst][w]-x) > 1e-9 {
			t.Fatalf("week %d: z of the worst days = %v, want %v", w, o.Z[shift.Worst][w], x)
		}
	}
	if math.Abs(tail-o.Avoided) > 1e-6 {
		t.Errorf("avoided %v, want %v", o.Avoided, tail)
	}
}
