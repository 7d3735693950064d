package metrics_test

import (
	"compress/gzip"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/shared"
)

// A reference is what freqtrade itself answered to a case.
type reference struct {
	Name   string
	Config struct {
		Pairs []string
		Slots int     `json:"max_open_trades"`
		Start float64 `json:"dry_run_wallet"`
	}
	Stats  map[string]any
	Stable map[string]any `json:"stable_order"` // drawdowns if trades of one close date keep their order
	Tables struct {
		Pairs   []referenceLine `json:"results_per_pair"`
		Reasons []referenceLine `json:"exit_reason_summary"`
		Left    []referenceLine `json:"left_open_trades"`
		Periods map[string][]struct {
			Label               int64 `json:"date_ts"`
			Trades              int
			Profit              float64 `json:"profit_abs"`
			Wins, Draws, Losses int
			Factor              float64 `json:"profit_factor"`
		} `json:"periodic_breakdown"`
		Trades []referenceTrade
	}
}

type referenceLine struct {
	Key                 string
	Trades              int
	ProfitMean          float64 `json:"profit_mean"`
	ProfitAbs           float64 `json:"profit_total_abs"`
	ProfitTotal         float64 `json:"profit_total"`
	Holding             string  `json:"duration_avg"`
	Wins, Draws, Losses int
	DrawdownAbs         float64 `json:"max_drawdown_abs"`
	Drawdown            float64 `json:"max_drawdown_account"`
}

type referenceTrade struct {
	Pair        string
	Stake       float64 `json:"stake_amount"`
	Amount      float64
	Open        string  `json:"open_date"`
	Close       string  `json:"close_date"`
	OpenRate    float64 `json:"open_rate"`
	CloseRate   float64 `json:"close_rate"`
	FeeOpen     float64 `json:"fee_open"`
	FeeClose    float64 `json:"fee_close"`
	ProfitRatio float64 `json:"profit_ratio"`
	ProfitAbs   float64 `json:"profit_abs"`
	Reason      string  `json:"exit_reason"`
}

// references reads every case that comes with its trades.
func references(t *testing.T) []reference {
	t.Helper()
	dir := filepath.Join(shared.Root(t), "backtest", "testdata", "freqtrade", "cases")
	files, err := filepath.Glob(filepath.Join(dir, "*.tables.json.gz"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no reference cases in %s: %v", dir, err)
	}
	var out []reference
	for _, file := range files {
		var r reference
		text, err := os.ReadFile(strings.TrimSuffix(file, ".tables.json.gz") + ".json")
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(text, &r); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		z, err := gzip.NewReader(f)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.NewDecoder(z).Decode(&r.Tables); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		out = append(out, r)
	}
	return out
}

// run measures freqtrade's own trades.
func (r reference) run(t *testing.T) *metrics.Run {
	t.Helper()
	number := func(key string) float64 { v, _ := r.Stats[key].(float64); return v }
	a := metrics.Account{
		Start: r.Config.Start, Pairs: r.Config.Pairs, Slots: r.Config.Slots,
		From: data.Instant(number("backtest_start_ts")), To: data.Instant(number("backtest_end_ts")),
		Market: []float64{number("market_change")}, Rejected: int(number("rejected_signals")),
	}
	var trades []backtest.Trade
	for _, x := range r.Tables.Trades {
		trades = append(trades, backtest.Trade{
			Pair: x.Pair, Open: instant(t, x.Open), Close: instant(t, x.Close), OpenRate: x.OpenRate, CloseRate: x.CloseRate,
			Amount: x.Amount, Stake: x.Stake, FeeOpen: x.FeeOpen, FeeClose: x.FeeClose,
			ProfitAbs: x.ProfitAbs, ProfitRatio: x.ProfitRatio, Reason: reason(t, x.Reason),
		})
	}
	return metrics.Of(trades, a)
}

func instant(t *testing.T, text string) data.Instant {
	t.Helper()
	i, err := data.ParseInstant(text)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

func reason(t *testing.T, text string) backtest.ExitReason {
	t.Helper()
	for r := backtest.ExitROI; r <= backtest.ExitForce; r++ {
		if r.String() == text {
			return r
		}
	}
	t.Fatalf("unknown exit reason %q", text)
	return 0
}

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
