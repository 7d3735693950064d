package verdict_test

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/worlds"
)

// nearly reports whether a figure is there and as wanted; a want that is no number says
// that it is undefined.
func nearly(got *float64, want float64) bool {
	if math.IsNaN(want) || math.IsInf(want, 0) {
		return got == nil
	}
	return got != nil && math.Abs(*got-want) <= 1e-9*(1+math.Abs(want))
}

// What a veto must reach follows from the baseline's trades, counted by hand.
func TestVetoesAreCounted(t *testing.T) {
	for seed := range uint64(4) {
		in := fullInput(t, seed)
		c, err := verdict.Cell(t.Context(), in)
		if err != nil {
			t.Fatal(err)
		}
		var lost, rest [2]float64  // trades that lose and others: kept, refused
		var won, gone, all float64 // profit of the refused, of all
		for _, k := range c.FixedBaseline.Trades {
			b := in.Books[k.Book]
			all += k.ProfitAbs
			side := 0
			if in.Mask[k.Book].Get(b.Opps[k.Opp].Signal) {
				side = 1
			}
			if k.ProfitAbs < 0 {
				lost[side]++
				if side == 1 {
					gone -= k.ProfitAbs
				}
				continue
			}
			rest[side]++
			if side == 1 {
				won += k.ProfitAbs
			}
		}
		cf := &c.Counterfactual
		mean := all / (lost[0] + lost[1] + rest[0] + rest[1])
		if want := (won-gone)/(lost[1]+rest[1]) - mean; cf.TradeDifference.Value == nil || math.Abs(*cf.TradeDifference.Value-want) > 1e-6 {
			t.Errorf("refused trades differ from all by %v, want %v", cf.TradeDifference.Value, want)
		}
		if float64(cf.Good) != lost[1] || float64(cf.Bad) != rest[1] || !nearly(cf.Ratio, lost[1]/rest[1]) {
			t.Errorf("%d good vetoes and %d bad ones (%v), want %v and %v", cf.Good, cf.Bad, cf.Ratio, lost[1], rest[1])
		}
		if want := won / rest[1] / (gone / lost[1]); cf.BreakEven == nil || math.Abs(*cf.BreakEven-want) > 1e-6 {
			t.Errorf("break-even ratio %v, want %v", cf.BreakEven, want)
		}
		if want := lost[1] / rest[1] / (lost[0] / rest[0]); !nearly(cf.Odds, want) {
			t.Errorf("odds ratio %v, want %v", cf.Odds, want)
		}
	}
}

// The break-even fee is where fees saved and all else cancel; no fee is where it would
// have to be below 0.
func TestBreakEvenFee(t *testing.T) {
	var some, none int
	for seed := range uint64(12) {
		c, err := verdict.Cell(t.Context(), fullInput(t, seed))
		if err != nil {
			t.Fatal(err)
		}
		f := &c.Fees
		if !nearly(f.Share, f.Saved.Float()/f.Delta.Float()) {
			t.Errorf("share saved %v of %v", f.Share, f.Delta)
		}
		if f.BreakEven == nil {
			none++
			if f.Saved > 0 && f.Gross < 0 {
				t.Errorf("no break-even fee at %v before fees and %v saved", f.Gross, f.Saved)
			}
			continue
		}
		some++
		if left := f.Gross.Float() + f.Saved.Float()**f.BreakEven/0.001; *f.BreakEven < 0 || math.Abs(left) > 1e-9 {
			t.Errorf("at the break-even fee %v the filter gains %v", *f.BreakEven, left)
		}
	}
	if some == 0 || none == 0 {
		t.Errorf("%d worlds with a break-even fee, %d without: both must be seen", some, none)
	}
}

// The alarm of a late mask is for answers that would be HELPS; others may lose what
// they never had.
func TestLateIsAskedOfHelpsAlone(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 3))
	books := worlds.Books(t, rng, 1, 24*300, data.Hour, 100)
	masks := worlds.Mask(rng, books, 10, 0.2)
	s := verdict.NewSubject(books, masks, 1, 1)
	w := verdict.DefaultWorthwhile(0.001)
	e, alarms, err := s.Evidence(t.Context(), w)
	if err != nil {
		t.Fatal(err)
	}
	if a := e.Answers(w, nil); a.Profit.Answer == verdict.Helps || a.Risk.Answer == verdict.Helps || a.Profit.Answer == verdict.Invalid {
		t.Fatalf("this mask knows nothing, and is %s and %s", a.Profit.Answer, a.Risk.Answer)
	}
	if alarms.LateProfit != nil || alarms.LateTail != nil {
		t.Errorf("late: %v and %v, want neither", alarms.LateProfit, alarms.LateTail)
	}
	for _, of := range []struct {
		answer       func(a *verdict.Answers)
		profit, tail bool
	}{
		{func(a *verdict.Answers) { a.Profit.Answer = verdict.Helps }, true, false},
		{func(a *verdict.Answers) { a.Risk.Answer = verdict.Helps }, false, true},
	} {
		would := e.Answers(w, nil)
		of.answer(&would)
		alarms, _, err := s.Suspect(t.Context(), e.Outcome, &would)
		if err != nil {
			t.Fatal(err)
		}
		if (alarms.LateProfit != nil) != of.profit || (alarms.LateTail != nil) != of.tail {
			t.Errorf("profit %s, risk %s: late %v and %v", would.Profit.Answer, would.Risk.Answer, alarms.LateProfit, alarms.LateTail)
		}
	}
}

// Stakes that no sum could hold, and different ones, leave nothing to compare.
func TestStakesThatCannotBeCompared(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	books := worlds.Books(t, rng, 2, 24*100, data.Hour, 100)
	masks := worlds.Mask(rng, books, 10, 0.2)
	with := func(stakes ...float64) []*backtest.Book {
		var out []*backtest.Book
		for i, stake := range stakes {
			b := books[i]
			out = append(out, b.With(backtest.Execution{Rules: b.Rules, Market: b.Market, Stake: stake}))
		}
		return out
	}
	for _, tt := range []struct {
		books []*backtest.Book
		why   string
	}{
		{with(100, 200), "differs from the other pairs' 100"},
		{with(2*verdict.MostStake, 2*verdict.MostStake), "expected a number above 0"},
		{with(0, 0), "expected a number above 0"},
	} {
		c, err := verdict.Cell(t.Context(), verdict.Input{Books: tt.books, Mask: masks, Wallet: backtest.DefaultWallet()})
		if err != nil {
			t.Fatal(err)
		}
		if why := strings.Join(c.Answers.Reasons, " "); c.Answers.Profit.Answer != verdict.Invalid || !strings.Contains(why, tt.why) {
			t.Errorf("%s because of %q, want INVALID because of %q", c.Answers.Profit.Answer, why, tt.why)
		}
	}
}
