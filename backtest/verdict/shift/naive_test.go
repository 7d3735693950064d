package shift_test

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
)

// naive is z of one line by definition, day by day and with loops only.
func naive(l shift.Line, changes []shift.Change, w shift.Window, counts []bool) (z []float64, q []float64) {
	n := len(l.Profit)
	dp, dn := make([]float64, n), make([]float64, n)
	for _, c := range changes {
		if counts == nil || counts[c.Day] {
			dp[c.Day] = c.Profit.Float()
		}
		dn[c.Day] = float64(c.Trades)
	}
	p := make([]float64, n)
	for d := range p {
		if counts == nil || counts[d] {
			p[d] = l.Profit[d].Float()
		}
	}
	z, q = make([]float64, n), make([]float64, n)
	for d := range n {
		var trades, profit, net float64
		for half := w.Half; ; half++ {
			trades, profit, net = 0, 0, 0
			lo, hi := max(0, d-half), min(n-1, d+half)
			for e := lo; e <= hi; e++ {
				trades += float64(l.Trades[e])
				profit += p[e]
				net += dn[e]
			}
			if trades >= float64(w.Least) || lo == 0 && hi == n-1 {
				break
			}
		}
		m := 0.0
		if trades > 0 {
			m, q[d] = profit/trades, -net/trades
		}
		z[d] = dp[d] - m*dn[d] + q[d]*(p[d]-m*float64(l.Trades[d]))
	}
	return z, q
}

// randomLine has days without trades and, now and then, long stretches of them.
func randomLine(rng *rand.Rand, days int, busy float64) shift.Line {
	l := shift.Line{Profit: make([]shift.Money, days), Trades: make([]int32, days)}
	quiet := 0
	for d := range days {
		if quiet == 0 && rng.IntN(200) == 0 {
			quiet = rng.IntN(150)
		}
		if quiet > 0 {
			quiet--
			continue
		}
		if rng.Float64() < busy {
			l.Trades[d] = 1 + int32(rng.IntN(5))
			l.Profit[d] = shift.Money(rng.NormFloat64()*1e8*float64(l.Trades[d])) - 2e7
		}
	}
	return l
}

// randomChanges refuse trades in stretches and take others up.
func randomChanges(rng *rand.Rand, l shift.Line, share float64) (out []shift.Change) {
	shut := false
	for d := range l.Profit {
		if rng.IntN(6) == 0 {
			shut = rng.Float64() < share
		}
		c := shift.Change{Day: int32(d)}
		if shut && l.Trades[d] > 0 {
			c.Refused = 1 + int32(rng.IntN(int(l.Trades[d])))
			c.Trades = -c.Refused
			c.Profit = -l.Profit[d] / shift.Money(l.Trades[d]) * shift.Money(c.Refused)
		}
		if shut && rng.IntN(9) == 0 { // a refill
			c.Trades++
			c.Profit += shift.Money(rng.NormFloat64() * 1e8)
		}
		if c != (shift.Change{Day: int32(d)}) {
			out = append(out, c)
		}
	}
	return out
}

// fixed walks through changes that are there already: by placebo, then by line.
func fixed(moves [][][]shift.Change) func() shift.Walk {
	return func() shift.Walk { return func(i int) [][]shift.Change { return moves[i] } }
}

func near(got, want, scale float64) bool { return math.Abs(got-want) <= 1e-9*max(scale, 1e-12) }

// The closed form of a single line and the sums of several are the definition.
func TestPanelIsItsDefinition(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		checkPanel(rt, drawn{
			seed:   rapid.Uint64().Draw(rt, "seed"),
			window: rapid.SampledFrom([]shift.Window{shift.Around, shift.Alone, {Half: 3, Least: 10}, {Half: 0, Least: 400}}).Draw(rt, "window"),
			busy:   rapid.SampledFrom([]float64{0.02, 0.3, 0.9}).Draw(rt, "busy"),
			share:  rapid.SampledFrom([]float64{0.1, 0.5, 0.95}).Draw(rt, "share"),
			parts:  rapid.IntRange(1, 3).Draw(rt, "parts"),
		})
	})
}

// The squares of a placebo's z cancel to rounding, of which no T is made.
func TestRoundingIsNoValue(t *testing.T) {
	checkPanel(t, drawn{window: shift.Window{Half: 3, Least: 10}, busy: 0.3, share: 0.1, parts: 1})
}

