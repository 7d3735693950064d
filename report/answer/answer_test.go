package answer_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/report/answer"
)

func p(x float64) *float64 { return &x }

// six are the answers over six years of BTC/USDT.
func six() verdict.Answers {
	return verdict.Answers{
		Profit: verdict.ProfitAnswer{
			Answer: verdict.Inconclusive, P: p(0.94), PWorse: p(0.061), PAdjusted: p(0.94),
			Delta: p(498.704), Less: p(605.306), Selection: p(-106.602), Lo: p(-233.2), Hi: p(9.8), BP: p(-4.7), BPLo: p(-10.3), BPHi: p(0.4),
		},
		Risk: verdict.RiskAnswer{
			Answer: verdict.Inconclusive, P: p(0.0005), PWorse: p(0.9996), PAdjusted: p(0.0005), TailDays: 108,
			Cut: p(11.5), Beyond: p(2.8), BeyondLo: p(-0.8), BeyondHi: p(6.3), GivenUp: p(19),
		},
		RefusedPct: p(8.7), Reasons: []string{"Profit: that can be luck.", "Risk: it avoids bad days."},
	}
}

// The first screen says what the design shows, within 80 columns behind the name.
func TestParts(t *testing.T) {
	a := six()
	parts := answer.Parts(&a, "USDT")
	want := [2][]string{
		{
			"+498.70 USDT. Its choice: INCONCLUSIVE",
			"+605.30 for trading less in those months",
			"−106.60 for which it refused (−233 to +10): they were 4.7 bp better",
		},
		{
			"worst 5 % of days 11.5 % milder. Its choice: INCONCLUSIVE",
			"a stake 8.7 % smaller gives 8.7 %; beyond that +2.8 (−0.8 to +6.3)",
			"it does know bad days (p < 0.001); 19 % of best days' gain given up",
		},
	}
	for i, part := range parts {
		if got := append([]string{part.Head()}, part.Lines...); !slices.Equal(got, want[i]) {
			t.Errorf("%s says\n%s\nwant\n%s", part.Name, strings.Join(got, "\n"), strings.Join(want[i], "\n"))
		}
	}
}

// What stands beside an answer is that answer's p: beside HURTS that it is worse.
func TestOwnP(t *testing.T) {
	tests := []struct {
		name   string
		change func(*verdict.Answers)
		want   [2]string // parts of the heads
		knows  string
	}{
		{"hurts", func(a *verdict.Answers) {
			a.Profit.Answer, a.Profit.PAdjusted = verdict.Hurts, p(0.009)
			a.Risk.Answer, a.Risk.PAdjusted, a.Risk.P = verdict.Hurts, p(0.02), p(0.98)
		}, [2]string{"HURTS (p = 0.009)", "HURTS (p = 0.020)"}, "keeps the trades of bad days (p = 0.020)"},
		{"helps", func(a *verdict.Answers) {
			a.Profit.Answer, a.Profit.PAdjusted = verdict.Helps, p(0.0004)
			a.Risk.Answer = verdict.Helps
		}, [2]string{"HELPS (p < 0.001)", "HELPS (p < 0.001)"}, "does know bad days (p < 0.001)"},
		{"no effect has no p", func(a *verdict.Answers) {
			a.Profit.Answer, a.Risk.Answer, a.Risk.PAdjusted = verdict.NoEffect, verdict.NoEffect, p(0.3)
			a.Worthwhile = verdict.Worthwhile{BP: 1e4 * 0.0012, Tail: 2.5}
		}, [2]string{"Its choice: NO EFFECT worth 12 bp a trade", "Its choice: NO EFFECT worth 2.5 points"}, "not shown to know bad days (p = 0.300)"},
		{"too little for an answer", func(a *verdict.Answers) {
			a.Reasons = []string{"Only 2 days count among the worst; 20 are needed to say anything of risk.", "Profit: that can be luck."}
			a.Risk.PAdjusted = p(0.05)
		}, [2]string{"INCONCLUSIVE", "INCONCLUSIVE"}, "cannot tell whether it knows bad days; 19 %"},
		{"too little for an answer, and not known", func(a *verdict.Answers) {
			a.Reasons, a.Risk.PAdjusted = []string{"Only 2 days count among the worst."}, p(0.3)
		}, [2]string{"INCONCLUSIVE", "INCONCLUSIVE"}, "cannot tell whether it knows bad days; 19 %"},
		{"not counted has no answer", func(a *verdict.Answers) {
			a.Profit.Answer, a.Risk.Answer, a.Profit.PAdjusted, a.Risk.PAdjusted = "", "", nil, nil
		}, [2]string{"Its choice: not counted", "Its choice: not counted"}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := six()
			tt.change(&a)
			parts := answer.Parts(&a, "USDT")
			for i, part := range parts {
				if !strings.HasSuffix(part.Head(), tt.want[i]) {
					t.Errorf("%s says %q, want %q at its end", part.Name, part.Head(), tt.want[i])
				}
			}
			if text := strings.Join(parts[1].Lines, "\n"); !strings.Contains(text, tt.knows) || tt.knows == "" && strings.Contains(text, "bad days") {
				t.Errorf("of the bad days it says %q, want %q", text, tt.knows)
			}
		})
	}
}

