package gate_test

import (
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/report/gate"
)

func TestRules(t *testing.T) {
	f := folder(t, comparison("A", "NO EVIDENCE", 2.5), append(both("A", 0), both("B", 0)...)...)
	a := gate.Selector{Strategies: []string{"A"}}
	tests := []struct {
		name  string
		check string
		where gate.Selector
		want  []string // outcome, whom it is about, value; one a result
	}{
		{"the filtered arm by default", "profit_total_abs > 0", gate.Selector{}, []string{"passed A filtered 3", "passed B filtered 3"}},
		{"an arm", "profit_total_abs > 0", gate.Selector{Arms: []string{"baseline"}}, []string{"failed A baseline -5", "failed B baseline -5"}},
		{"both arms and their difference", "profit_total_abs >= 3", gate.Selector{Strategies: []string{"A"}, Arms: []string{"baseline", "filtered", "delta"}}, []string{"failed A baseline -5", "passed A filtered 3", "passed A delta 8"}},
		{"undefined fails", "profit_factor >= 0", a, []string{"failed A filtered undefined"}},
		{"undefined fails whatever the operator", "profit_factor != 1", a, []string{"failed A filtered undefined"}},
		{"undefined difference", "profit_factor >= 0", gate.Selector{Strategies: []string{"A"}, Arms: []string{"delta"}}, []string{"failed A delta undefined"}},
		{"a metric of an older version", "ulcer_index >= 0", a, []string{"failed A filtered undefined"}},
		{"a pair of several", "profit_total_abs == 4", gate.Selector{Strategies: []string{"A"}, Pairs: []string{"BTC/USDT"}}, []string{"passed A filtered BTC/USDT 4"}},
		{"both pairs", "total_trades >= 1", gate.Selector{Strategies: []string{"A"}, Pairs: []string{"ETH/USDT", "BTC/USDT"}}, []string{"passed A filtered BTC/USDT 2", "passed A filtered ETH/USDT 1"}},
		{"a pair's drawdown is not known", "max_drawdown_mtm <= 1", gate.Selector{Strategies: []string{"A"}, Pairs: []string{"BTC/USDT"}}, []string{"failed A filtered BTC/USDT undefined"}},
		{"dates are no numbers", "backtest_end > 0", a, []string{"failed A filtered 2023-03-31 23:55:00"}},
		{"entry signals", "entry_signals.blocked <= 1", a, []string{"passed A filtered 1"}},
		{"lift", "lift > 2", a, []string{"passed A 2.5"}},
		{"lift of one that was not compared", "lift > 2", gate.Selector{Strategies: []string{"B"}}, []string{"failed B undefined"}},
		{"lower bound that is undefined", "lift_lo > 0", a, []string{"failed A undefined"}},
		{"verdict", "verdict != HURTS", a, []string{"passed A NO EVIDENCE"}},
		{"verdict among some", "verdict in HELPS, no evidence", a, []string{"passed A NO EVIDENCE"}},
		{"verdict is no number", "verdict > 1", a, []string{"failed A NO EVIDENCE"}},
		{"verdict of all", "overall_verdict == HELPS", gate.Selector{}, []string{"failed  NO EVIDENCE"}},
		{"coverage", "coverage >= 90%", gate.Selector{}, []string{"passed A 0.9", "passed B 0.98"}},
		{"share blocked", "share_blocked <= 0.1", a, []string{"passed A 0.1"}},
		{"share of entries blocked", "share_blocked_entries == 25%", a, []string{"passed A 0.25"}},
		{"any other figure", "sharpe.lift == 1", a, []string{"passed A 1"}},
		{"a figure of the study", "filter.bars.blocked.share < 0.2", gate.Selector{}, []string{"passed  0.1"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := rule(t, tt.check)
			r.Where = tt.where
			var got []string
			for _, x := range evaluate(t, f, nil, r).Results {
				words := []string{string(x.Outcome), x.Key.Strategy, x.Key.Arm, x.Pair}
				got = append(got, strings.ReplaceAll(strings.Join(words, " ")+" "+x.Value.String(), "  ", " "))
				if x.Outcome == gate.Failed && x.Value.String() == "undefined" && x.Why == "" {
					t.Error("an undefined value without a reason")
				}
			}
			want := strings.ReplaceAll(strings.Join(tt.want, "; "), "  ", " ")
			if strings.ReplaceAll(strings.Join(got, "; "), "  ", " ") != want {
				t.Errorf("results %q, want %q", got, tt.want)
			}
		})
	}
}

