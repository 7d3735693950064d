package verdict_test

import (
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
)

// evidence is a cell of 3,000 trades, 300 of them refused at a stake of 100, none of
// whose answers is decided: the interval of bp is −40 to 60.
func evidence() *verdict.Evidence {
	n := 40.0
	o := &shift.Outcome{
		Days: 1000, Trades: 3000, Refused: 300, Comparable: 250, Delta: 50, Less: 25, TailDays: 50, TailLoss: 400, Avoided: 100,
		Baseline: shift.Risk{CVaR: -10, Best: 10}, Masked: shift.Risk{CVaR: -9, Best: 8},
		Risks: []shift.Risk{{CVaR: -9.8, Best: 9.5}},
	}
	o.Test[shift.Profit] = shift.Test{Selection: 25, S: 40, P: 0.2, PWorse: 0.81, Placebos: 987, Lo: -100, Hi: 150, Smallest: 100, Bounded: true}
	o.Test[shift.Worst] = shift.Test{Selection: 20, S: 20, P: 0.2, PWorse: 0.81, Placebos: 987, Lo: -20, Hi: 60, Smallest: 50, Bounded: true}
	return &verdict.Evidence{
		Outcome: o, Cut: shift.Cut{Cut: 10, Beyond: 0, Lo: -6, Hi: 6, Bounded: true, OK: true}, Stake: 100, Independent: &n,
	}
}

