package shift_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
)

// A tally that takes changes one by one, in any order, has the sums of the mask that
// they add up to; begun again, it knows nothing of the mask before.
func TestTallyIsTheMask(t *testing.T) {
	for _, books := range []int{1, 2} {
		for seed := range uint64(6) {
			rng := rand.New(rand.NewPCG(seed, 31))
			var lines []shift.Line
			for range books {
				lines = append(lines, randomLine(rng, 300, []float64{0.1, 0.9}[seed%2]))
			}
			base := shift.NewBase(0, lines)
			for k := range 2 {
				tally := base.Tally(k)
				for range 2 {
					tally.Reset()
					grow(t, rng, base, tally, k, lines)
				}
			}
		}
	}
}

// Where no day loses there are no worst days to tally.
func TestTallyWithoutWorstDays(t *testing.T) {
	l, _ := mapped(randomLine(rand.New(rand.NewPCG(1, 31)), 200, 0.9), nil, func(_ shift.Money, trades int32) shift.Money { return 1e8 * shift.Money(trades) })
	if base := shift.NewBase(0, []shift.Line{l}); base.Tally(shift.Worst) != nil || base.Tally(shift.Profit) == nil {
		t.Error("a tally of worst days that are none, or none of the profit")
	}
}

// grow adds a random mask up, and compares the sums on the way.
func grow(t *testing.T, rng *rand.Rand, base *shift.Base, tally *shift.Tally, k int, lines []shift.Line) {
	t.Helper()
	type move struct {
		line   int
		change shift.Change
	}
	var moves []move
	for l := range lines {
		for _, c := range randomChanges(rng, lines[l], 0.4) {
			part := c
			part.Trades, part.Refused, part.Profit = c.Trades/2, c.Refused/2, c.Profit/3
			c.Trades, c.Refused, c.Profit = c.Trades-part.Trades, c.Refused-part.Refused, c.Profit-part.Profit
			moves = append(moves, move{l, part}, move{l, c})
		}
	}
	rng.Shuffle(len(moves), func(i, j int) { moves[i], moves[j] = moves[j], moves[i] })
	sums := make([][]shift.Change, len(lines))
	for l := range sums {
		sums[l] = make([]shift.Change, len(lines[l].Profit))
	}
	for i, m := range moves {
		tally.Add(m.line, &m.change)
		s := &sums[m.line][m.change.Day]
		s.Day, s.Trades, s.Refused, s.Profit = m.change.Day, s.Trades+m.change.Trades, s.Refused+m.change.Refused, s.Profit+m.change.Profit
		if i%20 != 0 && i != len(moves)-1 {
			continue
		}
		changes := make([][]shift.Change, len(lines))
		z := 0.0
		for l := range sums {
			for _, c := range sums[l] {
				if c.Trades != 0 || c.Refused != 0 || c.Profit != 0 {
					changes[l] = append(changes[l], c)
				}
			}
			z += tally.Z(l)
		}
		want := base.Mask(changes).Test[k]
		if got := math.Sqrt(tally.Square()); !near(got, want.S, want.S) || !near(z, want.Selection, want.S) {
			t.Fatalf("value %d after %d changes: Σz %v and S %v, want %v and %v", k, i+1, z, got, want.Selection, want.S)
		}
	}
}

// A cut without its interval is that of the arms sorted; it is none where the worst
// days lose nothing or nothing is traded.
func TestCutOf(t *testing.T) {
	base, filtered := make([]shift.Money, 60), make([]shift.Money, 60)
	for d := range base {
		base[d] = shift.Money(1e8 * (d*37%60 - 30)) // −30 to 29 once each
		filtered[d] = base[d]
		if base[d] <= -29e8 {
			filtered[d] = 0 // −28, −27, −26 are the worst then
		}
	}
	got := shift.CutOf(base, filtered, 40, 10)
	want := 100 * (1 - 81.0/87) // of −30, −29, −28
	if !got.OK || !near(got.Cut, want, 1) || !near(got.Beyond, want-25, 1) {
		t.Errorf("%+v, want a cut of %v", got, want)
	}
	if got := shift.CutOf(base, filtered, 0, 0); got != (shift.Cut{}) {
		t.Errorf("without trades %+v", got)
	}
	if got := shift.CutOf(make([]shift.Money, 60), filtered, 40, 10); got != (shift.Cut{}) {
		t.Errorf("without a loss %+v", got)
	}
	if got := shift.CutOf(nil, nil, 40, 10); got != (shift.Cut{}) {
		t.Errorf("without a day %+v", got)
	}
}

// Another test of the profit moves what trading less brings: both add up to delta.
func TestRetest(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 31))
	l := randomLine(rng, 200, 0.9)
	o := shift.NewBase(0, []shift.Line{l}).Mask([][]shift.Change{randomChanges(rng, l, 0.4)})
	o.Retest(shift.Profit, shift.Test{Selection: 7})
	if !near(o.Less, o.Delta-7, 1) || o.Test[shift.Profit].Selection != 7 {
		t.Errorf("less %v of delta %v and selection %v", o.Less, o.Delta, o.Test[shift.Profit].Selection)
	}
	less := o.Less
	if o.Retest(shift.Worst, shift.Test{Selection: 9}); o.Less != less || o.Test[shift.Worst].Selection != 9 {
		t.Errorf("another test of the worst days moves less from %v to %v", less, o.Less)
	}
}
