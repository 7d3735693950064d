package shift_test

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
)

// series is that of scripts/statistics_reference.py, in units.
func series(n int, seed uint64, phi float64) []shift.Money {
	out, x := make([]shift.Money, n), 0.0
	for i := range out {
		e := -6.0
		for range 12 {
			seed = seed*6364136223846793005 + 1442695040888963407
			e += float64(seed>>11) / (1 << 53)
		}
		x = float64(phi*x) + e
		out[i] = shift.Money(math.RoundToEven(x * 1e8))
	}
	return out
}

// The cut beyond a smaller stake is numpy's, its interval that of arch's stationary
// bootstrap but for the chance of the draws.
func TestCutOfArch(t *testing.T) {
	text, err := os.ReadFile("testdata/cuts.json")
	if err != nil {
		t.Fatal(err)
	}
	var want []struct {
		N          int
		Phi        float64
		Beyond, SD float64
		Q          [2]float64
	}
	if err := json.Unmarshal(text, &want); err != nil {
		t.Fatal(err)
	}
	for _, w := range want {
		o := shift.Outcome{BookDaily: series(w.N, 81, w.Phi), MaskDaily: series(w.N, 81, w.Phi), BookTrades: make([]int32, w.N), MaskRefused: make([]int32, w.N)}
		for d, x := range series(w.N, 82, 0) {
			o.BookTrades[d] = 2
			if x > 1e8 {
				o.MaskDaily[d], o.MaskRefused[d] = 0, 1
			}
		}
		got := o.Beyond(1)
		if !got.OK || !got.Bounded || math.Abs(got.Beyond-w.Beyond) > 1e-6 {
			t.Errorf("%d days: %+v, numpy has %v", w.N, got, w.Beyond)
		}
		if tol := 0.15 * w.SD; math.Abs(got.Lo-w.Q[0]) > tol || math.Abs(got.Hi-w.Q[1]) > tol {
			t.Errorf("%d days: %v to %v, arch has %v", w.N, got.Lo, got.Hi, w.Q)
		}
		if again := o.Beyond(1); again != got {
			t.Errorf("drawn again: %+v, before %+v", again, got)
		}
		if d := o.Against(&o, 1); d.Cut != 0 || d.Lo != 0 || d.Hi != 0 {
			t.Errorf("a filter against itself: %+v", d)
		}
		open := o
		open.MaskDaily, open.MaskRefused = o.BookDaily, make([]int32, w.N)
		if d := o.Against(&open, 1); math.Abs(d.Cut-got.Cut) > 1e-9 || d.Beyond != d.Cut || d.Lo > d.Cut || d.Hi < d.Cut {
			t.Errorf("against no filter: %+v, want the cut %v, no smaller stake off", d, got.Cut)
		}
		if d := o.AgainstBeyond(&open, 1); math.Abs(d.Beyond-got.Beyond) > 1e-9 || math.Abs(d.Lo-got.Lo) > 1e-9 || math.Abs(d.Hi-got.Hi) > 1e-9 {
			t.Errorf("against no filter beyond a smaller stake: %+v, want %+v", d, got)
		}
		// The same days for more refused trades are worse by what a smaller stake gives.
		more := o
		more.MaskRefused = slices.Clone(o.MaskRefused)
		more.MaskRefused[0] += 10
		trades := 0
		for _, n := range o.BookTrades {
			trades += int(n)
		}
		if d := o.AgainstBeyond(&more, 1); d.Cut != 0 || math.Abs(d.Beyond-1000/float64(trades)) > 1e-9 {
			t.Errorf("against one that refuses ten more: %+v, want %v", d, 1000/float64(trades))
		}
	}
}

// Without losing days there is nothing to cut.
func TestCutOfNothing(t *testing.T) {
	o := shift.Outcome{BookDaily: make([]shift.Money, 30), MaskDaily: make([]shift.Money, 30), BookTrades: make([]int32, 30), MaskRefused: make([]int32, 30)}
	if got := o.Beyond(1); got.OK || got.Bounded {
		t.Errorf("%+v", got)
	}
	if _, ok := o.ShiftedCut(); ok {
		t.Error("a cut without placebos")
	}
	o.BookDaily = slices.Repeat([]shift.Money{-1e8}, 30)
	if got := o.Beyond(1); got.OK {
		t.Errorf("losing days without a trade: %+v", got)
	}
}

