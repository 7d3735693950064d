package study

import (
	"math"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/backtest/published"
	"github.com/remora-bt/remora-bt/backtest/study/config"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/shared"
	"github.com/remora-bt/remora-bt/signals"
	"github.com/remora-bt/remora-bt/strategies"
)

// Coverage is what the tape itself says: of each bar, whether the newest reading
// that was public is younger than its maximum age.
func TestCoverageByDefinition(t *testing.T) {
	if testing.Short() {
		t.Skip("runs a study")
	}
	j := judgedStudy(t, judgedStudies(t)["one pair"])
	ages := j.Filters.Main.Config.MaxAgeHours
	hours := [...]float64{ages.FearGreed, ages.VIX, ages.DXY, ages.FundingRate, ages.BTCDominance, ages.OpenInterest, ages.Liquidations, ages.NewsSentiment}
	var want [data.NumSeries][3]int // fresh, stale, absent
	tape, row := j.Cells[0].Books[0].Tape, 0
	for b := range tape.Bars() {
		if row++; row <= tape.Warm {
			continue
		}
		for s, r := range b.Readings {
			switch {
			case !r.Ok():
				want[s][2]++
			case float64(b.Now-r.Known) <= hours[s]*float64(data.Hour):
				want[s][0]++
			default:
				want[s][1]++
			}
		}
	}
	for s, k := range j.Filter.Bars.Engine.Series {
		if got := [3]int{k.Fresh.Count, k.Stale.Count, k.Absent.Count}; got != want[s] {
			t.Errorf("%s: fresh, stale, absent on %v bars, want %v", k.Series, got, want[s])
		}
	}
}

// conditions on a handful of trades.
func TestConditions(t *testing.T) {
	trades := []struct {
		profit float64
		Said
	}{
		{1, Said{Risk: 0.2, Known: true, Class: signals.RiskLow, Regime: signals.Bull}},
		{2, Said{Risk: 0.4, Known: true, Class: signals.RiskModerate, Regime: signals.Bull}},
		{3, Said{}},
		{0, Said{Risk: 0.7, Known: true, Class: signals.RiskHigh, Regime: signals.Bear}},
		{-1, Said{Risk: 0.9, Known: true, Class: signals.RiskVeryHigh, Regime: signals.Panic}},
		{-2, Said{Risk: 0.5, Known: true, Class: signals.RiskModerate, Regime: signals.Panic}},
		{-3, Said{}},
	}
	arm := func(n int) *Arm {
		out := &Arm{}
		var list []backtest.Trade
		for _, tr := range trades[:n] {
			list = append(list, backtest.Trade{ProfitAbs: tr.profit, ProfitRatio: tr.profit / 100})
			out.Said = append(out.Said, tr.Said)
		}
		out.Run = metrics.Of(list, metrics.Account{Start: 1000})
		return out
	}
	k := conditions(arm(len(trades)), arm(1))
	if k.WinnersRisk == nil || math.Abs(*k.WinnersRisk-0.3) > 1e-15 || k.LosersRisk == nil || math.Abs(*k.LosersRisk-0.7) > 1e-15 {
		t.Errorf("mean risk of winners and losers = %v, %v, want 0.3 and 0.7", k.WinnersRisk, k.LosersRisk)
	}
	if k.LosersHigh.Count != 1 || *k.LosersHigh.Share != 1.0/3 || k.TradesHigh.Count != 2 || *k.TradesHigh.Share != 2.0/7 {
		t.Errorf("in high risk: losers %+v, trades %+v, want 1 of 3 and 2 of 7", k.LosersHigh, k.TradesHigh)
	}
	var got []string
	for i, l := range k.ByRegime.Baseline {
		got = append(got, l.Key, string(rune('0'+l.Trades)), string(rune('0'+k.ByRegime.Filtered[i].Trades)))
	}
	if want := "bull 2 1 bear 1 0 panic 2 0 unknown 2 0 TOTAL 7 1"; strings.Join(got, " ") != want {
		t.Errorf("by regime %q, want %q", strings.Join(got, " "), want)
	}
	none := conditions(arm(0), arm(0))
	if none.WinnersRisk != nil || none.LosersRisk != nil || none.LosersHigh.Share != nil || none.TradesHigh.Share != nil || len(none.ByClass.Baseline) != 1 {
		t.Errorf("conditions of nothing = %+v, want all undefined", none)
	}
}

// On real candles: what the published filter refused in 2022 is the difference of
// the two published reports, and the engine calls the fear of June 2022 by its name.
func TestJudgementOnRealData(t *testing.T) {
	if testing.Short() {
		t.Skip("runs two studies of a year")
	}
	dir := shared.Dir(t)
	s := config.Default()
	s.DataDir, s.Context, s.TimeRange = filepath.Join(dir, "candles"), filepath.Join(dir, "context"), "20220101-20221231"
	s.Pairs, s.Strategies = []string{"BTC/USDT"}, []string{"NFIQuickstart", "RSIEMA"}
	s.MinimalROI = &strategies.ROI{{Ratio: 0.10}} // the published configuration's
	s.Filter = "blocks:" + filepath.Join(dir, "published", "filter_blocks.json")
	trades := map[string]int{} // baseline less filtered
	for _, r := range published.Reports() {
		n, err := strconv.Atoi(r.Figures["total_trades"])
		switch {
		case err != nil:
			t.Fatal(err)
		case r.TimeRange != s.TimeRange:
		case r.Filtered:
			trades[r.Strategy] -= n
		default:
			trades[r.Strategy] += n
		}
	}
	for _, c := range judgedStudy(t, s).Cells {
		if got, want := c.Judgement.Filtered.Count, trades[c.Strategy]; got != want || got == 0 {
			t.Errorf("%s: %d baseline trades refused, the published reports differ by %d", c.Strategy, got, want)
		}
	}
	s.Filter = "default"
	fear := 0
	for _, r := range judgedStudy(t, s).Cells[0].Judgement.Refused {
		if r.Signal >= data.Date(2022, 6, 15) && r.Signal < data.Date(2022, 6, 21) { // Fear & Greed 6 to 9
			fear++
			if !r.Blocked.Has(signals.FlagExtremeFear) {
				t.Errorf("%s: blocked by %s, want extreme fear among it", r.Signal, r.Blocked)
			}
		}
	}
	if fear == 0 {
		t.Error("no entry was refused from 15 to 20 June 2022")
	}
}
