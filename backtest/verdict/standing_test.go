package verdict_test

import (
	"testing"

	"github.com/remora-bt/remora-bt/backtest/verdict"
)

func TestStandings(t *testing.T) {
	n := func(x float64) *float64 { return &x }
	w := verdict.Worthwhile{BP: 10, Tail: 3}
	for _, tt := range []struct {
		name         string
		d            verdict.Duel
		profit, risk verdict.Standing
	}{
		{"the same", verdict.Duel{Equal: true}, verdict.Equal, verdict.Equal},
		{"nothing known", verdict.Duel{}, verdict.Unsure, verdict.Unsure},
		{
			"better",
			verdict.Duel{P: n(0.05), PWorse: n(0.95), BPLo: n(0.1), TailP: n(0.05), TailWorse: n(0.95), BeyondLo: n(0.1)},
			verdict.Better, verdict.Better,
		},
		{
			"worse",
			verdict.Duel{P: n(0.95), PWorse: n(0.05), BPLo: n(-5), TailP: n(0.95), TailWorse: n(0.05), BeyondLo: n(0)},
			verdict.Worse, verdict.Worse,
		},
		{
			"knows bad days less and cuts them more",
			verdict.Duel{P: n(0.5), PWorse: n(0.5), BPLo: n(-1), TailP: n(0.96), TailWorse: n(0.04), BeyondLo: n(0.1)},
			verdict.NoWorse, verdict.NoWorse,
		},
		{
			"of too little",
			verdict.Duel{P: n(0.01), PWorse: n(0.99), BPLo: n(1), TailP: n(0.01), TailWorse: n(0.99), BeyondLo: n(1), Reasons: []string{"x"}},
			verdict.Unsure, verdict.Unsure,
		},
		{
			"of too few worst days",
			verdict.Duel{P: n(0.01), PWorse: n(0.99), BPLo: n(1), TailP: n(0.01), TailWorse: n(0.99), BeyondLo: n(1), RiskReasons: []string{"x"}},
			verdict.Better, verdict.Unsure,
		},
		{
			"the same of too little",
			verdict.Duel{Equal: true, Reasons: []string{"x"}, RiskReasons: []string{"x"}},
			verdict.Equal, verdict.Equal,
		},
		{
			"worse without an interval",
			verdict.Duel{P: n(0.95), PWorse: n(0.05), TailP: n(0.95), TailWorse: n(0.05)},
			verdict.Worse, verdict.Worse,
		},
		{
			"lost at most less than is worthwhile",
			verdict.Duel{P: n(0.06), PWorse: n(0.06), BPLo: n(-9.9), TailP: n(0.5), TailWorse: n(0.06), BeyondLo: n(-2.9)},
			verdict.NoWorse, verdict.NoWorse,
		},
		{
			"lost perhaps more",
			verdict.Duel{P: n(0.5), PWorse: n(0.5), BPLo: n(-10), TailP: n(0.5), TailWorse: n(0.5), BeyondLo: n(-3)},
			verdict.Unsure, verdict.Unsure,
		},
		{
			"knows bad days better and cuts them no more",
			verdict.Duel{P: n(0.5), PWorse: n(0.5), TailP: n(0.01), TailWorse: n(0.99), BeyondLo: n(-1)},
			verdict.Unsure, verdict.NoWorse,
		},
	} {
		if p, r := tt.d.Profit(w), tt.d.Risk(w); p != tt.profit || r != tt.risk {
			t.Errorf("%s: %s and %s, want %s and %s", tt.name, p, r, tt.profit, tt.risk)
		}
	}
}