// The place of a metric is that among the placebos, the best first; equal ones share it.
func TestRanks(t *testing.T) {
	o := shift.Outcome{
		Masked: shift.Risk{CVaR: -5, Drawdown: 10},
		Risks:  []shift.Risk{{CVaR: -4, Drawdown: 12}, {CVaR: -5, Drawdown: 8}, {CVaR: -6, Drawdown: 9}, {CVaR: -9, Drawdown: 10}},
	}
	for _, r := range o.Ranks() {
		want := map[string]int{"daily_cvar_5": 2, "max_drawdown": 3}[r.Key]
		if want > 0 && (r.Place != want || r.Of != 5) {
			t.Errorf("%s: %d of %d, want %d of 5", r.Key, r.Place, r.Of, want)
		}
		if r.Key == "daily_cvar_5" && r.Shifted != -6 {
			t.Errorf("mean of the placebos %v, want −6", r.Shifted)
		}
	}
}

// The shifted masks' cut and what they give up are of the mean of their own days.
func TestShiftedMasksOwnDays(t *testing.T) {
	o := shift.Outcome{
		Baseline: shift.Risk{CVaR: -10, Best: 10}, Masked: shift.Risk{CVaR: -5, Best: 6},
		Risks: []shift.Risk{{CVaR: -8, Best: 8}, {CVaR: -6, Best: 10}},
	}
	if cut, ok := o.ShiftedCut(); !ok || math.Abs(cut-30) > 1e-12 {
		t.Errorf("cut by %v %%, want 30", cut)
	}
	if own, shifted, ok := o.GivenUp(); !ok || math.Abs(own-40) > 1e-12 || math.Abs(shifted-10) > 1e-12 {
		t.Errorf("given up %v and %v %%, want 40 and 10", own, shifted)
	}
	for _, none := range []shift.Outcome{
		{Baseline: o.Baseline, Masked: o.Masked},
		{Baseline: shift.Risk{}, Masked: o.Masked, Risks: o.Risks},
		{Baseline: shift.Risk{CVaR: 1, Best: -1}, Masked: o.Masked, Risks: o.Risks},
	} {
		if cut, ok := none.ShiftedCut(); ok || cut != 0 {
			t.Errorf("%+v: cut by %v", none, cut)
		}
		if own, shifted, ok := none.GivenUp(); ok || own != 0 || shifted != 0 {
			t.Errorf("%+v: given up %v and %v", none, own, shifted)
		}
	}
}

// Days that come in tens of a kind are a tenth as many: the interval is wider by √10
// than that of the same days in any order.
func TestCutOfDaysThatHangTogether(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 4))
	const kinds, each = 150, 10
	width := func(at func(i int) int) float64 {
		o := shift.Outcome{BookTrades: make([]int32, kinds*each), MaskRefused: make([]int32, kinds*each)}
		o.BookDaily, o.MaskDaily = make([]shift.Money, kinds*each), make([]shift.Money, kinds*each)
		rng := rand.New(rand.NewPCG(5, 5))
		for k := range kinds {
			day, kept := shift.Money(1e8*rng.NormFloat64()), rng.Float64()
			for i := range each {
				d := at(k*each + i)
				o.BookDaily[d], o.MaskDaily[d] = day, shift.Money(float64(day)*kept)
				o.BookTrades[d], o.MaskRefused[d] = 2, int32(2-2*kept)
			}
		}
		c := o.Beyond(3)
		return c.Hi - c.Lo
	}
	order := rng.Perm(kinds * each)
	together, apart := width(func(i int) int { return i }), width(func(i int) int { return order[i] })
	if ratio := together / apart; ratio < 2 || ratio > 5 {
		t.Errorf("the interval is %.2f times as wide, want about √10", ratio)
	}
}
