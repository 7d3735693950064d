package gate_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/report/gate"
	"github.com/remora-bt/remora-bt/report/runfolder"
)

func TestRules(t *testing.T) {
	f := folder(t, comparison("A", "NO EFFECT", 2.5), append(both("A", 0), both("B", 0)...)...)
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
		{"basis points of a strategy", "profit.selection_bp == 2.5", a, []string{"passed A 2.5"}},
		{"basis points of all together", "profit.selection_bp == 5", gate.Selector{}, []string{"passed  5"}},
		{"one that was not compared", "profit.selection_bp > 2", gate.Selector{Strategies: []string{"B"}}, []string{"failed B undefined"}},
		{"p that it helps", "profit.p_helps <= 0.05", gate.Selector{}, []string{"failed  0.2"}},
		{"p that it hurts", "profit.p_hurts > 0.05", gate.Selector{}, []string{"passed  0.81"}},
		{"beyond a smaller stake", "risk.beyond_stake > 0", gate.Selector{}, []string{"passed  2.8"}},
		{"undefined points", "risk.tail_points > 0", gate.Selector{}, []string{"failed  undefined"}},
		{"answer", "profit.answer != HURTS", a, []string{"passed A NO EFFECT"}},
		{"answer among some", "profit.answer in HELPS, no effect", gate.Selector{}, []string{"passed  NO EFFECT"}},
		{"answer is no number", "risk.answer > 1", gate.Selector{}, []string{"failed  NO EFFECT"}},
		{"answer of risk", "risk.answer == HELPS", gate.Selector{}, []string{"failed  NO EFFECT"}},
		{"coverage", "coverage_pct >= 90", gate.Selector{}, []string{"passed  90"}},
		{"coverage of a strategy", "coverage_pct >= 90", a, []string{"passed A 90"}},
		{"fail-open is of the study", "fail_open_pct <= 2", a, []string{"passed  2"}},
		{"refused", "refused_pct <= 10", a, []string{"passed A 10"}},
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
		{"figure of the answers", "profit.selection_pb > 0", gate.Selector{}, "unknown metric", "profit.selection_bp"},
		{"path of the summary", "answers.profit.bp > 0", gate.Selector{}, "unknown metric", ""},
		{"word that no answer is", "profit.answer != HURT", gate.Selector{}, `is never "HURT"`, "HURTS"},
		{"one word of several", "risk.answer in HELPS, NO EFECT", gate.Selector{}, `is never "NO EFECT"`, "NO EFFECT"},
		{"word that no truth is", "drift.same_trades != flase", gate.Selector{}, `is never "flase"`, ""},
		{"strategy", "refused_pct > 0", gate.Selector{Strategies: []string{"A", "Aa"}}, `strategy "Aa" is not in the run`, "A"},
		{"pair", "refused_pct > 0", gate.Selector{Pairs: []string{"BTC/USD"}}, `pair "BTC/USD" is not in the run`, "BTC/USDT"},
		{"timerange", "refused_pct > 0", gate.Selector{TimeRanges: []string{"2024"}}, `timerange "2024" is not in the run`, "2023"},
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
	for answer, want := range map[string]bool{"HELPS": true, "HURTS": true, "NO EFFECT": true, "INCONCLUSIVE": false, "INVALID": false} {
		for _, of := range []string{"profit", "risk"} {
			text := comparison("A", answer, 1)
			if of == "risk" {
				text = strings.ReplaceAll(comparison("A", "HELPS", 1), `"risk": {"answer": "NO EFFECT"`, `"risk": {"answer": "`+answer+`"`)
			}
			e := evaluate(t, folder(t, text, both("A", 0)...), nil, rule(t, "refused_pct > 0"))
			if e.Conclusive() != want {
				t.Errorf("%s %s: conclusive = %t, want %t", of, answer, e.Conclusive(), want)
			}
		}
	}
	if e := evaluate(t, folder(t, "", both("A", 0)...), nil, rule(t, "total_trades > 0")); e.Conclusive() {
		t.Error("a run without answers is conclusive")
	}
}

// A cell that is not counted has no answer, and the rule says why.
func TestNotCounted(t *testing.T) {
	text := strings.Replace(comparison("A", "HELPS", 1), `"counted": true`, `"counted": false, "why": "Its period overlaps."`, 1)
	last := strings.LastIndex(text, `"answer": "HELPS"`)
	text = text[:last] + `"answer": null` + text[last+len(`"answer": "HELPS"`):]
	r := rule(t, "profit.answer == HELPS")
	r.Where.Strategies = []string{"A"}
	got := evaluate(t, folder(t, text, both("A", 0)...), nil, r).Results
	if len(got) != 1 || got[0].Outcome != gate.Failed || got[0].Why != "Its period overlaps." {
		t.Errorf("results %+v, want one that fails and says why", got)
	}
}

