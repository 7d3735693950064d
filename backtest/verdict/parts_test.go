package verdict_test

import (
	"math"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
	"github.com/remora-bt/remora-bt/data"
)

// chosenBy is what a mask chose by itself, with a c that is given.
func chosenBy(t *testing.T, in *verdict.Input, books []*backtest.Book, masks []*data.Mask, c []float64) (selection, delta float64) {
	t.Helper()
	p := verdict.Panel(verdict.NewSubject(books, masks, in.Wallet.Slots, in.Seed))
	p.Placebos, p.Centre = 0, [][]float64{c, c}
	o, err := p.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return o.Test[shift.Profit].Selection, o.Delta
}

func same(a, b float64) bool { return math.Abs(a-b) <= 1e-9*(1+math.Abs(a)) }

// What a group, a variant and a fee chose is what the mask chooses that is made for it
// by hand, row by row.
func TestPartsAreMasks(t *testing.T) {
	in := fullInput(t, 2)
	c, err := verdict.Cell(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	o, err := verdict.Panel(verdict.NewSubject(in.Books, in.Mask, in.Wallet.Slots, in.Seed)).Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	centre := o.Test[shift.Profit].C
	groups := 0
	for _, b := range c.Breakdowns {
		trades := b.HiddenTrades
		for _, g := range b.Groups {
			trades += g.Trades
		}
		if b.Name != "reason" && trades != o.Refused { // a row may have several reasons
			t.Errorf("%s: %d trades in groups, %d refused", b.Name, trades, o.Refused)
		}
		for _, l := range in.Labels {
			if l.Name != b.Name {
				continue
			}
			for _, g := range b.Groups {
				groups++
				if got, _ := chosenBy(t, &in, in.Books, grouped(&in, &l, g.Label), centre); !same(got, g.Selection) {
					t.Errorf("%s %s chose %v, want %v", b.Name, g.Label, g.Selection, got)
				}
				if g.Trades < 30 {
					t.Errorf("%s %s is of %d trades", b.Name, g.Label, g.Trades)
				}
			}
		}
	}
	if groups < 4 {
		t.Errorf("only %d groups", groups)
	}
	v := c.Variants[0]
	selection, delta := chosenBy(t, &in, in.Books, in.Variants[0].Mask, centre)
	if !same(v.Selection, selection) || !same(v.Delta, delta) || !same(v.Lost, *c.Answers.Profit.Selection-selection) {
		t.Errorf("variant %+v, want %v of %v", v, selection, delta)
	}
	checkFees(t, &in, c, centre)
}

// grouped is the mask on the rows of one label.
func grouped(in *verdict.Input, l *verdict.Labels, label string) []*data.Mask {
	var out []*data.Mask
	for i, m := range in.Mask {
		k := data.NewMask(m.Len())
		for row := range m.Len() {
			v := l.Rows[i][row]
			for n, name := range l.Values {
				if name == label && m.Get(row) && (l.Bits && v>>n&1 == 1 || !l.Bits && int(v) == n) {
					k.Set(row)
				}
			}
		}
		out = append(out, k)
	}
	return out
}

func checkFees(t *testing.T, in *verdict.Input, c *verdict.Comparison, centre []float64) {
	t.Helper()
	for _, p := range c.Fees.Sweep {
		var books []*backtest.Book
		for _, b := range in.Books {
			r := b.Rules
			r.Fee = p.Fee
			books = append(books, b.With(backtest.Execution{Rules: r, Market: b.Market, Stake: b.Stake}))
		}
		selection, delta := chosenBy(t, in, books, in.Mask, centre)
		if !same(p.Selection, selection) || !same(p.Delta, delta) {
			t.Errorf("at fee %v chose %v of %v, want %v of %v", p.Fee, p.Selection, p.Delta, selection, delta)
		}
	}
	if p := c.Fees.Sweep[1]; p.Fee != 0.001 || !same(p.Selection, *c.Answers.Profit.Selection) {
		t.Errorf("at the fee of the books chose %v, the cell %v", p.Selection, *c.Answers.Profit.Selection)
	}
}
