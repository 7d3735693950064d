package config_test

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/study/config"
	"github.com/remora-bt/remora-bt/backtest/study/fault"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/signals/filter"
)

// parsed is the study of a text on top of the defaults.
func parsed(t *testing.T, text string) config.Study {
	t.Helper()
	s := config.Default()
	if err := s.Parse("study.yaml", []byte(text)); err != nil {
		t.Fatal(err)
	}
	return s
}

// holds fails unless an error holds every part of a text that | divides; "" is none.
func holds(t *testing.T, name string, err error, want string) {
	t.Helper()
	if want == "" {
		if err != nil {
			t.Errorf("%s: %v, want no error", name, err)
		}
		return
	}
	for part := range strings.SplitSeq(want, "|") {
		if err == nil || !strings.Contains(err.Error(), part) {
			t.Errorf("%s: error %v, want %q in it", name, err, part)
		}
	}
}

// What a file cannot hold is refused with its line and what was expected, and a key
// that is nearly one is answered by it.
func TestParseRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"":                        "study.yaml: the study is empty",
		"fees: 0.001\n":           `study.yaml: [1:1]|did you mean fee?`,
		"pears: [BTC/USDT]\n":     "did you mean pairs?",
		"zzzzzz: 1\n":             `study.yaml: [1:1]|zzzzzz`,
		"own:\n  fee: 1\n":        "own",
		"fee: cheap\n":            "study.yaml: [1:6]",
		"fee: 0.1\nfee: 0.2\n":    "[2:1]",
		"pairs: BTC/USDT\n":       "study.yaml: [1:8]",
		"max_open_trades: 1.5\n":  "study.yaml: [1:18]",
		"stake_amount: much\n":    `stake amount "much": expected a number or unlimited`,
		"fixed_notional: maybe\n": "study.yaml: [1:17]",
		"strategies:\n  RSIEMA:\n    filter_sets: [a=1]\n": "[3:5]",
		"strategies:\n  RSIEMA:\n    fee: 0.1\n":           "it belongs at the top of a study",
	} {
		s := config.Default()
		err := s.Parse("study.yaml", []byte(text))
		if err == nil {
			t.Errorf("%q is read", text)
			continue
		}
		holds(t, text, err, want)
	}
}

// Flags say what they expected.
func TestSetRefuses(t *testing.T) {
	for _, tt := range []struct{ key, value, want string }{
		{"fee", "low", `"low" is not a number`},
		{"max_open_trades", "-2", `"-2" is not a whole number of at least -1`},
		{"max_open_trades", "1.5", "whole number"},
		{"fixed_notional", "perhaps", `"perhaps" is not true or false`},
		{"filter_set", "max_risk", `"max_risk" is not KEY=VALUE, as in max_risk=0.7`},
		{"seed", "-1", `"-1" is not a whole number of at least 0`},
		{"stake_amount", "all", `stake amount "all": expected a number or unlimited`},
		{"amount_step", "BTC/USDT", `"BTC/USDT" is not PAIR=STEP, as in BTC/USDT=0.00001`},
		{"amount_step", "BTC/USDT=1,BTC/USDT=2", "BTC/USDT is given twice"},
		{"minimal_roi", "{", "roi"},
		{"exit_profit_only", "true", `study key "exit_profit_only": expected one that flags set`},
	} {
		s := config.Default()
		holds(t, tt.key+" "+tt.value, s.Set(tt.key, tt.value), tt.want)
	}
}

