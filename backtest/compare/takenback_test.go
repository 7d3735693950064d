package compare_test

import (
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/compare"
)

// An answer that was taken back, since the lift comes from the number of trades
// alone, does not return as another for being one of several looks.
func TestTakenBackStaysSo(t *testing.T) {
	num := func(x float64) *float64 { return &x }
	cell := func(strategy string, p float64, answer compare.Answer) *compare.Comparison {
		profit := compare.Test{Lift: num(40), P: num(p), PWorse: num(1 - p)}
		trades := compare.Test{Observed: num(-50), BandLo: num(-30), BandHi: num(-10)}
		return &compare.Comparison{
			Strategy: strategy, Filter: "a", Verdict: compare.Verdict{Answer: answer, Reasons: []string{"by itself"}},
			Placebo: compare.Placebo{Rows: []compare.Row{
				{Figure: compare.Figure{Key: "profit"}, Test: profit}, {Figure: compare.Figure{Key: "trades"}, Test: trades}, {Figure: compare.Figure{Key: "excess"}},
			}},
			Power: compare.Power{Enough: true, Detectable: num(20), Claim: num(40)},
		}
	}
	cells := []*compare.Comparison{cell("A", 0.03, compare.Inconclusive), cell("B", 0.5, compare.NoEvidence), cell("C", 0.6, compare.NoEvidence)}
	g := compare.Overall(cells)
	for i, k := range g.Cells {
		if k.Verdict.Answer != cells[i].Verdict.Answer {
			t.Errorf("%s: %s after Holm, want %s as alone", k.Strategy, k.Verdict.Answer, cells[i].Verdict.Answer)
		}
	}
	v := g.Cells[0].Verdict
	if v.P == nil || *v.P != 3*0.03 || !strings.Contains(strings.Join(v.Reasons, "; "), "3 looks do not make it more") {
		t.Errorf("verdict %+v, want Holm's p and why it stays", v)
	}
	if got := cells[0].Verdict.Reasons; len(got) != 1 {
		t.Errorf("the cell's own reasons became %q", got)
	}
}
