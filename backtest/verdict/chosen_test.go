package verdict_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/worlds"
)

// late are masks so many rows later, by hand.
func late(books []*backtest.Book, masks []*data.Mask, rows int) []*data.Mask {
	var out []*data.Mask
	for i, m := range masks {
		k := data.NewMask(m.Len())
		for row := books[i].Tape.Warm; row+rows < m.Len(); row++ {
			if m.Get(row) {
				k.Set(row + rows)
			}
		}
		out = append(out, k)
	}
	return out
}

// What a mask chose late, and between times, is what a mask chooses that is moved by
// hand, and what m and q of the whole span leave:
//
//	Σ ΔP − m·ΔN − c·n,   m = ΣP/ΣN
func TestChosenIsMadeByHand(t *testing.T) {
	in := fullInput(t, 2)
	in.Fees, in.Variants, in.Labels, in.Quality = nil, nil, nil, nil
	c, err := verdict.Cell(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	o := c.Evidence().Outcome
	centre := o.Test[shift.Profit].C
	if slices.Max(centre) == 0 {
		t.Fatal("a centre of nothing tells nothing")
	}
	for i, n := range []int{1, 2, 12} {
		m := &c.Chosen.Late[i]
		moved := late(in.Books, in.Mask, n)
		selection, delta := chosenBy(t, &in, in.Books, moved, centre)
		p := verdict.Panel(verdict.NewSubject(in.Books, moved, in.Wallet.Slots, in.Seed))
		p.Placebos, p.Centre = 0, [][]float64{centre, centre}
		alone, err := p.Run(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		more := 1.0
		for _, x := range o.Test[shift.Profit].Shifted {
			if x >= alone.Test[shift.Profit].T {
				more++
			}
		}
		bp, _ := alone.BasisPoints(selection, 100)
		if m.Candles != n || !same(m.Selection, selection) || !same(m.Delta, delta) || !nearly(m.BP, bp) || !same(m.P, more/float64(len(o.Test[shift.Profit].Shifted)+1)) {
			t.Errorf("%d candles late: %+v, want %v of %v and %v bp", n, m, selection, delta, bp)
		}
	}
	lanes := verdict.NewSubject(in.Books, in.Mask, in.Wallet.Slots, in.Seed)
	var whole float64
	for b, changes := range lanes.Lanes.Walker().Shift(lanes.Laid, 0) {
		var profit, trades float64
		base := lanes.Lanes.Baseline(b)
		for d, p := range base.Profit {
			profit, trades = profit+p.Float(), trades+float64(base.Trades[d])
		}
		for _, x := range changes {
			whole += x.Profit.Float() - profit/trades*float64(x.Trades) - centre[b]*float64(x.Refused)
		}
	}
	if want := whole - *c.Answers.Profit.Selection; c.Chosen.Between == nil || math.Abs(*c.Chosen.Between-want) > 1e-6 {
		t.Errorf("between times %v, want %v", *c.Chosen.Between, want)
	}
	for i, r := range o.Ranks() {
		if c.Chosen.Ranks[i] != (verdict.RankRow{Key: r.Key, Baseline: r.Baseline, Filtered: r.Filtered, Shifted: r.Shifted, Rank: r.Place, Of: r.Of}) {
			t.Errorf("rank %+v, want %+v", c.Chosen.Ranks[i], r)
		}
	}
}

// What is left of a mask that is late, and how near it comes to the best choice, are
// told in percent.
func TestAlarmsAreCounted(t *testing.T) {
	books := worlds.Books(t, rand.New(rand.NewPCG(3, 1)), 1, 96*300, 15*data.Minute, 100)
	b := books[0]
	fixed := backtest.Walk(books, nil, backtest.Fixed(books, backtest.DefaultWallet())).Trades
	m := data.NewMask(b.Tape.Len())
	for i, k := range fixed {
		if signal := b.Opps[k.Opp].Signal; k.ProfitAbs < -2 && i%3 > 0 {
			early := 0
			if i%7 == 2 { // some are refused one candle late, too
				early = 1
			}
			m.SetRange(signal-early, min(signal+3, m.Len()))
		}
	}
	s := verdict.NewSubject(books, []*data.Mask{m}, 1, 1)
	o, err := verdict.Panel(s).Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var would verdict.Answers
	would.Profit.Answer, would.Risk.Answer = verdict.Helps, verdict.Helps
	alarms, faults, err := s.Suspect(t.Context(), o, &would)
	if err != nil {
		t.Fatal(err)
	}
	moved := verdict.NewSubject(books, late(books, []*data.Mask{m}, 1), 1, 1)
	p := verdict.Panel(moved)
	p.Placebos, p.Centre = 0, [][]float64{o.Test[shift.Profit].C, o.Test[shift.Worst].C}
	alone, err := p.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for k, got := range []*float64{alarms.LateProfit, alarms.LateTail} {
		if want := alone.Test[k].Selection / o.Test[k].Selection; !nearly(got, want) {
			t.Errorf("value %d: one candle late %v, want %v", k, got, want)
		}
	}
	if want := o.Test[shift.Profit].Selection / bestOf(b, fixed, m); alarms.Best == nil || math.Abs(*alarms.Best-want) > 1e-6 {
		t.Errorf("%v of the best choice, want %v", *alarms.Best, want)
	}
	why := strings.Join(faults, " ")
	if want := fmt.Sprintf("it chose %.0f %% of what the best choice", 100**alarms.Best); !strings.Contains(why, want) || *alarms.Best < 0.55 {
		t.Errorf("%q, want %q", why, want)
	}
	if left := *alarms.LateProfit; left >= 0.25 || left < 0.1 || !strings.Contains(why, fmt.Sprintf("it keeps %.0f %% of what it chose", 100*left)) {
		t.Errorf("%q with %v left", why, left)
	}
}

// bestOf is what refusing the worst equally many trades would have brought, day by day.
func bestOf(b *backtest.Book, trades []backtest.Taken, m *data.Mask) (best float64) {
	days := int((b.End().Day()-b.Start().Day())/oneDay) + 1
	by, refused := make([][]float64, days), make([]int, days)
	for _, k := range trades {
		d := int((b.Tape.Time(k.Exit).Day() - b.Start().Day()) / oneDay)
		by[d] = append(by[d], k.ProfitAbs)
		if m.Get(b.Opps[k.Opp].Signal) {
			refused[d]++
		}
	}
	for d, n := range refused {
		if n == 0 {
			continue
		}
		var around []float64
		gone := 0
		for e := max(0, d-90); e <= min(days-1, d+90); e++ {
			around, gone = append(around, by[e]...), gone+refused[e]
		}
		slices.Sort(around)
		var all, worst float64
		for i, x := range around {
			if all += x; i < gone {
				worst += x
			}
		}
		best += float64(n) * (all/float64(len(around)) - worst/float64(gone))
	}
	return best
}

// What a mask of one trade chose lies in one month, less what other times bring.
func TestMonthsOfOneTrade(t *testing.T) {
	books := worlds.Books(t, rand.New(rand.NewPCG(3, 2)), 1, 24*400, data.Hour, 100)
	trades := backtest.Walk(books, nil, backtest.Fixed(books, backtest.DefaultWallet())).Trades
	m := data.NewMask(books[0].Tape.Len())
	m.Set(books[0].Opps[trades[len(trades)/2].Opp].Signal)
	s := verdict.NewSubject(books, []*data.Mask{m}, 1, 1)
	e, alarms, err := s.Evidence(t.Context(), verdict.DefaultWorthwhile(0.001))
	if err != nil {
		t.Fatal(err)
	}
	c, err := s.Chosen(t.Context(), e, alarms)
	if err != nil {
		t.Fatal(err)
	}
	var sum float64
	for _, x := range c.Months { // those out of reach of the trade are left out
		if sum += x.Selection; x.Refused == 0 && x.Delta == 0 && x.Selection == 0 {
			t.Errorf("%s has nothing", x.Month)
		}
	}
	if n := len(c.Months); n < 3 || n >= s.Lanes.Days()/28 {
		t.Errorf("%d months of %d days", n, s.Lanes.Days())
	}
	if x := &e.Outcome.Test[shift.Profit]; e.Outcome.Refused != 1 || x.C[0] == 0 || math.Abs(sum-x.Selection) > 1e-9 {
		t.Errorf("%d refused, months add up to %v, want %v (c = %v)", e.Outcome.Refused, sum, x.Selection, x.C)
	}
}