// Every key that a flag sets is what a file of that key says.
func TestSetIsParse(t *testing.T) {
	for _, tt := range []struct{ key, value, text string }{
		{"datadir", "d", "datadir: d"},
		{"pairs", "A/B, C/B", "pairs: [A/B, C/B]"},
		{"strategy", "X", "strategy_list: [X]"},
		{"dry_run_wallet", "500", "starting_balance: 500"},
		{"stake_amount", "unlimited", "stake_amount: unlimited"},
		{"max_open_trades", "-1", "max_open_trades: -1"},
		{"fixed_notional", "true", "fixed_notional: true"},
		{"minimal_roi", `{"0":0.1,"60":0}`, "minimal_roi: {\"0\": 0.1, \"60\": 0}"},
		{"stoploss", "-0.2", "stoploss: -0.2"},
		{"filter_set", "max_risk=0.7", "filter_set: [max_risk=0.7]"},
		{"worthwhile", "5", "worthwhile: 5"},
		{"worthwhile_tail", "2", "worthwhile_tail: 2"},
		{"seed", "7", "seed: 7"},
		{"filter_timeframe", "1h", "filter_timeframe: 1h"},
	} {
		flag, file := config.Default(), config.Default()
		if err := errors.Join(flag.Set(tt.key, tt.value), file.Parse("f", []byte(tt.text+"\n"))); err != nil {
			t.Errorf("%s: %v", tt.key, err)
			continue
		}
		a, b := reflect.ValueOf(flag), reflect.ValueOf(file)
		for i := range a.NumField() {
			if f := a.Type().Field(i); f.IsExported() && !reflect.DeepEqual(a.Field(i).Interface(), b.Field(i).Interface()) {
				t.Errorf("%s %s: %s is %v by the flag and %v by the file", tt.key, tt.value, f.Name, a.Field(i), b.Field(i))
			}
		}
	}
	s := config.Default()
	if err := errors.Join(s.Set("amount_step", "A/B=1,C/B=2"), s.Set("amount_step", "D/B=3"), s.Set("filter_set", "a=1"), s.Set("filter_set", "b=2")); err != nil {
		t.Fatal(err)
	}
	if len(s.AmountStep) != 3 || s.AmountStep["D/B"] != 3 || strings.Join(s.FilterSet, " ") != "a=1 b=2" {
		t.Errorf("steps %v and settings %v, want three and both", s.AmountStep, s.FilterSet)
	}
}

// A fault of a value stands at its line in the last file that holds the key, unless a
// flag gave it, and eight of them are enough.
func TestFaultsHavePlaces(t *testing.T) {
	s := parsed(t, "fee: 2\npairs: [x]\n")
	if err := s.Parse("later.yaml", []byte("pairs: [y]\nslippage_bps: 1\n")); err != nil {
		t.Fatal(err)
	}
	fee, pair, slip := errors.New("fee 2: too much"), errors.New(`pair "y": no quote`), errors.New("slippage 1: no")
	holds(t, "files", s.Faults(fee, pair, slip), "study.yaml: [1:6] fee 2|later.yaml: [1:8] pair|later.yaml: [2:15] slippage 1")
	if err := s.Set("fee", "2"); err != nil {
		t.Fatal(err)
	}
	if got := s.Faults(fee).Error(); got != fee.Error() {
		t.Errorf("a flag's fault is %q, want %q", got, fee)
	}
	holds(t, "of two keys the longer", parsed(t, "trailing_stop_positive: 1\ntrailing_stop_positive_offset: 0\n").Faults(errors.New("trailing_stop_positive_offset 0: no")), "study.yaml: [2:32]")
	var many []error
	for range 9 {
		many = append(many, errors.Join(fee))
	}
	if got := config.Few(many...).Error(); strings.Count(got, "\n") != 7 || !strings.HasSuffix(got, "and 2 more faults") {
		t.Errorf("nine faults are %q, want seven and the number of the rest", got)
	}
	if got := config.Few(many[:8]...).Error(); strings.Contains(got, "more") {
		t.Errorf("eight faults are %q, want all", got)
	}
	if err := s.Faults(nil, errors.Join()); err != nil {
		t.Errorf("no faults are %v", err)
	}
}