// Every rule of the answers, and what lies just beyond it.
func TestRules(t *testing.T) {
	const (
		helps, hurts, none, open, invalid = verdict.Helps, verdict.Hurts, verdict.NoEffect, verdict.Inconclusive, verdict.Invalid
	)
	profit, worst := shift.Profit, shift.Worst
	for _, tt := range []struct {
		name   string
		change func(e *verdict.Evidence)
		profit verdict.Answer
		risk   verdict.Answer
		why    string
	}{
		{"nothing is decided", func(*verdict.Evidence) {}, open, open, "finds an effect of 40.0 bp"},
		{"trades that are needed", func(*verdict.Evidence) {}, open, open, "about 4800 refused trades are needed to find 10 bp"},
		{"both intervals are told", func(*verdict.Evidence) {}, open, open, "10.0 bp worse than kept ones near them (choosing −40.0 to +60.0 bp): that can be luck"},
		{"beyond a stake is told", func(*verdict.Evidence) {}, open, open, "+0.0 points beyond a smaller stake (−6.0 to +6.0)"},
		{"better trades are refused", func(e *verdict.Evidence) { x := &e.Outcome.Test[profit]; x.Selection, x.PWorse = -25, 0.01 }, hurts, open, "10.0 bp better than kept ones"},
		{"trades as good are refused", func(e *verdict.Evidence) { e.Outcome.Test[profit].Selection = -0.05 }, open, open, "the refused trades were as good as kept ones near them (choosing"},
		{"nothing stands against a kept trade", func(e *verdict.Evidence) { e.Outcome.Comparable = 0; e.Outcome.Test[profit].P = 0.01 }, helps, open, "were worth −25.00 (p"},
		{"a fault", func(e *verdict.Evidence) { e.Faults = []string{"x"}; e.Outcome.Test[profit].P = 0.01 }, invalid, invalid, "x"},
		{"a doubt", func(e *verdict.Evidence) {
			e.Doubts = []string{"The walk is another."}
			e.Outcome.Test[profit].P, e.Outcome.Test[worst].P, e.Cut.Lo = 0.01, 0.01, 1
		}, open, open, "The walk is another."},
		{"no outcome", func(e *verdict.Evidence) { e.Outcome = nil }, invalid, invalid, ""},
		{"29 baseline trades", func(e *verdict.Evidence) { e.Outcome.Trades = 29; e.Outcome.Test[profit].P = 0.01 }, open, open, "1000 days cannot decide: this mask needs about 3 years. The baseline has only 29 trades; 30 are needed."},
		{"30 baseline trades", func(e *verdict.Evidence) { e.Outcome.Trades = 30; e.Outcome.Test[profit].P = 0.01 }, helps, open, ""},
		{"29 refused trades", func(e *verdict.Evidence) { e.Outcome.Refused = 29; e.Outcome.Test[profit].P = 0.01 }, open, open, "1000 days cannot decide: this mask needs about 3 years. The mask refuses only 29 trades; 30 are needed."},
		{"30 refused trades", func(e *verdict.Evidence) { e.Outcome.Refused = 30; e.Outcome.Test[profit].P = 0.01 }, helps, open, ""},
		{"19.9 independent shifts", func(e *verdict.Evidence) { *e.Independent = 19.9; e.Outcome.Test[profit].P = 0.01 }, open, open, "1000 days cannot decide: this mask needs about 3 years. Its 987 placebos are worth 19.9 independent ones; 20 are needed."},
		{"a year of half the shifts that are needed", func(e *verdict.Evidence) { *e.Independent = 10.5; e.Outcome.Days = 365 }, open, open, "365 days cannot decide: this mask needs about 2 years. Its"},
		{"the longest of several spans", func(e *verdict.Evidence) { *e.Independent = 10; e.Days = 100; e.Whose = "The longest period's" }, open, open, "The longest period's 100 days cannot decide: this mask needs about 7 months at a stretch. Its"},
		{"what all periods lack together", func(e *verdict.Evidence) { e.Outcome.Refused = 20; e.Days = 100; e.Whose = "The longest period's" }, open, open, "All 1000 days together cannot decide: this mask needs about 4.5 years in all. The mask refuses only 20 trades; 30 are needed."},
		{"what one period lacks, and all", func(e *verdict.Evidence) {
			*e.Independent, e.Outcome.Refused, e.Days, e.Whose = 10, 20, 100, "Each period's"
		}, open, open, "Each period's 100 days cannot decide: this mask needs about 7 months at a stretch. All 1000 days together cannot decide: this mask needs about 4.5 years in all. The mask"},
		{"tail days of all periods", func(e *verdict.Evidence) { e.Outcome.TailDays, e.Days = 16, 100 }, open, open, "Only 16 days count among the worst; 20 are needed to say anything of risk, as about 3.5 years have."},
		{"the longest of what is lacking", func(e *verdict.Evidence) { *e.Independent = 10; e.Outcome.Days = 20; e.Outcome.Refused = 15 }, open, open, "20 days cannot decide: this mask needs about 40 days. The mask"},
		{"nothing refused tells no length", func(e *verdict.Evidence) { e.Outcome.Refused = 0 }, open, open, "The mask refuses only 0 trades; 30 are needed."},
		{"20 independent shifts", func(e *verdict.Evidence) { *e.Independent = 20; e.Outcome.Test[profit].P = 0.01 }, helps, open, ""},
		{"18 shifts", func(e *verdict.Evidence) { e.Outcome.Test[profit].Placebos = 18; e.Outcome.Test[profit].P = 0.01 }, open, open, "1000 days cannot decide: this mask needs about 3 years. Its 18 placebos"},
		{"too short for 20 shifts", func(e *verdict.Evidence) { e.Outcome.Days, e.Outcome.Test[profit].Placebos = 12, 0 }, open, open, "12 days cannot decide: this mask needs about 31 days. Its 0 placebos are worth 40.0"},
		{"19 shifts", func(e *verdict.Evidence) { e.Outcome.Test[profit].Placebos = 19; e.Outcome.Test[profit].P = 0.01 }, helps, open, ""},
		{"half of the shifts are still", func(e *verdict.Evidence) { e.Outcome.Test[profit].Still = 493; e.Outcome.Test[profit].P = 0.01 }, helps, open, ""},
		{"over half of the shifts are still", func(e *verdict.Evidence) { e.Outcome.Test[profit].Still = 494; e.Outcome.Test[profit].P = 0.01 }, open, open, "chooses nothing."},
		{"p of 0.05", func(e *verdict.Evidence) { e.Outcome.Test[profit].P = 0.05 }, helps, open, "10.0 bp worse than kept ones"},
		{"p above 0.05", func(e *verdict.Evidence) { e.Outcome.Test[profit].P = 0.0501 }, open, open, "can be luck"},
		{"p worse of 0.05", func(e *verdict.Evidence) { e.Outcome.Test[profit].PWorse = 0.05 }, hurts, open, "p = 0.050"},
		{"p worse above 0.05", func(e *verdict.Evidence) { e.Outcome.Test[profit].PWorse = 0.0501 }, open, open, ""},
		{"helps by little", func(e *verdict.Evidence) {
			x := &e.Outcome.Test[profit]
			x.P, x.Lo, x.Hi = 0.01, 1, 24
		}, helps, open, "but by less than is worthwhile, 10 bp"},
		{"no effect", func(e *verdict.Evidence) { x := &e.Outcome.Test[profit]; x.Lo, x.Hi = -24, 24 }, none, open, "no effect worth 10 bp a trade"},
		{"too wide above", func(e *verdict.Evidence) { x := &e.Outcome.Test[profit]; x.Lo, x.Hi = -24, 26 }, open, open, ""},
		{"too wide below", func(e *verdict.Evidence) { x := &e.Outcome.Test[profit]; x.Lo, x.Hi = -26, 24 }, open, open, ""},
		{"19 tail days", func(e *verdict.Evidence) { e.Outcome.TailDays = 19; e.Outcome.Test[worst].P = 0.01; e.Cut.Lo = 1 }, open, open, "Only 19 days count among the worst; 20 are needed to say anything of risk, as about 3 years have."},
		{"20 tail days", func(e *verdict.Evidence) { e.Outcome.TailDays = 20; e.Outcome.Test[worst].P = 0.01; e.Cut.Lo = 1 }, open, helps, ""},
		{"still on the worst days", func(e *verdict.Evidence) {
			e.Outcome.Test[worst].Still, e.Outcome.Test[worst].P, e.Cut.Lo = 494, 0.01, 1
		}, open, open, "nothing of the worst days"},
		{"knows and beats a stake", func(e *verdict.Evidence) { e.Outcome.Test[worst].P = 0.05; e.Cut.Lo = 0.1 }, open, helps, "knows the bad days"},
		{"knows and may not beat a stake", func(e *verdict.Evidence) { e.Outcome.Test[worst].P = 0.01; e.Cut.Lo = 0 }, open, open, "not shown to beat a smaller stake"},
		{"beats a stake and may not know", func(e *verdict.Evidence) { e.Outcome.Test[worst].P = 0.06; e.Cut.Lo = 1 }, open, open, "but not shown to know the bad days (p = 0.060): it must do both"},
		{"neither", func(e *verdict.Evidence) { e.Outcome.Test[worst].P = 0.06; e.Cut.Lo = 0 }, open, open, "neither that it knows"},
		{"each of two periods is short", func(e *verdict.Evidence) { *e.Independent = 10; e.Days = 365; e.Whose = "Each period's" }, open, open, "Each period's 365 days cannot decide: this mask needs about 2 years at a stretch. Its"},
		{"keeps the bad days", func(e *verdict.Evidence) { e.Outcome.Test[worst].PWorse = 0.05; e.Cut.Hi = 1 }, open, hurts, "keeps the trades of the bad days"},
		{"no better than a smaller stake", func(e *verdict.Evidence) { e.Outcome.Test[worst].P = 0.01; e.Cut.Hi = 2.9 }, open, none, "no better than a smaller stake"},
		{"just better", func(e *verdict.Evidence) { e.Cut.Hi = 3 }, open, open, ""},
		{"a mask with a part that has a period", func(e *verdict.Evidence) { e.Partly = true }, open, open, "periodic part is not judged"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			e := evidence()
			tt.change(e)
			a := e.Answers(verdict.DefaultWorthwhile(0.001), nil)
			why := strings.Join(a.Reasons, " ")
			if a.Profit.Answer != tt.profit || a.Risk.Answer != tt.risk || !strings.Contains(why, tt.why) || strings.Contains(why, "Inf") {
				t.Errorf("%s and %s because of %q, want %s and %s because of %q", a.Profit.Answer, a.Risk.Answer, a.Reasons, tt.profit, tt.risk, tt.why)
			}
		})
	}
}