// drawn is what a random panel is made from.
type drawn struct {
	seed        uint64
	window      shift.Window
	busy, share float64
	parts       int
}

func checkPanel(t rapid.TB, from drawn) {
	rng := rand.New(rand.NewPCG(from.seed, 2))
	const placebos = 8
	p := shift.Panel{Placebos: placebos, Window: from.window}
	var moves [][][][]shift.Change
	for k := range from.parts {
		days := 30 + rng.IntN(250)
		part := shift.Part{First: int32(rng.IntN(40) + 300*rng.IntN(2)), Minus: k == 2} // of two periods some
		for range 1 + (k+from.parts-1)%2 {
			part.Lines = append(part.Lines, randomLine(rng, days, from.busy))
		}
		if part.Minus { // the second filter sees the same baseline
			part.First, part.Lines = p.Parts[0].First, p.Parts[0].Lines
		}
		m := make([][][]shift.Change, placebos+1)
		for i := range m {
			for _, l := range part.Lines {
				m[i] = append(m[i], randomChanges(rng, l, from.share))
			}
		}
		part.Walk = fixed(m)
		moves, p.Parts = append(moves, m), append(p.Parts, part)
	}
	got, err := p.Run(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	profit, _ := p.Book(p.Calendar())
	for k, counts := range [][]bool{nil, shift.Tail(profit)} {
		if k == shift.Worst && counts == nil {
			continue
		}
		checkTest(t, &p, moves, k, counts, got)
	}
}

// places are where the covered days lie among each other, and how many there are.
func places(p *shift.Panel) (place map[int32]int, days int) {
	place = map[int32]int{}
	for day := range int32(2000) {
		for _, part := range p.Parts {
			if _, ok := place[day]; !ok && day >= part.First && int(day-part.First) < len(part.Lines[0].Profit) {
				place[day] = days
				days++
			}
		}
	}
	return place, days
}

// checkTest works selection, S, T and what follows from them out by definition.
func checkTest(t rapid.TB, p *shift.Panel, moves [][][][]shift.Change, k int, counts []bool, got *shift.Outcome) {
	place, days := places(p)
	if got.Days != days || len(got.BookDaily) != days {
		t.Errorf("%d days and a book of %d, want %d", got.Days, len(got.BookDaily), days)
	}
	b := p.Placebos
	selection, s := make([]float64, b+1), make([]float64, b+1)
	total := make([][]float64, b+1)
	for i := range total {
		total[i] = make([]float64, days)
	}
	for at, part := range p.Parts {
		sign := 1.0
		if part.Minus {
			sign = -1
		}
		offset := place[part.First]
		for j, l := range part.Lines {
			zs, ns := make([]float64, b+1), make([]float64, b+1)
			for i := range b + 1 {
				mine := counts
				if counts != nil {
					mine = counts[offset : offset+len(l.Profit)]
				}
				z, _ := naive(l, moves[at][i][j], p.Window, mine)
				for d, x := range z {
					zs[i] += x
					total[i][offset+d] += sign * x
				}
				for _, c := range moves[at][i][j] {
					ns[i] += float64(c.Refused)
				}
			}
			var sz, sn float64
			for i := 1; i <= b; i++ {
				sz, sn = sz+zs[i], sn+ns[i]
			}
			c := 0.0
			if sn > 0 {
				c = sz / sn
			}
			for i := range b + 1 {
				selection[i] += sign * (zs[i] - c*ns[i])
			}
		}
	}
	for i := range s {
		for _, z := range total[i] {
			s[i] += z * z
		}
		s[i] = math.Sqrt(s[i])
	}
	test := got.Test[k]
	const tiny = 1e-4 // below it, z is the rounding of money
	if s[0] > tiny && (!near(test.Selection, selection[0], s[0]) || !near(test.S, s[0], s[0])) {
		t.Fatalf("value %d: selection %v and S %v, want %v and %v", k, test.Selection, test.S, selection[0], s[0])
	}
	for i := 1; i <= b; i++ {
		want := 0.0
		if s[i] > 1e-12 {
			want = selection[i] / s[i]
		}
		if (s[i] > tiny || s[i] < 1e-12) && math.Abs(test.Shifted[i-1]-want) > 1e-9*max(1, math.Abs(want)) {
			t.Fatalf("value %d, placebo %d: T %v, want %v", k, i, test.Shifted[i-1], want)
		}
	}
}
