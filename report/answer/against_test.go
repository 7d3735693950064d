package answer_test

import (
	"slices"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/report/answer"
)

func TestAgainst(t *testing.T) {
	at := func(x float64) *float64 { return &x }
	whole := verdict.Duel{
		Selection: at(-12.5), Lo: at(-20), Hi: at(-5), P: at(0.99), PWorse: at(0.01),
		Points: at(3.2), TailP: at(0.2), TailWorse: at(0.8), Cut: at(1), CutLo: at(-1), CutHi: at(2),
	}
	for _, tt := range []struct {
		name  string
		duel  *verdict.Duel
		says  string
		lines []string
	}{
		{"nothing", nil, "calm: nothing to compare", nil},
		{"equal", &verdict.Duel{Equal: true}, "calm: equal, both refuse the same entries", nil},
		{
			"worse for profit", &whole, "calm: its choice brought −12.50 USDT beside that filter's (−20.00 to −5.00), p = 0.010 that it is worse",
			[]string{"+3.2 points of the loss on the worst days chosen beside it, p = 0.200 that it is better", "its own worst 5 % of days are cut by +1.0 points beside it (−1.0 to +2.0)"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if p := answer.Against(tt.duel, "calm", "USDT"); p.Says != tt.says || !slices.Equal(p.Lines, tt.lines) || p.Name != "AGAINST" {
				t.Errorf("%q and %q, want %q and %q", p.Says, p.Lines, tt.says, tt.lines)
			}
		})
	}
}