// Pairs, steps, warm-up and what is worth having are held to what can be.
func TestChecks(t *testing.T) {
	for text, want := range map[string]string{
		"pairs: []\n":                                     "no pair: name one with --pairs",
		"pairs: [BTC/USDT]\n":                             "",
		"pairs: [BTC/USDT, ETH/USDT]\n":                   "",
		"pairs: [BTC/USDT, BTC/USDT]\n":                   `pair "BTC/USDT" is listed twice`,
		"pairs: [BTC/USDT, ETH/EUR]\n":                    `pair "ETH/EUR": one wallet holds one stake currency, and the pairs before it are quoted in USDT`,
		"pairs: [BTCUSDT]\n":                              "BTCUSDT",
		"pairs: [BTC/USDT]\namount_step: {BTC/USDT: 0}\n": `amount step of "BTC/USDT"`,
		"pairs: [A/U]\namount_step: {B/U: 1, C/U: 1, D/U: 1, E/U: 1, F/U: 1}\n": `amount step for "B/U", "C/U", "D/U", 2 more, not among the pairs`,
		"pairs: [A/U]\nstartup_candle_count: -1\n":                              "startup_candle_count -1: expected 0 to 100000",
		"pairs: [A/U]\nstartup_candle_count: 100001\n":                          "expected 0 to 100000",
		"pairs: [A/U]\nstartup_candle_count: 100000\n":                          "",
		"pairs: [A/U]\nstartup_candle_count: 0\n":                               "",
	} {
		holds(t, text, parsed(t, text).CheckPairs(), want)
	}
	for text, want := range map[string]string{
		"worthwhile: 10\n": "", "worthwhile: 10000\n": "", "worthwhile_tail: 100\n": "",
		"worthwhile: 0\n":          "worthwhile 0: expected basis points above 0 and at most 10000",
		"worthwhile: 10001\n":      "worthwhile 10001",
		"worthwhile_tail: 0\n":     "worthwhile_tail 0: expected points above 0 and at most 100",
		"worthwhile_tail: 100.5\n": "worthwhile_tail 100.5",
		"worthwhile_tail: .nan\n":  "worthwhile_tail NaN",
	} {
		holds(t, text, parsed(t, text).CheckWorthwhile(), want)
	}
	for text, want := range map[string]string{
		"strategy_list: [RSIEMA]\nstrategies: {RSIEMA: {filter: calm}}\n": "",
		"strategy_list: [RSIEMA]\nstrategies: {RSIEMA: {}}\n":             "strategies: RSIEMA has neither a filter nor a filter_set of its own",
		"strategy_list: [RSIEMA]\nstrategies: {RSIEMB: {filter: calm}}\n": `strategies: "RSIEMB" is not in strategy_list; did you mean RSIEMA?`,
		"strategy_list: [RSIEMA]\nstrategies: {Other: {filter: calm}}\n":  `strategies: "Other" is not in strategy_list`,
	} {
		holds(t, text, parsed(t, text).CheckOwn(), want)
	}
	for text, want := range map[string]string{
		"fee: 0.01\n":    "",
		"fee: 0.1\n":     "fee 0.1 is a ratio, 10 % of each order: is 0.1 % meant? That is 0.001",
		"context: dir\n": `context "dir" is not read: the synthetic sample has its own`, "context: dir\ndatadir: d\n": "",
	} {
		if got := strings.Join(parsed(t, text).Doubts(), "; "); got != want {
			t.Errorf("%q: doubts %q, want %q", text, got, want)
		}
	}
}

// Ranges are divided by commas, none twice.
func TestRanges(t *testing.T) {
	s := config.Study{TimeRange: "20220101-20220201, 20220301-"}
	got, err := s.Ranges()
	want := []data.TimeRange{
		{From: data.Date(2022, 1, 1), To: data.Date(2022, 2, 1), HasFrom: true, HasTo: true},
		{From: data.Date(2022, 3, 1), HasFrom: true},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("ranges %v, %v, want %v", got, err, want)
	}
	if got, err := (config.Study{}).Ranges(); err != nil || len(got) != 1 || got[0] != (data.TimeRange{}) {
		t.Errorf("of no range: %v, %v, want one without ends", got, err)
	}
	_, err = config.Study{TimeRange: "20220101-,20220101-"}.Ranges()
	holds(t, "twice", err, "is listed twice")
	_, err = config.Study{TimeRange: "2022"}.Ranges()
	holds(t, "no range", err, "2022")
}

