package metrics_test

import (
	"math"
	"testing"
	"time"

	"github.com/remora-bt/remora-bt/backtest/metrics"
)

// renamed are metrics that freqtrade's statistics hold under another key.
var renamed = map[string]string{
	"best_day_abs": "backtest_best_day_abs", "worst_day_abs": "backtest_worst_day_abs",
}

// conventions are what freqtrade puts where a metric is undefined; 0 for all
// others, and for all without a trade.
var conventions = map[string]float64{"sharpe": -100, "sortino": -100, "calmar": -100, "sqn": -100, "expectancy_ratio": 100}

// firstTrade are the metrics for which freqtrade, without a drawdown, names the
// first trade.
var firstTrade = map[string]bool{
	"drawdown_start": true, "drawdown_end": true, "max_drawdown_high": true, "max_drawdown_low": true,
}

// Every metric under a key of freqtrade's statistics equals freqtrade's own value.
func TestMetricsEqualFreqtrade(t *testing.T) {
	for _, ref := range references(t) {
		t.Run(ref.Name, func(t *testing.T) {
			run := ref.run(t)
			compared := 0
			for _, m := range metrics.All() {
				key := m.Key
				if renamed[key] != "" {
					key = renamed[key]
				}
				want, found := ref.Stats[key]
				if stable, ok := ref.Stable[key]; ok {
					want = stable
				}
				if !found {
					continue
				}
				compared++
				v, ok := m.Of(run)
				checkFigure(t, m, v, ok, want, len(run.Trades) == 0)
			}
			if want := 45; compared < want && len(run.Trades) > 0 {
				t.Errorf("compared %d metrics, want at least %d", compared, want)
			}
		})
	}
}

func checkFigure(t *testing.T, m metrics.Metric, v float64, ok bool, want any, empty bool) {
	t.Helper()
	if !ok {
		convention := conventions[m.Key]
		if empty && m.Key != "expectancy_ratio" {
			convention = 0
		}
		if want != convention && !firstTrade[m.Key] {
			t.Errorf("%s is undefined, freqtrade has %v", m.Key, want)
		}
		return
	}
	if text, isText := want.(string); isText {
		if got := m.Text(v, ok); got != text {
			t.Errorf("%s = %s, want %s", m.Key, got, text)
		}
		return
	}
	switch m.Key { // freqtrade rounds these
	case "trades_per_day":
		v = round(v, 100)
	case "sqn":
		v = round(v, 10000)
	case "holding_avg_s", "winner_holding_avg_s", "loser_holding_avg_s":
		v = math.RoundToEven(v/60) * 60
	}
	w := want.(float64)
	if math.Abs(v-w) > 1e-9*math.Max(math.Abs(w), 1e-3) {
		t.Errorf("%s = %v, want %v (off by %.2g)", m.Key, v, w, math.Abs(v/w-1))
	}
}

func round(v, by float64) float64 { return math.RoundToEven(v*by) / by }

func TestLinesEqualFreqtrade(t *testing.T) {
	for _, ref := range references(t) {
		t.Run(ref.Name, func(t *testing.T) {
			run := ref.run(t)
			checkLines(t, "pairs", run.ByPair(), ref.Tables.Pairs)
			checkLines(t, "exit reasons", run.ByReason(), ref.Tables.Reasons)
			checkLines(t, "left open", run.LeftOpen(), ref.Tables.Left)
		})
	}
}

func checkLines(t *testing.T, table string, got []metrics.Line, want []referenceLine) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %d lines, want %d", table, len(got), len(want))
		return
	}
	for i, g := range got {
		w := want[i]
		near := func(a, b float64) bool { return math.Abs(a-b) <= 1e-9*max(1, math.Abs(b)) }
		holding := metrics.HoldingText(g.Minutes)
		if g.Trades == 0 {
			holding = "0:00" // freqtrade's text for no trades
		}
		if g.Key != w.Key || g.Trades != w.Trades || g.Wins != w.Wins || g.Draws != w.Draws || g.Losses != w.Losses ||
			!near(g.ProfitMean, w.ProfitMean) || !near(g.ProfitAbs, w.ProfitAbs) || !near(g.ProfitTotal, w.ProfitTotal) ||
			!near(g.Drawdown, w.Drawdown) || !near(g.DrawdownAbs, w.DrawdownAbs) || holding != w.Holding {
			t.Errorf("%s, line %d = %+v (%s), want %+v", table, i, g, holding, w)
		}
	}
}

func TestBreakdownEqualsFreqtrade(t *testing.T) {
	for _, ref := range references(t) {
		t.Run(ref.Name, func(t *testing.T) {
			run := ref.run(t)
			for _, name := range metrics.Calendars {
				c, err := metrics.ParseCalendar(name)
				if err != nil {
					t.Fatal(err)
				}
				got, want := run.Breakdown(c), ref.Tables.Periods[name]
				if len(got) != len(want) {
					t.Errorf("%s: %d rows, want %d", name, len(got), len(want))
					continue
				}
				for i, g := range got {
					w := want[i]
					factor, _ := g.Factor()
					if int64(g.Label) != w.Label || g.Trades != w.Trades || g.Wins != w.Wins || g.Draws != w.Draws || g.Losses != w.Losses ||
						math.Abs(g.Profit-w.Profit) > 1e-9 || math.Abs(factor-w.Factor) > 1e-8*max(1, w.Factor) {
						t.Errorf("%s, row %s = %+v, want %+v", name, time.UnixMilli(w.Label).UTC(), g, w)
					}
				}
			}
		})
	}
}