// Less is the difference of what is printed, so that the three figures add up.
func TestLessAddsUp(t *testing.T) {
	r := verdict.ProfitAnswer{Delta: p(1.004), Selection: p(0.005), Less: p(0.999)}
	if got := answer.Money(answer.Less(&r, "USDT"), "USDT"); got != "+0.99" { // 1.00 − 0.01
		t.Errorf("less is %s, want +0.99", got)
	}
	if got := answer.Money(answer.Less(&r, "BTC"), "BTC"); got != "+0.99900000" {
		t.Errorf("less is %s, want +0.99900000", got)
	}
}

// What rounds to no basis point is neither better nor worse.
func TestRefusedTradesAsGood(t *testing.T) {
	for bp, want := range map[float64]string{-0.06: "0.1 bp better", -0.021: "as good", 0: "as good", 0.04: "as good", 0.06: "0.1 bp worse"} {
		a := six()
		a.Profit.BP = p(bp)
		if got := answer.Parts(&a, "USDT")[0].Lines[1]; !strings.HasSuffix(got, ": they were "+want) {
			t.Errorf("of %v bp it says %q, want %q at its end", bp, got, want)
		}
	}
}

// An answer without figures says itself alone.
func TestInvalid(t *testing.T) {
	a := verdict.Answers{Profit: verdict.ProfitAnswer{Answer: verdict.Invalid}, Risk: verdict.RiskAnswer{Answer: verdict.Invalid}}
	for _, part := range answer.Parts(&a, "USDT") {
		if part.Head() != "INVALID" || len(part.Lines) > 0 {
			t.Errorf("%s says %q, %q", part.Name, part.Head(), part.Lines)
		}
	}
}

func TestNumbers(t *testing.T) {
	for _, tt := range []struct{ got, want string }{
		{answer.Money(-0.001, "USDT"), "0.00"},
		{answer.Money(-1234567.891, "USDT"), "−1,234,567.89"},
		{answer.Money(0.00012345, "BTC"), "+0.00012345"},
		{answer.Span(-5, 99.4, "USDT"), "−5.00 to +99.40"},
		{answer.Count(2875), "2,875"},
		{answer.Count(875), "875"},
		{answer.Points(-0.04), "0.0"},
		{answer.P(p(0.0010)), "p = 0.001"},
		{answer.Short(verdict.Inconclusive), "unsure"},
		{answer.Short(""), ""},
	} {
		if tt.got != tt.want {
			t.Errorf("printed %q, want %q", tt.got, tt.want)
		}
	}
}

// Sentences that are of neither answer alone stand on the first screen.
func TestReasons(t *testing.T) {
	all := []string{"There is too little.", "Profit: luck.", "Risk: no better."}
	if got := answer.Lacking(all); !slices.Equal(got, all[:1]) {
		t.Errorf("lacking %q", got)
	}
	if got := answer.Why(all); !slices.Equal(got, all[1:]) {
		t.Errorf("why %q", got)
	}
}