// What a rule names and nobody knows is a fault, whatever the level: never a pass.
func TestUnknownIsAFault(t *testing.T) {
	f := folder(t, comparison("A", "HELPS", 1), both("A", 0)...)
	tests := []struct {
		name  string
		check string
		where gate.Selector
		fault string
		near  string
	}{
		{"metric", "profit_totl_abs > 0", gate.Selector{}, `unknown metric "profit_totl_abs"`, "profit_total_abs"},
		{"metric unlike any", "zzzzzzzzzzzzzzzzzzzzzzzzzzzz > 0", gate.Selector{}, "unknown metric", ""},
		{"short name", "verdct == HELPS", gate.Selector{}, "unknown metric", "verdict"},
		{"word that no verdict is", "verdict != HURT", gate.Selector{}, `is never "HURT"`, "HURTS"},
		{"one word of several", "overall_verdict in HELPS, NO EVIDENC", gate.Selector{}, `is never "NO EVIDENC"`, "NO EVIDENCE"},
		{"word that no truth is", "drift.same_trades != flase", gate.Selector{}, `is never "flase"`, ""},
		{"figure", "filter.bars.blocked.shre < 1", gate.Selector{}, "unknown metric", "filter.bars.blocked.share"},
		{"half a path", "bars.blocked < 1", gate.Selector{}, "unknown metric", ""},
		{"figure that could be two", "profit.lift > 0", gate.Selector{}, "", ""},
		{"one of two that differ", "rows.lift > 0", gate.Selector{}, "unknown metric", ""},
		{"strategy", "lift > 0", gate.Selector{Strategies: []string{"A", "Aa"}}, `strategy "Aa" is not in the run`, "A"},
		{"pair", "lift > 0", gate.Selector{Pairs: []string{"BTC/USD"}}, `pair "BTC/USD" is not in the run`, "BTC/USDT"},
		{"timerange", "lift > 0", gate.Selector{TimeRanges: []string{"2024"}}, `timerange "2024" is not in the run`, "2023"},
		{"drift without a baseline", "drift.profit_total_abs > 0", gate.Selector{}, "needs a baseline", ""},
		{"drift of nothing", "drift.profit_totl > 0", gate.Selector{}, "unknown metric", "drift.profit_total"},
		{"interval of what has none", "drift.winrate.lo > 0", gate.Selector{}, "unknown metric", ""},
	}
	for _, tt := range tests {
		for _, level := range []gate.Level{gate.Error, gate.Warn, gate.Off} {
			r := rule(t, tt.check)
			r.Where, r.Level, r.Place = tt.where, level, 3
			_, faults, err := gate.Evaluate(t.Context(), gate.Gate{Rules: []gate.Rule{r}}, f, nil)
			must(t, err)
			if tt.fault == "" {
				if len(faults) > 0 {
					t.Errorf("%s: faults %v, want none", tt.name, faults)
				}
				continue
			}
			if len(faults) != 1 || faults[0].Place != 3 || !strings.Contains(faults[0].What, tt.fault) || tt.near != "" && faults[0].Near != tt.near {
				t.Errorf("%s at %s: faults %+v, want one of rule 3 with %q, near %q", tt.name, level, faults, tt.fault, tt.near)
			}
		}
	}
}

func TestLevels(t *testing.T) {
	f := folder(t, "", both("A", 0)...)
	for _, tt := range []struct {
		level gate.Level
		check string
		want  gate.Outcome
	}{
		{gate.Error, "total_trades > 2", gate.Passed},
		{gate.Error, "total_trades > 3", gate.Failed},
		{gate.Warn, "total_trades > 2", gate.Passed},
		{gate.Warn, "total_trades > 3", gate.Warned},
		{gate.Off, "total_trades > 2", gate.Skipped},
		{gate.Off, "total_trades > 3", gate.Skipped},
	} {
		r := rule(t, tt.check)
		r.Level = tt.level
		if e := evaluate(t, f, nil, r); len(e.Results) != 1 || e.Results[0].Outcome != tt.want {
			t.Errorf("%s at %s: %+v, want %s", tt.check, tt.level, e.Results, tt.want)
		}
	}
}

func TestConclusive(t *testing.T) {
	for verdict, want := range map[string]bool{"HELPS": true, "HURTS": true, "NO EVIDENCE": true, "INCONCLUSIVE": false, "INVALID": false} {
		f := folder(t, comparison("A", verdict, 1), both("A", 0)...)
		if e := evaluate(t, f, nil, rule(t, "lift > 0")); e.Conclusive() != want || e.Verdict.Text != verdict {
			t.Errorf("verdict %v: conclusive = %t, want %s, %t", e.Verdict, e.Conclusive(), verdict, want)
		}
	}
	if e := evaluate(t, folder(t, "", both("A", 0)...), nil, rule(t, "total_trades > 0")); e.Conclusive() {
		t.Error("a run without a verdict is conclusive")
	}
}

// The built-in gate looks at what a run has and leaves out what it has not.
func TestDefault(t *testing.T) {
	plain, judged := folder(t, "", both("A", 0)...), folder(t, comparison("A", "HURTS", -1), both("A", 0)...)
	base, err := gate.Snapshot(plain)
	must(t, err)
	for _, tt := range []struct {
		name    string
		e       *gate.Evaluation
		results int
		failed  int
	}{
		{"no filter", evaluate(t, plain, nil, gate.Default(false).Rules...), 1, 0},
		{"a filter that hurts", evaluate(t, judged, nil, gate.Default(false).Rules...), 3, 1},
		{"a baseline", evaluate(t, plain, base, gate.Default(true).Rules...), 2, 0},
	} {
		if len(tt.e.Results) != tt.results || tt.e.Count(gate.Failed) != tt.failed {
			t.Errorf("%s: %d results, %d failed, want %d and %d", tt.name, len(tt.e.Results), tt.e.Count(gate.Failed), tt.results, tt.failed)
		}
	}
}