// Adjusted p-values decide where there are any, and the p beside an answer is its own.
func TestAdjustedAnswers(t *testing.T) {
	e := evidence()
	e.Outcome.Test[shift.Profit].P = 0.02
	w := verdict.DefaultWorthwhile(0.001)
	a := e.Answers(w, &verdict.Adjusted{P: [2]float64{0.08, 0.3}, PWorse: [2]float64{1, 1}})
	if a.Profit.Answer != verdict.Inconclusive || *a.Profit.P != 0.02 || *a.Profit.PAdjusted != 0.08 {
		t.Errorf("%s with p %v, adjusted %v", a.Profit.Answer, *a.Profit.P, *a.Profit.PAdjusted)
	}
	before := a.Reasons
	e.Outcome.Test[shift.Profit].PWorse, e.Outcome.Test[shift.Profit].Lo, e.Outcome.Test[shift.Profit].Hi = 0.01, -24, -1
	inside := e.Answers(w, &verdict.Adjusted{P: [2]float64{1, 1}, PWorse: [2]float64{0.06, 1}})
	if text := strings.Join(inside.Reasons, " "); inside.Profit.Answer != verdict.NoEffect || !strings.Contains(text, ", for p = 0.010 of this cell alone is p = 0.060 among all") {
		t.Errorf("%s because of %q: no word on an interval below 0", inside.Profit.Answer, inside.Reasons)
	}
	a = e.Answers(w, &verdict.Adjusted{P: [2]float64{1, 1}, PWorse: [2]float64{0.03, 0.04}})
	const why = ": that can be luck, for p = 0.020 of this cell alone is p = 0.080 among all that were looked at."
	if !strings.Contains(strings.Join(before, " "), why) {
		t.Errorf("because of %q, want %q: the interval is of this cell alone", before, why)
	}
	if a.Profit.Answer != verdict.Hurts || *a.Profit.PAdjusted != 0.03 || a.Risk.Answer != verdict.Hurts || *a.Risk.PAdjusted != 0.04 {
		t.Errorf("%s with %v, %s with %v; want both HURTS, with p_worse", a.Profit.Answer, *a.Profit.PAdjusted, a.Risk.Answer, *a.Risk.PAdjusted)
	}
}

