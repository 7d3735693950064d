package verdict_test

import (
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/verdict"
)

// An answer that was taken back, since the lift comes from the number of trades
// alone, does not return as another for being one of several looks.
func TestTakenBackStaysSo(t *testing.T) {
	num := func(x float64) *float64 { return &x }
	cell := func(strategy string, p float64, answer verdict.Answer) *verdict.Comparison {
		profit := verdict.Test{Lift: num(40), P: num(p), PWorse: num(1 - p)}
		trades := verdict.Test{Observed: num(-50), BandLo: num(-30), BandHi: num(-10)}
		return &verdict.Comparison{
			Strategy: strategy, Filter: "a", Verdict: verdict.Verdict{Answer: answer, Reasons: []string{"by itself"}},
			Placebo: verdict.Placebo{Rows: []verdict.Row{
				{Figure: verdict.Figure{Key: "profit"}, Test: profit}, {Figure: verdict.Figure{Key: "trades"}, Test: trades}, {Figure: verdict.Figure{Key: "excess"}},
			}},
			Power: verdict.Power{Enough: true, Detectable: num(20), Claim: num(40)},
		}
	}
	cells := []*verdict.Comparison{cell("A", 0.03, verdict.Inconclusive), cell("B", 0.5, verdict.NoEvidence), cell("C", 0.6, verdict.NoEvidence)}
	g := verdict.Overall(cells)
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
