package metrics_test

import (
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/shared"
)

// A reference is what freqtrade itself answered to a case.
type reference struct {
	Name   string
	Config struct {
		Pairs     []string
		Timeframe string
		TimeRange string
		Startup   int     `json:"startup_candle_count"`
		Slots     int     `json:"max_open_trades"`
		Start     float64 `json:"dry_run_wallet"`
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

// references are the cases that come with their trades, read once.
func references(t *testing.T) []reference {
	t.Helper()
	readReferences.Do(func() { allReferences = referencesIn(t) })
	if len(allReferences) == 0 {
		t.Fatal("there are no reference cases")
	}
	return allReferences
}

var (
	readReferences sync.Once
	allReferences  []reference
)

func referencesIn(t *testing.T) []reference {
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
			ProfitAbs: x.ProfitAbs, ProfitRatio: x.ProfitRatio, Reason: backtest.ExitReason(x.Reason),
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