// The figures of the answers are those of the outcome, in percent and basis points.
func TestFigures(t *testing.T) {
	e := evidence()
	e.Outcome.Test[shift.Worst].P, e.Outcome.Test[shift.Worst].PWorse = 0.3, 0.71
	a := e.Answers(verdict.Worthwhile{BP: 10, Tail: 3}, nil)
	if a.Trades != 3000 || a.Refused != 300 || a.Shifts != 987 || a.Risk.TailDays != 50 || a.Worthwhile.BP != 10 || a.Worthwhile.Tail != 3 {
		t.Errorf("%+v", a)
	}
	for name, x := range map[string]struct {
		got  *float64
		want float64
	}{
		"refused_pct": {a.RefusedPct, 10}, "bp": {a.Profit.BP, 10}, "bp_lo": {a.Profit.BPLo, -40}, "bp_hi": {a.Profit.BPHi, 60},
		"selection": {a.Profit.Selection, 25}, "less": {a.Profit.Less, 25}, "delta": {a.Profit.Delta, 50},
		"avoided": {a.Risk.Avoided, 25}, "share": {a.Risk.Share, 20}, "points": {a.Risk.Points, 5}, "lo": {a.Risk.Lo, -5}, "hi": {a.Risk.Hi, 15},
		"cut": {a.Risk.Cut, 10}, "cut shifted": {a.Risk.CutShifted, 2}, "given up": {a.Risk.GivenUp, 20}, "tail loss": {a.Risk.TailLoss, 400},
		"beyond": {a.Risk.Beyond, 0}, "beyond_lo": {a.Risk.BeyondLo, -6}, "beyond_hi": {a.Risk.BeyondHi, 6},
		"p": {a.Profit.P, 0.2}, "p worse": {a.Profit.PWorse, 0.81}, "tail p": {a.Risk.P, 0.3}, "tail p worse": {a.Risk.PWorse, 0.71},
		"selection_lo": {a.Profit.Lo, -100}, "selection_hi": {a.Profit.Hi, 150}, "independent": {a.Independent, 40},
	} {
		if x.got == nil || *x.got-x.want > 1e-9 || x.want-*x.got > 1e-9 {
			t.Errorf("%s = %v, want %v", name, x.got, x.want)
		}
	}
}

// What is not there has no figure: no interval below 19 placebos, nothing of worst days
// that there are none of, no cut where the worst days do not lose.
func TestFiguresThatAreMissing(t *testing.T) {
	e := evidence()
	e.Outcome.TailDays, e.Cut = 0, shift.Cut{}
	for k := range e.Outcome.Test {
		e.Outcome.Test[k].Bounded = false
	}
	e.Outcome.Baseline, e.Outcome.Trades = shift.Risk{}, 0
	a := e.Answers(verdict.Worthwhile{BP: 10, Tail: 3}, nil)
	r := &a.Risk
	for i, x := range []*float64{
		a.RefusedPct, a.Profit.Lo, a.Profit.Hi, a.Profit.BPLo, a.Profit.BPHi, r.P, r.PWorse, r.PAdjusted, r.TailLoss, r.Avoided, r.Share, r.Points,
		r.Lo, r.Hi, r.Cut, r.CutShifted, r.Beyond, r.BeyondLo, r.BeyondHi, r.GivenUp,
	} {
		if x != nil {
			t.Errorf("figure %d is there: %v", i, *x)
		}
	}
}
