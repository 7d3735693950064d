package study

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/study/config"
)

// A strategy with a filter of its own gets what it gets in a study of that filter; the
// others get the study's. Equal profiles share their answers.
func TestOwnFilters(t *testing.T) {
	s := quarter(t, "MACDCross", "RSIEMA", "NFIQuickstart")
	s.Filter, s.FilterSet = "default", []string{"max_risk=0.5"}
	s.Own = config.Own{"RSIEMA": {Filter: "calm"}, "NFIQuickstart": {FilterSet: []string{"max_risk=0.4"}}}
	mixed := runOf(t, s)
	for i, one := range []struct {
		filter string
		set    []string
	}{{"default", []string{"max_risk=0.5"}}, {"calm", nil}, {"default", []string{"max_risk=0.5", "max_risk=0.4"}}} {
		alone := quarter(t, s.Strategies[i])
		alone.Filter, alone.FilterSet = one.filter, one.set
		r := runOf(t, alone)
		got, want := mixed.Cells[i], r.Cells[0]
		if !reflect.DeepEqual(got.Filtered.Run.Trades, want.Filtered.Run.Trades) || len(want.Judgement.Refused) == 0 {
			t.Errorf("%s: %d trades, in a study of its own %d", got.Strategy, len(got.Filtered.Run.Trades), len(want.Filtered.Run.Trades))
		}
		for k, ref := range got.Judgement.Refused {
			if !slices.Equal(ref.Reasons(), want.Judgement.Refused[k].Reasons()) {
				t.Errorf("%s: refused by %v, want %v", got.Strategy, ref.Reasons(), want.Judgement.Refused[k].Reasons())
			}
		}
		if got.Comparison.Filter != one.filter {
			t.Errorf("%s is compared by filter %s", got.Strategy, got.Comparison.Filter)
		}
		own := append([]*Filter{mixed.Filter}, mixed.Own...)[i]
		if own.Name != one.filter || !slices.Equal(own.Settings, one.set) || !slices.Equal(own.Strategies, []string{got.Strategy}) || own.Profile.SHA256 != r.Filter.Profile.SHA256 || r.Filter.Strategies != nil {
			t.Errorf("filter %d is %+v", i, own)
		}
		if !reflect.DeepEqual(own.Bars, r.Filter.Bars) || !reflect.DeepEqual(own.Entries, r.Filter.Entries) {
			t.Errorf("%s: bars and entries of filter %s differ", got.Strategy, own.Name)
		}
	}
}

// All strategies have a filter, be it their own, or none has.
func TestOwnFilterOfSome(t *testing.T) {
	s := quarter(t, "MACDCross", "RSIEMA")
	s.Filter, s.Own = "none", config.Own{"RSIEMA": {Filter: "calm"}}
	if _, err := Run(t.Context(), s); err == nil || !strings.Contains(err.Error(), "of MACDCross and RSIEMA one has a filter and one has none") {
		t.Errorf("error %v", err)
	}
	s.Own["MACDCross"] = config.Override{Filter: "fear"}
	if r := runOf(t, s); r.Filter.Name != "fear" || len(r.Own) != 1 || r.Cells[1].Comparison == nil {
		t.Errorf("filters %+v, %+v", r.Filter, r.Own)
	}
}

func TestOwnFilterFaults(t *testing.T) {
	const head = "pairs: [BTC/USDT]\nstrategy_list: [MACDCross]\nstrategies:\n"
	for text, want := range map[string]string{
		head + "  MACDCros: {filter: calm}\n":                "s.yaml: [3:1] strategies",
		head + "  MACDCros: {filter: fear}\n":                `strategies: "MACDCros" is not in strategy_list; did you mean MACDCross?`,
		head + "  RSIEMA: {filter: calm}\n":                  `strategies: "RSIEMA" is not in strategy_list`,
		head + "  MACDCross: {}\n":                           "MACDCross has neither a filter nor a filter_set of its own",
		head + "  MACDCross: {filters: calm}\n":              "did you mean filter?",
		head + "  MACDCross: {stoploss: -0.1}\n":             "it belongs at the top of a study",
		head + "  MACDCross: {filter: clam}\n":               `strategies: MACDCross: filter "clam"`,
		head + "  MACDCross: {filter_set: [max_rusk=1]}\n":   `did you mean "max_risk"?`,
		head + "  MACDCross: {filter: calm, filter: fear}\n": "[4:",
	} {
		s := config.Default()
		err := s.Parse("s.yaml", []byte(text))
		if err == nil {
			s.Filter = "default"
			_, err = Run(t.Context(), s)
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want %q", text, err, want)
		}
	}
}