// What stands beside an interval that lies off 0 says why it decides nothing.
func TestWhyAnIntervalDecidesNothing(t *testing.T) {
	for _, tt := range []struct {
		name   string
		lo, hi float64
		p      float64
		answer verdict.Answer
		want   string
	}{
		{"above, and not known", 0.5, 6.3, 0.3, verdict.Inconclusive, "not shown to know bad days (p = 0.300), as it must too; 19 %"},
		{"below, and not kept", -6.3, -0.5, 0.3, verdict.NoEffect, "not shown to know bad days (p = 0.300), nor to keep their trades; 19 %"},
		{"across", -0.8, 6.3, 0.3, verdict.Inconclusive, "not shown to know bad days (p = 0.300); 19 %"},
		{"below, and known", -6.3, -0.5, 0.01, verdict.NoEffect, "it does know bad days (p = 0.010); 19 %"},
	} {
		a := six()
		a.Risk.BeyondLo, a.Risk.BeyondHi, a.Risk.PAdjusted, a.Risk.Answer = p(tt.lo), p(tt.hi), p(tt.p), tt.answer
		if got := answer.Parts(&a, "USDT")[1].Lines[1]; !strings.HasPrefix(got, tt.want) {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// What is given up of the best days has a word for its sign as printed: no more than 0 % is
// not gained.
func TestGivenUpInWords(t *testing.T) {
	for x, want := range map[float64]string{
		19: "; 19 % of best days' gain given up", -0.4: "; 0 % of best days' gain given up", -0.5: "; 0 % of best days' gain given up",
		-0.6: "; the best days gained 1 %", -7: "; the best days gained 7 %",
	} {
		a := six()
		a.Risk.GivenUp = p(x)
		if got := answer.Parts(&a, "USDT")[1].Lines[1]; !strings.HasSuffix(got, want) {
			t.Errorf("%v: %q, want %q", x, got, want)
		}
	}
}

// A size and a word for its sign stand together, never a sign and a word; what is no more
// than 0.0 is no worse.
func TestDuelInWords(t *testing.T) {
	w := verdict.Worthwhile{BP: 10, Tail: 3}
	for _, tt := range []struct {
		name string
		d    verdict.Duel
		want []string
	}{
		{"equal", verdict.Duel{Equal: true}, []string{"equal: both refuse the same candles"}},
		{
			"less, and harsher though it may know the days as well",
			verdict.Duel{
				P: p(0.7), PWorse: p(0.31), Selection: p(-3.534), Lo: p(-36.06), Hi: p(35.82), BPLo: p(-4),
				TailP: p(0.7), TailWorse: p(0.3), Cut: p(-5.9), Beyond: p(-3.5), BeyondLo: p(-10), BeyondHi: p(-1.3),
			},
			[]string{
				"profit NO WORSE, worst days UNSURE", "its choice brought 3.53 USDT less (36.06 less to 35.82 more)",
				"worst 5 % of days 5.9 points harsher", "beyond a smaller stake 3.5 points harsher (10.0 to 1.3 harsher), not shown to know bad days less (p = 0.300)",
			},
		},
		{
			"more, and milder though it may not know the days better",
			verdict.Duel{
				P: p(0.04), PWorse: p(0.97), Selection: p(1234.5), Lo: p(9.6), Hi: p(2345.6), BPLo: p(1),
				TailP: p(0.3), TailWorse: p(0.7), Cut: p(5.9), Beyond: p(3.5), BeyondLo: p(1.3), BeyondHi: p(10),
			},
			[]string{
				"profit BETTER (p = 0.040), worst days NO WORSE", "its choice brought 1,234.50 USDT more (10 to 2,346 more)",
				"worst 5 % of days 5.9 points milder", "beyond a smaller stake 3.5 points milder (1.3 to 10.0 milder), not shown to know bad days better (p = 0.300)",
			},
		},
		{
			"knows them less",
			verdict.Duel{
				P: p(0.5), PWorse: p(0.5), Selection: p(-0.001), Lo: p(-900), Hi: p(0.2), BPLo: p(-50),
				TailP: p(0.99), TailWorse: p(0.01), Cut: p(-0.04), Beyond: p(-2), BeyondLo: p(-5), BeyondHi: p(1),
			},
			[]string{
				"profit UNSURE, worst days WORSE (p = 0.010)", "its choice brought 0.00 USDT more (900 less to 0 more)",
				"worst 5 % of days 0.0 points milder", "beyond a smaller stake 2.0 points harsher (5.0 harsher to 1.0 milder): it knows bad days less",
			},
		},
	} {
		if got := answer.Duel(&tt.d, w, "USDT"); !slices.Equal(got, tt.want) {
			t.Errorf("%s:\n%s\nwant\n%s", tt.name, strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
		}
	}
}