// The text shows both answers, and the baseline's beside them.
func TestTextShowsAnswers(t *testing.T) {
	before := folder(t, comparison("A", "HELPS", 1), both("A", 0)...)
	base, err := gate.Snapshot(before)
	must(t, err)
	var b strings.Builder
	must(t, evaluate(t, folder(t, comparison("A", "INCONCLUSIVE", 1), both("A", 0)...), base, rule(t, "refused_pct > 0")).WriteText(&b))
	for _, want := range []string{"PROFIT  +12.00 USDT. Its choice: INCONCLUSIVE\n", "        baseline: +12.00 USDT. Its choice: HELPS\n", "RISK    NO EFFECT\n", "profit: INCONCLUSIVE, risk: NO EFFECT"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the text lacks %q:\n%s", want, &b)
		}
	}
}

// The built-in gate looks at what a run has and leaves out what it has not. Against a
// baseline with answers nothing is left out: a run that has lost its filter fails.
func TestBuiltin(t *testing.T) {
	plain := folder(t, "", both("A", 0)...)
	answered := func(word string) *runfolder.Folder { return folder(t, comparison("A", word, -1), both("A", 0)...) }
	base := func(f *runfolder.Folder) *gate.Baseline {
		b, err := gate.Snapshot(f)
		must(t, err)
		return b
	}
	for _, tt := range []struct {
		name   string
		run    *runfolder.Folder
		base   *gate.Baseline
		allow  bool
		failed []string
		warned []string
	}{
		{name: "no filter", run: plain},
		{name: "a filter that hurts", run: answered("HURTS"), failed: []string{"profit.answer != HURTS"}},
		{name: "an invalid one", run: answered("INVALID"), failed: []string{"profit.answer != INVALID"}},
		{name: "unsure", run: answered("INCONCLUSIVE")},
		{name: "a baseline without filter", run: plain, base: base(plain)},
		{name: "the filter is gone", run: plain, base: base(answered("INCONCLUSIVE")), failed: []string{"profit.answer != INVALID", "profit.answer != HURTS", "risk.answer != HURTS"}},
		{name: "as harmful as before", run: answered("HURTS"), base: base(answered("HURTS")), warned: []string{"profit.answer != HURTS"}},
		{name: "no longer shown to help", run: answered("INCONCLUSIVE"), base: base(answered("HELPS")), failed: []string{"profit.answer == HELPS"}},
		{name: "which is allowed", run: answered("INCONCLUSIVE"), base: base(answered("HELPS")), allow: true},
		{name: "but not that it does nothing", run: answered("NO EFFECT"), base: base(answered("HELPS")), allow: true, failed: []string{"profit.answer in HELPS, INCONCLUSIVE"}},
		{name: "helps as before", run: answered("HELPS"), base: base(answered("HELPS"))},
		{name: "strategies that lose more", run: folder(t, comparison("A", "HELPS", 1), both("A", -0.003)...), base: base(answered("HELPS")), failed: []string{"drift.daily_return_mean.hi >= 0"}},
	} {
		e, faults, err := gate.Evaluate(t.Context(), gate.Gate{AllowInconclusive: tt.allow, Resampling: runfolder.Resampling{Resamples: 200, Seed: 1}}, tt.run, tt.base)
		must(t, err)
		got := map[gate.Outcome][]string{}
		for _, r := range e.Results {
			got[r.Outcome] = append(got[r.Outcome], r.Rule.Check.String())
		}
		if len(faults) > 0 || !slices.Equal(got[gate.Failed], tt.failed) || !slices.Equal(got[gate.Warned], tt.warned) || len(got[gate.Passed]) == 0 {
			t.Errorf("%s: faults %v, %q; want failed %q, warned %q", tt.name, faults, got, tt.failed, tt.warned)
		}
		if unpaired := tt.base != nil && tt.base.Answers != nil; unpaired != (e.Unpaired != "") {
			t.Errorf("%s: not paired because %q", tt.name, e.Unpaired)
		}
	}
}

// A rule about the test of two filters fails where there is none, with the reason.
func TestUnpaired(t *testing.T) {
	f := folder(t, comparison("A", "HELPS", 1), both("A", 0)...)
	base, err := gate.Snapshot(f)
	must(t, err)
	for _, text := range []string{"drift.profit != WORSE", "drift.profit.p_worse > 0.05", "drift.risk in EQUAL, BETTER", "drift.risk.beyond_stake.lo >= -3"} {
		got := evaluate(t, f, base, rule(t, text)).Results
		if len(got) != 1 || got[0].Outcome != gate.Failed || !strings.Contains(got[0].Why, "no deals to compare on") {
			t.Errorf("%s: %+v, want one that fails and says why", text, got)
		}
	}
	_, faults, err := gate.Evaluate(t.Context(), gate.Gate{Rules: []gate.Rule{rule(t, "drift.profit != LOST")}}, f, base)
	if err != nil || len(faults) != 1 || !strings.Contains(faults[0].What, "never") {
		t.Errorf("%v, %v: want a word that it never is refused", faults, err)
	}
}