// What is not said is the sample, with the filter only where its engine can judge.
func TestWithSample(t *testing.T) {
	for _, tt := range []struct {
		s          config.Study
		filter     string
		strategies int
		unfiltered bool
	}{
		{config.Study{Timeframe: "5m"}, "default", 4, false},
		{config.Study{Timeframe: "1h"}, "default", 4, false},
		{config.Study{Timeframe: "4h"}, "none", 4, true},
		{config.Study{Timeframe: "4h", RiskPair: "BTC/USDT"}, "default", 4, false},
		{config.Study{Timeframe: "5m", Filter: "calm", Strategies: []string{"RSIEMA"}}, "calm", 1, false},
		{config.Study{Timeframe: "5m", DataDir: "d"}, "none", 0, false},
	} {
		got := tt.s.WithSample()
		if got.Filter != tt.filter || len(got.Strategies) != tt.strategies || got.Unfiltered() != tt.unfiltered || (len(got.Pairs) == 1) != (tt.s.DataDir == "") {
			t.Errorf("%+v: filter %s, %d strategies, unfiltered %t, pairs %v", tt.s, got.Filter, len(got.Strategies), got.Unfiltered(), got.Pairs)
		}
	}
	if got := (config.Study{DataDir: "d"}).ContextDir(); got != filepath.Join("d", "context") {
		t.Errorf("the context is sought in %s", got)
	}
	if got := (config.Study{DataDir: "d", Context: "c"}).ContextDir(); got != "c" {
		t.Errorf("the context that is named is sought in %s", got)
	}
}

// Filters are opened once they can be, and what only some of them use is refused of
// others. A profile that cannot be is misuse, a broken file of decisions is bad data.
func TestOpenFilter(t *testing.T) {
	broken := filepath.Join(t.TempDir(), "blocks.json")
	if err := os.WriteFile(broken, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name  string
		s     config.Study
		want  string
		usage bool
	}{
		{"a profile", config.Study{Filter: "calm"}, "", false},
		{"none", config.Study{Filter: "none"}, "", false},
		{"no such filter", config.Study{Filter: "calmer"}, "calmer", true},
		{"a setting that is not", config.Study{Filter: "calm", FilterSet: []string{"max_rusk=1"}}, "max_rusk", true},
		{"no such profile", config.Study{Filter: "profile:" + broken + "x"}, broken + "x", true},
		{"broken decisions", config.Study{Filter: "blocks:" + broken}, broken, false},
		{"a risk pair for nothing", config.Study{Filter: "none", RiskPair: "BTC/USDT"}, "a risk pair needs a filter that judges pairs", true},
		{"candles to judge nothing by", config.Study{Filter: "none", Judging: "5m"}, `filter_timeframe "5m": filter "none" judges by no candles, only the engine does`, true},
		{"candles to judge by", config.Study{Filter: "default", Judging: "5m", RiskPair: "BTC/USDT"}, "", false},
	} {
		f, err := tt.s.OpenFilter()
		holds(t, tt.name, err, tt.want)
		if tt.want == "" && (f == nil || f.Spec.Kind == filter.ProfileFile) {
			t.Errorf("%s: filter %+v", tt.name, f)
		}
		var known *fault.Error
		if err != nil && (!errors.As(err, &known) || (known.Kind == fault.Usage) != tt.usage) {
			t.Errorf("%s: the kind of %v is %v, want that of usage: %t", tt.name, err, known, tt.usage)
		}
	}
	for _, tt := range []struct {
		filter, against, want string
	}{
		{"default", "", ""},
		{"default", "calm", ""},
		{"none", "calm", `against "calm": expected two filters to hold against each other, got "none" and "calm"`},
		{"default", "none", "expected two filters"},
	} {
		f, err := config.Study{Filter: tt.filter, FilterSet: []string{"max_risk=0.9"}, Against: tt.against}.OpenAgainst()
		holds(t, tt.filter+" against "+tt.against, err, tt.want)
		if (f != nil) != (tt.want == "" && tt.against != "") {
			t.Errorf("%s against %s: filter %v", tt.filter, tt.against, f)
		}
	}
}
